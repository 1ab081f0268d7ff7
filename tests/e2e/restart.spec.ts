import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import {
  beijing,
  cards,
  markWords,
  openArticles,
  painted,
  pane,
  storedNotes,
  storedQuotes,
  textOf,
  tokyo,
} from './reading'

/** The block at the top of a pane's view. */
async function topBlock(page: Page, letter: 'A' | 'B'): Promise<string | null | undefined> {
  return await textOf(page, letter).evaluate((scroller) => {
    const top = scroller.getBoundingClientRect().top
    return [...scroller.querySelectorAll('[data-block]')]
      .find((block) => block.getBoundingClientRect().bottom > top + 2)
      ?.getAttribute('data-block')
  })
}

test('everything is found as it was left', { tag: '@both' }, async ({ app, page }) => {
  await openArticles(page, tokyo, beijing)
  await markWords(page, 'A', '1', 'ballast stone')
  await markWords(page, 'B', '2', 'urged Tokyo')
  await page.keyboard.press('n')
  await page.keyboard.type('Conditions first.')
  await page.keyboard.press('Escape')
  await pane(page, 'A').getByRole('button', { name: 'More on this pane' }).click()
  await page.getByRole('menuitemradio', { name: 'Large text', exact: true }).click()
  await page.getByRole('separator', { name: 'Divider of panes A and B' }).press('ArrowRight')
  await textOf(page, 'A').hover()
  await page.mouse.wheel(0, 900)
  await expect.poll(() => topBlock(page, 'A')).not.toBe('0')
  await pane(page, 'B').getByRole('button', { name: 'Scroll panes together: off' }).click()
  const before = {
    tops: [await topBlock(page, 'A'), await topBlock(page, 'B')],
    width: Math.round((await pane(page, 'A').boundingBox())?.width ?? 0),
  }

  const again = await app.restart()
  await expect(pane(again, 'A')).toHaveAccessibleName(/Economic and trade/)
  await expect(pane(again, 'B')).toHaveAccessibleName(/As bilateral ties/)
  await expect.poll(() => painted(again)).toEqual(['hl-amber: ballast stone', 'hl-rose: urged Tokyo'])
  await expect(cards(again)).toHaveText([/ballast stone/, /urged Tokyo.*Conditions first\./s])
  await expect.poll(async () => [await topBlock(again, 'A'), await topBlock(again, 'B')]).toEqual(before.tops)
  expect(Math.round((await pane(again, 'A').boundingBox())?.width ?? 0)).toBe(before.width)
  await expect(pane(again, 'B').getByRole('button', { name: 'Scroll panes together: on' })).toBeVisible()
  await pane(again, 'A').getByRole('button', { name: 'More on this pane' }).click()
  await expect(again.getByRole('menuitemradio', { name: 'Large text', exact: true })).toBeChecked()
})

test(
  'a note that was being typed when the application closed is there',
  { tag: '@both' },
  async ({ app, page }) => {
    await openArticles(page, beijing)
    await markWords(page, 'A', '2', 'urged Tokyo')
    await page.keyboard.press('n')
    await page.keyboard.type('Typed to the very end')
    // The browser's tab is closed first, the way its reader would leave it.
    if (app.kind === 'browser') await page.goto('about:blank')
    const again = await app.restart()
    await expect(cards(again)).toContainText('Typed to the very end')
  },
)

test('what is shown as saved survives the process being killed', { tag: '@both' }, async ({ app, page }) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  await page.keyboard.press('n')
  await page.keyboard.type('Saved before the end')
  await expect.poll(() => storedNotes(app)).toEqual(['Saved before the end'])
  await app.kill()
  const again = await app.start()
  await expect(cards(again)).toContainText('Saved before the end')
  await expect.poll(() => storedQuotes(app)).toEqual(['rose: urged Tokyo'])
})
