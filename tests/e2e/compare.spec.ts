import type { Locator, Page } from '@playwright/test'
import { changeHighlight } from '#domain/annotations/changes'
import type { Link } from '#domain/annotations/notebook'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import { expect, test, type CollateApp } from './fixtures'
import { savedFile } from './exporting'
import { link, mark } from './marks'
import {
  beijing,
  cards,
  clickWords,
  currentCard,
  forum,
  markWords,
  openArticles,
  openLibrary,
  selectWords,
  textOf,
  tokyo,
  type Letter,
} from './reading'

const ballast = 'ballast stone'
const urged = 'urged Tokyo'
const signals = 'sending positive signals'

function bar(page: Page): Locator {
  return page.getByRole('region', { name: 'New link' })
}
function threads(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Links' }).getByRole('option')
}
function dock(page: Page): Locator {
  return page.getByRole('region', { name: 'Link', exact: true })
}
async function links(app: CollateApp): Promise<Link[]> {
  return await app.call('notebook.links', {})
}

/** How far below the top of its pane some words stand, CSS pixels. */
async function heightOf(page: Page, letter: Letter, words: string): Promise<number> {
  return await textOf(page, letter).evaluate((scroller, words) => {
    for (const block of scroller.querySelectorAll('[data-block]')) {
      const text = block.firstChild
      const at = text instanceof Text ? text.data.indexOf(words) : -1
      if (!(text instanceof Text) || at === -1) continue
      const range = new Range()
      range.setStart(text, at)
      range.setEnd(text, at + words.length)
      return range.getBoundingClientRect().top - scroller.getBoundingClientRect().top
    }
    throw new Error(`The pane has no “${words}”.`)
  }, words)
}

/** Links three passages in two panes: one by the popover, one by a key on a highlight, one by a key on a selection. */
async function linkThree(page: Page): Promise<void> {
  await markWords(page, 'A', '2', ballast)
  // In the middle: at its ends the current highlight has handles.
  await clickWords(page, 'A', 'stone')
  await page.getByRole('toolbar', { name: 'Highlight' }).getByRole('button', { name: 'Link' }).click()
  await expect(bar(page).getByRole('listitem')).toHaveCount(1)
  await expect(bar(page).getByRole('button', { name: 'Save link' })).toBeDisabled()

  await markWords(page, 'B', '2', urged)
  await page.keyboard.press('l')
  await expect(bar(page).getByRole('listitem')).toHaveCount(2)
  await selectWords(page, 'B', signals)
  await page.keyboard.press('l')
  await expect(bar(page).getByRole('listitem')).toHaveText([
    /A.*¶9.*ballast/s,
    /B.*¶3.*urged/s,
    /B.*¶1.*signals/s,
  ])

  await page.keyboard.press('Shift+L')
  await expect(bar(page).getByRole('textbox', { name: 'Title' })).toBeFocused()
  await page.keyboard.type('What steadies relations')
  await bar(page).getByRole('radio', { name: 'Contradicts' }).click()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(bar(page)).toHaveCount(0)
  await expect(textOf(page, 'B')).toBeFocused()
}

/** The link that `linkThree` makes, without the hands: for journeys that begin with it. */
async function linkedThree(app: CollateApp): Promise<void> {
  await mark(app, [
    { title: tokyo, words: ballast, hue: 'rose', tags: [] },
    { title: beijing, words: urged, hue: 'rose', tags: [] },
    { title: beijing, words: signals, hue: 'amber', tags: [] },
  ])
  await link(app, 'What steadies relations', 'contradicts', [
    [tokyo, 0],
    [beijing, 1],
    [beijing, 2],
  ])
}

test('three passages in two panes are linked, the link is shown at each end, and it can be undone', async ({
  app,
  page,
}) => {
  await openArticles(page, tokyo, beijing)
  await linkThree(page)
  await expect.poll(async () => (await links(app)).length).toBe(1)
  const [made] = await links(app)
  expect(made).toMatchObject({ title: 'What steadies relations', relation: 'contradicts' })
  expect(made?.members).toHaveLength(3)

  await expect(cards(page).filter({ hasText: 'Contradicts' })).toHaveCount(3)
  const far = cards(page).filter({ hasText: '¶9' }).first().getByRole('list', { name: 'Links' })
  await expect(far.getByRole('listitem')).toHaveText([
    /≠\s*Contradicts\s*‘urged Tokyo’ in B ¶3/,
    /≠\s*Contradicts\s*‘sending positive signals’ in B ¶1/,
  ])
  await textOf(page, 'B').evaluate((scroller) => scroller.scrollTo(0, 0))
  await far.getByRole('button').first().click()
  await expect(currentCard(page)).toContainText(urged)
  await expect.poll(() => heightOf(page, 'B', urged)).toBeLessThan(700)

  await textOf(page, 'A').focus()
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(async () => (await links(app)).length).toBe(0)
  await expect(cards(page).filter({ hasText: 'Contradicts' })).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(cards(page).filter({ hasText: 'Contradicts' })).toHaveCount(3)
})

test('a link that is being made is given up by Escape, and can be taken up again', async ({ app, page }) => {
  await openArticles(page, tokyo, beijing)
  await markWords(page, 'A', '2', ballast)
  await page.keyboard.press('l')
  await expect(bar(page).getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Shift+L')
  await page.keyboard.press('Escape')
  await expect(bar(page)).toHaveCount(0)
  await expect(textOf(page, 'A')).toBeFocused()
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(bar(page).getByRole('listitem')).toHaveCount(1)
  await expect.poll(() => links(app)).toEqual([])
})

test('choosing a link opens its articles and aligns its passages; relation, note and tags are kept', async ({
  app,
  page,
}) => {
  await openArticles(page, tokyo, beijing)
  await linkedThree(app)
  // Another article takes the place of pane B: the link will have to open its own again.
  const library = await openLibrary(page)
  await library.getByRole('option').filter({ hasText: 'Beijing China-Japan Innovation' }).click()
  await expect(page.getByRole('region', { name: /^Pane B: Beijing China-Japan/ })).toBeVisible()
  await page.getByRole('navigation', { name: 'Views' }).getByText('Compare').click()
  await expect(threads(page)).toHaveCount(1)
  await expect(threads(page)).toHaveAccessibleName(/What steadies relations.*Contradicts.*not in B/i)

  await page.keyboard.press(']')
  await expect(threads(page).first()).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(3)
  const order = ['A', 'B', 'C'] as const
  const letterOf = async (name: RegExp): Promise<Letter> => {
    for (const letter of order) {
      const label = await page.locator(`[data-pane="${letter}"]`).getAttribute('aria-label')
      if (label !== null && name.test(label)) return letter
    }
    throw new Error(`No pane is ${name.source}.`)
  }
  const a = await letterOf(/Economic and trade/)
  const b = await letterOf(/As bilateral ties/)
  const apart = async (): Promise<number> =>
    Math.abs((await heightOf(page, a, ballast)) - (await heightOf(page, b, signals)))
  await expect.poll(apart).toBeLessThan(3)
  await textOf(page, a).hover()
  await page.mouse.wheel(0, -300)
  await expect.poll(apart).toBeGreaterThan(100)
  await page.keyboard.press('a')
  await expect.poll(apart).toBeLessThan(3)

  await page.keyboard.press('r')
  await expect(dock(page).getByRole('radio', { name: 'Adds' })).toBeChecked()
  await dock(page).getByRole('radio', { name: 'Own word' }).click()
  await page.keyboard.type('echoes')
  await page.keyboard.press('Enter')
  await expect(threads(page)).toHaveAccessibleName(/echoes/)
  await dock(page).getByRole('textbox', { name: 'Note on the link' }).fill('Voice more than **substance**.')
  await dock(page).getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('combobox', { name: 'Tags' }).fill('voice')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect
    .poll(() => links(app))
    .toMatchObject([{ relation: 'echoes', note: 'Voice more than **substance**.', tags: ['voice'] }])
})

test('links are there after a restart; one is deleted and brought back', async ({ app, page }) => {
  await openArticles(page, tokyo, beijing)
  await linkedThree(app)
  await page.getByRole('navigation', { name: 'Views' }).getByText('Compare').click()
  await threads(page).first().click()
  await dock(page).getByRole('textbox', { name: 'Note on the link' }).fill('Voice, not **substance**.')

  const again = await app.restart()
  await expect(threads(again)).toHaveCount(1)
  await expect(threads(again)).toHaveAccessibleName(/What steadies relations.*Contradicts/)
  await threads(again).first().click()
  await expect(dock(again).getByRole('textbox', { name: 'Note on the link' })).toHaveValue(
    'Voice, not **substance**.',
  )
  await expect(dock(again).getByRole('figure')).toHaveCount(3)
  await dock(again).getByRole('button', { name: 'More on this link' }).click()
  await again.getByRole('menuitem', { name: 'Delete link' }).click()
  await expect(threads(again)).toHaveCount(0)
  await again.getByRole('button', { name: 'Undo' }).click()
  await expect(threads(again)).toHaveCount(1)
})

test('the claim table shows what each article says of a link, and the gaps', async ({ app, page }) => {
  await openArticles(page, tokyo, beijing, forum)
  await linkedThree(app)
  const ids = await app.call('highlights.ids', { filter: noHighlightFilter() })
  const [first] = await app.call('highlights.records', { ids })
  if (first) {
    const operations = changeHighlight(first, { tags: ['politics'] }, new Date().toISOString())
    await app.call('notebook.apply', { label: 'tag', operations })
  }
  await page.getByRole('navigation', { name: 'Views' }).getByText('Compare').click()
  await page.getByRole('button', { name: 'Claim table' }).click()
  const table = page.getByRole('dialog', { name: 'Claim table' })
  await expect(table.getByRole('columnheader')).toHaveCount(3)
  await expect(table.getByRole('rowheader')).toHaveText(/What steadies relations.*Contradicts/s)
  await expect(table.getByRole('cell').filter({ hasText: ballast })).toHaveCount(1)
  await expect(table.getByRole('cell').filter({ hasText: urged })).toContainText(signals)

  await table.getByRole('radio', { name: 'Open panes' }).click()
  await expect(table.getByRole('columnheader')).toHaveCount(4)
  await expect(table.getByRole('img', { name: 'Nothing' })).toHaveCount(1)
  const rows = [
    ['Tags', '#politics', 'claimTableTagsMarkdown', 'claimTableTagsCsv'],
    ['Links', 'What steadies relations', 'claimTableMarkdown', 'claimTableCsv'],
  ] as const
  await table.getByRole('radio', { name: 'All articles' }).click()
  for (const [name, title, markdown, csv] of rows) {
    await table.getByRole('radio', { name }).click()
    await expect(table.getByRole('rowheader').filter({ hasText: title })).toBeVisible()
    for (const [format, button] of [
      [markdown, 'Export as Markdown'],
      [csv, 'Export as CSV'],
    ] as const) {
      const saved = await savedFile(app, () => table.getByRole('button', { name: button }).click())
      expect(saved).toContain(title.replace('#', ''))
      expect(saved).toBe((await app.call('export.data', { format, articleIds: null })).content)
    }
  }
  await table.getByRole('button', { name: /urged Tokyo/ }).click()
  await expect(table).toHaveCount(0)
  await expect.poll(() => heightOf(page, 'B', urged)).toBeGreaterThan(0)
})
