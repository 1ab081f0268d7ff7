/** The gallery leaves no piece of the kit out. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

const root = join(import.meta.dirname, '..', '..', '..')

async function components(folder: string): Promise<string[]> {
  return (await readdir(join(root, folder))).filter((name) => name.endsWith('.svelte'))
}

test('every component of ui and shared stands in the gallery', async () => {
  const pieces = await Promise.all(
    ['ui', 'shared'].map(async (room) =>
      (await components(`src-renderer/${room}`)).map((name) => `#${room}/${name}`),
    ),
  )
  const groups = await Promise.all(
    (await components('tests/gallery')).map((name) => readFile(join(root, 'tests/gallery', name), 'utf8')),
  )
  // An import that is not used is refused by the type checks.
  const shown = groups.flatMap((text) =>
    [...text.matchAll(/from '(#\w+\/\w+\.svelte)'/g)].map((found) => found[1]),
  )
  expect(pieces.flat().filter((piece) => !shown.includes(piece))).toEqual([])
  expect(pieces.flat().length).toBeGreaterThan(20)
})
