/** Panes that scroll together: who leads, where a jump lands, and the one control that locks and frees them. */
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { link, mark } from './marks'
import {
  addPage,
  beijing,
  cards,
  forum,
  openArticles,
  openLibrary,
  pane,
  paneMenu,
  pressInHead,
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

const lockOf = (page: Page, letter: Letter): Locator =>
  pane(page, letter).getByRole('button', { name: /^Scroll panes together/ })

/** Locks or frees a pane: by the button in its head, or by its menu where a narrow head has no room for the button. */
async function lock(page: Page, letter: Letter, which: 'all' | 'alone' = 'all'): Promise<void> {
  const button = lockOf(page, letter)
  if (which === 'all') await pressInHead(page, letter, 'Scroll panes together')
  else if (await button.isVisible()) await button.click({ modifiers: ['Shift'] })
  else await pressInHead(page, letter, 'Scroll this pane along')
}

/** Waits until a pane says that it is locked, or that it is not. */
async function expectLocked(page: Page, letter: Letter, locked: boolean): Promise<void> {
  const button = lockOf(page, letter)
  if (await button.isVisible()) {
    await expect(button).toHaveAttribute('aria-pressed', String(locked))
    return
  }
  const menu = await paneMenu(page, letter)
  for (const name of ['Scroll panes together', 'Scroll this pane along']) {
    await expect(menu.getByRole('menuitemcheckbox', { name })).toBeChecked({ checked: locked })
  }
  await page.keyboard.press('Escape')
}

/** A text of chapters whose paragraphs differ in length, so that heights that were never seen are guessed wrongly. */
const chapters = (name: string, count: number, words: string): string =>
  Array.from({ length: count }, (_, chapter) => {
    const paragraphs = Array.from(
      { length: 12 },
      (_, index) => `<p>${`${words} ${chapter}.${index} `.repeat(1 + ((chapter * 7 + index * 5) % 23))}</p>`,
    )
    return `<h2>${name} ${chapter + 1}</h2>${paragraphs.join('')}`
  }).join('')

test('each pane scrolls by itself; one press locks all, Shift one; locked ones go together by proportion', async ({
  page,
}) => {
  await openArticles(page, tokyo, beijing, forum)
  await wheel(page, 'A', 300)
  expect((await scrolled(page, 'B')).top).toBe(0)

  await lock(page, 'A')
  for (const letter of ['A', 'B', 'C'] as const) await expectLocked(page, letter, true)
  await wheel(page, 'A', 400)
  const { share } = await scrolled(page, 'A')
  await expect.poll(async () => (await scrolled(page, 'B')).share).toBeCloseTo(share, 2)
  await expect.poll(async () => (await scrolled(page, 'C')).share).toBeCloseTo(share, 2)

  await lock(page, 'B', 'alone')
  await expectLocked(page, 'A', true)
  await expectLocked(page, 'B', false)
  const free = (await scrolled(page, 'B')).top
  await wheel(page, 'A', 300)
  const further = (await scrolled(page, 'A')).share
  await expect.poll(async () => (await scrolled(page, 'C')).share).toBeCloseTo(further, 2)
  expect((await scrolled(page, 'B')).top).toBe(free)

  await lock(page, 'C')
  for (const letter of ['A', 'B', 'C'] as const) await expectLocked(page, letter, false)
})

test('with panes locked, every jump lands where it leads, and the other pane follows', async ({
  app,
  page,
}) => {
  await addPage(app, 'The long report', `<h1>The long report</h1>${chapters('Chapter', 40, 'grain silo')}`)
  await addPage(app, '長い報告', `<h1>長い報告</h1>${chapters('第', 12, '港の倉庫と議会。')}`)
  await openArticles(page, /The long report/, /長い報告/)
  await lock(page, 'A')
  await wheel(page, 'B', 700)
  await wheel(page, 'A', 500)

  for (const chapter of [20, 5, 28]) {
    const heading = textOf(page, 'A').getByRole('heading', { name: `Chapter ${chapter}`, exact: true })
    await jumpToHeading(page, `Chapter ${chapter}`)
    await expect(heading).toBeInViewport()
    await expect
      .poll(async () => (await scrolled(page, 'B')).share - (await scrolled(page, 'A')).share)
      .toBeCloseTo(0, 1)
    await expect(heading).toBeInViewport()
  }

  await textOf(page, 'A').focus()
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('silo 33.7 ')
  await expect(pane(page, 'A').getByTestId('find-count')).toHaveText(/^\d+ of \d+$/)
  await expect.poll(() => inView(page, 'A', 'silo 33.7 ')).toBe(true)
  await expect
    .poll(async () => (await scrolled(page, 'B')).share - (await scrolled(page, 'A')).share)
    .toBeCloseTo(0, 1)
  await expect.poll(() => inView(page, 'A', 'silo 33.7 ')).toBe(true)
})

async function jumpToHeading(page: Page, name: string): Promise<void> {
  const outline = page.getByRole('navigation', { name: 'Outline of pane A' })
  if (!(await outline.isVisible())) await pane(page, 'A').getByRole('button', { name: 'Outline' }).click()
  await outline.getByRole('button', { name, exact: true }).click()
}

/** The first occurrence of some words is in the view of a pane. */
async function inView(page: Page, letter: Letter, words: string): Promise<boolean> {
  return await textOf(page, letter).evaluate((scroller, words) => {
    const block = [...scroller.querySelectorAll('[data-block]')].find((each) =>
      each.textContent.includes(words),
    )
    const text = block?.firstChild
    if (!(text instanceof Text)) return false
    const range = new Range()
    range.setStart(text, text.data.indexOf(words))
    range.setEnd(text, range.startOffset + words.length)
    const [box, view] = [range.getBoundingClientRect(), scroller.getBoundingClientRect()]
    return box.top >= view.top && box.bottom <= view.bottom
  }, words)
}

test('with panes locked, a link, a search hit, a highlight and a row of the notebook land where they lead', async ({
  app,
  page,
}) => {
  await addPage(app, 'The long report', `<h1>The long report</h1>${chapters('Chapter', 40, 'grain silo')}`)
  await addPage(app, 'The answer', `<h1>The answer</h1>${chapters('Part', 18, 'harbour quay')}`)
  const [report, answer] = [/^The long report/, /^The answer/]
  await mark(app, [
    { title: report, words: 'grain silo 21.7 ', hue: 'rose', tags: ['storage'] },
    { title: answer, words: 'harbour quay 14.7 ', hue: 'amber', tags: [] },
  ])
  await link(app, 'Storage', 'agrees', [
    [report, 0],
    [answer, 1],
  ])
  await page.reload()
  await openArticles(page, /The long report/, /The answer/)
  await lock(page, 'A')
  await wheel(page, 'A', 600)

  /** The words are seen in a pane, the other is at the same share of its way, and the words are seen still. */
  const lands = async (letter: Letter, words: string): Promise<void> => {
    await expect.poll(() => inView(page, letter, words), words).toBe(true)
    await expect
      .poll(async () => (await scrolled(page, 'B')).share - (await scrolled(page, 'A')).share, words)
      .toBeCloseTo(0, 1)
    expect(await inView(page, letter, words), words).toBe(true)
  }
  const card = cards(page).filter({ has: page.locator('blockquote', { hasText: 'grain silo 21.7' }) })
  await card.locator('blockquote').click()
  await lands('A', 'grain silo 21.7 ')
  await card.getByRole('list', { name: 'Links' }).getByRole('button').first().click()
  await lands('B', 'harbour quay 14.7 ')

  await openLibrary(page)
  await page.getByRole('textbox', { name: 'Search library' }).fill('"silo 37.3"')
  const found = page.getByRole('listbox', { name: 'Articles found' }).getByRole('option')
  await found
    .getByRole('button', { name: /silo 37.3/ })
    .first()
    .click()
  await lands('A', 'grain silo 37.3 ')

  const views = page.getByRole('navigation', { name: 'Views' })
  await views.getByRole('button', { name: 'Notebook' }).click()
  await page.getByRole('grid').getByRole('row').filter({ hasText: 'harbour quay 14.7' }).first().focus()
  await page.keyboard.press('Enter')
  await lands('B', 'harbour quay 14.7 ')
})

test('panes that are locked stay at their lines when the window changes: none follows what the reader did not scroll', async ({
  page,
}) => {
  await openArticles(page, tokyo, beijing)
  await lock(page, 'A')
  await wheel(page, 'A', 500)
  await expect.poll(async () => (await scrolled(page, 'B')).top).toBeGreaterThan(0)
  const topBlocks = async (): Promise<(string | null | undefined)[]> =>
    await Promise.all(
      (['A', 'B'] as const).map((letter) =>
        textOf(page, letter).evaluate((scroller) => {
          const { top } = scroller.getBoundingClientRect()
          return [...scroller.querySelectorAll('[data-block]')]
            .find((block) => block.getBoundingClientRect().bottom > top + 2)
            ?.getAttribute('data-block')
        }),
      ),
    )
  const before = await topBlocks()
  for (const size of [
    { width: 1120, height: 760 },
    { width: 1440, height: 900 },
  ]) {
    await page.setViewportSize(size)
    await expect.poll(topBlocks).toEqual(before)
  }
})

test('locking by itself scrolls nothing', async ({ page }) => {
  await openArticles(page, tokyo, beijing)
  await wheel(page, 'A', 900)
  await lockOf(page, 'B').click()
  await expect(lockOf(page, 'A')).toHaveAttribute('aria-pressed', 'true')
  // By the time a find is announced the panes have long come to rest.
  await pane(page, 'A').getByRole('button', { name: 'Find in article' }).click()
  await page.keyboard.insertText('no such words')
  const find = pane(page, 'A').getByRole('search', { name: 'Find in article' })
  await expect(find.getByRole('status')).toHaveText('No matches')
  expect((await scrolled(page, 'B')).top).toBe(0)
  await wheel(page, 'A', 60)
  await expect.poll(async () => (await scrolled(page, 'B')).top).toBeGreaterThan(0)
})
