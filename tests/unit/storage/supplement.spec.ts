/** What is saved to a long notebook stands beside its file until that is written whole, and is never lost or laid twice. */
import { cp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { ArticleNotebook } from '#domain/annotations/notebook'
import { equal } from '#domain/equal'
import { openLibraryFolder, type LibraryFolder } from '#storage/libraryFolder'
import type { StoreNotice } from '#storage/notice'
import { withFault, type Fault } from '../faultyDisk'
import { sampleNotebook } from './samples'
import { Child, noticeList, test } from './support'

/** So many that their file is a long one. */
const many = 1_200
const later = '2025-03-04T10:00:00.000Z'

async function opened(dir: string): Promise<{ folder: LibraryFolder; notices: StoreNotice[] }> {
  const { notices, onNotice } = noticeList()
  return { folder: await openLibraryFolder(dir, { kind: 'cli', onNotice }), notices }
}

const fileOf = (dir: string): string => join(dir, 'notebook', 'a1.json')
const supplementOf = (dir: string): string => join(dir, 'supplements', 'a1.json')
/** Less what is half-written, which a process of another number sweeps. */
const supplements = async (dir: string): Promise<string[]> =>
  (await readdir(join(dir, 'supplements'))).filter((name) => !name.endsWith('.tmp'))

/** Makes a long notebook, and closes its folder. */
async function prepare(dir: string): Promise<void> {
  const { folder } = await opened(dir)
  await folder.notebooks.write(sampleNotebook('a1', 'first', many))
  await folder.close()
}

/** A folder with a long notebook, whose records are those that the store hands out: a change keeps the others. */
async function openedLong(
  dir: string,
): Promise<{ folder: LibraryFolder; notices: StoreNotice[]; long: ArticleNotebook }> {
  const { folder, notices } = await opened(dir)
  const long = await folder.notebooks.read('a1')
  if (!long) throw new Error('There is no notebook.')
  return { folder, notices, long }
}

const added = (work: ArticleNotebook): ArticleNotebook => ({
  ...work,
  highlights: [...work.highlights, ...sampleNotebook('a1', '').highlights],
})
const noted = (work: ArticleNotebook, at: number, note: string): ArticleNotebook => ({
  ...work,
  highlights: work.highlights.map((each, index) => (index === at ? { ...each, note, updated: later } : each)),
})
const deleted = (work: ArticleNotebook, at: number): ArticleNotebook => ({
  ...work,
  highlights: work.highlights.filter((_, index) => index !== at),
  deleted: [
    ...work.deleted,
    ...work.highlights.slice(at, at + 1).map((highlight) => ({ highlight, deletedAt: later })),
  ],
})

/** What a folder says after a kill: a copy of its files, opened. Supplements first: files may become whole meanwhile. */
async function afterKill(dir: string): Promise<{ work: ArticleNotebook | null; notices: StoreNotice[] }> {
  const copy = `${dir}-copy`
  await cp(join(dir, 'supplements'), join(copy, 'supplements'), { recursive: true, preserveTimestamps: true })
  const filter = (name: string): boolean => !name.endsWith('lock') && !name.endsWith('supplements')
  await cp(dir, copy, { recursive: true, preserveTimestamps: true, filter })
  const { folder, notices } = await opened(copy)
  const work = await folder.notebooks.read('a1')
  expect(await supplements(copy)).toEqual([])
  await folder.close()
  await rm(copy, { recursive: true })
  return { work, notices }
}

test('a small change of a long file is saved beside it, and is in it after a close', async ({ dir }) => {
  await prepare(dir)
  const { folder, long, notices } = await openedLong(dir)
  const before = await stat(fileOf(dir))
  const changed = deleted(noted(added(long), 3, 'a note'), 700)
  await folder.notebooks.write(added(long))
  await folder.notebooks.write(changed)
  expect((await stat(fileOf(dir))).mtimeMs).toBe(before.mtimeMs)
  expect((await stat(supplementOf(dir))).size).toBeLessThan(before.size / 50)
  expect(await folder.notebooks.read('a1')).toEqual(changed)
  await folder.close()
  expect(await supplements(dir)).toEqual([])
  expect(JSON.parse(await readFile(fileOf(dir), 'utf8'))).toEqual({ version: 1, ...changed })
  const again = await opened(dir)
  expect(await again.folder.notebooks.read('a1')).toEqual(changed)
  await again.folder.close()
  expect([...notices, ...again.notices]).toEqual([])
})

test('after a pause the file is whole by itself', async ({ dir }) => {
  await prepare(dir)
  const { folder, long } = await openedLong(dir)
  await folder.notebooks.write(noted(long, 0, 'paused'))
  expect(await supplements(dir)).toEqual(['a1.json'])
  await expect.poll(() => supplements(dir)).toEqual([])
  expect(await readFile(fileOf(dir), 'utf8')).toContain('"note": "paused"')
  await folder.close()
})

test('a large change, another order of records and a short file are written whole', async ({ dir }) => {
  await prepare(dir)
  const { folder, long } = await openedLong(dir)
  const half = { ...long, highlights: long.highlights.slice(0, many / 2) }
  const turned = { ...long, highlights: long.highlights.toReversed() }
  const rewritten = { ...long, highlights: long.highlights.map((each) => ({ ...each, note: 'all' })) }
  for (const work of [turned, rewritten, half, long]) {
    await folder.notebooks.write(work)
    expect(JSON.parse(await readFile(fileOf(dir), 'utf8'))).toEqual({ version: 1, ...work })
  }
  for (const note of ['short', 'short again']) await folder.notebooks.write(sampleNotebook('a1', note))
  await folder.notebooks.settle('a1')
  await folder.notebooks.write(sampleNotebook('a1', 'still short'))
  expect(await supplements(dir)).toEqual([])
  await folder.close()
})

/** Saves, deletions, writing whole, a bulk change and a change of two files, up to what fails. */
async function attempt(start: string, dir: string, fault: Fault | null) {
  await cp(start, dir, { recursive: true })
  const { folder, long } = await openedLong(dir)
  const states = [long]
  const last = (): ArticleNotebook => states.at(-1) ?? long
  let pending: ArticleNotebook | null = null
  const save = async (work: ArticleNotebook): Promise<void> => {
    pending = work
    await folder.notebooks.write(work)
    states.push(work)
    pending = null
  }
  const { error, steps } = await withFault(fault, async () => {
    await save(noted(last(), 5, 'one'))
    await save(deleted(added(last()), 6))
    await folder.notebooks.settle('a1')
    await save(noted(last(), 5, 'two'))
    await save({ ...last(), highlights: last().highlights.map((each) => ({ ...each, note: 'bulk' })) })
    await save(noted(last(), 5, 'three'))
    pending = noted(last(), 5, 'four')
    await folder.write({ notebooks: [pending, sampleNotebook('a2', 'four')] })
    states.push(pending)
    pending = null
  })
  const open = await folder.notebooks.read('a1')
  const { work: after, notices } = await afterKill(dir)
  await folder.close()
  await rm(dir, { recursive: true })
  return { error, steps, open, after, notices, expected: last(), pending: pending as ArticleNotebook | null }
}

test('killed before any of its steps, everything acknowledged is there at the next start', async ({
  dir,
}) => {
  test.setTimeout(300_000)
  const start = join(dir, 'start')
  await prepare(start)
  const plain = await attempt(start, join(dir, 'plain'), null)
  expect(plain.error).toBeNull()
  expect(plain.steps).toBeGreaterThan(30)
  for (let step = 0; step < plain.steps; step++) {
    const tried = await attempt(start, join(dir, String(step)), { kind: 'kill', step })
    const fits = [tried.expected, tried.pending].some((work) => work !== null && equal(work, tried.after))
    expect(fits, `killed before step ${step}`).toBe(true)
    expect(tried.notices, `killed before step ${step}`).toEqual([])
  }
})

for (const kind of ['full', 'broken'] as const) {
  test(`a disk that ${kind === 'full' ? 'fills up' : 'fails'} at any step: the answer is true`, async ({
    dir,
  }) => {
    test.setTimeout(300_000)
    const start = join(dir, 'start')
    await prepare(start)
    const { steps } = await attempt(start, join(dir, 'plain'), null)
    for (let step = 0; step < steps; step++) {
      const fault: Fault = kind === 'full' ? { kind, step, steps: 1000 } : { kind, step }
      const tried = await attempt(start, join(dir, String(step)), fault)
      expect(equal(tried.open, tried.expected), `${kind} at step ${step}, open`).toBe(true)
      // Where the names in a folder could not be forced to the disk, what was refused may be there all the same.
      const fits = [tried.expected, ...(kind === 'broken' ? [tried.pending] : [])]
      const found = fits.some((work) => work !== null && equal(work, tried.after))
      expect(found, `${kind} at step ${step}, at the next start`).toBe(true)
    }
  })
}

test('after kill -9 of a process that saves to a long file, every acknowledged save is there', async ({
  dir,
}) => {
  test.setTimeout(120_000)
  for (let round = 0; round < 6; round++) {
    const child = await Child.start(['saveLong', dir])
    await child.printed((line) => line === `saved ${3 + round * 5}`)
    await child.kill()
    const acknowledged = Number(child.lines.at(-1)?.replace('saved ', ''))
    const { folder, notices } = await opened(dir)
    const note = Number((await folder.notebooks.read('saved'))?.highlights[0]?.note)
    await folder.close()
    expect([acknowledged, acknowledged + 1]).toContain(note)
    expect(notices).toEqual([])
  }
})

test.describe('another program', () => {
  test('that changes the file while something is saved beside it: both are kept', async ({ dir }) => {
    await prepare(dir)
    const { folder, long, notices } = await openedLong(dir)
    await folder.notebooks.write(noted(long, 0, 'mine'))
    await writeFile(fileOf(dir), JSON.stringify({ version: 1, ...noted(long, 1, 'theirs') }))
    expect((await folder.notebooks.read('a1'))?.highlights[0]?.note).toBe('mine')
    await folder.close()
    expect(await readFile(fileOf(dir), 'utf8')).toContain('"note": "mine"')
    expect(notices.map(({ message }) => message)).toEqual([
      expect.stringContaining('was changed by another program while Collate had it open'),
    ])
    const kept = /kept as (\S+)\.$/.exec(notices[0]?.message ?? '')?.[1] ?? ''
    expect(await readFile(join(dir, kept), 'utf8')).toContain('"note":"theirs"')
  })

  test('that changes the file after a kill: what was saved is laid over it, and both are kept', async ({
    dir,
  }) => {
    await prepare(dir)
    const { folder, long } = await openedLong(dir)
    await folder.notebooks.write(noted(long, 0, 'mine'))
    const left = await readFile(supplementOf(dir))
    await folder.close()
    await writeFile(supplementOf(dir), left)
    await writeFile(fileOf(dir), JSON.stringify({ version: 1, ...noted(long, 1, 'theirs') }))
    const again = await opened(dir)
    const work = await again.folder.notebooks.read('a1')
    expect(work?.highlights.slice(0, 2).map(({ note }) => note)).toEqual(['mine', 'theirs'])
    await again.folder.close()
    expect(again.notices.map(({ message }) => message)).toEqual([
      expect.stringContaining('after Collate had ended without being closed'),
    ])
    expect(await supplements(dir)).toEqual([])
  })
})

test('a supplement that cannot be read is set aside and told, and the file is as it is', async ({ dir }) => {
  await prepare(dir)
  const before = await readFile(fileOf(dir))
  for (const damage of ['{', '{"version":1}', JSON.stringify({ version: 9 })]) {
    await writeFile(supplementOf(dir), damage)
    const { folder, notices } = await opened(dir)
    await folder.close()
    expect(await readFile(fileOf(dir))).toEqual(before)
    expect(notices.map(({ severity }) => severity)).toEqual(['error'])
    const aside = /damaged\/a1\/([^;]+);/.exec(notices[0]?.message ?? '')?.[1] ?? ''
    expect(await readFile(join(dir, 'damaged', 'a1', aside), 'utf8')).toBe(damage)
    expect(await supplements(dir)).toEqual([])
  }
})

test('a backup and a restored version know what was saved last', async ({ dir }) => {
  await prepare(dir)
  const { folder, long } = await openedLong(dir)
  await folder.notebooks.write(noted(long, 0, 'before'))
  await folder.backups.run()
  await folder.notebooks.write(noted(long, 0, 'after'))
  await folder.backups.restoreFile('a1')
  expect((await folder.notebooks.read('a1'))?.highlights[0]?.note).toBe('before')
  const texts = await Promise.all(
    (await folder.backups.versions('a1')).map(({ file }) => readFile(file, 'utf8')),
  )
  expect(texts.some((text) => text.includes('"note": "after"'))).toBe(true)
  await folder.close()
})
