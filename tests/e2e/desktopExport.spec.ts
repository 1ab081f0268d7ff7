/** What only the desktop application can do when it exports: write where its dialogs point, onto what is there. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { answerDialogs, expectFiles, filesIn, freshFolder, openExport, stretches } from './exporting'
import { mark, type Mark } from './marks'
import { tokyo } from './reading'

const marks: Mark[] = [
  { title: tokyo, words: 'ballast stone', hue: 'rose', tags: ['wording'], note: 'A metaphor of ships.' },
  { title: tokyo, words: 'conveying positive signals', hue: 'green', tags: [] },
]

test('one file goes where the reader says, and a file of another kind is looked at first', async ({
  app,
  page,
}) => {
  await mark(app, marks)
  const folder = await freshFolder(app)
  const file = join(folder, 'My page.md')
  await writeFile(file, '# My page\n\nWords of my own.\n')
  await answerDialogs(app, folder, file)
  const dialog = await openExport(page)
  await dialog.getByRole('radio', { name: 'One file' }).click()
  await expectFiles(dialog, 1)
  await dialog.getByRole('button', { name: 'Export…' }).click()
  const plan = dialog.getByRole('region', { name: 'What becomes of My page.md' })
  await expect(stretches(plan, 'Goes').filter({ hasText: 'Words of my own.' })).toBeVisible()
  expect(await filesIn(folder)).toEqual({ 'My page.md': '# My page\n\nWords of my own.\n' })
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(dialog).toBeHidden()
  const files = await filesIn(folder)
  expect(Object.keys(files)).toEqual(['My page.md'])
  expect(files['My page.md']).toContain('ballast stone')
  expect(Object.values(await filesIn(join(app.dataFolder, 'export-backups')))).toEqual([
    '# My page\n\nWords of my own.\n',
  ])
})

test('without merging the file is replaced, what goes is shown, and a backup is kept', async ({ app }) => {
  await mark(app, marks)
  const vault = await freshFolder(app)
  await answerDialogs(app, vault)
  const first = await openExport(app.page)
  await first.getByRole('button', { name: /^Export/ }).click()
  await expect(first).toBeHidden()
  const exported = await filesIn(vault)
  const [name = ''] = Object.keys(exported)
  const content = exported[name] ?? ''
  await writeFile(join(vault, name), `${content}\nMy own line.\n`)
  const dialog = await openExport(app.page)
  const plan = dialog.getByRole('region', { name: /^What becomes of/ })
  await expect(stretches(plan, 'Yours, kept')).toContainText(['My own line.'])
  await dialog.getByRole('checkbox', { name: 'Keep my edits in existing files' }).uncheck()
  await expect(stretches(plan, 'Goes')).toContainText('My own line.')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(dialog).toBeHidden()
  expect(await filesIn(vault)).toEqual({ [name]: content })
  expect(Object.values(await filesIn(join(app.dataFolder, 'export-backups')))).toEqual([
    `${content}\nMy own line.\n`,
  ])
})
