/** What the journeys of the export share: the dialog, where its files land in each shell, and the command line beside it. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, readdir } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { commandLine, expect, type CollateApp } from './fixtures'

/** Names of files with their contents. */
export type Files = Readonly<Record<string, string>>

/** Opens the export dialog, and waits until it shows what would be written. */
export async function openExport(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+e')
  const dialog = page.getByRole('dialog', { name: 'Export notes' })
  await expect(dialog.getByRole('region', { name: /^(Preview of|What becomes of)/ })).toBeVisible()
  return dialog
}

/** The stretches of a plan of which it says this: `New`, `Goes`, `Yours, kept`, `Changed in both`. */
export function stretches(plan: Locator, kind: string): Locator {
  return plan.locator('div').filter({ hasText: new RegExp(`^\\s*${kind}:`) })
}

/** Runs a command by its name, from the go-to box. */
export async function runCommand(page: Page, name: string): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Go to/ })
    .click()
  await page.getByRole('dialog').getByRole('combobox').fill(name)
  await page.getByRole('option', { name, exact: true }).click()
}

/** Waits until so many files would be exported. */
export async function expectFiles(dialog: Locator, files: number): Promise<void> {
  const words = files === 1 ? /^(Export|Download)…?$/ : new RegExp(`^(Export|Download) ${files} files…?$`)
  await expect(dialog.getByRole('button', { name: words })).toBeEnabled()
}

/** Desktop: the native dialogs answer with these places from now on. */
export async function answerDialogs(
  app: CollateApp,
  folder: string,
  file = join(folder, 'Notes.md'),
): Promise<void> {
  await app.electron.evaluate(
    ({ dialog }, { folder, file }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder], bookmarks: [] })
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file, bookmark: '' })
    },
    { folder, file },
  )
}

/** A folder for exports, in the data folder: it goes with it. */
export async function freshFolder(app: CollateApp): Promise<string> {
  return await mkdtemp(join(app.dataFolder, 'exported-'))
}

/** All files below a folder. */
export async function filesIn(folder: string): Promise<Files> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read = await Promise.all(
    paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const),
  )
  return Object.fromEntries(read.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Waits until it is said what was written, and leaves the dialog. */
export async function finishExport(
  dialog: Locator,
  words = /(written|downloaded)( .*)? at \d\d:\d\d/,
): Promise<void> {
  await expect(dialog.getByRole('status', { name: 'What was done' })).toHaveText(words)
  await expect(dialog.getByRole('button', { name: 'Done', exact: true })).toBeFocused()
  await dialog.page().keyboard.press('Enter')
  await expect(dialog).toBeHidden()
}

/**
 * Presses the button that exports, and returns what came out: of a folder, or of the browser's downloads.
 * @param files how many the button has to announce before; in a folder that has none of them yet
 */
export async function exportFrom(app: CollateApp, dialog: Locator, files?: number): Promise<Files> {
  const { page } = app
  if (app.kind === 'desktop') {
    const folder = await freshFolder(app)
    await answerDialogs(app, folder)
    // Where it was exported to last is offered again. While an export is prepared, neither of the two is there.
    const change = dialog.getByRole('button', { name: 'Change', exact: true })
    const noPlace = dialog.getByRole('button', { name: /^Export\b.*…$/, disabled: false })
    await expect(change.or(noPlace).first()).toBeVisible()
    if (!(await noPlace.isVisible())) {
      await change.click()
      await expect(dialog.getByText(basename(folder))).toBeVisible()
    }
    if (files !== undefined) await expectFiles(dialog, files)
    await dialog.getByRole('button', { name: /^Export\b/ }).click()
    await finishExport(dialog)
    return await filesIn(folder)
  }
  if (files !== undefined) await expectFiles(dialog, files)
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: /^Download\b/ }).click(),
  ])
  await finishExport(dialog)
  const bytes = await readFile(await saved.path())
  const name = saved.suggestedFilename()
  if (!name.endsWith('.zip')) return { [name]: bytes.toString('utf8') }
  const entries = Object.entries(unzipSync(bytes)).map(
    ([file, content]) => [file, strFromU8(content)] as const,
  )
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The content of the one file that an action writes: where the native dialog says, or in the browser's downloads. */
export async function savedFile(app: CollateApp, act: () => Promise<void>): Promise<string> {
  if (app.kind === 'browser') {
    const [saved] = await Promise.all([app.page.waitForEvent('download'), act()])
    return await readFile(await saved.path(), 'utf8')
  }
  const folder = await freshFolder(app)
  await answerDialogs(app, folder)
  await act()
  // While it is written it has another name: the one it gets at last is what is waited for.
  const finished = async (): Promise<string[]> =>
    (await readdir(folder)).filter((name) => !name.endsWith('.tmp'))
  await expect.poll(finished).toHaveLength(1)
  return Object.values(await filesIn(folder)).join('')
}

/** Runs `collate` on a data folder that no application holds. */
export function collate(
  app: CollateApp,
  ...words: string[]
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [commandLine, ...words, '--data', app.dataFolder],
    { encoding: 'utf8' },
  )
  return { code: status, out: stdout, err: stderr }
}
