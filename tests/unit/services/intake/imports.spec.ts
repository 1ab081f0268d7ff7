/** Importing through the services: folders with faults among the files, duplicates, moves, other encodings, linked folders. */
import { expect, test } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImportItem, ImportStatus } from '#contract/imports'
import type { Services } from '#services/services'
import { copyOfFilter, everything, highlightOf, idOf, makePlace, type Place, noteOn } from '../support'

let place: Place
let folder: string
test.beforeEach(async () => {
  place = await makePlace({})
  folder = join(place.dir, 'articles')
  await mkdir(folder)
})
test.afterEach(async () => {
  await place.dispose()
})

const story = (n: number): string =>
  `Report number ${n}\n\nThis is the first paragraph of report ${n}, and it says something of its own.\n\nA second paragraph follows with the number ${n * 7}.\n`

async function finished(services: Services): Promise<ImportStatus> {
  for (;;) {
    const status = await services.handlers['import.status']({})
    if (status?.finishedAt) return status
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function importPaths(services: Services, ...paths: string[]): Promise<ImportStatus> {
  await services.handlers['import.start']({ tokens: paths.map((path) => services.chosen.add(path).token) })
  return await finished(services)
}

async function items(services: Services, only: 'all' | 'check' = 'all'): Promise<ImportItem[]> {
  return (await services.handlers['import.items']({ only, offset: 0, limit: 500 })).items
}

test('a folder with faults: each is named with its reason, the rest is taken in and found', async () => {
  for (let n = 0; n < 70; n++) await writeFile(join(folder, `story-${n}.txt`), story(n))
  await mkdir(join(folder, 'deeper'))
  await writeFile(join(folder, 'deeper', 'inner.txt'), story(1000))
  await writeFile(
    join(folder, 'picture.txt'),
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]),
  )
  await writeFile(join(folder, 'empty.txt'), '')
  await writeFile(join(folder, 'table.xlsx'), 'not read')
  await writeFile(join(folder, 'big.txt'), 'x'.repeat(1_200_000))
  await symlink(folder, join(folder, 'deeper', 'loop'))
  await symlink(join(folder, 'nothing.txt'), join(folder, 'dangling.txt'))
  const services = await place.open()
  await services.handlers['settings.set']({ changes: { maxFileMegabytes: 1 } })

  const status = await importPaths(services, folder)
  expect(status).toMatchObject({ state: 'finished', added: 71, total: 74, done: 74, articles: 71 })
  const failed = (await items(services)).filter(
    (item) => item.result === 'failed' || item.result === 'skipped',
  )
  const reasons = new Map(failed.map((item) => [item.fileName, item.remarks[0]?.message ?? '']))
  expect([...reasons.keys()].sort()).toEqual(
    ['big.txt', 'dangling.txt', 'empty.txt', 'loop', 'picture.txt', 'table.xlsx'].sort(),
  )
  expect(reasons.get('big.txt')).toContain('1.2 MB')
  for (const [fileName, reason] of reasons) expect(reason).toContain(fileName)
  const filter = { ...copyOfFilter(), words: '"number 7000"' }
  const found = await services.handlers['library.list']({ ...everything, filter })
  expect(found.rows.map((row) => row.fileName)).toEqual(['inner.txt'])
})

test('the same bytes twice are one article; importing a folder again changes nothing', async () => {
  await writeFile(join(folder, 'a.txt'), story(1))
  await writeFile(join(folder, 'b.txt'), story(1))
  const services = await place.open()
  expect(await importPaths(services, folder)).toMatchObject({ added: 1, duplicates: 1 })
  const duplicate = (await items(services)).find((item) => item.result === 'duplicate')
  expect(duplicate).toMatchObject({ fileName: 'b.txt', remarks: [{ message: 'Same bytes as a.txt.' }] })
  expect(await importPaths(services, folder)).toMatchObject({ added: 0, unchanged: 1, duplicates: 1 })

  // A copy of the same name is not told to be the same as itself.
  await mkdir(join(folder, 'copies'))
  await writeFile(join(folder, 'copies', 'a.txt'), story(1))
  await importPaths(services, join(folder, 'copies'))
  expect((await items(services))[0]).toMatchObject({
    remarks: [{ message: 'It is in the library already.' }],
  })
})

test('the same text in another file is offered as a duplicate; merging keeps both works', async () => {
  await writeFile(join(folder, 'a.txt'), story(1))
  await writeFile(join(folder, 'b.txt'), `${story(1)}\n\n`)
  const services = await place.open()
  expect(await importPaths(services, folder)).toMatchObject({ added: 2 })
  const groups = await services.handlers['library.duplicates']({})
  expect(groups.map((group) => group.map(({ fileName }) => fileName).sort())).toEqual([['a.txt', 'b.txt']])
  const [a, b] = [await idOf(services, 'a.txt'), await idOf(services, 'b.txt')]
  await services.handlers['notebook.apply']({
    label: 'highlight',
    operations: [
      await highlightOf(services, a, 'first paragraph', { id: 'one' }),
      await highlightOf(services, b, 'second paragraph', { id: 'two' }),
      noteOn(b, 'Of b'),
    ],
  })
  await services.handlers['library.merge']({ from: b, into: a })
  const view = await services.handlers['notebook.open']({ articleId: a })
  expect(view.highlights.map(({ id }) => id)).toEqual(['one', 'two'])
  expect(view.note.note).toBe('Of b')
  const { rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(rows.map((row) => row.id)).toEqual([a])
  expect(await services.handlers['library.duplicates']({})).toEqual([])
})

test('merging moves highlights and deletes none; what had been deleted is restored to where the work is', async () => {
  await writeFile(join(folder, 'a.txt'), story(1))
  await writeFile(join(folder, 'b.txt'), `${story(1)}\n\n`)
  const services = await place.open()
  await importPaths(services, folder)
  const [a, b] = [await idOf(services, 'a.txt'), await idOf(services, 'b.txt')]
  await services.handlers['notebook.apply']({
    label: 'highlight',
    operations: [
      await highlightOf(services, b, 'first paragraph', { id: 'moves' }),
      await highlightOf(services, b, 'second paragraph', { id: 'gone' }),
    ],
  })
  await services.handlers['notebook.apply']({
    label: 'delete',
    operations: [{ type: 'deleteHighlight', articleId: b, id: 'gone' }],
  })
  await services.handlers['library.merge']({ from: b, into: a })
  const deleted = await services.handlers['notebook.deleted']({})
  expect(deleted.map(({ highlight }) => [highlight.id, highlight.articleId])).toEqual([['gone', a]])
  await services.handlers['notebook.apply']({
    label: 'restore',
    operations: deleted.map(({ highlight }) => ({ type: 'addHighlight', highlight })),
  })
  expect(await services.handlers['notebook.deleted']({})).toEqual([])
  const view = await services.handlers['notebook.open']({ articleId: a })
  expect(view.highlights.map(({ id }) => id).sort()).toEqual(['gone', 'moves'])
  await services.handlers['notebook.apply']({
    label: 'delete',
    operations: [{ type: 'deleteHighlight', articleId: a, id: 'gone' }],
  })
  const again = await services.handlers['notebook.deleted']({})
  expect(again.map(({ highlight }) => highlight.id)).toEqual(['gone'])
})

test('a merged article that is restored is in the library again, and offered as a duplicate', async () => {
  await writeFile(join(folder, 'a.txt'), story(1))
  await writeFile(join(folder, 'b.txt'), `${story(1)}\n\n`)
  const services = await place.open()
  await importPaths(services, folder)
  const [a, b] = [await idOf(services, 'a.txt'), await idOf(services, 'b.txt')]
  await services.handlers['library.merge']({ from: b, into: a })
  await services.handlers['library.restore']({ ids: [b] })
  const { total } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(total).toBe(2)
  expect(await services.handlers['library.duplicates']({})).toHaveLength(1)
})

test('a merged article whose file says something else now is an article of its own again', async () => {
  await writeFile(join(folder, 'a.txt'), story(1))
  await writeFile(join(folder, 'b.txt'), `${story(1)}\n\n`)
  const services = await place.open()
  await importPaths(services, folder)
  const [a, b] = [await idOf(services, 'a.txt'), await idOf(services, 'b.txt')]
  await services.handlers['library.merge']({ from: b, into: a })
  await importPaths(services, folder)
  expect((await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })).total).toBe(1)
  await writeFile(join(folder, 'b.txt'), story(2))
  await importPaths(services, folder)
  expect((await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })).total).toBe(2)
  expect(await idOf(services, 'b.txt')).toBe(b)
})

test('a linked folder is looked at again: changed, moved, vanished and new files', async () => {
  for (let n = 0; n < 4; n++) await writeFile(join(folder, `story-${n}.txt`), story(n))
  const services = await place.open()
  const linked = await services.handlers['folders.link']({
    token: services.chosen.add(folder).token,
    watch: false,
  })
  await expect.poll(async () => (await services.handlers['folders.list']({}))[0]?.lastRefresh).not.toBeNull()
  expect(await services.handlers['folders.list']({})).toMatchObject([{ articles: 4, missing: false }])
  const moved = await idOf(services, 'story-1.txt')

  await writeFile(join(folder, 'story-0.txt'), story(0).replace('something', 'nothing'))
  await mkdir(join(folder, 'old'))
  await rename(join(folder, 'story-1.txt'), join(folder, 'old', 'renamed.txt'))
  await rm(join(folder, 'story-2.txt'))
  await writeFile(join(folder, 'story-9.txt'), story(9))
  const status = await services.handlers['folders.refresh']({ id: linked.id })
  expect(status).toMatchObject({ added: 1, changed: 1, moved: 1, unchanged: 1, failed: 0 })
  expect(await idOf(services, 'renamed.txt')).toBe(moved)
  const gone = await services.handlers['library.article']({ id: await idOf(services, 'story-2.txt') })
  expect(gone.summary.missing).toBe(true)
  const there = await services.handlers['library.article']({ id: moved })
  expect(there.summary.missing).toBe(false)
})

test('a linked folder that is not there leaves its articles alone', async () => {
  await writeFile(join(folder, 'story.txt'), story(1))
  const services = await place.open()
  const linked = await services.handlers['folders.link']({
    token: services.chosen.add(folder).token,
    watch: false,
  })
  await expect.poll(async () => (await services.handlers['folders.list']({}))[0]?.lastRefresh).not.toBeNull()
  await rename(folder, `${folder}-elsewhere`)
  await services.handlers['folders.refresh']({ id: linked.id })
  expect(await services.handlers['folders.list']({})).toMatchObject([{ articles: 1, missing: true }])
  const { summary } = await services.handlers['library.article']({ id: await idOf(services, 'story.txt') })
  expect(summary.missing).toBe(false)
})

test('a source can be read again in another encoding, and highlights are found on the new text', async () => {
  const text = 'Überschrift\n\nDie Straße führt über den Fluß und weiter nach Süden, wo die Häuser stehen.\n'
  await writeFile(join(folder, 'weg.txt'), Buffer.from(text, 'utf8'))
  const services = await place.open()
  await importPaths(services, folder)
  const id = await idOf(services, 'weg.txt')
  const put = await highlightOf(services, id, 'den Fluß und weiter nach Süden')
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  const decodings = await services.handlers['library.decodings']({ id })
  expect(decodings[0]).toMatchObject({ encoding: 'utf-8', current: true })
  const wrong = await services.handlers['library.decodeAs']({ id, encoding: 'windows-1252' })
  expect(wrong).toMatchObject({ encoding: 'windows-1252', encodingFrom: 'reader' })
  expect((await services.handlers['notebook.open']({ articleId: id })).highlights).toHaveLength(1)
  await services.handlers['library.decodeAs']({ id, encoding: null })
  const view = await services.handlers['notebook.open']({ articleId: id })
  expect(view.highlights[0]).toMatchObject({
    place: { status: 'exact' },
    anchor: { quote: put.highlight.anchor.quote },
  })
})

test('pasted text is an article that survives a rebuild of the library', async () => {
  let services = await place.open()
  await services.handlers['import.paste']({ text: story(5), html: null, title: 'Pasted by hand' })
  expect(await finished(services)).toMatchObject({ state: 'finished', added: 1 })
  const { rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(rows.map(({ metadata }) => metadata.title)).toEqual(['Pasted by hand'])
  await services.close()
  await rm(join(place.dataFolder, 'library'), { recursive: true })
  services = await place.open()
  const again = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(again.rows.map(({ metadata }) => metadata.title)).toEqual(['Pasted by hand'])
})

test('what cannot be read is named, and holds nothing up: a pipe, a folder, a loop, a file that vanished', async () => {
  test.skip(process.platform === 'win32', 'There are no named pipes in folders.')
  expect(spawnSync('mkfifo', [join(folder, 'pipe.txt')]).status).toBe(0)
  await symlink('loop.txt', join(folder, 'loop.txt'))
  await writeFile(join(folder, 'story.txt'), story(1))
  const services = await place.open()
  const names = ['pipe.txt', 'loop.txt', 'vanished.txt', 'story.txt']
  const status = await importPaths(services, ...names.map((name) => join(folder, name)))
  expect(status).toMatchObject({ state: 'finished', done: 4, added: 1, failed: 2 })
  expect((await items(services)).slice(0, 3).map(({ remarks }) => remarks[0]?.message)).toEqual([
    'pipe.txt is not a file.',
    'loop.txt is a link that leads back to itself.',
    'vanished.txt is not there any more. It was left out.',
  ])
  expect(await importPaths(services, folder)).toMatchObject({ state: 'finished', unchanged: 1, failed: 2 })
  expect((await items(services)).map(({ remarks }) => remarks[0]?.message)).toContain(
    'pipe.txt is not a file.',
  )
})

test('files and articles are counted apart, what was not taken in comes first, and what is missing is one line', async () => {
  const lines = [0, 1, 2, 3].map((n) =>
    JSON.stringify({ title: `Wire item ${n}`, text: `Item ${n} of the wire says something of its own.` }),
  )
  await writeFile(join(folder, 'feed.jsonl'), lines.join('\n'))
  await writeFile(join(folder, 'story.txt'), story(1))
  await writeFile(join(folder, 'zz-picture.txt'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
  await writeFile(join(folder, 'zz-song.mp3'), 'ID3')
  const services = await place.open()
  const status = await importPaths(services, folder)
  expect(status).toMatchObject({
    total: 3,
    done: 3,
    added: 2,
    articles: 5,
    failed: 1,
    skipped: 1,
    toCheck: 2,
  })

  const listed = await items(services)
  expect(listed.map(({ fileName, result }) => [fileName, result])).toEqual([
    ['zz-picture.txt', 'failed'],
    ['zz-song.mp3', 'skipped'],
    ['feed.jsonl', 'added'],
    ['story.txt', 'added'],
  ])
  expect(listed[2]?.articleIds).toHaveLength(4)
  const said = listed.slice(2).map(({ remarks }) => remarks.map(({ message }) => message))
  // The title line of the story is read as the title: nothing was removed.
  expect(said).toEqual([
    ['No source for all 4 articles', 'No date for all 4 articles'],
    ['No source', 'No date'],
  ])
  expect((await items(services, 'check')).map(({ fileName }) => fileName)).toEqual([
    'zz-picture.txt',
    'zz-song.mp3',
  ])
})

test('what the articles of an import lack is set for all in one change, and taken back', async () => {
  await writeFile(join(folder, 'a.txt'), story(1))
  await writeFile(join(folder, 'b.txt'), story(2))
  const services = await place.open()
  await importPaths(services, folder)
  const { lacking, correctMany } = {
    lacking: () => services.handlers['import.lacking']({}),
    correctMany: services.handlers['library.correctMany'],
  }
  const [a, b] = [await idOf(services, 'a.txt'), await idOf(services, 'b.txt')]
  await services.handlers['library.correct']({ id: a, corrections: { source: 'Daily Example' }, reset: [] })
  const before = await lacking()
  expect(before).toMatchObject({ source: [b] })
  expect([...before.published].sort()).toEqual([a, b].sort())

  await correctMany({
    changes: [
      { id: a, corrections: { published: '2025-03' }, reset: [] },
      { id: b, corrections: { source: 'The Wire', published: '2025-03' }, reset: [] },
    ],
  })
  expect(await lacking()).toEqual({ source: [], published: [] })
  expect((await items(services)).flatMap(({ remarks }) => remarks.map(({ kind }) => kind))).not.toContain(
    'noSource',
  )
  await correctMany({
    changes: [
      { id: a, corrections: {}, reset: ['published'] },
      { id: b, corrections: {}, reset: ['source', 'published'] },
    ],
  })
  expect(await lacking()).toEqual(before)
  const { rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(rows.map(({ metadata }) => metadata.source).sort()).toEqual(['Daily Example', null])

  // What was corrected by hand since is left as it is, by setting and by taking back.
  const set = { source: 'The Wire', published: '2025-03' }
  await correctMany({ changes: [{ id: a, corrections: { published: '2025-03-04' }, reset: [] }] })
  await correctMany({
    changes: [
      { id: a, corrections: { published: '2025-03' }, reset: [], ifUnchanged: {} },
      { id: b, corrections: set, reset: [], ifUnchanged: {} },
    ],
  })
  await correctMany({ changes: [{ id: b, corrections: { source: null }, reset: [] }] })
  await correctMany({
    changes: [{ id: b, corrections: {}, reset: ['source', 'published'], ifUnchanged: set }],
  })
  const metadata = new Map(
    (await services.handlers['library.rows']({ ids: [a, b] })).map((row) => [row.id, row.metadata]),
  )
  expect(metadata.get(a)?.published).toBe('2025-03-04')
  expect(metadata.get(b)).toMatchObject({ source: null, published: null })
  const { provenance } = (await services.handlers['library.article']({ id: b })).summary
  expect(provenance).toMatchObject({ source: 'reader' })
  await correctMany({
    changes: [
      { id: a, corrections: {}, reset: ['published'] },
      { id: b, corrections: {}, reset: ['source'] },
    ],
  })

  const unknown = { id: 'ffffffffffffffff', corrections: { source: 'Nowhere' }, reset: [] }
  const some = [{ id: b, corrections: { source: 'Nowhere' }, reset: [] }, unknown]
  await expect(Promise.resolve().then(() => correctMany({ changes: some }))).rejects.toThrow()
  expect((await lacking()).source).toEqual([b])
})

test('stopping an import leaves what was taken in, and nothing half', async () => {
  for (let n = 0; n < 400; n++) await writeFile(join(folder, `story-${n}.txt`), story(n))
  const services = await place.open()
  const stopped = new Promise<void>((resolve) => {
    services.onEvent((message) => {
      if (message.name !== 'import.progress' || message.payload.done === 0) return
      void services.handlers['import.cancel']({})
      resolve()
    })
  })
  await services.handlers['import.start']({ tokens: [services.chosen.add(folder).token] })
  await stopped
  const status = await finished(services)
  expect(status.state).toBe('cancelled')
  expect(status.done).toBeGreaterThan(0)
  expect(status.done).toBeLessThan(400)
  const { total, rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(total).toBe(status.added)
  for (const row of rows.slice(0, 20)) {
    expect((await services.handlers['library.article']({ id: row.id })).text).toContain('report')
  }
})
