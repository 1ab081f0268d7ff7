/** A library of thousands: what is found while the index is still being made, and counts that are a lower bound. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandLine, expect, test } from './fixtures'

const articles = 6000
/** For each of the steps over thousands of articles, in milliseconds; the test's own limit is above it. */
const patience = 240_000

test('while the index is made again what is missing is said, and then all of it is found', async ({
  app,
}) => {
  test.setTimeout(300_000)
  await app.close()
  const folder = await mkdtemp(join(tmpdir(), 'collate-many-'))
  const lines = Array.from({ length: articles }, (_, n) =>
    JSON.stringify({
      title: `Report ${n}`,
      text: `Dredging in harbour ${n} went on, and the quay was closed.`,
    }),
  )
  await writeFile(join(folder, 'many.jsonl'), lines.join('\n'))
  const imported = spawnSync(process.execPath, [
    ...[commandLine, 'import', join(folder, 'many.jsonl'), '--data', app.dataFolder],
  ])
  await rm(folder, { recursive: true })
  expect(imported.status).toBe(0)
  await rm(join(app.dataFolder, 'library', 'index.sqlite'))

  // After some of the texts the disk answers no more, until what is said of it has been seen: what is left then stays
  // what it is, however long the index takes to get there.
  const page = await app.start({ files: /library.texts.[^.]+\.json$/, after: 40 })
  const library = page.getByRole('complementary', { name: 'Library' })
  await expect(library.getByText('6,005 articles', { exact: true })).toBeVisible({ timeout: patience })
  await library.getByRole('textbox', { name: 'Search library' }).fill('dredging quay')
  await expect(library.getByText(/^Still indexing: [1-5],\d{3} articles to go\.$/)).toBeVisible({
    timeout: patience,
  })
  await expect(library.getByRole('option', { name: /Report \d+/ }).first()).toBeVisible({
    timeout: patience,
  })
  await expect(library.getByText('6,000 articles', { exact: true })).toHaveCount(0)
  await app.openGate()
  await expect(library.getByText('6,000 articles', { exact: true })).toBeVisible({ timeout: patience })
  await expect(library.getByText(/^Still indexing/)).toHaveCount(0)
  // So many are not counted place by place.
  await expect(library.getByText(/^[\d,]+\+ matches$/)).toBeVisible()
  await expect(library.getByRole('option', { name: /Report \d+/ }).first()).toBeVisible()
})
