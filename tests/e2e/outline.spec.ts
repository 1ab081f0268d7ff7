/** The outline of a pane: docked beside its text, it leads to headings, says where the reader is, and stays. */
import { expect, test } from './fixtures'
import { addPage, openArticles, pane, textOf, tokyo } from './reading'

const chapters = Array.from(
  { length: 9 },
  (_, chapter) =>
    `<h2>Chapter ${chapter + 1}</h2>${`<p>${`Words of chapter ${chapter + 1}. `.repeat(60)}</p>`.repeat(3)}`,
).join('')

test('the outline stays open on a jump and marks the section that is being read', async ({ app, page }) => {
  await addPage(app, 'A book', `<h1>A book</h1>${chapters}`)
  await openArticles(page, /A book/, tokyo)
  await pane(page, 'A').getByRole('button', { name: 'Outline' }).click()
  const outline = page.getByRole('navigation', { name: 'Outline of pane A' })
  const section = outline.locator('[aria-current="location"]')
  const entries = outline.getByRole('listitem')
  await expect(entries).toHaveText(Array.from({ length: 9 }, (_, index) => `Chapter ${index + 1}`))

  for (const chapter of ['Chapter 7', 'Chapter 9', 'Chapter 8', 'Chapter 2']) {
    await outline.getByRole('button', { name: chapter }).click()
    await expect(textOf(page, 'A').getByRole('heading', { name: chapter })).toBeInViewport()
    await expect(section).toHaveText(chapter)
  }
  await expect(outline.getByRole('status')).toHaveText('Section: Chapter 2')

  await textOf(page, 'A').hover()
  await page.mouse.wheel(0, 2500)
  await expect(section).not.toHaveText('Chapter 2')
  // It is this pane's, and comes back with it.
  await expect(page.getByRole('navigation', { name: 'Outline of pane B' })).toHaveCount(0)
  await expect
    .poll(async () => (await app.call('workspace.get', {})).panes.map((each) => each.outline))
    .toEqual([true, false])
  page = await app.restart()
  await expect(page.getByRole('navigation', { name: 'Outline of pane A' })).toBeVisible()
})

test('the outline is opened, walked and left by keys', async ({ app, page }) => {
  await addPage(app, 'A book', `<h1>A book</h1>${chapters}`)
  await openArticles(page, /A book/)
  await textOf(page, 'A').focus()
  await page.keyboard.press('ControlOrMeta+Shift+o')
  const outline = page.getByRole('navigation', { name: 'Outline of pane A' })
  await expect(outline.getByRole('button', { name: 'Chapter 1' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(textOf(page, 'A').getByRole('heading', { name: 'Chapter 3' })).toBeInViewport()
  await expect(outline.getByRole('button', { name: 'Chapter 3' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(textOf(page, 'A')).toBeFocused()
  await expect(outline).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+o')
  await expect(outline).toHaveCount(0)
  await expect(textOf(page, 'A')).toBeFocused()
})
