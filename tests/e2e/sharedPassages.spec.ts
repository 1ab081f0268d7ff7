/** Comparing by itself: what open articles share, where that differs, what only one says, and what a reader makes of it. */
import type { Locator, Page } from '@playwright/test'
import type { Link } from '#domain/annotations/notebook'
import { expect, test, type CollateApp } from './fixtures'
import { savedFile } from './exporting'
import {
  addPage,
  beijing,
  openArticles,
  painted,
  pane,
  storedQuotes,
  textOf,
  tokyo,
  type Letter,
} from './reading'

const courier = [
  'Ferry crossings between the north shore and Saltmarsh were halted after a boat hit the east pier.',
  'The ferry was carrying 230 passengers when it struck the east pier at 7:40 am on Monday 4 November, and no vehicles were on board, the port authority said. It had left the north shore ten minutes earlier.',
  'A spokesperson for the operator, Northern Ferries, said the crew had reported a loss of power on the approach to the pier.',
  'Divers examined the hull in the afternoon and found a dent above the waterline.',
]
const wire = [
  'Boats across the harbour were suspended after one of them ran into the pier at Saltmarsh.',
  'The ferry was carrying 200 passengers when it struck the east pier at 7:40 am on Tuesday 5 November, and vehicles were on board, the port authority said.',
  'The harbour was calm, with a light westerly wind and good visibility.',
  'A spokesperson for the operator, North Ferry Line, said the crew had reported a loss of power on the approach to the pier.',
  'Divers examined the hull in the afternoon and found a dent below the waterline.',
]
const [courierTitle, wireTitle] = [/^Courier report/, /^Wire report/]
const html = (paragraphs: readonly string[]): string => paragraphs.map((words) => `<p>${words}</p>`).join('')

const suggested = (page: Page): Locator =>
  page.getByRole('list', { name: 'Shared passages' }).getByRole('listitem')
const suggestions = (page: Page): Locator => page.getByRole('region', { name: 'Suggested' })
/** Sees to it that the suggestions are on the screen: a narrow window draws them out over the panes. */
async function showSuggested(page: Page): Promise<void> {
  const show = page.getByRole('button', { name: 'Show links and suggestions' })
  await expect(show.or(suggestions(page)).first()).toBeVisible()
  if (await show.isVisible()) await show.click()
  await expect(suggestions(page)).toBeVisible()
}
/** Puts them away again, where they lie over the panes. */
async function hideSuggested(page: Page): Promise<void> {
  const hide = page.getByRole('button', { name: 'Close links' })
  if (await hide.isVisible()) await hide.click()
}
/** There are so many suggestions; they are left as they were found. */
async function expectSuggested(page: Page, count: number): Promise<void> {
  await showSuggested(page)
  await expect(suggested(page)).toHaveCount(count)
  await hideSuggested(page)
}
const dock = (page: Page): Locator => page.getByRole('region', { name: 'Shared passage', exact: true })
const links = async (app: CollateApp): Promise<Link[]> => await app.call('notebook.links', {})

async function compareReports(app: CollateApp, page: Page): Promise<void> {
  await addPage(app, 'Courier report', html(courier))
  await addPage(app, 'Wire report', html(wire))
  await openArticles(page, courierTitle, wireTitle)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Compare' }).click()
}

test('shared passages are there at once; keys walk them, and the dock says how they differ and why @both', async ({
  app,
  page,
}) => {
  await compareReports(app, page)
  await expectSuggested(page, 4)
  await expect
    .poll(() => painted(page, 'differs'))
    .toEqual(expect.arrayContaining(['differs: 230', 'differs: 200', 'differs: Northern Ferries']))
  await textOf(page, 'A').focus()
  await page.keyboard.press('s')
  await expect(dock(page).getByText('1 of 4', { exact: true })).toBeVisible()
  await page.keyboard.press('s')
  await expect(dock(page).getByText('2 of 4', { exact: true })).toBeVisible()
  await expect(dock(page).getByRole('status')).toHaveText('Same, 2 of 4, A ¶2 and B ¶2, 3 differences')
  for (const words of [
    'Figure 230≠200',
    'Date Monday 4 November≠Tuesday 5 November',
    'Negation no vehicles≠vehicles',
  ])
    await expect(dock(page).getByText(words)).toBeVisible()
  await expect(dock(page).getByText('Why:').locator('..')).toContainText('passengers')
  await expect(dock(page).getByRole('figure')).toHaveText([/230 passengers/, /200 passengers/])
  await page.keyboard.press('Shift+S')
  await expect(dock(page).getByText('1 of 4', { exact: true })).toBeVisible()

  // By mouse the same: a row of the list.
  await showSuggested(page)
  await suggested(page).nth(2).getByRole('button').first().click()
  await expect(dock(page).getByText('3 of 4', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dock(page)).toHaveCount(0)
})

test('a suggestion becomes a link with one key, is put aside with another, and both can be undone', async ({
  app,
  page,
}) => {
  await compareReports(app, page)
  await expectSuggested(page, 4)
  await textOf(page, 'A').focus()
  for (const place of ['1 of 4', '2 of 4']) {
    await page.keyboard.press('s')
    await expect(dock(page).getByText(place, { exact: true })).toBeVisible()
  }
  await page.keyboard.press('l')
  await expect.poll(() => links(app)).toMatchObject([{ title: '230 ≠ 200 passengers', relation: 'parallel' }])
  await expect.poll(async () => await storedQuotes(app)).toHaveLength(2)
  await expectSuggested(page, 3)
  await page
    .getByText(/^Linked\. Press R for “Contradicts”/)
    .locator('..')
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect.poll(() => links(app)).toEqual([])
  await expect.poll(() => storedQuotes(app)).toEqual([])
  await expectSuggested(page, 4)

  await showSuggested(page)
  await suggested(page).first().getByRole('button', { name: 'Dismiss' }).click()
  await expectSuggested(page, 3)
  const again = await app.restart()
  await expectSuggested(again, 3)
  await showSuggested(again)
  await again.getByRole('button', { name: 'Dismissed 1' }).click()
  await suggested(again).last().getByRole('button', { name: 'Bring back' }).click()
  await expectSuggested(again, 4)
})

test('a relation is proposed, and chosen by the reader alone', async ({ app, page }) => {
  await compareReports(app, page)
  await showSuggested(page)
  await expect(suggested(page).nth(1)).toContainText('Proposed: Contradicts')
  await hideSuggested(page)
  await textOf(page, 'A').focus()
  for (const place of ['1 of 4', '2 of 4']) {
    await page.keyboard.press('s')
    await expect(dock(page).getByText(place, { exact: true })).toBeVisible()
  }
  await page.keyboard.press('l')
  await expect.poll(() => links(app)).toMatchObject([{ relation: 'parallel' }])
  const link = page.getByRole('region', { name: 'Link', exact: true })
  await expect(link.getByRole('radio', { name: 'Proposed: Contradicts' })).not.toBeChecked()
  await page.keyboard.press('r')
  await expect.poll(() => links(app)).toMatchObject([{ relation: 'contradicts' }])
  await expect(link.getByRole('radio', { name: 'Contradicts', exact: true })).toBeChecked()
})

test('differences are filtered by kind and by words, with their count', async ({ app, page }) => {
  await compareReports(app, page)
  await expectSuggested(page, 4)
  await textOf(page, 'A').focus()
  await page.keyboard.press('Shift+F')
  const panel = page.getByRole('complementary', { name: 'Differences' })
  const heads = panel.getByRole('heading', { level: 3 })
  await expect(heads).toHaveCount(4)
  const kinds = panel.getByRole('toolbar', { name: 'Kinds' })
  await kinds.getByRole('button', { name: 'Figures' }).click()
  await expect(heads).toHaveText([/^Figures/])
  await expect(panel).toContainText(/1 of \d/)
  await kinds.getByRole('button', { name: 'Names' }).click()
  await expect(heads).toHaveText([/^Figures/, /^Names/])
  await panel.getByRole('textbox', { name: 'Filter the differences' }).fill('spokesperson')
  await expect(heads).toHaveText([/^Names/])
  await panel.getByRole('textbox', { name: 'Filter the differences' }).fill('nothing has this')
  await expect(panel).toContainText('No difference passes this filter.')
})

for (const [language, first, second, difference] of [
  [
    'Chinese',
    [
      '渡轮周一上午撞上东码头时载有230名乘客，港务局发言人表示没有人员受伤。',
      '潜水员下午检查了船体，发现水线以上有一处凹痕。',
    ],
    [
      '港务局发言人表示，渡轮周一上午撞上东码头时载有200名乘客，没有人员受伤。',
      '当天港口风平浪静，能见度良好。',
    ],
    '230≠200',
  ],
  [
    'Japanese',
    [
      'フェリーは月曜日の朝、乗客230人を乗せて東埠頭に衝突したと港湾当局が発表した。',
      '潜水士は午後に船体を調べ、喫水線の上にへこみを見つけた。',
    ],
    [
      '港湾当局によると、フェリーは月曜日の朝、乗客200人を乗せて東埠頭に衝突した。',
      'その日の港は穏やかで、見通しも良かった。',
    ],
    '230≠200',
  ],
] as const) {
  test(`two ${language} reports of one event are compared, with their differing figures`, async ({
    app,
    page,
  }) => {
    await addPage(app, `Courier ${language}`, html(first))
    await addPage(app, `Wire ${language}`, html(second))
    await openArticles(page, /^Courier/, /^Wire/)
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Compare' }).click()
    await showSuggested(page)
    await expect(suggested(page)).toHaveCount(1)
    await suggested(page).first().getByRole('button').first().click()
    await expect(dock(page).getByText(difference)).toBeVisible()
    await textOf(page, 'A').focus()
    await page.keyboard.press('o')
    await expect.poll(() => painted(page, 'only-here')).toEqual([`only-here: ${first[1]}`])
  })
}

test('two languages are said not to be comparable', async ({ app, page }) => {
  await addPage(
    app,
    'Notizen',
    '<p>Die Fähre hatte zweihundert Fahrgäste an Bord, als sie am Montagmorgen gegen den Pier im Hafen stieß.</p>',
  )
  await addPage(app, '渡轮', '<p>渡轮周一上午撞上东码头时载有230名乘客，港务局发言人表示没有人员受伤。</p>')
  await openArticles(page, /^Notizen/, /^渡轮/)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Compare' }).click()
  await showSuggested(page)
  await expect(
    page.getByText('These articles are in languages that cannot be held against each other.'),
  ).toBeVisible()
})

test('all differences stand in a panel; one is noted as a link with both sentences', async ({
  app,
  page,
}) => {
  await compareReports(app, page)
  await expectSuggested(page, 4)
  await textOf(page, 'A').focus()
  await page.keyboard.press('Shift+F')
  const panel = page.getByRole('complementary', { name: 'Differences' })
  await expect(panel.getByRole('heading', { level: 3 })).toHaveText([
    /Figures/,
    /Dates/,
    /Names/,
    /Negations/,
  ])
  await page.keyboard.press('d')
  await expect(dock(page).getByText('2 of 4', { exact: true })).toBeVisible()
  await panel.getByRole('button', { name: 'Note this' }).first().click()
  await expect
    .poll(() => links(app))
    .toMatchObject([{ title: '230 ≠ 200 passengers', relation: 'contradicts' }])
  await expect(page.getByRole('region', { name: 'Link', exact: true })).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Noted' }).first()).toBeVisible()
})

test('what only one article says is marked, with a count in each head', async ({ app, page }) => {
  await compareReports(app, page)
  const only = (letter: Letter): Locator => pane(page, letter).getByRole('button', { name: /^Only here/ })
  await expect(only('A')).toHaveText(/1$/)
  await expect(only('B')).toHaveText(/1$/)
  await only('B').click()
  await expect
    .poll(() => painted(page, 'only-here'))
    .toEqual(['only-here: The harbour was calm, with a light westerly wind and good visibility.'])
  await textOf(page, 'A').focus()
  await page.keyboard.press('o')
  await expect
    .poll(() => painted(page, 'only-here'))
    .toContain('only-here: It had left the north shore ten minutes earlier.')
})

test('the table has a row for each passage and a gap where one is silent, and is exported', async ({
  app,
  page,
}) => {
  await compareReports(app, page)
  await expectSuggested(page, 4)
  await textOf(page, 'A').focus()
  await page.keyboard.press('Shift+T')
  const table = page.getByRole('region', { name: 'Comparison table' })
  await expect(table.getByRole('row')).toHaveCount(7)
  await expect(table.getByText('Not in A')).toHaveCount(1)
  await expect(table.getByText('Not in B')).toHaveCount(1)
  await table.getByRole('button', { name: 'Export the table' }).click()
  const content = await savedFile(app, () => page.getByRole('menuitem', { name: 'Markdown' }).click())
  expect(content).toContain('| A: Courier report | B: Wire report |')
  expect(content).toContain('The harbour was calm')
  await table.getByRole('button', { name: /The ferry was carrying 230/ }).click()
  await expect(dock(page).getByText('2 of 4', { exact: true })).toBeVisible()
})

test('articles that share nothing are said to be so', async ({ app, page }) => {
  await addPage(
    app,
    'Garden notes',
    '<p>Tomatoes want warm nights, and basil planted between their rows keeps the soil loose.</p>',
  )
  await openArticles(page, tokyo, /^Garden notes/)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Compare' }).click()
  await showSuggested(page)
  await expect(page.getByText(/^These articles share nothing/)).toBeVisible()
})

/** Words that no other paragraph has, so that only what is meant to be shared is. */
const filler = (name: string, count: number): string[] =>
  Array.from(
    { length: count },
    (_, at) =>
      `${'a b c d e f g h i j k l'
        .split(' ')
        .map((letter) => `${name}${at}${letter}`)
        .join(' ')}.`,
  )

test('the panes are kept level by what they share, there and back', async ({ app, page }) => {
  const sharedWords = [
    'The harbour authority closed the eastern pier on Friday evening after inspectors found rust in its pillars.',
    'Engineers from the capital will examine every pillar by sonar before the summer season begins in June.',
  ]
  const [first, second] = sharedWords
  await addPage(
    app,
    'Courier report',
    html([...filler('alpha', 12), first ?? '', ...filler('beta', 30), second ?? '', ...filler('gamma', 14)]),
  )
  await addPage(
    app,
    'Wire report',
    html([...filler('delta', 40), first ?? '', ...filler('epsilon', 8), second ?? '', ...filler('zeta', 20)]),
  )
  await openArticles(page, courierTitle, wireTitle)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Compare' }).click()
  await expectSuggested(page, 2)
  const topOf = (letter: Letter, words: string): Promise<number> =>
    textOf(page, letter)
      .getByText(words)
      .evaluate((block) => block.getBoundingClientRect().top)
  await textOf(page, 'A').hover()
  // Scrolled until the first shared passage is where one reads.
  const line = (await textOf(page, 'A').boundingBox())?.height ?? 0
  for (let step = 0; step < 200 && (await topOf('A', first ?? '')) > line * 0.33; step++) {
    await page.mouse.wheel(0, 60)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  }
  await expect
    .poll(async () => Math.abs((await topOf('A', first ?? '')) - (await topOf('B', first ?? ''))))
    .toBeLessThan(80)
  // The pane that follows does not lead back.
  const before = await topOf('A', first ?? '')
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
  expect(await topOf('A', first ?? '')).toBe(before)
  await page.mouse.wheel(0, -20_000)
  await expect
    .poll(async () => await textOf(page, 'B').evaluate(({ scrollTop }) => scrollTop))
    .toBeLessThan(2)
})

test('two bundled articles on one subject are compared, and a sentence that is clicked is found in the other', async ({
  page,
}) => {
  await openArticles(page, tokyo, beijing)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Compare' }).click()
  await showSuggested(page)
  await expect(suggested(page).first()).toBeVisible()
  await suggested(page).first().getByRole('button').first().click()
  await expect(dock(page).getByText(/^1 of /)).toBeVisible()
})

test('related passages of a sentence stand beside the text, and open beside it', async ({ app, page }) => {
  await addPage(app, 'Courier report', html(courier))
  await addPage(app, 'Wire report', html(wire))
  await openArticles(page, courierTitle)
  await textOf(page, 'A').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+R')
  const panel = page.getByRole('complementary', { name: 'Related passages' })
  const found = panel.getByRole('list', { name: 'Related passages' }).getByRole('listitem')
  await expect(found.first()).toContainText('Wire report')
  await expect(found.first()).toContainText('200 passengers')
  await found.first().getByRole('button', { name: 'Open beside' }).click()
  await expect(pane(page, 'B')).toContainText('The ferry was carrying 200 passengers')
  await panel.getByRole('button', { name: 'Close related passages' }).click()
  await expect(panel).toHaveCount(0)

  // Who else says what the article says, in its details.
  await pane(page, 'A').getByRole('button', { name: 'More on this pane' }).click()
  await page.getByRole('menuitem', { name: 'Details' }).click()
  await expect(page.getByRole('dialog').getByText(/^1 article: \d+% shared/)).toBeVisible()
})
