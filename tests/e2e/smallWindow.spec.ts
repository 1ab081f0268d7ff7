/** A window of 1440 × 900 at 200 % zoom: dialogs keep their buttons in view, and nothing runs off the edge. */
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { beijing, markWords, openArticles, pane, textOf, tokyo } from './reading'

test.use({ windowSize: { width: 720, height: 450, zoom: 2 } })

test.beforeEach(async ({ page }) => {
  await expect
    .poll(() => page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio]))
    .toEqual([720, 450, 2])
})

/** The names of controls that can be seen and lie outside of the window in part. */
async function runningOff(page: Page): Promise<string[]> {
  return await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header button, [role=toolbar] :is(button, input)')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect()
        return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent.trim()),
  )
}

test('every dialog shows its close button and all of its footer', { tag: '@both' }, async ({ page }) => {
  test.setTimeout(180_000)
  await openArticles(page, tokyo)
  await markWords(page, 'A', '1', 'pragmatic cooperation')
  for (const [command, title] of [
    ['Settings', 'Settings'],
    ['About Collate', 'About Collate'],
    ['Keyboard shortcuts', 'Keyboard shortcuts'],
    ['Export notes', 'Export notes'],
    ['Export templates', 'Export templates'],
    ['Import annotations', 'Import annotations'],
    ['Codebook', 'Codebook'],
    ['Claim table', 'Claim table'],
    ['Edit details of this article', 'Edit details'],
    ['Original file of this article', 'Original file'],
    ['Removed articles', 'Removed articles'],
    ['Deleted highlights and notes', 'Deleted highlights and notes'],
    ['Notices about your files', 'Notices about your files'],
    ['Paste text as an article', 'Paste text'],
    ['Linked folders', 'Linked folders'],
    ['Encoding of this article', 'Encoding of the file'],
    ['Articles with the same text', 'Articles with the same text'],
    ['Check a draft', 'Check a draft'],
  ] as const) {
    await page.keyboard.press('ControlOrMeta+k')
    const palette = page.getByRole('dialog')
    await palette.getByRole('combobox').fill(`> ${command}`)
    await palette.getByRole('option', { name: command }).first().click()
    const dialog = page.getByRole('dialog', { name: title })
    await expect(dialog).toBeInViewport({ ratio: 1 })
    const buttons = dialog.locator('footer').getByRole('button')
    const close = dialog.getByRole('button', { name: 'Close', exact: true }).first()
    for (const button of [close, ...(await buttons.all())]) {
      await expect(button, `${title}: ${await button.innerText()}`).toBeInViewport({ ratio: 1 })
    }
    await close.click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})

test('the bars of all views keep their controls in the window', { tag: '@both' }, async ({ page }) => {
  await expect(page.getByRole('option').first()).toBeVisible()
  await expect.poll(() => runningOff(page)).toEqual([])
  await openArticles(page, tokyo)
  await markWords(page, 'A', '1', 'pragmatic cooperation')
  for (const view of ['Read', 'Compare', 'Notebook']) {
    const tab = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view })
    await tab.click()
    await expect(tab).toHaveAttribute('aria-current', 'page')
    await expect.poll(() => runningOff(page)).toEqual([])
  }
  await expect(
    page.getByRole('toolbar', { name: 'Notebook filters' }).getByRole('button', { name: 'Export' }),
  ).toBeInViewport({ ratio: 1 })
})

test(
  'one pane is seen at a time, whole, and the others by their tabs',
  { tag: '@both' },
  async ({ page }) => {
    await openArticles(page, tokyo)
    const library = page.getByRole('complementary', { name: 'Library' })
    await library.getByRole('button', { name: beijing }).click({ modifiers: ['ControlOrMeta'] })
    const tabs = page.getByRole('tablist', { name: 'Panes' }).getByRole('tab')
    for (const [index, letter] of (['A', 'B'] as const).entries()) {
      await tabs.nth(index).click()
      await expect(pane(page, letter)).toBeInViewport({ ratio: 0.99 })
      await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(1)
      await expect(textOf(page, letter).getByRole('article')).toBeInViewport()
    }
  },
)

test('a selection in the notebook does not outlive the view', async ({ page }) => {
  await openArticles(page, tokyo)
  await markWords(page, 'A', '1', 'pragmatic cooperation')
  const tabs = page.getByRole('navigation', { name: 'Views' })
  await tabs.getByRole('button', { name: 'Notebook' }).click()
  await page.getByRole('checkbox', { name: 'Select highlight' }).check()
  await expect(page.getByText('1 selected')).toBeVisible()
  await tabs.getByRole('button', { name: 'Read' }).click()
  await tabs.getByRole('button', { name: 'Notebook' }).click()
  await expect(page.getByRole('checkbox', { name: 'Select highlight' })).not.toBeChecked()
  await expect(page.getByText('1 selected')).toHaveCount(0)
})
