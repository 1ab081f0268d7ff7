/** Related passages from wherever words are: a shared passage, a highlight, the notebook, the check of a draft. */
import type { Locator, Page } from '@playwright/test'
import type { Link } from '#domain/annotations/notebook'
import { expect, test, type CollateApp } from './fixtures'
import { addPage, cards, markWords, openArticles, pane, storedQuotes, textOf } from './reading'

const struck =
  'The ferry was carrying 230 passengers when it struck the east pier at 7:40 am on Monday, the port authority said.'
const struckToo =
  'The ferry was carrying 200 passengers when it struck the east pier at 7:40 am on Monday, the port authority said.'
const html = (...paragraphs: string[]): string => paragraphs.map((words) => `<p>${words}</p>`).join('')

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Related passages' })
const found = (page: Page): Locator =>
  panel(page).getByRole('list', { name: 'Related passages' }).getByRole('listitem')
const links = async (app: CollateApp): Promise<Link[]> => await app.call('notebook.links', {})

async function addReports(app: CollateApp): Promise<void> {
  await addPage(app, 'Courier report', html('Crossings were halted after a boat hit the pier.', struck))
  await addPage(app, 'Wire report', html('The harbour was calm and visibility good.', struckToo))
}

test('a chosen passage is asked about where there is no cursor; with neither, what to do is said', async ({
  app,
  page,
}) => {
  await addReports(app)
  await openArticles(page, /^Courier report/, /^Wire report/)
  const views = page.getByRole('navigation', { name: 'Views' })
  await views.getByRole('button', { name: 'Compare' }).click()
  await views.getByRole('button', { name: 'Compare' }).focus()
  await page.keyboard.press('Shift+R')
  await expect(
    page.getByText('Put the cursor on a sentence or select words, then press Shift R.'),
  ).toBeVisible()
  await expect(pane(page, 'A').getByRole('button', { name: /^Only here/ })).toHaveText(/\d$/)
  await page.keyboard.press('s')
  await expect(page.getByRole('region', { name: 'Shared passage', exact: true })).toBeVisible()
  await page.keyboard.press('Shift+R')
  await expect(found(page).first()).toContainText(/2[03]0 passengers/)
  await page.keyboard.press('Shift+R')
  await expect(panel(page)).toHaveCount(0)
})

test('a highlight is asked about from its note and from the notebook, and linked at once with a relation of the reader', async ({
  app,
  page,
}) => {
  await addReports(app)
  await openArticles(page, /^Courier report/)
  await markWords(page, 'A', '1', struck)
  await expect(cards(page).first()).toBeVisible()
  await cards(page).first().focus()
  await page.keyboard.press('Shift+R')
  await expect(found(page).first()).toContainText('200 passengers')
  await found(page).first().getByRole('button', { name: /^Link/ }).click()
  await page.getByRole('menuitem', { name: 'Contradicts' }).click()
  await expect.poll(() => links(app)).toMatchObject([{ relation: 'contradicts' }])
  await expect.poll(() => storedQuotes(app)).toEqual([`amber: ${struck}`, `blue: ${struckToo}`])
  await expect(found(page).first()).toContainText('Linked')
  await page
    .getByText(/^Linked as Contradicts/)
    .locator('..')
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect.poll(() => links(app)).toEqual([])
  await expect.poll(() => storedQuotes(app)).toEqual([`amber: ${struck}`])
  await panel(page).getByRole('button', { name: 'Close related passages' }).click()

  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Notebook' }).click()
  const row = page
    .getByRole('grid', { name: 'Highlights and notes' })
    .getByRole('row')
    .filter({ hasText: '230 passengers' })
  await row.focus()
  await page.keyboard.press('Shift+R')
  await expect(found(page).first()).toContainText('200 passengers')
  await found(page).first().getByRole('button', { name: /^Link/ }).click()
  await page.getByRole('menuitem', { name: 'Updates' }).click()
  await expect.poll(() => links(app)).toMatchObject([{ relation: 'updates' }])
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  await row.getByRole('button', { name: 'Related' }).click()
  await found(page).first().getByRole('button', { name: 'Open beside' }).click()
  await expect(pane(page, 'B')).toContainText('The ferry was carrying 200 passengers')
  await expect(textOf(page, 'B')).toBeVisible()
})

test('a quotation that is altered or not found leads to the sentences that are nearest to it', async ({
  app,
  page,
}) => {
  await addReports(app)
  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type('Check a draft')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Check a draft' })
  await dialog
    .getByRole('textbox', { name: 'Draft' })
    .fill(
      'The paper wrote that “the ferry carried some 240 passengers when the east pier was struck on Monday”.',
    )
  await dialog.getByRole('button', { name: 'Check', exact: true }).click()
  await dialog.getByRole('button', { name: 'Related passages' }).click()
  await expect(found(page).first()).toContainText(/2[03]0 passengers/)
  // Words that are in no article cannot be linked.
  await expect(found(page).first().getByRole('button', { name: /^Link/ })).toHaveCount(0)
})
