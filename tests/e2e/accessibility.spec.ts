/** What axe finds in each view and in the dialogs that everybody meets, in every theme: nothing. */
import { faults } from './axe'
import { runCommand } from './exporting'
import { minimumSize } from '#shell/placeWindow'
import { expect, test, wide } from './fixtures'
import { link, mark } from './marks'
import { beijing, openArticles, tokyo } from './reading'

for (const [theme, windowSize] of [
  ['light', minimumSize],
  ['dark', minimumSize],
  ['sepia', minimumSize],
  // The library and all words of the toolbars are there in a wide window only.
  ['light', wide],
] as const) {
  test.describe(`${theme}, ${windowSize.width} pixels wide`, () => {
    test.use({ windowSize })
    test('views and dialogs have no fault that axe knows', async ({ app, page }) => {
      await mark(app, [
        { title: tokyo, words: 'ballast stone', hue: 'rose', tags: ['words'], note: 'Ships.' },
        { title: beijing, words: 'political foundation', hue: 'violet', tags: [] },
      ])
      await link(app, 'What steadies relations', 'contradicts', [
        [tokyo, 0],
        [beijing, 1],
      ])
      await app.call('settings.set', { changes: { theme } })
      // Half of a transition has the contrast of neither end.
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await expect(page.getByRole('button', { name: 'Open the first two side by side' })).toBeVisible()
      expect(await faults(page), 'the first screen').toEqual([])
      await openArticles(page, tokyo, beijing)
      const views = page.getByRole('navigation', { name: 'Views' })
      for (const view of ['Read', 'Notebook', 'Compare']) {
        await views.getByRole('button', { name: view }).click()
        await expect(views.getByRole('button', { name: view })).toHaveAttribute('aria-current', 'page')
        expect(await faults(page), view).toEqual([])
      }
      for (const keys of ['ControlOrMeta+k', 'ControlOrMeta+e', 'ControlOrMeta+Comma', '?']) {
        await page.keyboard.press(keys)
        const dialog = page.getByRole('dialog')
        await expect(dialog).toBeVisible()
        expect(await faults(page), keys).toEqual([])
        await page.keyboard.press('Escape')
        await expect(dialog).toBeHidden()
      }
      for (const name of ['Codebook', 'Claim table', 'Deleted highlights and notes', 'Check a draft']) {
        await runCommand(page, name)
        const dialog = page.getByRole('dialog', { name })
        await expect(dialog).toBeVisible()
        expect(await faults(page), name).toEqual([])
        await page.keyboard.press('Escape')
        await expect(dialog).toBeHidden()
      }
    })
  })
}
