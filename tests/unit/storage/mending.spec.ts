/** Identifiers that occur twice in a file, as a merge by lines or an edit by hand leaves them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { openLibraryFolder, type LibraryFolder, type StoreNotice } from '#storage/libraryFolder'
import { sampleNotebook } from './samples'
import { namesIn, noticeList, test } from './support'

async function opened(dir: string): Promise<{ folder: LibraryFolder; notices: StoreNotice[] }> {
  const { notices, onNotice } = noticeList()
  return { folder: await openLibraryFolder(dir, { kind: 'cli', onNotice }), notices }
}

/** Writes a file of the data folder as another program would. */
async function put(dir: string, name: string, content: object): Promise<void> {
  await mkdir(join(dir, name, '..'), { recursive: true })
  await writeFile(join(dir, name), JSON.stringify({ version: 1, ...content }))
}

const [first] = sampleNotebook('a1', '').highlights
if (!first) throw new Error('the sample has no highlight')
const older = { ...first, note: 'older', updated: '2025-01-01T00:00:00.000Z' }
const newer = { ...first, note: 'newer', updated: '2025-02-01T00:00:00.000Z' }

test('of two highlights of one identifier the newer keeps it, the other gets its own, for good', async ({
  dir,
}) => {
  await put(dir, 'notebook/a1.json', { ...sampleNotebook('a1', 'note'), highlights: [newer, older, newer] })
  const { folder, notices } = await opened(dir)
  const read = await folder.notebooks.read('a1')
  expect(read?.highlights.map(({ id, note }) => [id, note])).toEqual([
    [first.id, 'newer'],
    [`${first.id}-2`, 'older'],
  ])
  expect(notices).toHaveLength(1)
  expect(notices[0]).toMatchObject({ severity: 'warning', articleId: 'a1' })
  expect(notices[0]?.message).toContain('both are kept')
  await folder.close()

  // It is on the disk, and the file as it was found is kept.
  const again = await opened(dir)
  expect((await again.folder.notebooks.read('a1'))?.highlights).toEqual(read?.highlights)
  expect(again.notices).toEqual([])
  await again.folder.close()
  const copies = await namesIn(join(dir, 'backups', 'a1'))
  const texts = await Promise.all(copies.map((name) => readFile(join(dir, 'backups', 'a1', name), 'utf8')))
  expect(
    texts.some((text) => text.includes('"older"') && text.split(`"id":"${first.id}"`).length === 4),
  ).toBe(true)
})

test('deleted highlights, tags that repeat and highlights of another article are mended too', async ({
  dir,
}) => {
  const deleted = [
    { highlight: older, deletedAt: '2025-03-01T00:00:00.000Z' },
    { highlight: newer, deletedAt: '2025-03-02T00:00:00.000Z' },
  ]
  const stranger = { ...newer, id: 'stranger', articleId: 'a2', tags: ['Trade', 'trade', 'sea'] }
  await put(dir, 'notebook/a1.json', { ...sampleNotebook('a1', 'note'), highlights: [stranger], deleted })
  const { folder } = await opened(dir)
  const read = await folder.notebooks.read('a1')
  expect(read?.highlights).toMatchObject([{ id: 'stranger', articleId: 'a1', tags: ['Trade', 'sea'] }])
  expect(read?.deleted.map(({ highlight }) => [highlight.id, highlight.note])).toEqual([
    [`${first.id}-2`, 'older'],
    [first.id, 'newer'],
  ])
  await folder.close()
})

test('links, tags, saved filters, templates: every one is kept', async ({ dir }) => {
  const at = '2025-03-03T10:00:00.000Z'
  const link = {
    ...{ id: 'l1', title: 'A claim', relation: 'agrees', note: '', tags: [], created: at, updated: at },
    members: [1, 2].map((number) => ({ articleId: `a${number}`, highlightId: `h${number}` })),
  }
  const later = { ...link, title: 'Another', updated: '2025-03-04T10:00:00.000Z' }
  await put(dir, 'notebook/links.json', { links: [link, later] })
  const tag = { name: 'trade', color: null, definition: 'goods', parent: null, updated: at }
  await put(dir, 'notebook/tags.json', {
    tags: [tag, { ...tag, name: 'Trade', definition: 'also services', updated: later.updated }],
  })
  await put(dir, 'notebook/filters.json', {
    filters: ['One', 'Two'].map((name) => ({ id: 's1', name, query: {} })),
  })
  await put(dir, 'templates.json', {
    templates: ['one', 'two'].map((name) => ({ id: 't1', name, source: name })),
  })
  const { folder, notices } = await opened(dir)
  expect(folder.links.data.links.map(({ id, title }) => [id, title])).toEqual([
    ['l1-2', 'A claim'],
    ['l1', 'Another'],
  ])
  expect(folder.tags.data.tags.map(({ name, definition }) => [name, definition])).toEqual([
    ['trade-2', 'goods'],
    ['Trade', 'also services'],
  ])
  expect(folder.savedFilters.data.filters.map(({ id, name }) => [id, name])).toEqual([
    ['s1-2', 'One'],
    ['s1', 'Two'],
  ])
  expect(folder.templates.data.templates.map(({ id }) => id)).toEqual(['t1-2', 't1'])
  expect(notices.map(({ subject }) => subject).sort()).toEqual([
    'notebook/filters.json',
    'notebook/links.json',
    'notebook/tags.json',
    'templates.json',
  ])
  await folder.close()
})

test('a pane that is open twice is open once, without a word', async ({ dir }) => {
  const { folder } = await opened(dir)
  const pane = {
    ...{ articleId: 'a1', position: { offset: 0, pixels: 0 }, locked: false, share: 1 },
    ...{ readingSize: null, cursor: null },
  }
  const { data } = folder.workspace
  await folder.close()
  await put(dir, 'workspace.json', {
    ...data,
    panes: [pane, pane, { ...pane, articleId: 'a2' }],
    focusedPane: 2,
  })
  const again = await opened(dir)
  expect(again.folder.workspace.data.panes.map(({ articleId }) => articleId)).toEqual(['a1', 'a2'])
  expect(again.folder.workspace.data.focusedPane).toBe(1)
  expect(again.notices).toEqual([])
  await again.folder.close()
})
