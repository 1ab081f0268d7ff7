/** The templates of the export: copied, changed with a live preview, renamed, used at once, deleted and put back. */
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { expectFiles, exportFrom, openExport } from './exporting'
import { mark, type Mark } from './marks'
import { beijing, tokyo } from './reading'

const marks: Mark[] = [
  { title: tokyo, words: 'ballast stone', hue: 'amber', tags: ['wording'], note: 'A *metaphor* of ships.' },
  { title: beijing, words: 'political foundation', hue: 'violet', tags: ['wording'] },
]

async function openTemplates(page: Page): Promise<Locator> {
  await page
    .getByRole('dialog', { name: 'Export notes' })
    .getByRole('button', { name: 'Edit templates' })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Export templates' })
  await expect(dialog.getByRole('region', { name: /^Preview of/ })).toBeVisible()
  return dialog
}

test('a shipped template is copied, changed with a preview, renamed, and used at once', async ({
  app,
  page,
}) => {
  await mark(app, marks)
  const exporting = await openExport(page)
  const dialog = await openTemplates(page)
  const source = dialog.getByRole('textbox', { name: 'Template', exact: true })
  await expect(source).toHaveJSProperty('readOnly', true)
  await expect(dialog.getByRole('region', { name: /^Preview of/ })).toContainText(
    /ballast stone|political foundation/,
  )
  await dialog.getByRole('button', { name: 'Duplicate to edit' }).click()
  const name = dialog.getByRole('textbox', { name: 'Name of the template' })
  await expect(name).toHaveValue('Obsidian Markdown copy')
  await expect(name).toBeFocused()

  await source.fill(
    '{% for group in groups %}\n{% for highlight in group.highlights %}\nSaid: {{ highlight.quotation }}\n{% endfor %}\n{% endfor %}',
  )
  const preview = dialog.getByRole('region', { name: /^Preview of/ })
  await expect(preview).toContainText(/Said: (ballast stone|political foundation)/)
  await name.fill('Obsidian Markdown')
  await expect(dialog.getByRole('alert')).toHaveText('There is a template of this name already.')
  await name.fill('Said by whom')
  await name.press('Enter')
  await expect(dialog.getByRole('option', { name: 'Said by whom' })).toBeVisible()
  await expect(dialog.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(exporting.getByRole('radio', { name: 'Said by whom' })).toBeChecked()
  await expect(exporting.getByRole('region', { name: /^Preview of/ })).toContainText('Said:')
  await expectFiles(exporting, 2)
  const files = await exportFrom(app, exporting)
  expect(Object.values(files).join('\n')).toContain('Said: ballast stone')

  const list = await app.call('templates.list', {})
  expect(list.map((template) => template.name)).toEqual([
    'Obsidian Markdown',
    'Plain Markdown',
    'Said by whom',
  ])
})

test('an error names its line, leads there, and goes when it is mended', async ({ app, page }) => {
  await mark(app, marks)
  await openExport(page)
  const dialog = await openTemplates(page)
  await dialog.getByRole('button', { name: 'Duplicate to edit' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name of the template' })).toBeFocused()
  const source = dialog.getByRole('textbox', { name: 'Template', exact: true })
  await source.fill('One\nTwo\n{{ highlight.qotation }}\nFour')
  await expect(dialog.getByRole('alert')).toContainText('Line 3, column')
  await expect(source).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByRole('button', { name: /^Line 3/ }).click()
  await expect(source).toBeFocused()
  const line = await source.evaluate(
    (area: HTMLTextAreaElement) => area.value.slice(0, area.selectionStart).split('\n').length,
  )
  expect(line).toBe(3)
  await source.fill('{% for group in groups %}{{ group.title }}{% endfor %}')
  await expect(dialog.getByRole('alert')).toHaveCount(0)

  // What is typed is kept, however the dialog is left.
  await source.fill('{% for group in groups %}Kept{% endfor %}')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect.poll(async () => (await app.call('templates.list', {})).at(-1)?.source).toContain('Kept')
})

test('a template is deleted, and put back', async ({ app, page }) => {
  await mark(app, marks)
  await app.call('templates.save', {
    template: {
      id: 'mine',
      name: '我的模板 with a long name that goes on and on',
      source: 'Nothing but this.',
    },
  })
  await openExport(page)
  const dialog = await openTemplates(page)
  const own = dialog.getByRole('option', { name: /我的模板/ })
  await dialog.getByRole('option', { name: /Obsidian/ }).press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(own).toHaveAttribute('aria-selected', 'true')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(own).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(own).toBeVisible()
})
