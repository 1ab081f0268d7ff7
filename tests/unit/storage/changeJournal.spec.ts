/** A change of several files is whole or not made at all, wherever it is cut off. */
import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { ArticleNotebook, Link, Tag } from '#domain/annotations/notebook'
import { openLibraryFolder, type FolderChange, type LibraryFolder } from '#storage/libraryFolder'
import { withFault, type Fault } from '../faultyDisk'
import { sampleNotebook } from './samples'
import { Child, noticeList, test } from './support'

const at = '2025-03-03T10:00:00.000Z'
const tag = (definition: string): Tag => ({
  name: 'trade',
  color: null,
  definition,
  parent: null,
  updated: at,
})
const link = (note: string): Link => ({
  ...{ id: 'l1', title: 'A link', relation: 'adds', note, tags: [], created: at, updated: at },
  members: [
    { articleId: 'a1', highlightId: 'h1' },
    { articleId: 'a2', highlightId: 'h2' },
  ],
})
const decided = (encoding: string) => ({
  articles: { a1: { corrections: {}, removedAt: null, encoding, mergedInto: null, notDuplicateOf: [] } },
})
const notebooks = ['a1', 'a2', 'a3']

/** Five kinds of file, all of which say the same word. */
function change(word: string): FolderChange {
  return {
    notebooks: notebooks.map((id): ArticleNotebook => ({ ...sampleNotebook(id, word), highlights: [] })),
    tags: { tags: [tag(word)] },
    links: { links: [link(word)] },
    decisions: decided(word),
  }
}

/** What each of the files says. */
async function words(folder: LibraryFolder): Promise<(string | undefined)[]> {
  const notes = await Promise.all(notebooks.map(async (id) => (await folder.notebooks.read(id))?.note.note))
  return [
    ...notes,
    folder.tags.data.tags[0]?.definition,
    folder.links.data.links[0]?.note,
    folder.decisions.data.articles['a1']?.encoding ?? undefined,
  ]
}

const all = (word: string): string[] => Array<string>(6).fill(word)

async function opened(dir: string): Promise<LibraryFolder> {
  return await openLibraryFolder(dir, { kind: 'cli', onNotice: noticeList().onNotice })
}

/** A folder on whose files a first change was made. */
async function prepared(dir: string): Promise<string> {
  const folder = await opened(dir)
  await folder.write(change('old'))
  await folder.close()
  return dir
}

/** Makes the second change on a copy of a folder, with a fault; then opens what is on the disk as if after a kill. */
async function attempt(
  start: string,
  dir: string,
  fault: Fault | null,
): Promise<{ error: unknown; steps: number; open: string[]; after: string[]; strays: string[] }> {
  await cp(start, dir, { recursive: true })
  const folder = await opened(dir)
  const { error, steps } = await withFault(fault, () => folder.write(change('new')))
  // First, since whatever reads puts in place what is not yet.
  const copy = `${dir}-copy`
  await cp(dir, copy, { recursive: true, filter: (name) => !name.endsWith('lock') })
  const open = (await words(folder)).map(String)
  const again = await opened(copy)
  const after = (await words(again)).map(String)
  const names = [...(await readdir(copy)), ...(await readdir(join(copy, 'notebook')))]
  const strays = names.filter((name) => name.startsWith('unfinished'))
  await again.close()
  await folder.close()
  await rm(dir, { recursive: true })
  await rm(copy, { recursive: true })
  return { error, steps, open, after, strays }
}

test('killed before any of its steps, it is whole or not there at the next start', async ({ dir }) => {
  test.setTimeout(180_000)
  const start = await prepared(join(dir, 'start'))
  const { steps, after } = await attempt(start, join(dir, 'plain'), null)
  expect(after).toEqual(all('new'))
  expect(steps).toBeGreaterThan(20)
  const outcomes: string[] = []
  for (let step = 0; step < steps; step++) {
    const { after, strays } = await attempt(start, join(dir, String(step)), { kind: 'kill', step })
    expect(after, `killed before step ${step}`).toEqual(all(after[0] ?? ''))
    expect(strays, `killed before step ${step}`).toEqual([])
    outcomes.push(after[0] ?? '')
  }
  // Early it was not made, late it was, and there is one point from which on it is.
  expect(outcomes.indexOf('new')).toBe(outcomes.lastIndexOf('old') + 1)
  expect(new Set(outcomes)).toEqual(new Set(['old', 'new']))
})

for (const steps of [1, 1000]) {
  test(`a disk that fills up at any of its steps${steps === 1 ? ' for a moment' : ''}: it is refused whole, or made whole`, async ({
    dir,
  }) => {
    test.setTimeout(180_000)
    const start = await prepared(join(dir, 'start'))
    const plain = await attempt(start, join(dir, 'plain'), null)
    let refused = 0
    for (let step = 0; step < plain.steps; step++) {
      const tried = await attempt(start, join(dir, String(step)), { kind: 'full', step, steps })
      const expected = all(tried.error === null ? 'new' : 'old')
      if (tried.error !== null) {
        refused++
        expect(tried.error).toMatchObject({ code: 'disk-full' })
      }
      expect(tried.open, `full from step ${step}`).toEqual(expected)
      expect(tried.after, `full from step ${step}`).toEqual(expected)
    }
    expect(refused).toBeGreaterThan(5)
  })
}

test('any single step that fails: the answer is true, now and at the next start', async ({ dir }) => {
  test.setTimeout(180_000)
  const start = await prepared(join(dir, 'start'))
  const plain = await attempt(start, join(dir, 'plain'), null)
  for (let step = 0; step < plain.steps; step++) {
    const tried = await attempt(start, join(dir, String(step)), { kind: 'broken', step })
    const expected = all(tried.error === null ? 'new' : 'old')
    expect(tried.open, `broken at step ${step}`).toEqual(expected)
    expect(tried.after, `broken at step ${step}`).toEqual(expected)
  }
})

test('after a change that could not be put in place at once, the next one goes on top of it', async ({
  dir,
}) => {
  const start = await prepared(join(dir, 'start'))
  const plain = await attempt(start, join(dir, 'plain'), null)
  for (let step = 0; step < plain.steps; step++) {
    const own = join(dir, String(step))
    await cp(start, own, { recursive: true })
    const folder = await opened(own)
    await withFault({ kind: 'broken', step }, () => folder.write(change('new')))
    await folder.write(change('newest'))
    await folder.close()
    const again = await opened(own)
    expect(await words(again), `broken at step ${step}`).toEqual(all('newest'))
    await again.close()
    await rm(own, { recursive: true })
  }
})

test('a process that is really killed leaves no change half made, and no strays', async ({ dir }) => {
  test.setTimeout(120_000)
  for (let round = 0; round < 10; round++) {
    const child = await Child.start(['change', dir])
    await child.printed((line) => line.startsWith('made'))
    await child.kill()
    const acknowledged = Number(child.lines.at(-1)?.replace('made ', ''))
    const { notices, onNotice } = noticeList()
    const folder = await openLibraryFolder(dir, { kind: 'cli', onNotice })
    const notes = await Promise.all(notebooks.map(async (id) => (await folder.notebooks.read(id))?.note.note))
    const said = [...notes, folder.tags.data.tags[0]?.definition]
    await folder.close()
    expect([String(acknowledged), String(acknowledged + 1)]).toContain(said[0])
    expect(said).toEqual(Array(4).fill(said[0]))
    expect(notices).toEqual([])
    const names = [...(await readdir(dir)), ...(await readdir(join(dir, 'notebook')))]
    expect(names.filter((name) => name.endsWith('.tmp') || name.startsWith('unfinished'))).toEqual([])
  }
})

test('what another program put in the place between the kill and the start is kept as a version', async ({
  dir,
}) => {
  const start = await prepared(join(dir, 'start'))
  const { steps } = await attempt(start, join(dir, 'plain'), null)
  const own = join(dir, 'own')
  await cp(start, own, { recursive: true })
  const folder = await opened(own)
  // Of the last nine steps six put the files in place; two of them are done.
  await withFault({ kind: 'kill', step: steps - 7 }, () => folder.write(change('new')))
  expect(await readdir(own)).toContain('unfinished-change.json')
  const copy = join(dir, 'copy')
  await cp(own, copy, { recursive: true, filter: (name) => !name.endsWith('lock') })
  const file = join(copy, 'notebook', 'a3.json')
  const foreign = (await readFile(file, 'utf8')).replace('"old"', '"foreign"')
  await writeFile(file, foreign)
  const again = await opened(copy)
  expect(await words(again)).toEqual(all('new'))
  const kept = await readdir(join(copy, 'backups', 'a3'))
  const versions = await Promise.all(kept.map((name) => readFile(join(copy, 'backups', 'a3', name), 'utf8')))
  expect(versions.some((text) => text === foreign)).toBe(true)
  await again.close()
  await folder.close()
})

test('an intent that is not one is set aside and said, and names no file outside', async ({ dir }) => {
  await prepared(dir)
  const outside = { version: 1, files: [{ file: '../../outside.json', temp: '.collate-1.tmp', sha256: 'x' }] }
  for (const content of ['{"version": 1, "fil', JSON.stringify(outside)]) {
    await writeFile(join(dir, 'unfinished-change.json'), content)
    const { notices, onNotice } = noticeList()
    const folder = await openLibraryFolder(dir, { kind: 'cli', onNotice })
    expect(await words(folder)).toEqual(all('old'))
    expect(notices).toMatchObject([{ subject: 'unfinished-change.json' }])
    await folder.close()
    expect(await readdir(dir)).not.toContain('unfinished-change.json')
  }
})

/** A folder whose process died when a part of a change was in its place, made to look as if another process had been it. */
async function halfMade(dir: string): Promise<string> {
  const start = await prepared(join(dir, 'start'))
  const { steps } = await attempt(start, join(dir, 'plain'), null)
  const own = join(dir, 'own')
  await cp(start, own, { recursive: true })
  const folder = await opened(own)
  await withFault({ kind: 'kill', step: steps - 7 }, () => folder.write(change('new')))
  const copy = join(dir, 'copy')
  await cp(own, copy, { recursive: true, filter: (name) => !name.endsWith('lock') })
  await folder.close()
  const dead = (text: string): string =>
    text.replaceAll(/\.collate-\d+-[0-9a-f]{12}-/g, '.collate-4194305-aaaaaaaaaaaa-')
  for (const below of [copy, join(copy, 'notebook')]) {
    for (const name of await readdir(below)) {
      if (dead(name) !== name) await rename(join(below, name), join(below, dead(name)))
    }
  }
  const intent = join(copy, 'unfinished-change.json')
  await writeFile(intent, dead(await readFile(intent, 'utf8')))
  return copy
}

test('what cannot be put in place at the start either is not swept, nor written over when it can be', async ({
  dir,
}) => {
  const copy = await halfMade(dir)
  // Where the version of a3 is to be kept there is no room for it.
  const kept = join(copy, 'backups', 'a3')
  await rm(kept, { recursive: true, force: true })
  await writeFile(kept, 'no folder')
  const first = await opened(copy)
  await expect(first.notebooks.read('a3')).rejects.toThrow('not wholly in its place')
  // Made on what they held before, it would take the change back.
  await expect(first.write({ links: { links: [link('newest')] } })).rejects.toThrow('not wholly in its place')
  await rm(kept)
  expect((await first.notebooks.read('a3'))?.note.note).toBe('new')
  await first.lookAgain()
  expect(await words(first)).toEqual(all('new'))
  await first.write({ links: { links: [link('newest')] } })
  await first.close()
  const again = await opened(copy)
  expect(await words(again)).toEqual(['new', 'new', 'new', 'new', 'newest', 'new'])
  await again.close()
})

test('what is not in its place yet is not taken for the work of another program', async ({ dir }) => {
  const start = await prepared(join(dir, 'start'))
  const { steps } = await attempt(start, join(dir, 'plain'), null)
  const { notices, onNotice } = noticeList()
  const folder = await openLibraryFolder(start, { kind: 'cli', onNotice })
  const { error } = await withFault({ kind: 'kill', step: steps - 7 }, () => folder.write(change('new')))
  expect(error).toBeNull()
  expect(await readdir(start)).toContain('unfinished-change.json')
  await folder.lookAgain()
  expect(await words(folder)).toEqual(all('new'))
  expect(notices.filter(({ message }) => message.includes('another program'))).toEqual([])
  await folder.close()
})

test('an intent that the system does not let be read keeps the folder from being opened, and stays', async ({
  dir,
}) => {
  await prepared(dir)
  await mkdir(join(dir, 'unfinished-change.json'))
  await expect(
    openLibraryFolder(dir, { kind: 'cli', onNotice: noticeList().onNotice }),
  ).rejects.toMatchObject({
    name: 'CollateError',
    subject: 'unfinished-change.json',
  })
  expect(await readdir(dir)).toContain('unfinished-change.json')
})
