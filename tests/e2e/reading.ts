/** What the journeys on open articles share: opening, selecting words as a mouse does, and what is painted and stored. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { ArticleNotebook } from '#domain/annotations/notebook'
import { expect, type CollateApp } from './fixtures'

export const tokyo = /^Economic and trade exchanges between China and Japan/
export const beijing = /^As bilateral ties are at a critical stage/
export const forum = /^Beijing China-Japan Innovation/
export const changchun = /^Delegation of Japanese Chamber/

export type Letter = 'A' | 'B' | 'C' | 'D'

/** The pane of a letter. */
export function pane(page: Page, letter: Letter): Locator {
  return page.getByRole('region', { name: new RegExp(`^Pane ${letter}: `) })
}

/** The element of a pane that scrolls its text. */
export function textOf(page: Page, letter: Letter): Locator {
  return page.getByRole('group', { name: `Text of pane ${letter}` })
}

/**
 * The list of the library, at hand: beside the panes where there is room, else drawn out over them from its rail. The
 * drawer goes when an article is opened from it, or with `closeLibrary`.
 */
export async function openLibrary(page: Page): Promise<Locator> {
  const list = page.getByRole('listbox', { name: /^Articles( found)?$/ })
  const show = page.getByRole('button', { name: 'Show library' })
  await expect(list.or(show).first()).toBeVisible()
  if (!(await list.isVisible())) await show.click()
  await expect(list).toBeVisible()
  return list
}

/** Puts the drawer of the library away; where it stands beside the panes it stays. */
export async function closeLibrary(page: Page): Promise<void> {
  const show = page.getByRole('button', { name: 'Show library' })
  const hide = page.getByRole('button', { name: 'Hide library' })
  if ((await show.isVisible()) && (await hide.isVisible())) await hide.click()
}

/** The menu of a pane, opened. */
export async function paneMenu(page: Page, letter: Letter): Promise<Locator> {
  await pane(page, letter).getByRole('button', { name: 'More on this pane' }).click()
  return page.getByRole('menu', { name: 'More on this pane' })
}

/** Presses a button in a pane's head, or chooses the same in its menu where a narrow head has no room for the button. */
export async function pressInHead(page: Page, letter: Letter, name: string): Promise<void> {
  const button = pane(page, letter).getByRole('button', { name })
  if (await button.isVisible()) {
    await button.click()
    return
  }
  const menu = await paneMenu(page, letter)
  await menu.getByRole('menuitem', { name }).or(menu.getByRole('menuitemcheckbox', { name })).click()
}

/** Opens articles side by side from the library, be it a list or a rail, in their order. */
export async function openArticles(page: Page, ...titles: RegExp[]): Promise<void> {
  const library = page.getByRole('complementary', { name: 'Library' })
  for (const [index, title] of titles.entries()) {
    const row = library
      .getByRole('option')
      .filter({ hasText: unanchored(title) })
      .or(library.getByRole('button', { name: unanchored(title) }))
    await row.click(index === 0 ? {} : { modifiers: ['ControlOrMeta'] })
    await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(index + 1)
  }
  for (const letter of (['A', 'B', 'C', 'D'] as const).slice(0, titles.length)) {
    await expect(textOf(page, letter).getByRole('article')).toBeVisible()
  }
}

/** A library row's text begins with its pane's letter. */
function unanchored(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replace(/^\^/, ''), pattern.flags)
}

/**
 * The middle of the first or last character of words in a pane, in window coordinates, scrolled into view, once the
 * fonts are there and the text has come to rest.
 */
export async function pointOf(
  page: Page,
  letter: Letter,
  words: string,
  edge: 'first' | 'last' = 'first',
): Promise<{ left: number; right: number; y: number }> {
  return await textOf(page, letter).evaluate(
    async (scroller, { words, edge }) => {
      for (const block of scroller.querySelectorAll('[data-block]')) {
        const text = block.firstChild
        if (!(text instanceof Text)) continue
        const at = text.data.indexOf(words)
        if (at === -1) continue
        const offset = edge === 'first' ? at : at + words.length - 1
        const range = new Range()
        range.setStart(text, offset)
        range.setEnd(text, offset + 1)
        const painted = (): Promise<unknown> =>
          new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        await document.fonts.ready
        const view = scroller.getBoundingClientRect()
        const seen = range.getBoundingClientRect()
        if (seen.top < view.top + 60 || seen.bottom > view.bottom - 60) {
          scroller.scrollTop += seen.top - view.top - view.height / 2
        }
        for (let box = range.getBoundingClientRect(); ;) {
          await painted()
          const { left, right, top, height } = range.getBoundingClientRect()
          if (left === box.left && top === box.top) return { left, right, y: top + height / 2 }
          box = range.getBoundingClientRect()
        }
      }
      throw new Error(`The pane has no “${words}”.`)
    },
    { words, edge },
  )
}

/** Selects from the first of some words to the last of others by dragging the mouse. */
export async function selectWords(page: Page, letter: Letter, from: string, to = from): Promise<void> {
  await pointOf(page, letter, from)
  await pointOf(page, letter, to, 'last')
  const start = await pointOf(page, letter, from)
  const end = await pointOf(page, letter, to, 'last')
  await page.mouse.move(start.left + 0.5, start.y)
  await page.mouse.down()
  await page.mouse.move((start.left + end.right) / 2, (start.y + end.y) / 2, { steps: 3 })
  await page.mouse.move(end.right - 0.5, end.y, { steps: 3 })
  await page.mouse.up()
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeVisible()
  const selected = await page.evaluate(() => getSelection()?.toString() ?? '')
  expect([selected.startsWith(from), selected.endsWith(to)], selected).toEqual([true, true])
}

/** Marks words with the hue of a key. */
export async function markWords(
  page: Page,
  letter: Letter,
  key: '1' | '2' | '3' | '4' | '5',
  from: string,
  to = from,
): Promise<void> {
  const before = (await painted(page)).length
  await selectWords(page, letter, from, to)
  await page.keyboard.press(key)
  await expect.poll(async () => (await painted(page)).length).toBeGreaterThan(before)
}

export async function clickWords(page: Page, letter: Letter, words: string): Promise<void> {
  const { left, right, y } = await pointOf(page, letter, words)
  await page.mouse.click((left + right) / 2, y)
}

/** What is painted with the coats whose names begin so, in the order of the registry: `hl-amber: the words`. */
export async function painted(page: Page, coats = 'hl-'): Promise<string[]> {
  return await page.evaluate((coats) => {
    const found: string[] = []
    CSS.highlights.forEach((highlight, name) => {
      if (!name.startsWith(coats)) return
      highlight.forEach((range) => {
        // A Range's own text leaves out what lies between blocks: the elements are asked for it.
        found.push(`${name}: ${range instanceof Range ? range.toString() : ''}`)
      })
    })
    return found.sort()
  }, coats)
}

/** The stored work on the article with highlights or notes whose file name the notebook gives; null before it is there. */
export async function storedNotebooks(app: CollateApp): Promise<ArticleNotebook[]> {
  const folder = join(app.dataFolder, 'notebook')
  const names = await readdir(folder).catch(() => [])
  const read = await Promise.all(
    names
      .filter((name) => /^[0-9a-f]{16}\.json$/.test(name))
      .map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as ArticleNotebook),
  )
  return read
}

/** Every stored quotation with its hue: `amber: the words`. */
export async function storedQuotes(app: CollateApp): Promise<string[]> {
  const notebooks = await storedNotebooks(app)
  return notebooks
    .flatMap(({ highlights }) => highlights.map(({ hue, anchor }) => `${hue}: ${anchor.quote}`))
    .sort()
}

/** Every stored note that is not empty. */
export async function storedNotes(app: CollateApp): Promise<string[]> {
  const notebooks = await storedNotebooks(app)
  return notebooks
    .flatMap(({ note, highlights }) => [note.note, ...highlights.map((highlight) => highlight.note)])
    .filter((note) => note !== '')
    .sort()
}

/** The cards of the notes panel that stand for highlights. */
export function cards(page: Page): Locator {
  return page
    .getByRole('feed')
    .getByRole('article', { name: /pane [A-D](, paragraph \d+)?$/ })
    .and(page.locator('[data-hue]'))
}

/** The card of the current highlight. */
export function currentCard(page: Page): Locator {
  return page.getByRole('feed').getByRole('article').and(page.locator('[aria-current="true"]'))
}

/** The text on the clipboard. */
export async function clipboardText(app: CollateApp): Promise<string> {
  if (app.kind === 'desktop') return await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  return await app.page.evaluate(() => navigator.clipboard.readText())
}

/** Takes in a page as if it were pasted, and leaves the import's page for the panes. */
export async function addPage(app: CollateApp, title: string, body: string): Promise<void> {
  const html = `<!doctype html><html><body><article>${body}</article></body></html>`
  await app.call('import.paste', { text: body.replace(/<[^>]+>/g, ' '), html, title })
  await expect.poll(async () => (await app.call('import.status', {}))?.finishedAt ?? null).not.toBeNull()
  await app.page.reload()
  await expect(app.page.getByRole('listbox', { name: 'Articles' })).toBeVisible()
}
