/** What comes in by other ways than a dialog, and what a reader has to look at: drops, pastes, unsure encodings, odd files. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { selectWords } from './reading'

let folder: string
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collate-odd-'))
})
test.afterEach(async () => await rm(folder, { recursive: true, force: true }))

const bridge = 'The old bridge was closed in spring, and the ferry took its place until the autumn.'

/** Drops files and folders of this machine on the window, as the system does. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 500, data })
  }
  await session.detach()
}

test(
  'files are dropped on the window, and folders where they can be',
  { tag: '@both' },
  async ({ app, page }) => {
    await mkdir(join(folder, 'inner', 'deeper'), { recursive: true })
    await writeFile(join(folder, 'one.txt'), `One\n\n${bridge}\n`)
    await writeFile(join(folder, 'two.md'), `# Two\n\n${bridge} So it was said in *two* places.\n`)
    await writeFile(
      join(folder, 'inner', 'deeper', 'three.html'),
      `<h1>Three</h1><p>${bridge} And in a third.</p>`,
    )
    await expect(page.getByRole('textbox', { name: 'Search library' })).toBeVisible()
    const files = ['one.txt', 'two.md'].map((name) => join(folder, name))
    const sheet = page.getByRole('main', { name: 'Adding articles' })
    await drop(page, [...files, join(folder, 'inner')])
    if (app.kind === 'browser') {
      await expect(page.getByText('A browser cannot hand over a folder.')).toBeVisible()
      await drop(page, files)
      await expect(page.getByText('Added 2 articles.')).toBeVisible()
    } else {
      await expect(page.getByText('Added 3 articles.')).toBeVisible()
      await page.getByRole('status').getByRole('button', { name: 'Details' }).click()
      await expect(sheet.getByText(/^3 added/)).toBeVisible()
      await expect(sheet.getByText('deeper/three.html')).toBeVisible()
    }
  },
)

test('a page is pasted: its main text with its structure, and nothing of it runs', async ({ app, page }) => {
  await expect(page.getByRole('textbox', { name: 'Search library' })).toBeVisible()
  const html = `<script>document.title = 'run'</script><nav><a href="https://example.org/">Home</a></nav><article><h1>Bridges</h1><p>${bridge}</p><p onclick="document.title='run'">A second paragraph says what the first left out<img src="https://example.org/x.png" onerror="document.title='run'">.</p><ul><li>planks</li><li>nails</li></ul></article>`
  await page.evaluate((html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    clipboardData.setData('text/plain', 'Bridges')
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, html)
  const dialog = page.getByRole('dialog', { name: 'Paste text' })
  await expect(dialog.getByText('From a page')).toBeVisible()
  await dialog.getByRole('button', { name: /^Add/ }).click()
  await expect(page.getByText(/^Added “/)).toBeVisible({ timeout: 30_000 })
  const filter = { words: 'planks', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
  const { rows } = await app.call('library.list', { filter, sort: 'title', offset: 0, limit: 5 })
  expect(rows).toHaveLength(1)
  const { text, blocks } = await app.call('library.article', { id: rows[0]?.id ?? '' })
  expect(text).toContain(bridge)
  expect(text).not.toMatch(/run|script|onclick/)
  expect(blocks.filter(({ kind }) => kind === 'listItem')).toHaveLength(2)
  expect(await page.title()).not.toBe('run')
})

test('an encoding that is not sure is asked about with a preview, and changed without losing a highlight', async ({
  app,
  page,
}) => {
  // “Café déjà vu” in Latin-1: so short that other encodings fit as well.
  await writeFile(join(folder, 'short.txt'), Buffer.from('Caf\xe9 d\xe9j\xe0 vu', 'latin1'))
  await page.locator('input[type=file]').setInputFiles([join(folder, 'short.txt')])
  await expect(page.getByText(/^Added “.*The encoding is not certain/)).toBeVisible()
  await page.getByRole('status').getByRole('button', { name: 'Details' }).click()
  const sheet = page.getByRole('main', { name: 'Adding articles' })
  const remark = sheet.getByRole('listitem').filter({ hasText: /^\s*The encoding is not certain/ })
  await remark.getByRole('button', { name: 'Check' }).click()
  const dialog = page.getByRole('dialog', { name: 'Encoding of the file' })
  const preview = dialog.getByLabel('The text in this encoding')
  await expect(preview).toHaveText('Café déjà vu')
  await dialog.getByRole('radio', { name: /KOI8-R/ }).check()
  await expect(preview).toHaveText('CafИ dИjЮ vu')
  await dialog.getByRole('button', { name: 'Read in this encoding' }).click()
  await expect(dialog).toHaveCount(0)
  await sheet.getByRole('button', { name: 'Done' }).click()

  await page
    .getByRole('option')
    .filter({ hasText: 'short' })
    .or(page.getByRole('option').filter({ hasText: 'vu' }))
    .first()
    .click()
  await expect(page.getByRole('region', { name: /^Pane A: / })).toContainText('CafИ dИjЮ vu')
  await selectWords(page, 'A', 'CafИ', 'vu')
  await page.keyboard.press('1')
  const list = {
    filter: { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false },
  }
  const { rows } = await app.call('library.list', { ...list, sort: 'title', offset: 0, limit: 20 })
  const id = rows.find(({ fileName }) => fileName === 'short.txt')?.id ?? ''
  const highlights = async () => (await app.call('notebook.open', { articleId: id })).highlights
  await expect.poll(async () => (await highlights()).map(({ place }) => place.status)).toEqual(['exact'])
  await app.call('library.decodeAs', { id, encoding: null })
  expect((await highlights()).map(({ anchor }) => anchor.quote)).toEqual(['CafИ dИjЮ vu'])
  await app.call('library.decodeAs', { id, encoding: 'koi8-r' })
  expect((await highlights()).map(({ place }) => place.status)).toEqual(['exact'])
})

test('text with control characters is taken in without them, and says so', async ({ app, page }) => {
  const words = `The telex \u0007rang\u001b[7m twice. ${bridge} `.repeat(3)
  await writeFile(join(folder, 'telex.txt'), words)
  await writeFile(
    join(folder, 'noise.txt'),
    Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * n * 31) & 255)),
  )
  const files = ['telex.txt', 'noise.txt'].map((name) => join(folder, name))
  await page.locator('input[type=file]').setInputFiles(files)
  await expect(page.getByText(/^Added “.*noise\.txt.* is not text/)).toBeVisible()
  await page.getByRole('status').getByRole('button', { name: 'Details' }).click()
  const sheet = page.getByRole('main', { name: 'Adding articles' })
  await expect(sheet.getByText('1 added · 1 not added')).toBeVisible()
  await expect(sheet.getByText('6 control characters that are not text were left out.')).toBeVisible()
  await expect(sheet.getByText(/noise\.txt.* is not text/)).toBeVisible()
  const filter = { words: 'telex', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
  const { rows } = await app.call('library.list', { filter, sort: 'title', offset: 0, limit: 5 })
  const { text } = await app.call('library.article', { id: rows[0]?.id ?? '' })
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
})
