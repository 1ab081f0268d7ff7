/** The check of a draft: what is verbatim, what is altered and how, what no article says. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { collate, runCommand } from './exporting'
import { articleFor } from './marks'
import { pane, textOf, tokyo } from './reading'

const draft = [
  '# Draft',
  '',
  'They “expressed a willingness to deepen pragmatic cooperation with the Chinese side” in Tokyo.',
  '',
  'They also “expressed a willingness to deepen practical cooperation with the Chinese side”.',
  '',
  'Nobody said “the tariffs on green tea shall rise by half before the summer”.',
  '',
].join('\n')

async function openCheck(page: Page): Promise<Locator> {
  await runCommand(page, 'Check a draft')
  const dialog = page.getByRole('dialog', { name: 'Check a draft' })
  await expect(dialog).toBeVisible()
  return dialog
}

async function expectVerdicts(dialog: Locator): Promise<void> {
  await expect(dialog.getByRole('status')).toHaveText('1 verbatim 1 altered 1 not found')
  const results = dialog.getByRole('region', { name: 'Quotations' }).getByRole('listitem')
  await expect(results).toHaveCount(3)
  const [verbatim, altered, missing] = [results.nth(0), results.nth(1), results.nth(2)]
  await expect(verbatim).toContainText('Verbatim')
  await expect(verbatim).toContainText('Line 3')
  await expect(verbatim).toContainText(
    /Economic and trade exchanges between China and Japan .* · .*3 Mar 2025 · ¶1/,
  )
  await expect(altered).toContainText('Altered')
  await expect(altered.locator('del')).toHaveText('pragmatic')
  await expect(altered.locator('ins')).toHaveText('practical')
  await expect(altered).toContainText('¶1')
  await expect(missing).toContainText('Not found')
  await expect(missing.getByRole('button')).toHaveText(['Related passages'])
}

test('a pasted draft is checked, and a passage leads to its article', async ({ page }) => {
  const dialog = await openCheck(page)
  const text = dialog.getByRole('textbox', { name: 'Draft' })
  await expect(text).toBeFocused()
  await expect(dialog.getByRole('button', { name: 'Check', exact: true })).toBeDisabled()
  await text.fill(draft)
  await dialog.getByRole('button', { name: 'Check', exact: true }).click()
  await expectVerdicts(dialog)
  await expect(dialog.getByRole('button', { name: 'Check again' })).toBeFocused()

  await dialog.getByRole('button', { name: 'Show in text' }).first().click()
  await expect(dialog).toBeHidden()
  await expect(pane(page, 'A')).toBeVisible()
  await expect(textOf(page, 'A')).toContainText('deepen pragmatic cooperation')

  // The draft is there still when the dialog is opened again.
  await openCheck(page)
  await expectVerdicts(dialog)
  await dialog.getByRole('button', { name: 'Edit the draft' }).click()
  await dialog.getByRole('textbox', { name: 'Draft' }).fill(draft.replace('practical', 'pragmatic'))
  await dialog.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(dialog.getByRole('status')).toHaveText('2 verbatim 0 altered 1 not found')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('a draft in a file is checked, by hand and by command', async ({ app, page }) => {
  const path = join(app.dataFolder, 'draft.md')
  await writeFile(path, draft)
  const dialog = await openCheck(page)
  await page.getByLabel('The draft’s file').setInputFiles(path)
  await expect(dialog.getByRole('textbox', { name: 'Draft' })).toHaveValue(draft)
  await dialog.getByRole('button', { name: 'Check', exact: true }).click()
  await expectVerdicts(dialog)
  const { text } = await articleFor(app, tokyo)
  expect(text).toContain('deepen pragmatic cooperation')
  await app.close()

  const checked = collate(app, 'check', path)
  expect(checked).toMatchObject({ code: 3, err: '' })
  expect(checked.out).toMatch(/^3: verbatim: .*\n {2}in Economic/)
  expect(checked.out).toContain('[-pragmatic-]{+practical+}')
  expect(checked.out).toMatch(/^7: .*not found/m)
})

test('a file that is not text is refused with the reason', async ({ app, page }) => {
  const path = join(app.dataFolder, 'draft.md')
  await writeFile(path, Buffer.from([0xff, 0xfe, 0x00, 0xd8]))
  const dialog = await openCheck(page)
  await page.getByLabel('The draft’s file').setInputFiles(path)
  await expect(dialog.getByRole('alert')).toHaveText('draft.md is not UTF-8 text.')
})

test('every article that has the words is named, the cited one first, and a changed last word is shown', async ({
  app,
}) => {
  const words = 'China and Japan should not and will not decouple'
  const folder = join(app.dataFolder, 'papers')
  await mkdir(folder)
  for (const paper of ['Morning', 'Evening']) {
    const text = `${paper} paper on the talks\n\n“${words}, and both know it,” the speaker said.\n`
    await writeFile(join(folder, `${paper}.txt`), text)
  }
  await app.close()
  expect(collate(app, 'import', folder)).toMatchObject({ code: 0 })
  const page = await app.start()
  const dialog = await openCheck(page)
  const drafted = `The Evening paper on the talks says “${words}”.\n\nIt does not say “China and Japan should not and will not split”.\n`
  await dialog.getByRole('textbox', { name: 'Draft' }).fill(drafted)
  await dialog.getByRole('button', { name: 'Check', exact: true }).click()
  const results = dialog.getByRole('region', { name: 'Quotations' }).getByRole('listitem')
  await expect(results.first()).toContainText('Verbatim in 2 articles')
  await expect(results.first()).toContainText(
    /Evening paper on the talks.*Cited here.*Morning paper on the talks/s,
  )
  await expect(results.nth(1).locator('del')).toHaveText('decouple')
  await expect(results.nth(1).locator('ins')).toHaveText('split')
  await results.first().getByRole('button', { name: 'Show in text' }).nth(1).click()
  await expect(pane(page, 'A')).toContainText('Morning paper on the talks')
})
