/** The reader's work, a file for each article. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { ArticleNotebook } from '#domain/annotations/notebook'
import { NotebookStore } from '#storage/notebookStore'
import type { StoreNotice } from '#storage/notice'
import { sampleId, sampleNotebook } from './samples'
import { failure, namesIn, noticeList, test } from './support'

async function opened(
  dir: string,
): Promise<{ notebooks: NotebookStore; notices: StoreNotice[]; folder: string }> {
  const { notices, onNotice } = noticeList()
  const folder = join(dir, 'notebook')
  await mkdir(folder, { recursive: true })
  const notebooks = new NotebookStore({
    dir: folder,
    backupDir: join(dir, 'backups'),
    damagedDir: join(dir, 'damaged'),
    supplementDir: join(dir, 'supplements'),
    onNotice,
    onSaved: () => undefined,
    beforeWrite: () => Promise.resolve(),
    beforeRead: () => Promise.resolve(),
    onTaken: () => undefined,
  })
  return { notebooks, notices, folder }
}

test('a notebook is written to its own file and read again', async ({ dir }) => {
  const { notebooks, folder } = await opened(dir)
  const work = sampleNotebook('a1', 'a note\nof two lines', 3)
  await notebooks.write(work)
  expect(await notebooks.read('a1')).toEqual(work)
  expect(await notebooks.read('a2')).toBeNull()
  expect(await namesIn(folder)).toEqual(['a1.json'])
  const lines = (await readFile(join(folder, 'a1.json'), 'utf8')).split('\n')
  expect(lines.slice(0, 3)).toEqual(['{', '  "version": 1,', '  "article": {'])
  expect(await (await opened(dir)).notebooks.read('a1')).toEqual(work)
})

test('ids and stamps are those of notebooks alone', async ({ dir }) => {
  const { notebooks, notices, folder } = await opened(dir)
  for (const id of ['b2', 'a1']) await notebooks.write(sampleNotebook(id, id))
  for (const name of ['tags.json', 'articles.json', 'a1 (conflicted copy).json', '.hidden.json', 'a3.txt']) {
    await writeFile(join(folder, name), '{}')
  }
  expect(await notebooks.ids()).toEqual(['a1', 'b2'])
  const { size, mtimeMs } = await stat(join(folder, 'a1.json'))
  expect((await notebooks.stamps()).get('a1')).toEqual({ size, mtimeMs })
  expect((await notebooks.stamps()).size).toBe(2)
  expect(notices).toHaveLength(1)
  expect(notices[0]?.message).toContain('leaves alone: a1 (conflicted copy).json. If a sync program')
})

test('a copy whose name would be an identifier as well is named among what Collate did not write', async ({
  dir,
}) => {
  const first = await opened(dir)
  await first.notebooks.write(sampleNotebook('a1', 'note'))
  await first.notebooks.close()
  const copies = ['a1-conflict.json', 'a1-LAPTOP-2.json', 'tags-conflict.json']
  for (const name of ['a1-2b.txt', 'b2-1.json', 'tags.json', ...copies])
    await writeFile(join(dir, 'notebook', name), '{}')
  const { notebooks, notices } = await opened(dir)
  await notebooks.ids()
  expect(notices).toHaveLength(1)
  for (const name of copies) expect(notices[0]?.message).toContain(name)
  expect(notices[0]?.message).not.toContain('b2-1')
  await notebooks.close()
})

test('an id can name no other file', async ({ dir }) => {
  const { notebooks, folder } = await opened(dir)
  for (const id of [
    'tags',
    'links',
    'articles',
    'filters',
    '../settings',
    'a/b',
    '',
    'A1',
    'a.b',
    '__proto__',
  ]) {
    await failure('invalid', notebooks.read(id))
    await failure('invalid', notebooks.write(sampleNotebook(id, 'note')))
  }
  expect(await namesIn(folder)).toEqual([])
})

test('a file that names another article than its own is not taken for that article’s', async ({ dir }) => {
  const { notebooks, notices, folder } = await opened(dir)
  await notebooks.write(sampleNotebook('a1', 'of a1'))
  await writeFile(join(folder, 'a2.json'), await readFile(join(folder, 'a1.json')))
  expect(await notebooks.read('a2')).toBeNull()
  expect(notices).toMatchObject([{ subject: 'notebook/a2.json', articleId: 'a2' }])
  expect(await namesIn(join(dir, 'damaged'))).toHaveLength(2)
})

test('many notebooks, many at once, with more work than is kept in memory', async ({ dir }) => {
  const { notebooks, notices } = await opened(dir)
  const ids = Array.from({ length: 300 }, (_, index) => sampleId(index))
  const long = 'a long note '.repeat(8000)
  await Promise.all(ids.map((id) => notebooks.write(sampleNotebook(id, `${id} ${long}`, 0))))
  await Promise.all(
    ids.map(async (id) => {
      const work = await notebooks.read(id)
      expect(work?.note.note.startsWith(id)).toBe(true)
      const next: ArticleNotebook = { ...sampleNotebook(id, `second ${id}`), highlights: [] }
      await Promise.all([
        notebooks.write(next),
        notebooks.write({ ...next, note: { ...next.note, tags: ['t'] } }),
      ])
    }),
  )
  // Two stores of one file would take each other for another program.
  expect(notices).toEqual([])
  const again = await opened(dir)
  for (const id of ids) {
    expect((await again.notebooks.read(id))?.note).toMatchObject({ note: `second ${id}`, tags: ['t'] })
  }
  expect(again.notices).toEqual([])
})

test('one notebook of a newer version is refused; the others are read', async ({ dir }) => {
  const { notebooks, folder } = await opened(dir)
  await notebooks.write(sampleNotebook('a1', 'of a1'))
  await writeFile(join(folder, 'a2.json'), '{"version":99}')
  await failure('newer-version', notebooks.read('a2'))
  await failure('newer-version', notebooks.write(sampleNotebook('a2', 'new')))
  expect(await readFile(join(folder, 'a2.json'), 'utf8')).toBe('{"version":99}')
  expect((await notebooks.read('a1'))?.note.note).toBe('of a1')
})
