/** Panes where there is little room: one at a time in small and zoomed windows, and narrow ones side by side. */
import type { Page } from '@playwright/test'
import { minimumSize } from '#shell/placeWindow'
import { expect, test } from './fixtures'
import { mark } from './marks'
import {
  beijing,
  changchun,
  forum,
  markWords,
  openArticles,
  painted,
  pane,
  selectWords,
  storedQuotes,
  textOf,
  tokyo,
  type Letter,
} from './reading'

const panes = /^Pane [A-D]: /

test('a window of 720 by 450 shows one pane at a time, with tabs, and the notes over it', async ({
  app,
  page,
}) => {
  await mark(app, [
    { title: /^As bilateral ties/, words: 'urged Tokyo', hue: 'rose', tags: [], note: 'Why?' },
  ])
  await openArticles(page, tokyo, beijing, forum)
  await page.setViewportSize({ width: 720, height: 450 })
  await expect(page.getByRole('region', { name: panes })).toHaveCount(1)
  const tabs = page.getByRole('tablist', { name: 'Panes' }).getByRole('tab')
  await expect(tabs).toHaveCount(3)
  await expect(tabs.nth(2)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('feed')).toHaveCount(0)

  await tabs.nth(1).click()
  await expect(pane(page, 'B')).toBeInViewport({ ratio: 0.99 })
  await expect(page.getByRole('region', { name: panes })).toHaveCount(1)
  await expect(pane(page, 'B').getByRole('button', { name: 'Close pane' })).toBeInViewport({ ratio: 1 })
  await expect.poll(() => painted(page)).toEqual(['hl-rose: urged Tokyo'])
  await textOf(page, 'B').focus()
  await page.keyboard.press('Alt+1')
  await expect(textOf(page, 'A')).toBeFocused()
  await expect(tabs.nth(0)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Alt+2')
  await markWords(page, 'B', '2', 'Both sides reaffirmed')
  await expect.poll(async () => (await storedQuotes(app)).length).toBe(2)

  const before = await textOf(page, 'B').boundingBox()
  await page.getByRole('button', { name: 'Show notes' }).click()
  await expect(page.getByRole('feed')).toContainText('Why?')
  expect(await textOf(page, 'B').boundingBox()).toEqual(before)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('feed')).toHaveCount(0)

  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(page.getByRole('region', { name: panes })).toHaveCount(3)
  await expect(page.getByRole('feed')).toBeVisible()
})

test('what hidden notes leave goes to the panes, and dividers go to 200 pixels', async ({ page }) => {
  await openArticles(page, tokyo, beijing, forum, changchun)
  const width = async (): Promise<number> => (await pane(page, 'A').boundingBox())?.width ?? 0
  const before = await width()
  await page.keyboard.press('ControlOrMeta+Shift+b')
  await expect(page.getByRole('feed')).toHaveCount(0)
  await expect.poll(width).toBeGreaterThan(before + 40)
  await expect(page.getByRole('button', { name: 'Show library' })).toBeVisible()
  await page.getByRole('separator', { name: 'Divider of panes A and B' }).focus()
  await page.keyboard.press('Home')
  await expect.poll(async () => Math.round(await width())).toBe(200)
  // What has no room in the head is in the menu.
  await pane(page, 'A').getByRole('button', { name: 'More on this pane' }).click()
  await page.getByRole('menuitem', { name: 'Find in article' }).click()
  const field = pane(page, 'A').getByRole('textbox', { name: 'Find in article' })
  await expect(field).toBeFocused()
  await page.keyboard.type('Japan')
  const count = pane(page, 'A').getByTestId('find-count')
  await expect(count).toHaveText(/^\d+ of \d+$/)
  const [box, below] = [await field.boundingBox(), await count.boundingBox()]
  expect(below?.y).toBeGreaterThanOrEqual((box?.y ?? 0) + (box?.height ?? 0) - 1)
})

test('the bar of a selection stands above it and goes when the reader turns to another pane', async ({
  page,
}) => {
  await openArticles(page, tokyo, beijing)
  await selectWords(page, 'A', 'ballast stone')
  const bar = page.getByRole('toolbar', { name: 'Selection' })
  const [above, words] = [
    await bar.boundingBox(),
    await page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().top ?? 0),
  ]
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(words)
  await textOf(page, 'B').focus()
  await expect(bar).toHaveCount(0)
})

test('four panes of the least window break no word of fourteen letters', async ({ page }) => {
  await openArticles(page, tokyo, beijing, forum, changchun)
  await page.setViewportSize(minimumSize)
  for (const letter of ['A', 'B', 'C', 'D'] as const) {
    await expect.poll(async () => (await pane(page, letter).boundingBox())?.width).toBeLessThan(200)
    expect(await broken(page, letter, 14), letter).toEqual([])
  }
})

/** The words of a pane's text, up to some letters, that stand on more than one line. */
async function broken(page: Page, letter: Letter, most: number): Promise<string[]> {
  return await textOf(page, letter).evaluate(async (scroller, most) => {
    await document.fonts.ready
    const found: string[] = []
    for (const block of scroller.querySelectorAll('[data-block]')) {
      const text = block.firstChild
      if (!(text instanceof Text)) continue
      for (const { 0: word, index } of text.data.matchAll(/\p{L}+/gu)) {
        const range = new Range()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        if (word.length <= most && range.getClientRects().length > 1) found.push(word)
      }
    }
    return found
  }, most)
}
