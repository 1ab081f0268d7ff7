/** The letter of a pane: by it passages are cited, so it stays with the article for as long as that is open. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import {
  beijing,
  changchun,
  forum,
  openArticles,
  openLibrary,
  pane,
  textOf,
  tokyo,
  type Letter,
} from './reading'

/** The letters and the beginnings of the titles, from left to right. */
async function panes(page: Page): Promise<string[]> {
  const all = await page.getByRole('region', { name: /^Pane / }).all()
  const names = await Promise.all(all.map((each) => each.getAttribute('aria-label')))
  return names.map((name) => name?.replace(/^Pane (.): (\w+).*$/, '$1 $2') ?? '')
}

/** Nothing lies over a pane: a mouse reaches its text. */
async function expectReachable(page: Page, letter: Letter): Promise<void> {
  await textOf(page, letter).click({ trial: true })
}

const row = async (page: Page, title: RegExp): Promise<Locator> =>
  (await openLibrary(page)).getByRole('option').filter({ hasText: new RegExp(title.source.replace('^', '')) })

test('a letter stays with its article; new panes come at the right end, with the first letter that is free', async ({
  app,
  page,
}) => {
  await openArticles(page, tokyo, beijing, forum)
  await textOf(page, 'A').click({ position: { x: 60, y: 20 } })
  await (await row(page, changchun)).click({ modifiers: ['ControlOrMeta'] })
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'B As', 'C Beijing', 'D Delegation'])

  await pane(page, 'B').getByRole('button', { name: 'Close pane' }).click()
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'C Beijing', 'D Delegation'])
  await pane(page, 'D').getByRole('button', { name: 'More on this pane' }).click()
  await page.getByRole('menuitem', { name: 'Move left' }).click()
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'D Delegation', 'C Beijing'])
  await (await row(page, beijing)).click({ modifiers: ['ControlOrMeta'] })
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'D Delegation', 'C Beijing', 'B As'])

  // The key of a letter goes to its pane, wherever that stands.
  await textOf(page, 'A').focus()
  await page.keyboard.press('Alt+4')
  await expect(textOf(page, 'D')).toBeFocused()
  page = await app.restart()
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'D Delegation', 'C Beijing', 'B As'])
})

test('number keys in the library move nothing; with Alt they lead to a pane as everywhere', async ({
  page,
}) => {
  await openArticles(page, tokyo, beijing)
  await (await row(page, tokyo)).click()
  await (await row(page, tokyo)).focus()
  for (const key of ['2', '1', '3']) await page.keyboard.press(key)
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'B As'])
  await page.keyboard.press('Alt+2')
  await expect(textOf(page, 'B')).toBeFocused()
  await expectReachable(page, 'B')
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'B As'])

  // Opening in a certain pane is in the article's menu; what is open already stays where it is.
  await (await row(page, tokyo)).click({ button: 'right' })
  const entry = page.getByRole('menuitem', { name: 'Open in pane B' })
  await expect(entry).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')
  await (await row(page, changchun)).click({ button: 'right' })
  await entry.click()
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'B Delegation'])
  await expectReachable(page, 'B')
})

test('a layout that was kept before panes had letters is laid out with letters', async ({ app, page }) => {
  await openArticles(page, tokyo, beijing)
  await expect
    .poll(async () => (await app.call('workspace.get', {})).panes.map(({ letter }) => letter))
    .toEqual(['A', 'B'])
  await app.close()
  const path = join(app.dataFolder, 'workspace.json')
  const stored = JSON.parse(await readFile(path, 'utf8')) as { panes: Record<string, unknown>[] }
  for (const each of stored.panes) {
    delete each['letter']
    delete each['outline']
  }
  await writeFile(path, JSON.stringify(stored))
  page = await app.start()
  await expect.poll(() => panes(page)).toEqual(['A Economic', 'B As'])
})
