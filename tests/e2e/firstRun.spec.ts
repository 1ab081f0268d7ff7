import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, root, test } from './fixtures'

test('a new reader finds the bundled articles, and finds them again', async ({ app, page }) => {
  const seeds = (await readdir(join(root, 'seeds'))).filter((name) => name.endsWith('.txt'))
  const rows = page.getByRole('listbox').getByRole('option')
  await expect(rows).toHaveCount(seeds.length)
  await expect(rows.filter({ hasText: 'The 3rd China-Japan-ROK Economic and Trade Talks' })).toHaveCount(1)
  await expect(page).toHaveTitle(/Collate/)

  const again = await app.restart()
  await expect(again.getByRole('listbox').getByRole('option')).toHaveCount(seeds.length)
})

test('an article opens as text that can be read, and says which file it is from', async ({ page }) => {
  await page.getByRole('option', { name: /Delegation of Japanese Chamber/ }).dblclick()
  const pane = page.getByRole('region', { name: /^Pane A/ })
  await expect(pane.getByRole('article')).toContainText('The 5-memebr delegation')
  await expect(pane.getByRole('article')).toContainText(
    'Deputy Director Duan Huaxu of CCFAO attended the meeting.',
  )
  await expect(pane.getByRole('article')).not.toContainText('Fonts: A+')
})
