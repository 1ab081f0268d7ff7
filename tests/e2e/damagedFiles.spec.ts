/** Files of the data folder that cannot be read or are wrong: what the window shows of them, and that the rest of it works. */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArticleNotebook } from '#domain/annotations/notebook'
import type { Workspace } from '#domain/settings'
import { copyOfFilter, everything } from '../unit/services/support'
import { expect, test, type CollateApp } from './fixtures'
import { beijing, cards, markWords, openArticles, openLibrary, painted, textOf, tokyo } from './reading'

/** The file of the only notebook there is, but for those that are known. */
async function notebookFile(app: CollateApp, ...known: string[]): Promise<string> {
  const folder = join(app.dataFolder, 'notebook')
  const files = async (): Promise<string[]> =>
    (await readdir(folder))
      .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
      .map((name) => join(folder, name))
      .filter((file) => !known.includes(file))
  await expect.poll(files).toHaveLength(1)
  const [file = ''] = await files()
  return file
}

test('a notebook that cannot be read is marked in the list and in the notes, and can be read beside the others', async ({
  app,
}) => {
  const listed = await app.call('library.list', { ...everything, filter: copyOfFilter() })
  const broken = listed.rows[0]?.id ?? ''
  await app.close()
  const file = join(app.dataFolder, 'notebook', `${broken}.json`)
  await rm(file, { force: true })
  await mkdir(file)
  const page = await app.start()

  const list = page.getByRole('listbox', { name: 'Articles' })
  await expect(list.getByText('Notes unavailable')).toHaveCount(1)
  const marked = list.getByRole('option').filter({ hasText: 'Notes unavailable' })
  await expect(marked).toContainText('a folder stands in its place')
  await marked.click()
  const notes = page.getByRole('complementary', { name: 'Notes' })
  await expect(notes.getByRole('heading', { name: /^Notes unavailable: / })).toBeVisible()
  await expect(notes).toContainText('a folder stands in its place')

  // Its text is read as ever, and a highlight on it is refused with the reason.
  const text = textOf(page, 'A')
  await text.press('j')
  await text.press('1')
  await expect(page.getByText(/cannot be changed\. .*a folder stands in its place/)).toBeVisible()
  expect((await app.call('notebook.open', { articleId: broken })).highlights).toEqual([])

  await openLibrary(page)
  await list.getByRole('option').filter({ hasNotText: 'Notes unavailable' }).first().click()
  await expect(notes.getByRole('heading', { name: /^Notes unavailable: / })).toHaveCount(0)
  await text.press('j')
  await text.press('1')
  await expect(cards(page)).toHaveCount(1)
  expect(await readdir(file)).toEqual([])
})

test('a highlight that stands twice in a notebook shows the article with both, and says so', async ({
  app,
}) => {
  await openArticles(app.page, tokyo)
  await markWords(app.page, 'A', '1', 'ballast stone')
  const file = await notebookFile(app)
  await app.close()
  const stored = JSON.parse(await readFile(file, 'utf8')) as ArticleNotebook
  const [highlight] = stored.highlights
  const earlier = { ...highlight, note: 'From the other side.', updated: '2025-01-01T00:00:00.000Z' }
  await writeFile(file, JSON.stringify({ ...stored, highlights: [...stored.highlights, earlier] }))

  const page = await app.start()
  await expect(cards(page)).toHaveText([/ballast stone/, /ballast stone.*From the other side\./s])
  await page.getByRole('button', { name: /notices? about your files/ }).click()
  await expect(page.getByRole('dialog')).toContainText('an identifier of its own')
})

test('work that two articles’ files name alike is shown beside each other', async ({ app }) => {
  await openArticles(app.page, tokyo, beijing)
  await markWords(app.page, 'A', '1', 'ballast stone')
  const first = await notebookFile(app)
  await markWords(app.page, 'B', '2', 'urged Tokyo')
  const second = await notebookFile(app, first)
  await app.close()
  const ours = JSON.parse(await readFile(first, 'utf8')) as ArticleNotebook
  const theirs = JSON.parse(await readFile(second, 'utf8')) as ArticleNotebook
  const id = ours.highlights[0]?.id ?? ''
  const renamed = theirs.highlights.map((highlight) => ({ ...highlight, id }))
  await writeFile(second, JSON.stringify({ ...theirs, highlights: renamed }))

  const page = await app.start()
  await expect(cards(page)).toHaveText([/ballast stone/, /urged Tokyo/])
  await expect.poll(() => painted(page)).toEqual(['hl-amber: ballast stone', 'hl-rose: urged Tokyo'])
})

test('a pane whose article is gone says so, and can be closed', async ({ app }) => {
  await openArticles(app.page, tokyo, beijing)
  await app.close()
  const file = join(app.dataFolder, 'workspace.json')
  const layout = JSON.parse(await readFile(file, 'utf8')) as Workspace
  const [gone, ...others] = layout.panes
  await writeFile(
    file,
    JSON.stringify({ ...layout, panes: [{ ...gone, articleId: 'no-such-article' }, ...others] }),
  )
  const page = await app.start()
  await expect(page.getByText('That article is not in the library.')).toBeVisible()
  await expect(textOf(page, 'B').getByRole('article')).toBeVisible()
  await page.getByRole('button', { name: 'Close pane' }).first().click()
  await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(1)
})

test('a change by another program is seen in the open window', async ({ app, page }) => {
  await openArticles(page, tokyo)
  await markWords(page, 'A', '1', 'ballast stone')
  const file = await notebookFile(app)
  const stored = JSON.parse(await readFile(file, 'utf8')) as ArticleNotebook
  const noted = stored.highlights.map((highlight) => ({ ...highlight, note: 'Written elsewhere.' }))
  await writeFile(file, JSON.stringify({ ...stored, highlights: noted }))
  await expect(cards(page)).toHaveText([/ballast stone.*Written elsewhere\./s])
  await page.getByRole('button', { name: '1 notice about your files' }).click()
  await expect(page.getByRole('dialog')).toContainText('was changed by another program')
})

test('a pane that fails says so, the rest goes on, and it can be shown again', async ({ app, page }) => {
  app.allowErrors(/broken on purpose/)
  await openArticles(page, tokyo)
  const row = (await openLibrary(page)).getByRole('option').filter({ hasText: 'As bilateral ties' })
  // A pane watches its size; the one that is open does so already, and so does the list.
  await page.evaluate(() => {
    const Real = globalThis.ResizeObserver
    globalThis.ResizeObserver = class extends Real {
      constructor(callback: ResizeObserverCallback) {
        super(callback)
        throw new Error('broken on purpose')
      }
    }
    Object.assign(globalThis, { mend: () => (globalThis.ResizeObserver = Real) })
  })
  await row.click({ modifiers: ['ControlOrMeta'] })
  const failed = page.getByRole('alert').filter({ hasText: 'Pane B could not be shown.' })
  await expect(failed).toContainText('broken on purpose')

  await markWords(page, 'A', '1', 'ballast stone')
  await expect(cards(page)).toHaveText([/ballast stone/])
  await page.evaluate(() => (globalThis as unknown as { mend: () => void }).mend())
  await failed.getByRole('button', { name: 'Show it again' }).click()
  await expect(textOf(page, 'B').getByRole('article')).toBeVisible()
  await expect(failed).toHaveCount(0)
})
