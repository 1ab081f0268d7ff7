/** Searching by hand: one selection for the count and the hits, all passages of an article, and find with the same words. */
import type { Page } from '@playwright/test'
import type { CollateApp } from './fixtures'
import { expect, test } from './fixtures'
import { beijing, openArticles, openLibrary, painted, pane, tokyo } from './reading'

async function paste(app: CollateApp, title: string, source: string, text: string): Promise<void> {
  await app.call('import.paste', { text, html: null, title })
  await expect.poll(async () => (await app.call('import.status', {}))?.state).toBe('finished')
  const filter = { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
  const { rows } = await app.call('library.list', { filter, sort: 'added', offset: 0, limit: 1 })
  await app.call('library.correct', { id: rows[0]?.id ?? '', corrections: { source }, reset: [] })
}

const found = (page: Page) => page.getByRole('listbox', { name: 'Articles found' }).getByRole('option')
const field = (page: Page) => page.getByRole('textbox', { name: 'Search library' })

test('a source that is chosen is that source, for the count and for what is found', async ({ app, page }) => {
  await paste(app, 'The ferry', 'Times', 'The ferry ran aground at the mole in the evening.')
  await paste(app, 'The other ferry', 'Financial Times', 'Another ferry took its place in the morning.')
  await paste(app, 'No source', '', 'A third ferry was never built.')
  await page.reload()
  const filters = page.getByRole('toolbar', { name: 'Filters' })
  await filters.getByRole('button', { name: /^Source/ }).click()
  await page.getByRole('option', { name: /^Times/ }).click()
  await page.keyboard.press('Escape')
  await field(page).fill('ferry')
  await expect(found(page)).toHaveCount(1)
  await expect(found(page)).toContainText('The ferry')
  await expect(page.getByText('1 article', { exact: true }).first()).toBeVisible()
})

test('words that are typed at once after the key for searching are all searched for', async ({ page }) => {
  await openArticles(page, tokyo)
  await page.getByRole('group', { name: 'Text of pane A' }).focus()
  // In one turn, faster than any frame is drawn.
  const focused = await page.evaluate(() => {
    const keys = { key: 'F', code: 'KeyF', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', keys))
    return document.activeElement?.getAttribute('aria-label')
  })
  expect(focused).toBe('Search library')
  await page.keyboard.type('cooperation')
  await expect(field(page)).toHaveValue('cooperation')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('> Search library')
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeFocused()
})

test('all passages of an article are shown on demand, by keys too, and find takes over all words', async ({
  app,
  page,
}) => {
  const lines = Array.from(
    { length: 45 },
    (_, at) => `In year ${at} the mill was sold, and the millers left it.`,
  )
  await paste(app, 'The mill', 'Times', [...lines, 'Its owner had an ægis over the gate.'].join('\n\n'))
  await field(page).fill('mill aegis')
  await expect(found(page)).toHaveCount(1)
  await expect(found(page).getByRole('button')).toHaveCount(4)
  const more = found(page).getByRole('button', { name: '43 more in this article' })
  await expect(more).toBeVisible()

  await field(page).press('ArrowDown')
  await expect(found(page)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(found(page).getByRole('button')).toHaveCount(21)
  await expect(found(page).getByRole('button', { name: '26 more in this article' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(found(page).getByRole('button').nth(2)).toBeFocused()
  await page.keyboard.press('Enter')

  const bar = pane(page, 'A').getByRole('search', { name: 'Find in article' })
  await expect(bar.getByRole('textbox')).toHaveValue('"mill" OR "aegis"')
  await expect(bar.getByTestId('find-count')).toHaveText('3 of 46')
  expect((await painted(page, 'find')).filter((each) => each.endsWith(': mill')).length).toBeGreaterThan(3)

  // Further pages, and back to the best alone.
  await openLibrary(page)
  await found(page).getByRole('button', { name: '26 more in this article' }).click()
  await found(page).getByRole('button', { name: '6 more in this article' }).click()
  await expect(found(page).getByRole('button')).toHaveCount(46)
  await expect(found(page).getByRole('button').last()).toContainText('ægis')
  // The button that was pressed is not there any more: the first passage that it brought has the focus.
  await expect(found(page).getByRole('button').nth(40)).toBeFocused()
  await found(page).getByRole('button').last().focus()
  await page.keyboard.press('ArrowLeft')
  await expect(found(page)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(found(page).getByRole('button')).toHaveCount(4)
})

test('a command is found by what other programs call it', async ({ page }) => {
  await openArticles(page, tokyo, beijing)
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  for (const [words, label] of [
    ['sync', 'Scroll panes together'],
    ['pdf', 'Add articles'],
    ['preferences', 'Settings'],
  ] as const) {
    await palette.getByRole('combobox').fill(`>${words}`)
    await expect(palette.getByRole('option').filter({ hasText: label })).toHaveCount(1)
  }
})

test('Enter in the palette waits for what was typed, and never opens what it found before', async ({
  app,
  page,
}) => {
  await paste(app, 'The mill', 'Times', 'The mill was sold in the year of the flood.')
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => (open = resolve))
  await page.route('**/call/library.list', async (route) => {
    if (route.request().postData()?.includes('flood')) await gate
    await route.continue()
  })
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  await expect(palette.getByRole('group', { name: 'Articles' }).getByRole('option').first()).toBeVisible()
  await palette.getByRole('combobox').fill('mill')
  await expect(palette.getByRole('option', { name: /The mill/ }).first()).toBeVisible()
  await palette.getByRole('combobox').fill('year of the flood')
  await page.keyboard.press('Enter')
  await expect(palette).toBeVisible()
  await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(0)
  open()
  await expect(palette).toBeHidden()
  await expect(pane(page, 'A')).toHaveAccessibleName(/The mill/)
})
