/** The library by hand: what a file says of itself is corrected, an article is removed and comes back with its work. */
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { runCommand } from './exporting'
import { mark } from './marks'
import { beijing, cards, openArticles, openLibrary, pane } from './reading'

function row(page: Page, words: string): Locator {
  return page.getByRole('listbox', { name: 'Articles' }).getByRole('option').filter({ hasText: words })
}

test('title, source and date are corrected by hand, survive a restart, and are handed back to the file', async ({
  app,
  page,
}) => {
  await row(page, 'Delegation of Japanese Chamber').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Edit details…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit details' })
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Chamber visits Changchun 商工会議所')
  await dialog.getByRole('textbox', { name: 'Source' }).fill('City office')
  await dialog.getByRole('textbox', { name: 'Published' }).fill('2020-13-45')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Published' }).fill('2020-08')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(row(page, 'Chamber visits Changchun 商工会議所')).toContainText(/City office\s+Aug 2020/)

  const again = await app.restart()
  await row(again, 'Chamber visits Changchun').click({ button: 'right' })
  await again.getByRole('menuitem', { name: 'Edit details…' }).click()
  const details = again.getByRole('dialog', { name: 'Edit details' })
  await details.getByRole('button', { name: 'Back to what the file says' }).first().click()
  await details.getByRole('button', { name: 'Save' }).click()
  await expect(row(again, 'Delegation of Japanese Chamber')).toContainText(/City office\s+Aug 2020/)
})

test('an article that is removed is out of sight with its work, and both come back', async ({
  app,
  page,
}) => {
  await mark(app, [{ title: beijing, words: 'urged Tokyo', hue: 'rose', tags: [] }])
  await openArticles(page, beijing)
  await expect(cards(page)).toHaveCount(1)
  await openLibrary(page)
  await row(page, 'As bilateral ties').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Remove from the library' }).click()
  await expect(row(page, 'As bilateral ties')).toHaveCount(0)
  await expect(pane(page, 'A')).toHaveCount(0)

  const again = await app.restart()
  await expect(again.getByRole('listbox', { name: 'Articles' }).getByRole('option')).toHaveCount(4)
  await runCommand(again, 'Removed articles')
  const dialog = again.getByRole('dialog', { name: 'Removed articles' })
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await again.keyboard.press('Escape')
  await expect(row(again, 'As bilateral ties')).toHaveCount(1)
  await row(again, 'As bilateral ties').click()
  await expect(cards(again)).toHaveText([/urged Tokyo/])
})
