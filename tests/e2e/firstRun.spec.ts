import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { minimumSize } from '#shell/placeWindow'
import { expect, root, test, wide, type WindowSize } from './fixtures'
import { clickWords, markWords, painted, pane, textOf } from './reading'

test(
  'a new reader finds the bundled articles, and finds them again',
  { tag: '@both' },
  async ({ app, page }) => {
    const seeds = (await readdir(join(root, 'seeds'))).filter((name) => name.endsWith('.txt'))
    const rows = page.getByRole('listbox').getByRole('option')
    await expect(rows).toHaveCount(seeds.length)
    await expect(rows.filter({ hasText: 'The 3rd China-Japan-ROK Economic and Trade Talks' })).toHaveCount(1)
    await expect(page).toHaveTitle(/Collate/)

    const again = await app.restart()
    await expect(again.getByRole('listbox').getByRole('option')).toHaveCount(seeds.length)
  },
)

test('an article opens as text that can be read, and says which file it is from', async ({ page }) => {
  await page.getByRole('option', { name: /Delegation of Japanese Chamber/ }).dblclick()
  const pane = page.getByRole('region', { name: /^Pane A/ })
  await expect(pane.getByRole('article')).toContainText('The 5-memebr delegation')
  await expect(pane.getByRole('article')).toContainText(
    'Deputy Director Duan Huaxu of CCFAO attended the meeting.',
  )
  await expect(pane.getByRole('article')).not.toContainText('Fonts: A+')
})

const sizes: [string, WindowSize][] = [
  ['the usual window', wide],
  ['the least window', minimumSize],
]
for (const [name, windowSize] of sizes) {
  test.describe(`in ${name}`, () => {
    test.use({ windowSize })

    test('a first start shows the articles, leads to the first two, and finds them all after a restart', async ({
      app,
      page,
    }) => {
      expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([
        windowSize.width,
        windowSize.height,
      ])
      const articles = page.getByRole('listbox', { name: 'Articles' }).getByRole('option')
      await expect(articles).toHaveCount(5)
      for (const article of await articles.all()) await expect(article).toBeInViewport({ ratio: 1 })
      await expect(page.getByRole('button', { name: 'Add articles' }).first()).toBeInViewport({ ratio: 1 })
      await expect(page.getByText('Your own files can be dropped')).toBeInViewport({ ratio: 1 })

      await page.getByRole('button', { name: 'Open the first two side by side' }).click()
      await expect(textOf(page, 'A').getByRole('article')).toBeInViewport()
      await expect(textOf(page, 'B').getByRole('article')).toBeInViewport()
      await expect(textOf(page, 'A')).toBeFocused()
      await markWords(page, 'A', '1', 'pragmatic cooperation')

      const again = await app.restart()
      await expect(textOf(again, 'A').getByRole('article')).toBeInViewport()
      await expect.poll(() => painted(again)).toEqual(['hl-amber: pragmatic cooperation'])
      // As a rail or as a list, the library offers every article without being asked first.
      const library = again.getByRole('complementary', { name: 'Library' })
      const last = library.getByRole(windowSize.width > 1180 ? 'option' : 'button', {
        name: /3rd China-Japan/,
      })
      await last.click({ modifiers: ['ControlOrMeta'] })
      await expect(pane(again, 'C').or(pane(again, 'B')).getByText('3rd China-Japan').first()).toBeVisible()
    })

    test('an article is opened from the list of a first start, and its words can be marked', async ({
      page,
    }) => {
      await page.getByRole('option', { name: /Delegation of Japanese Chamber/ }).click()
      await markWords(page, 'A', '2', 'Deputy Director Duan Huaxu')
      await clickWords(page, 'A', 'Deputy Director')
      await expect(page.getByRole('feed').getByText('Deputy Director Duan Huaxu')).toBeVisible()
    })
  })
}

test('one’s own articles, and what can be done with them, are found without the palette', async ({
  app,
  page,
}) => {
  await page
    .getByRole('complementary', { name: 'Library' })
    .getByRole('button', { name: 'Add articles' })
    .click()
  const add = page.getByRole('menu', { name: 'Add articles' })
  const entries = ['Files…', 'Folder…', 'Link a folder…', 'Paste text…']
  await expect(add.getByRole('menuitem')).toContainText(entries)
  const folders = add.getByRole('menuitem', { name: /older…/, disabled: app.kind === 'browser' })
  await expect(folders).toHaveCount(2)
  await add.getByRole('menuitem', { name: 'Paste text…' }).click()
  await expect(page.getByRole('dialog', { name: 'Paste text' })).toBeVisible()
  await page.keyboard.press('Escape')

  for (const [entry, dialog] of [
    ['Check a draft…', 'Check a draft'],
    ['Import annotations…', 'Import annotations'],
    ['Export templates…', 'Export templates'],
  ] as const) {
    await page.getByRole('button', { name: 'Tools', exact: true }).click()
    await page.getByRole('menu', { name: 'Tools' }).getByRole('menuitem', { name: entry }).click()
    await expect(page.getByRole('dialog', { name: dialog })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})
