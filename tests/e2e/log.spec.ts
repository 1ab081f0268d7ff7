/** The log: the reader finds it, and it has what nobody foresaw without the words that were being read. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'

test('the log is shown from the menu', { tag: '@both' }, async ({ app, page }) => {
  const file = join(app.dataFolder, 'logs', 'collate.log')
  if (app.kind === 'desktop') {
    await app.electron.evaluate(({ shell }) => {
      const shown: string[] = []
      Object.assign(globalThis, { shown })
      shell.showItemInFolder = (path) => void shown.push(path)
    })
  }
  await page.getByRole('button', { name: /^Library: / }).click()
  await page.getByRole('menuitem', { name: 'Show log' }).click()
  if (app.kind === 'desktop') {
    const shown = () => app.electron.evaluate(() => (globalThis as unknown as { shown: string[] }).shown)
    await expect.poll(shown).toEqual([file])
  } else await expect(page.getByText(`The log is ${file}.`)).toBeVisible()
  const runtime = app.kind === 'desktop' ? 'desktop, Electron' : 'browser, Node'
  expect(await readFile(file, 'utf8')).toMatch(new RegExp(`^\\S+ info start of Collate \\S+, ${runtime} `))
})
