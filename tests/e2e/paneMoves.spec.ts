/** What moving, closing, resizing and restoring panes must leave as it is: paint, place, selection and focus. */
import type { Page } from '@playwright/test'
import { expect, test, type CollateApp } from './fixtures'
import { mark } from './marks'
import {
  beijing,
  changchun,
  openArticles,
  openLibrary,
  painted,
  pane,
  pressInHead,
  selectWords,
  storedQuotes,
  textOf,
  tokyo,
} from './reading'

const marks = [
  { title: /^Economic and trade/, words: 'ballast stone', hue: 'amber', tags: [] },
  { title: /^As bilateral ties/, words: 'urged Tokyo', hue: 'rose', tags: [] },
  { title: /^As bilateral ties/, words: 'Takeo Akiba', hue: 'blue', tags: [], note: 'Who is this?' },
  { title: /^Delegation of Japanese/, words: 'The 5-memebr delegation', hue: 'green', tags: [] },
] as const

async function openMarked(app: CollateApp, page: Page): Promise<void> {
  await mark(
    app,
    marks.map((each) => ({ ...each, tags: [] })),
  )
  await openArticles(page, tokyo, beijing, changchun)
  await expect.poll(async () => (await painted(page)).length).toBe(marks.length)
}

/** Every highlight of the open articles is painted, each range reading as its quotation. */
async function expectPainted(app: CollateApp, page: Page, but: RegExp = /$^/): Promise<void> {
  const quotes = (await storedQuotes(app)).filter((quote) => !but.test(quote)).map((quote) => `hl-${quote}`)
  expect(quotes.length).toBeGreaterThan(0)
  await expect.poll(() => painted(page)).toEqual(quotes)
}

async function order(page: Page): Promise<string> {
  const all = await page.getByRole('region', { name: /^Pane / }).all()
  const names = await Promise.all(all.map(async (each) => (await each.getAttribute('aria-label')) ?? ''))
  return names.map((name) => name.replace(/^Pane .: /, '').slice(0, 2)).join(' ')
}

async function move(page: Page, title: RegExp, entry: 'Move left' | 'Move right'): Promise<void> {
  const wanted = page.getByRole('region', { name: new RegExp(`^Pane .: ${title.source.replace('^', '')}`) })
  await wanted.getByRole('button', { name: 'More on this pane' }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

test('highlights stay on their words however panes are moved', async ({ app, page }) => {
  await openMarked(app, page)
  await move(page, tokyo, 'Move right')
  await expect.poll(() => order(page)).toBe('As Ec De')
  await expectPainted(app, page)
  await move(page, changchun, 'Move left')
  await expect.poll(() => order(page)).toBe('As De Ec')
  await expectPainted(app, page)
  await move(page, changchun, 'Move left')
  await expect.poll(() => order(page)).toBe('De As Ec')
  await expectPainted(app, page)

  // Room for all three, so that nothing has to be scrolled while the mouse is down.
  await page.keyboard.press('ControlOrMeta+Shift+b')
  await expect(page.getByRole('feed')).toHaveCount(0)
  const panes = page.getByRole('region', { name: /^Pane / })
  await panes
    .nth(2)
    .locator('header')
    .dragTo(panes.nth(0), { targetPosition: { x: 40, y: 300 } })
  await expect.poll(() => order(page)).toBe('Ec De As')
  await expectPainted(app, page)
})

test('highlights stay on their words when panes are closed, resized, zoomed, hidden and restored', async ({
  app,
  page,
}) => {
  await openMarked(app, page)
  const divider = page.getByRole('separator', { name: 'Divider of panes A and B' })
  await divider.focus()
  await page.keyboard.press('Home')
  await expectPainted(app, page)
  await textOf(page, 'B').focus()
  await page.keyboard.press('ControlOrMeta+=')
  await page.keyboard.press('ControlOrMeta+=')
  await expectPainted(app, page)
  await page.setViewportSize({ width: 1024, height: 700 })
  await expectPainted(app, page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await expectPainted(app, page)

  const views = page.getByRole('navigation', { name: 'Views' })
  for (const view of ['Notebook', 'Read', 'Compare', 'Read']) {
    await views.getByRole('button', { name: view, exact: true }).click()
    if (view !== 'Notebook') await expectPainted(app, page)
  }
  await move(page, beijing, 'Move left')
  await expectPainted(app, page)
  await page.reload()
  await expectPainted(app, page)
  await expect.poll(() => order(page)).toBe('As Ec De')

  await page
    .getByRole('region', { name: /As bilateral/ })
    .getByRole('button', { name: 'Close pane' })
    .click()
  await expectPainted(app, page, /urged Tokyo|Takeo Akiba/)
  await (await openLibrary(page)).getByRole('option').filter({ hasText: 'As bilateral ties' }).click()
  await expect.poll(() => painted(page)).toContain('hl-rose: urged Tokyo')
})

test('a pane that moves takes its find, its cursor, its selection, its place and the focus along', async ({
  app,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openMarked(app, page)
  await pressInHead(page, 'A', 'Find in article')
  await page.keyboard.type('Japan')
  await page.keyboard.press('Enter')
  const hits = (await painted(page, 'find')).length
  expect(hits).toBeGreaterThan(3)
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('Move pane right')
  await page.keyboard.press('Enter')
  await expect.poll(() => order(page)).toBe('As Ec De')
  await expect
    .poll(async () => (await painted(page, 'find')).filter((hit) => /^find(-current)?: Japan$/i.test(hit)))
    .toHaveLength(hits)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  const text = page.getByRole('region', { name: /Economic and trade/ }).getByRole('group', { name: /^Text/ })
  await text.focus()
  for (let step = 0; step < 12; step++) await page.keyboard.press('j')
  const sentence = await painted(page, 'sentence')
  expect(sentence[0]).toMatch(/^sentence: \w/)
  const place = await text.evaluate(({ scrollTop }) => scrollTop)
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('Move pane right')
  await page.keyboard.press('Enter')
  await expect.poll(() => order(page)).toBe('As De Ec')
  await expect.poll(() => painted(page, 'sentence')).toEqual(sentence)
  await expect(text).toBeFocused()
  expect(Math.abs((await text.evaluate(({ scrollTop }) => scrollTop)) - place)).toBeLessThan(3)
})

test('a selection is still there to be marked after its pane was moved', async ({ app, page }) => {
  await openMarked(app, page)
  await selectWords(page, 'B', 'two countries')
  await pane(page, 'B').getByRole('button', { name: 'More on this pane' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Move left' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => order(page)).toBe('As Ec De')
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('two countries')
  await page
    .getByRole('toolbar', { name: 'Selection' })
    .getByRole('button', { name: /Figure/ })
    .click()
  await expect.poll(() => storedQuotes(app)).toContain('green: two countries')
  await expectPainted(app, page)
})
