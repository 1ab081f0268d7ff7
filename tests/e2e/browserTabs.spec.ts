/** Two tabs on one record: what each of them saves stays, and shows in the other. */
import type { Page, Route } from '@playwright/test'
import { expect, test, type CollateApp } from './fixtures'
import { beijing, cards, currentCard, markWords, openArticles, storedNotebooks, storedNotes } from './reading'

/** A second tab that shows the same articles. */
async function otherTab(app: CollateApp): Promise<Page> {
  const other = await app.page.context().newPage()
  await other.goto(app.address)
  await expect(cards(other).first()).toBeVisible()
  return other
}

async function openNote(page: Page): Promise<void> {
  await cards(page).filter({ hasText: 'urged Tokyo' }).focus()
  await page.keyboard.press('n')
  await expect(currentCard(page).getByRole('textbox')).toBeFocused()
}

test('notes typed in two tabs on one highlight are merged, and neither pulls the field away', async ({
  app,
  page,
}) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  await openNote(page)
  await page.keyboard.type('From the first tab.')
  await expect.poll(() => storedNotes(app)).toEqual(['From the first tab.'])

  const other = await otherTab(app)
  await openNote(other)
  await other.keyboard.press('ControlOrMeta+Home')
  await other.keyboard.type('From the second.')
  await other.keyboard.press('Enter')
  await other.keyboard.press('Escape')
  await expect.poll(() => storedNotes(app)).toEqual(['From the second.\nFrom the first tab.'])

  // The first tab types on in its own field.
  await expect(currentCard(page).getByRole('textbox')).toBeFocused()
  await page.keyboard.type(' And more.')
  await expect.poll(() => storedNotes(app)).toEqual(['From the second.\nFrom the first tab. And more.'])
  await page.keyboard.press('Escape')
  await expect(currentCard(page)).toContainText('From the second.')
  await expect(cards(other).filter({ hasText: 'And more.' })).toBeVisible()
})

/** Writes a note while nothing can be saved, lets another tab do something, then lets saving work again. */
async function whileHeld(
  app: CollateApp,
  note: string,
  elsewhere: (other: Page) => Promise<void>,
): Promise<void> {
  const { page } = app
  app.allowErrors(/Failed to load resource|ERR_FAILED/)
  const other = await otherTab(app)
  await page.route('**/call/notebook.apply', (route) => route.abort())
  await openNote(page)
  await page.keyboard.type(note)
  await page.keyboard.press('Escape')
  await expect(page.getByText('Your edits are kept.')).toBeVisible()
  await elsewhere(other)
  // From now on what is sent waits: the banner would go under the mouse where a try by itself came first.
  const sent: Route[] = []
  await page.route('**/call/notebook.apply', (route) => void sent.push(route))
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => sent.length).toBe(1)
  await sent[0]?.continue()
  await page.unroute('**/call/notebook.apply')
  await expect(page.getByText('Your edits are kept.')).toBeHidden()
}

const markOf = async (app: CollateApp) => (await storedNotebooks(app))[0]?.highlights[0]

test('an edit that was held takes nothing from what another tab saved', async ({ app, page }) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  await expect.poll(() => markOf(app)).toMatchObject({ hue: 'rose' })
  await whileHeld(app, 'Held back.', async (other) => {
    await cards(other).filter({ hasText: 'urged Tokyo' }).focus()
    await other.keyboard.press('4')
    await expect.poll(() => markOf(app)).toMatchObject({ hue: 'blue', note: '' })
  })
  await expect.poll(() => markOf(app)).toMatchObject({ hue: 'blue', note: 'Held back.' })
})

test('an edit does not bring back what another tab deleted; its words are kept, and it is said', async ({
  app,
  page,
}) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  await expect.poll(() => markOf(app)).toMatchObject({ hue: 'rose' })
  await whileHeld(app, 'Too late.', async (other) => {
    await cards(other).filter({ hasText: 'urged Tokyo' }).focus()
    await other.keyboard.press('Delete')
    await expect.poll(() => markOf(app)).toBeUndefined()
  })
  await expect(page.getByText('That highlight was deleted elsewhere.')).toBeVisible()
  const deleted = await app.call('notebook.deleted', {})
  expect(deleted.map(({ highlight }) => highlight.note)).toEqual(['Too late.'])
  expect(await markOf(app)).toBeUndefined()
  await expect(cards(page)).toHaveCount(0)
})
