/** The first journey of the export: one article, several, all; to a folder, a file, the clipboard; by hand and by command. */
import { expect, test } from './fixtures'
import { collate, expectFiles, exportFrom, filesIn, freshFolder, openExport, type Files } from './exporting'
import { articleFor, link, mark, type Mark } from './marks'
import { beijing, clipboardText, forum, openArticles, tokyo } from './reading'

const marks: Mark[] = [
  { title: tokyo, words: 'ballast stone', hue: 'amber', tags: ['wording'], note: 'A *metaphor* of ships.' },
  { title: tokyo, words: 'deepen pragmatic cooperation', hue: 'amber', tags: ['trade'] },
  { title: beijing, words: 'political foundation', hue: 'violet', tags: ['wording'], note: 'Said in both.' },
  { title: forum, words: 'reform and opening-up', hue: 'blue', tags: ['trade'] },
]

const only = (files: Files): string => {
  const [content, ...others] = Object.values(files)
  expect(others).toEqual([])
  return content ?? ''
}

test(
  'one article, several or all leave as files, the same by hand and by command',
  { tag: '@both' },
  async ({ app, page }) => {
    test.slow()
    await mark(app, marks)
    await openArticles(page, beijing, tokyo)

    const dialog = await openExport(page)
    await expect(dialog.getByRole('status').filter({ hasText: '3 files' })).toHaveText(
      '1 of 3 files, 4 highlights',
    )
    await expect(dialog.getByRole('region', { name: /^Preview of/ })).toContainText('[!quote]')
    const all = await exportFrom(app, dialog)
    expect(Object.keys(all)).toHaveLength(3)
    expect(Object.values(all).join('')).toContain('A *metaphor* of ships.')

    await openExport(page)
    await dialog.getByRole('radio', { name: 'Open panes' }).check()
    const panes = await exportFrom(app, dialog, 2)
    expect(Object.keys(panes)).toHaveLength(2)

    await openExport(page)
    await dialog.getByRole('radio', { name: 'This article' }).check()
    const one = await exportFrom(app, dialog, 1)

    await openExport(page)
    await dialog.getByRole('radio', { name: 'Selected articles' }).check()
    await expect(dialog.getByText('Choose the articles to export.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: /^(Export|Download)/ })).toBeDisabled()
    await dialog.getByRole('checkbox', { name: forum }).check()
    await dialog.getByRole('radio', { name: 'Plain Markdown' }).check()
    await expect(dialog.getByRole('region', { name: /^Preview of/ })).not.toContainText('[!quote]')
    const chosen = await exportFrom(app, dialog, 1)
    expect(only(chosen)).toContain('reform and opening-up')

    const ids = {
      beijing: (await articleFor(app, beijing)).id,
      tokyo: (await articleFor(app, tokyo)).id,
      forum: (await articleFor(app, forum)).id,
    }
    const folder = await freshFolder(app)
    await app.close()
    expect(collate(app, 'export', '--out', folder)).toMatchObject({ code: 0, err: '' })
    expect(await filesIn(folder)).toEqual(all)
    const second = await freshFolder(app)
    collate(app, 'export', '--article', ids.tokyo, '--article', ids.beijing, '--out', second)
    expect(await filesIn(second)).toEqual(panes)
    expect(collate(app, 'export', '--article', ids.tokyo).out).toBe(only(one))
    expect(collate(app, 'export', '--article', ids.forum, '--template', 'commonmark').out).toBe(only(chosen))
    // Its name of before.
    expect(collate(app, 'export', '--article', ids.forum, '--shape', 'commonmark').out).toBe(only(chosen))
  },
)

test('everything leaves as one file, by tag, as a comparison, and as data', async ({ app, page }) => {
  test.slow()
  await mark(app, marks)
  await link(app, 'What comes first', 'contradicts', [
    [tokyo, 0],
    [beijing, 2],
  ])

  const dialog = await openExport(page)
  const oneFile = dialog.getByRole('radio', { name: 'One file' })
  await oneFile.click()
  await expectFiles(dialog, 1)
  await dialog.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect(dialog.getByText('Copied to the clipboard.')).toBeVisible()
  const copied = await clipboardText(app)
  const single = await exportFrom(app, dialog)
  expect(only(single)).toBe(copied)

  await openExport(page)
  await dialog.getByRole('radio', { name: 'Tag', exact: true }).click()
  await dialog.getByRole('radio', { name: 'Selected tags' }).check()
  await dialog.getByRole('checkbox', { name: '#trade' }).check()
  await expectFiles(dialog, 1)
  const tagged = await exportFrom(app, dialog)
  expect(Object.keys(tagged)).toEqual(['trade.md'])

  await openExport(page)
  await dialog.getByRole('radio', { name: 'Selected links' }).check()
  await dialog.getByRole('checkbox', { name: 'What comes first' }).check()
  await expect(dialog.getByRole('radio', { name: 'Link', exact: true })).toBeChecked()
  await expectFiles(dialog, 1)
  const compared = await exportFrom(app, dialog)

  const data: Files[] = []
  for (const name of ['Spreadsheet', 'W3C annotations', 'BibTeX', 'CSL-JSON']) {
    await openExport(page)
    await dialog.getByRole('radio', { name }).check()
    await expect(dialog.getByRole('region', { name: /\.(csv|jsonld|bib|json)$/ })).toBeVisible()
    data.push(await exportFrom(app, dialog))
  }

  await app.close()
  expect(collate(app, 'export', '--single').out).toBe(copied)
  expect(collate(app, 'export', '--group-by', 'tag', '--tag', 'trade').out).toBe(only(tagged))
  expect(collate(app, 'export', '--group-by', 'comparison', '--link', 'What comes first').out).toBe(
    only(compared),
  )
  for (const [index, format] of ['csvSpreadsheet', 'webAnnotations', 'bibtex', 'cslJson'].entries()) {
    expect(collate(app, 'export', '--format', format).out, format).toBe(
      Object.values(data[index] ?? {}).join(),
    )
  }
})

test('what is selected or filtered in the notebook is what is offered first', async ({ app, page }) => {
  await mark(app, marks)
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Notebook' }).click()
  await page.getByRole('textbox', { name: 'Filter highlights and notes' }).fill('foundation')
  await expect(page.getByText('1 highlight in 1 article').first()).toBeVisible()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export notes' })
  await expect(dialog.getByRole('radio', { name: 'Notebook filter' })).toBeChecked()
  await expect(dialog.getByRole('status').filter({ hasText: '1 file, 1 highlight' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused()

  await page.getByRole('textbox', { name: 'Filter highlights and notes' }).fill('')
  await expect(page.getByText('4 highlights, 2 notes').first()).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all in trade' }).check()
  await expect(page.getByRole('toolbar', { name: 'Selected highlights' })).toContainText('2 selected')
  await page.keyboard.press('ControlOrMeta+e')
  await expect(dialog.getByRole('radio', { name: 'Notebook selection' })).toBeChecked()
  await expect(dialog.getByRole('status').filter({ hasText: '1 of 2 files, 2 highlights' })).toBeVisible()
})

test('with nothing marked there is nothing to export, and it says so', async ({ page }) => {
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(5)
  await page.keyboard.press('ControlOrMeta+e')
  const dialog = page.getByRole('dialog', { name: 'Export notes' })
  await expect(
    dialog.getByText('There is nothing to export here yet: no highlight and no note.'),
  ).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^(Export|Download)/ })).toBeDisabled()
})

test('a highlight that is made meanwhile is not in what was prepared, and the dialog says so', async ({
  app,
  page,
}) => {
  await mark(app, marks.slice(0, 1))
  const dialog = await openExport(page)
  const preview = dialog.getByRole('region', { name: /^Preview of/ })
  await expect(preview).toContainText('ballast stone')
  await mark(app, marks.slice(0, 2))
  await expect(dialog.getByText('Your work has changed since this was prepared.')).toBeVisible()
  await expect(preview).not.toContainText('deepen pragmatic cooperation')
  await dialog.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect(dialog.getByText('Copied to the clipboard.')).toBeVisible()
  expect(await clipboardText(app)).not.toContain('deepen pragmatic cooperation')
  await dialog.getByRole('button', { name: 'Prepare again' }).click()
  await expect(preview).toContainText('deepen pragmatic cooperation')
  await expect(dialog.getByText('Your work has changed since this was prepared.')).toBeHidden()
})
