/** What only the desktop application can do when it exports: write where its dialogs point, onto what is there. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import {
  answerDialogs,
  expectFiles,
  filesIn,
  finishExport,
  freshFolder,
  openExport,
  stretches,
} from './exporting'
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
  await finishExport(dialog)
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
  await finishExport(first)
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
  await finishExport(dialog)
  expect(await filesIn(vault)).toEqual({ [name]: content })
  expect(Object.values(await filesIn(join(app.dataFolder, 'export-backups')))).toEqual([
    `${content}\nMy own line.\n`,
  ])
})

test('after an export it says what was written where, shows it, and then has nothing to write', async ({
  app,
  page,
}) => {
  await mark(app, marks)
  const vault = await freshFolder(app)
  await answerDialogs(app, vault)
  await app.electron.evaluate(({ shell }) => {
    const shown: string[] = []
    Object.assign(globalThis, { shown })
    shell.showItemInFolder = (path) => void shown.push(path)
  })
  const dialog = await openExport(page)
  await dialog.getByRole('button', { name: /^Export/ }).click()
  await expect(dialog.getByRole('status', { name: 'What was done' })).toHaveText(
    /^1 file written to exported-\w+ at \d\d:\d\d\s*$/,
  )
  await dialog.getByRole('button', { name: 'Show in folder' }).click()
  const [name = ''] = Object.keys(await filesIn(vault))
  await expect
    .poll(() => app.electron.evaluate(() => (globalThis as unknown as { shown: string[] }).shown))
    .toEqual([join(vault, name)])
  await dialog.getByRole('button', { name: 'Done', exact: true }).click()
  await expect(dialog).toBeHidden()

  await openExport(page)
  await expect(dialog.getByText('Nothing to write. The file is up to date.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Nothing to write' })).toBeDisabled()
})
