/** Who else says what an article says: on the rows of the library, as a filter, in the details. */
import type { Locator, Page } from '@playwright/test'
import { expect, test, type CollateApp } from './fixtures'
import { addPage, pane } from './reading'

const ferry = [
  'The ferry was carrying 230 passengers when it struck the east pier at 7:40 am on Monday, the port authority said.',
  'A spokesperson for Northern Ferries said the crew had reported a loss of power on the approach to the pier.',
  'Divers examined the hull in the afternoon and found a dent above the waterline.',
  'The harbour master closed the pier until an engineer has seen its wooden piles.',
]
const html = (paragraphs: readonly string[]): string => paragraphs.map((words) => `<p>${words}</p>`).join('')

const row = (page: Page, title: string): Locator =>
  page.getByRole('listbox', { name: 'Articles' }).getByRole('option').filter({ hasText: title })
const titles = async (page: Page): Promise<string[]> =>
  (await page.getByRole('listbox', { name: 'Articles' }).getByRole('option').allInnerTexts()).flatMap(
    (text) => /(?:Courier|Wire|Evening|Garden) \w+/.exec(text) ?? [],
  )

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^In other articles/ }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

async function addReports(app: CollateApp): Promise<void> {
  await addPage(app, 'Courier report', html(ferry))
  await addPage(app, 'Wire report', html(ferry.slice(0, 3)))
  await addPage(app, 'Evening report', html([...ferry.slice(2, 3), ...gardens]))
  await addPage(
    app,
    'Garden notes',
    html(['Tomatoes want warm nights and a soil that was loosened in autumn.']),
  )
}
const gardens = [
  'The council will plant forty lime trees along the avenue before the winter begins.',
  'Residents had asked for shade in a letter that was signed by most of the street.',
]

test('rows say in how many other articles they are, and the list is filtered by it', async ({
  app,
  page,
}) => {
  await addReports(app)
  await expect(row(page, 'Courier report')).toContainText('Also in 2 other articles')
  await expect(row(page, 'Evening report')).toContainText('Also in 2 other articles')
  await expect(row(page, 'Garden notes')).not.toContainText('Also in')

  await choose(page, 'In other articles too')
  await expect
    .poll(() => titles(page))
    .toEqual(expect.arrayContaining(['Courier report', 'Wire report', 'Evening report']))
  expect(await titles(page)).not.toContain('Garden notes')
  await choose(page, 'At least half in other articles')
  await expect.poll(async () => (await titles(page)).sort()).toEqual(['Courier report', 'Wire report'])
  await choose(page, 'In no other article')
  await expect.poll(() => titles(page)).toContain('Garden notes')
  expect(await titles(page)).not.toContain('Evening report')

  // With words the index is asked, among the same articles.
  await page.getByRole('textbox', { name: 'Search library' }).fill('lime OR tomatoes')
  await expect(page.getByRole('listbox', { name: 'Articles found' }).getByRole('option')).toHaveCount(1)
  await page.getByRole('textbox', { name: 'Search library' }).fill('')

  // What comes in changes the rows and the filter.
  await choose(page, 'In no other article')
  await app.call('import.paste', {
    text: 'Late edition\n\nTomatoes want warm nights and a soil that was loosened in autumn.',
    html: null,
    title: 'Late edition',
  })
  await expect.poll(() => titles(page)).not.toContain('Garden notes')
  await choose(page, 'All articles')
  await expect(row(page, 'Garden notes')).toContainText('Also in 1 other article')
})

test('articles of which one has nearly all of the other are listed with those of the same text', async ({
  app,
  page,
}) => {
  await addPage(app, 'Courier report', html(ferry))
  await addPage(
    app,
    'Wire report',
    html(
      [...ferry.slice(0, 3), 'Four ferries a day go to the islands in winter.', ...ferry.slice(3)].map(
        (words) => words.replace('230', '200'),
      ),
    ),
  )
  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type('Articles with the same text')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Articles with the same text' })
  await expect(dialog.getByText('No two articles have the same text.')).toBeVisible()
  const near = dialog.getByRole('region').filter({ hasText: 'Wire report' })
  await expect(near).toContainText('Courier report')
  await expect(near).toContainText(/100% of (it is in the first|the first is in it)/)
  await expect(near).toContainText(/1 difference \((230 ≠ 200|200 ≠ 230)\) · 1 sentence only in/)
  await near.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(2)
  await expect(pane(page, 'A').getByRole('button', { name: /^Only here/ })).toHaveText(/\d$/)
})
