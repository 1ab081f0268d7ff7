/** The data folder as a whole. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { defaultSettings, defaultWorkspace } from '#domain/settings'
import { JsonStore } from '#storage/jsonStore'
import { openLibraryFolder, type LibraryFolder, type StoreNotice } from '#storage/libraryFolder'
import { sampleId, sampleNotebook, sampleRecord, sampleText } from './samples'
import { failure, namesIn, noticeList, test } from './support'

const run = promisify(execFile)

async function opened(dir: string): Promise<{ folder: LibraryFolder; notices: StoreNotice[] }> {
  const { notices, onNotice } = noticeList()
  return { folder: await openLibraryFolder(join(dir, 'data'), { kind: 'cli', onNotice }), notices }
}

const at = '2025-03-03T10:00:00.000Z'
const tag = { name: 'trade', color: 'amber', definition: 'goods', parent: null, updated: at } as const
const link = {
  id: 'l1',
  title: 'A claim',
  relation: 'agrees',
  members: [1, 2].map((number) => ({ articleId: `a${number}`, highlightId: `h${number}` })),
  note: '',
  tags: [],
  created: at,
  updated: at,
}

test('a new folder has the default settings, no work, and nothing to report', async ({ dir }) => {
  const { folder, notices } = await opened(dir)
  expect(folder.settings.data).toEqual(defaultSettings())
  expect(folder.workspace.data).toEqual(defaultWorkspace())
  expect(folder.catalogue.records().size).toBe(0)
  expect(await folder.notebooks.ids()).toEqual([])
  await folder.close()
  expect(notices).toEqual([])
  expect(await namesIn(join(dir, 'data', 'notebook'))).toEqual([])
})

test('everything written is there after a restart', async ({ dir }) => {
  const first = (await opened(dir)).folder
  const text = sampleText('text 1')
  const places = await first.texts.write([{ id: sampleId(1), text }])
  const record = sampleRecord(1, places.get(sampleId(1)), text)
  const decision = {
    corrections: { title: 'Corrected' },
    removedAt: at,
    encoding: null,
    mergedInto: null,
    notDuplicateOf: [],
  }
  const linked = {
    id: 'f1',
    path: '/articles',
    name: 'articles',
    watch: true,
    addedAt: at,
    lastRefresh: null,
  }
  const filter = { id: 's1', name: 'Gaps', query: { tags: ['trade'], deep: [1, { two: null }] } }
  // Not awaited one by one: closing has to.
  const writes = [
    first.catalogue.put([record]),
    first.notebooks.write(sampleNotebook(sampleId(1), 'note')),
    first.tags.write({ tags: [tag] }),
    first.links.write({ links: [link] }),
    first.decisions.write({ articles: { [sampleId(1)]: decision } }),
    first.folders.write({ folders: [linked] }),
    first.savedFilters.write({ filters: [filter] }),
    first.settings.write({ ...defaultSettings(), theme: 'sepia' }),
    first.workspace.write({ ...defaultWorkspace(), sort: 'title' }),
    first.exportBases.put('key', 'text'),
    first.revisions.keep(sampleId(1), text),
  ]
  await first.close()
  await Promise.all(writes)

  const { folder, notices } = await opened(dir)
  expect(folder.catalogue.records().get(sampleId(1))).toEqual(record)
  expect(await folder.texts.read(record)).toEqual(text)
  expect((await folder.notebooks.read(sampleId(1)))?.note.note).toBe('note')
  expect(folder.tags.data.tags).toEqual([tag])
  expect(folder.links.data.links).toEqual([link])
  expect(folder.decisions.data.articles).toEqual({ [sampleId(1)]: decision })
  expect(folder.folders.data.folders).toEqual([linked])
  expect(folder.savedFilters.data.filters).toEqual([filter])
  expect(folder.settings.data.theme).toBe('sepia')
  expect(folder.workspace.data.sort).toBe('title')
  expect(await folder.exportBases.get('key')).toBe('text')
  expect(await folder.revisions.read(sampleId(1), text.revision)).toEqual(text)
  await folder.close()
  expect(notices).toEqual([])
})

test('no copy of a single file is taken for that of a notebook that is missing', async ({ dir }) => {
  const { folder } = await opened(dir)
  const singles = Object.values(folder).filter((part) => part instanceof JsonStore) as JsonStore<object>[]
  for (const single of singles) await single.update((stored) => ({ ...stored }))
  await folder.close()
  expect(await namesIn(join(dir, 'data', 'backups'))).toHaveLength(singles.length)
  const again = await opened(dir)
  expect(await again.folder.notebooks.ids()).toEqual([])
  expect(again.notices).toEqual([])
  await again.folder.close()
})

test('library/ can be deleted whole: the work is untouched and nothing is reported', async ({ dir }) => {
  const first = (await opened(dir)).folder
  await first.catalogue.put([sampleRecord(1)])
  await first.notebooks.write(sampleNotebook(sampleId(1), 'note'))
  await first.close()
  await rm(join(dir, 'data', 'library'), { recursive: true })
  const { folder, notices } = await opened(dir)
  expect(folder.catalogue.records().size).toBe(0)
  expect((await folder.notebooks.read(sampleId(1)))?.note.note).toBe('note')
  expect(notices).toEqual([])
  await folder.close()
})

test('texts that nothing points to any more are deleted by the end', async ({ dir }) => {
  const { folder } = await opened(dir)
  const put = async (words: string): Promise<string> => {
    const text = sampleText(words)
    const pack = (await folder.texts.write([{ id: sampleId(1), text }])).get(sampleId(1)) ?? ''
    await folder.catalogue.put([sampleRecord(1, pack, text)])
    return pack
  }
  const [before, after] = [await put('before'), await put('after')]
  expect(before).not.toBe(after)
  await folder.close()
  expect(await namesIn(join(dir, 'data', 'library', 'texts'))).toEqual([`${after}.json`])
})

test.describe('a single file that cannot be read is no reason not to start', () => {
  const work = [
    'notebook/tags.json',
    'notebook/links.json',
    'notebook/articles.json',
    'notebook/filters.json',
    'folders.json',
    'sources/taken.json',
    'templates.json',
  ]
  /** How a store of the folder is written to: with what it holds. */
  const writes: Readonly<Record<string, (folder: LibraryFolder) => Promise<void>>> = {
    'notebook/tags.json': ({ tags }) => tags.update((data) => ({ ...data })),
    'notebook/links.json': ({ links }) => links.update((data) => ({ ...data })),
    'notebook/articles.json': ({ decisions }) => decisions.update((data) => ({ ...data })),
    'notebook/filters.json': ({ savedFilters }) => savedFilters.update((data) => ({ ...data })),
    'folders.json': ({ folders }) => folders.update((data) => ({ ...data })),
    'sources/taken.json': ({ taken }) => taken.update((data) => ({ ...data })),
    'templates.json': ({ templates }) => templates.update((data) => ({ ...data })),
  }

  for (const name of work) {
    test(`${name} of a newer version stays untouched, empty and read-only`, async ({ dir }) => {
      await (await opened(dir)).folder.close()
      const file = join(dir, 'data', name)
      await writeFile(file, '{"version":99}')
      const { folder, notices } = await opened(dir)
      expect(notices).toMatchObject([{ severity: 'error', subject: name }])
      expect(notices[0]?.message).toContain('written by a newer version of Collate')
      expect(await failure('newer-version', writes[name]?.(folder) ?? Promise.resolve())).toContain(name)
      await folder.notebooks.write(sampleNotebook('a1', 'the others are saved'))
      await folder.close()
      expect(await readFile(file, 'utf8')).toBe('{"version":99}')
    })
  }

  for (const name of ['settings.json', 'workspace.json', 'window.json']) {
    for (const [kind, make] of [
      ['of a newer version', (file: string) => writeFile(file, '{"version":99}')],
      ['a folder', (file: string) => mkdir(file)],
      ['a link that leads nowhere', (file: string) => symlink(join(file, '..', 'gone', 'x.json'), file)],
      ['a named pipe', (file: string) => run('mkfifo', [file])],
    ] as const) {
      test(`${name} that is ${kind} is set aside and told`, async ({ dir }) => {
        test.skip(process.platform === 'win32' && kind.startsWith('a '), 'not on Windows')
        await (await opened(dir)).folder.close()
        await rm(join(dir, 'data', name), { force: true })
        await make(join(dir, 'data', name))
        const { folder, notices } = await opened(dir)
        expect(folder.settings.data).toEqual(defaultSettings())
        expect(folder.workspace.data).toEqual(defaultWorkspace())
        expect(folder.window.data.bounds).toBeNull()
        expect(notices).toMatchObject([{ severity: 'warning', subject: name }])
        const [aside = ''] = await namesIn(join(dir, 'data', 'damaged'))
        expect(notices[0]?.message).toContain(`damaged/${aside}`)
        await folder.settings.write({ ...folder.settings.data, theme: 'dark' })
        await folder.workspace.write({ ...folder.workspace.data, sort: 'title' })
        await folder.window.write({ ...folder.window.data, maximized: true })
        await folder.close()
        const again = await opened(dir)
        expect(again.folder.settings.data.theme).toBe('dark')
        expect(again.folder.workspace.data.sort).toBe('title')
        expect(again.folder.window.data.maximized).toBe(true)
        expect(again.notices).toEqual([])
        await again.folder.close()
      })
    }
  }

  test('window.json in another form is set aside and told; one from before its format was named is read', async ({
    dir,
  }) => {
    await (await opened(dir)).folder.close()
    const file = join(dir, 'data', 'window.json')
    const other = '{"bounds":[40,50,1100,800]}'
    await writeFile(file, other)
    const { folder, notices } = await opened(dir)
    expect(notices).toMatchObject([{ subject: 'window.json' }])
    const aside = (await namesIn(join(dir, 'data', 'damaged'))).find((name) => name.endsWith('Z.json')) ?? ''
    expect(await readFile(join(dir, 'data', 'damaged', aside), 'utf8')).toBe(other)
    await folder.close()

    const bounds = { x: 40, y: 50, width: 1100, height: 800 }
    await writeFile(file, JSON.stringify({ bounds, maximized: true, fullscreen: false }))
    const again = await opened(dir)
    expect(again.notices).toEqual([])
    expect(again.folder.window.data).toEqual({ bounds, maximized: true, fullscreen: false })
    await again.folder.window.write({ ...again.folder.window.data, maximized: false })
    await again.folder.close()
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1, bounds, maximized: false })
  })

  test('a pack of texts of a newer version is set aside, to be made again', async ({ dir }) => {
    const first = (await opened(dir)).folder
    const text = sampleText('text 1')
    const pack = (await first.texts.write([{ id: sampleId(1), text }])).get(sampleId(1)) ?? ''
    await first.close()
    await writeFile(join(dir, 'data', 'library', 'texts', `${pack}.json`), '{"version":99}')
    const { folder, notices } = await opened(dir)
    await failure('damaged', folder.texts.read({ id: sampleId(1), pack }))
    expect(notices).toMatchObject([{ severity: 'warning', rebuild: true }])
    await folder.close()
  })
})

test('is free and closed after closing, which may be done twice', async ({ dir }) => {
  const { folder } = await opened(dir)
  await failure('locked', opened(dir))
  await Promise.all([folder.close(), folder.close()])
  await failure('io', folder.tags.write({ tags: [] }))
  await failure('io', folder.notebooks.write(sampleNotebook('a1', 'too late')))
  await (await opened(dir)).folder.close()
})

test('strays of a killed process are swept where they can be', async ({ dir }) => {
  await (await opened(dir)).folder.close()
  const folders = [
    '.',
    'notebook',
    'sources',
    'exports',
    'library/catalogue',
    'library/texts',
    'library/revisions',
  ]
  const stray = `.collate-${process.pid}-0123456789ab-1.tmp`
  for (const folder of folders) await writeFile(join(dir, 'data', folder, stray), 'half')
  await (await opened(dir)).folder.close()
  for (const folder of folders) expect(await namesIn(join(dir, 'data', folder))).not.toContain(stray)
})
