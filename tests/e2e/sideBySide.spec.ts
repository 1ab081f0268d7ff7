import type { Page } from '@playwright/test'
import { expect, test, wide } from './fixtures'
import {
  beijing,
  changchun,
  forum,
  openArticles,
  openLibrary,
  painted,
  pane,
  textOf,
  tokyo,
  type Letter,
} from './reading'

interface Scrolled {
  top: number
  /** 0 to 1. */
  share: number
}

async function scrolled(page: Page, letter: Letter): Promise<Scrolled> {
  return await textOf(page, letter).evaluate(({ scrollTop, scrollHeight, clientHeight }) => ({
    top: scrollTop,
    share: scrollTop / (scrollHeight - clientHeight),
  }))
}

async function wheel(page: Page, letter: Letter, by: number): Promise<void> {
  await textOf(page, letter).hover()
  const before = (await scrolled(page, letter)).top
  await page.mouse.wheel(0, by)
  await expect.poll(async () => (await scrolled(page, letter)).top).not.toBe(before)
}

async function widthOf(page: Page, letter: Letter): Promise<number> {
  return (await pane(page, letter).boundingBox())?.width ?? 0
}

async function titles(page: Page): Promise<(string | null)[]> {
  const all = await page.getByRole('region', { name: /^Pane / }).all()
  return await Promise.all(all.map((each) => each.getAttribute('aria-label')))
}

test('up to four articles are open side by side, each in its pane; closing gives the room back', async ({
  page,
}) => {
  await openArticles(page, tokyo, beijing, forum, changchun)
  await expect
    .poll(() => titles(page))
    .toEqual([
      expect.stringMatching(/^Pane A: Economic and trade/),
      expect.stringMatching(/^Pane B: As bilateral ties/),
      expect.stringMatching(/^Pane C: Beijing China-Japan Innovation/),
      expect.stringMatching(/^Pane D: Delegation of Japanese/),
    ])
  await expect(textOf(page, 'D').getByRole('article')).toContainText('The 5-memebr delegation')

  const before = await widthOf(page, 'A')
  await pane(page, 'B').getByRole('button', { name: 'Close pane' }).click()
  await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(3)
  // Each keeps the letter by which its passages are cited.
  await expect(pane(page, 'C')).toHaveAccessibleName(/Beijing China-Japan Innovation/)
  await expect(pane(page, 'D')).toHaveAccessibleName(/Delegation of Japanese/)
  await page.keyboard.press('ControlOrMeta+Shift+b')
  await expect.poll(() => widthOf(page, 'A')).toBeGreaterThan(before)
})

test.describe('in a wide window', () => {
  // About dividers, and how panes share a room that holds library and notes as well.
  test.use({ windowSize: wide })

  test('panes are resized by dragging their divider and by keys on it', async ({ page }) => {
    await openArticles(page, tokyo, beijing)
    const divider = page.getByRole('separator', { name: 'Divider of panes A and B' })
    const before = await widthOf(page, 'A')
    const box = await divider.boundingBox()
    if (!box) throw new Error('There is no divider.')
    await page.mouse.move(box.x, box.y + 300)
    await page.mouse.down()
    await page.mouse.move(box.x + 60, box.y + 300, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => Math.abs((await widthOf(page, 'A')) - before - 60)).toBeLessThan(2)

    await divider.focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => widthOf(page, 'A')).toBeLessThan(before + 59)
    await page.keyboard.press('Home')
    await expect.poll(async () => Math.abs((await widthOf(page, 'A')) - 200)).toBeLessThan(2)
  })

  test('a resize keeps the line that was at the top', async ({ page }) => {
    await openArticles(page, tokyo, beijing)
    await wheel(page, 'A', 900)
    const topBlock = async (): Promise<string | null | undefined> =>
      await textOf(page, 'A').evaluate((scroller) => {
        const top = scroller.getBoundingClientRect().top
        return [...scroller.querySelectorAll('[data-block]')]
          .find((block) => block.getBoundingClientRect().bottom > top + 2)
          ?.getAttribute('data-block')
      })
    const before = await topBlock()
    const divider = page.getByRole('separator', { name: 'Divider of panes A and B' })
    await divider.focus()
    await page.keyboard.press('Home')
    await expect.poll(topBlock).toBe(before)
    await page.keyboard.press('End')
    await expect.poll(topBlock).toBe(before)
  })

  test('four panes make themselves room, and each stands whole in the window', async ({ page }) => {
    await openArticles(page, tokyo, beijing, forum, changchun)
    const whole = async (): Promise<void> => {
      for (const letter of ['A', 'B', 'C', 'D'] as const) {
        const close = pane(page, letter).getByRole('button', { name: 'Close pane' })
        await expect(close).toBeInViewport({ ratio: 1 })
        await expect(textOf(page, letter)).toBeInViewport({ ratio: 0.99 })
      }
    }
    await whole()
    await page.setViewportSize({ width: 1024, height: 700 })
    await expect(page.getByRole('feed')).toBeVisible()
    await whole()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: 'Show library' }).click()
    await expect(page.getByRole('listbox', { name: 'Articles' })).toBeVisible()
  })
})

test('panes are reordered by dragging their heads and from their menus', async ({ page }) => {
  await openArticles(page, tokyo, beijing, changchun)
  // Room for all three, so that nothing has to be scrolled while the mouse is down.
  await page.keyboard.press('ControlOrMeta+Shift+b')
  await expect(page.getByRole('feed')).toHaveCount(0)
  await pane(page, 'C')
    .locator('header')
    .dragTo(pane(page, 'A'), { targetPosition: { x: 40, y: 300 } })
  await expect
    .poll(async () => (await titles(page)).map((title) => title?.slice(8, 18)))
    .toEqual(['Delegation', 'Economic a', 'As bilater'])

  await pane(page, 'C').getByRole('button', { name: 'More on this pane' }).click()
  await page.getByRole('menuitem', { name: 'Move right' }).click()
  await expect
    .poll(async () => (await titles(page)).map((title) => title?.slice(8, 18)))
    .toEqual(['Economic a', 'Delegation', 'As bilater'])
})

test('an article dragged from the library opens where it is dropped', async ({ page }) => {
  await openArticles(page, tokyo)
  const row = (await openLibrary(page)).getByRole('option').filter({ hasText: 'Delegation of Japanese' })
  await row.hover()
  await page.mouse.down()
  // Out of a drawer first: it lies over the edge of the pane until then.
  await page.mouse.move(600, 300, { steps: 4 })
  const { x = 0 } = (await pane(page, 'A').boundingBox()) ?? {}
  await page.mouse.move(x + 20, 300, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(2)
  await expect
    .poll(() => titles(page))
    .toEqual([
      expect.stringMatching(/^Pane B: Delegation of Japanese/),
      expect.stringMatching(/^Pane A: Economic and trade/),
    ])
})

test('find paints every match in its pane alone, counts them, and goes round', async ({ page }) => {
  await openArticles(page, tokyo, beijing)
  await textOf(page, 'B').focus()
  await page.keyboard.press('ControlOrMeta+f')
  const bar = pane(page, 'B').getByRole('search', { name: 'Find in article' })
  await page.keyboard.type('ÁKIBA')
  await expect(bar.getByTestId('find-count')).toHaveText('1 of 3')
  await expect.poll(() => painted(page, 'find: ')).toEqual([])
  await expect
    .poll(async () => (await painted(page, 'find')).filter((each) => each === 'find: Akiba'))
    .toHaveLength(3)

  await page.keyboard.press('Enter')
  await expect(bar.getByTestId('find-count')).toHaveText('2 of 3')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.press('Shift+Enter')
  await expect(bar.getByTestId('find-count')).toHaveText('3 of 3')
  await page.keyboard.press('F3')
  await expect(bar.getByTestId('find-count')).toHaveText('1 of 3')

  await page.keyboard.type('nowhere at all')
  await expect(bar.getByTestId('find-count')).toHaveText('No matches')
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  await expect(textOf(page, 'B')).toBeFocused()
  await expect.poll(() => painted(page, 'find')).toEqual([])
})

test('text size belongs to the pane', async ({ page }) => {
  await openArticles(page, forum, beijing)
  const sizeOf = async (letter: Letter): Promise<string> =>
    await textOf(page, letter)
      .locator('[data-block]')
      .first()
      .evaluate((block) => getComputedStyle(block).fontSize)
  const before = await sizeOf('B')
  await textOf(page, 'A').focus()
  await page.keyboard.press('ControlOrMeta+=')
  await expect.poll(() => sizeOf('A')).not.toBe(before)
  await expect.poll(() => sizeOf('B')).toBe(before)
})

test('the minimap shows the way and leads there, by mouse and keys', async ({ page }) => {
  await openArticles(page, tokyo)
  const map = pane(page, 'A').getByRole('scrollbar')
  await expect(map).toHaveAttribute('aria-valuenow', '0')
  const box = await map.boundingBox()
  if (!box) throw new Error('There is no minimap.')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 4)
  await expect(map).toHaveAttribute('aria-valuenow', '100')
  await map.focus()
  await page.keyboard.press('Home')
  await expect(map).toHaveAttribute('aria-valuenow', '0')
  await page.keyboard.press('PageDown')
  await expect.poll(async () => (await scrolled(page, 'A')).top).toBeGreaterThan(300)
})

test('the palette finds commands, articles and words in the texts, the best fit first', async ({ page }) => {
  await openArticles(page, beijing)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Notebook' }).click()
  await page.keyboard.press('ControlOrMeta+k')
  const field = page.getByRole('combobox', { name: /^Go to/ })
  const groups = page.getByRole('listbox', { name: 'Results' }).getByRole('group')
  await field.fill('exp')
  await expect(groups.first()).toHaveAccessibleName('Commands')
  await expect(groups.first().getByRole('option').first()).toContainText('Export notes')
  await field.fill('ballast stone')
  const texts = page.getByRole('group', { name: 'In the texts' })
  await expect(texts.getByRole('option')).toHaveCount(1)
  await expect(texts.locator('mark')).toHaveText(['ballast', 'stone'])
  await page.keyboard.press('Enter')
  // An article that was chosen leaves the notebook for the panes, with find at the words.
  await expect(pane(page, 'A')).toHaveAccessibleName(/Economic and trade/)
})

for (const [width, height] of [
  [1440, 900],
  [1024, 700],
] as const) {
  test(`among four panes of a window of ${width} pixels one is dragged to each place, and an article into one`, async ({
    page,
  }) => {
    await openArticles(page, tokyo, beijing, forum, changchun)
    await page.setViewportSize({ width, height })
    const order = (): Promise<string[]> =>
      titles(page).then((all) => all.map((title) => title?.slice(5, 6) ?? ''))
    expect(await order()).toEqual(['A', 'B', 'C', 'D'])
    const drag = async (from: Letter, to: Letter, side: 'left' | 'right'): Promise<void> => {
      const { width: wide = 0 } = (await pane(page, to).boundingBox()) ?? {}
      const x = side === 'left' ? 20 : wide - 40
      await pane(page, from)
        .locator('header')
        .dragTo(pane(page, to), { sourcePosition: { x: 60, y: 14 }, targetPosition: { x, y: 300 } })
    }
    await drag('D', 'A', 'left')
    await expect.poll(order).toEqual(['D', 'A', 'B', 'C'])
    await drag('A', 'C', 'right')
    await expect.poll(order).toEqual(['D', 'B', 'C', 'A'])
    await drag('C', 'B', 'left')
    await expect.poll(order).toEqual(['D', 'C', 'B', 'A'])
    await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(4)

    // There is room for no fifth: the article takes the place of the one that it is dropped on.
    const row = (await openLibrary(page)).getByRole('option', { name: /3rd China/ })
    const to = await pane(page, 'B').boundingBox()
    await row.hover()
    await page.mouse.down()
    await page.mouse.move((to?.x ?? 0) + 80, 290, { steps: 4 })
    await page.mouse.move((to?.x ?? 0) + 90, 300, { steps: 2 })
    await page.mouse.up()
    await expect(pane(page, 'B')).toHaveAccessibleName(/3rd China/)
    await expect.poll(order).toEqual(['D', 'C', 'B', 'A'])
    await expect(page.getByRole('listbox', { name: 'Articles' })).toHaveCount(0)
  })
}

test('a pane whose article is slow to come shows that it is coming', async ({ app, page }) => {
  await expect(page.getByRole('listbox', { name: 'Articles' }).getByRole('option')).toHaveCount(5)
  await app.close()
  const again = await app.start({ files: /library.texts.[^.]+\.json$/, after: 0 })
  await again.getByRole('option', { name: /Delegation of Japanese/ }).click()
  await expect(again.getByText('The article is loading')).toBeAttached()
  await app.openGate()
  await expect(textOf(again, 'A').getByRole('article')).toContainText('The 5-memebr delegation')
  await expect(again.getByText('The article is loading')).toHaveCount(0)
})
