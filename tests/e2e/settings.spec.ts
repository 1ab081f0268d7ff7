/** Settings: they hold at once and after a restart. */
import { expect, test } from './fixtures'
import { openArticles, textOf, tokyo } from './reading'

test('theme, text size, colour names and the name of the library hold at once and after a restart', async ({
  app,
  page,
}) => {
  await openArticles(page, tokyo)
  const sizeOf = (): Promise<string> =>
    textOf(app.page, 'A')
      .locator('[data-block]')
      .first()
      .evaluate((block) => getComputedStyle(block).fontSize)
  const before = await sizeOf()
  await page.keyboard.press('ControlOrMeta+Comma')
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('radio', { name: 'Dark' }).click()
  await dialog.getByRole('radio', { name: 'Large', exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Name of colour 1' }).fill('Thesis')
  await dialog.getByRole('textbox', { name: 'Library name' }).fill('Straits')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(dialog).toHaveCount(0)

  for (const restarted of [false, true]) {
    const current = restarted ? await app.restart() : page
    await expect(current).toHaveTitle(/^Straits/)
    await expect(current.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect.poll(sizeOf).not.toBe(before)
    await textOf(current, 'A').focus()
    await current.keyboard.press('j')
    await current.keyboard.press('1')
    await expect(current.getByRole('feed')).toContainText('Thesis')
  }
})
