/** Exporting notes: what would be written, and the ways out: a folder, a file, the clipboard, a download. */
import { call, download } from '#client/api'
import { Asking } from '#client/asking'
import type { CallArgs, CallResult } from '#contract/calls'
import type { ExportedFile, ExportRequest, ExportScope, PlannedFile } from '#contract/exports'
import type { Chosen } from '#contract/shell'
import { formatMoment } from '#shared/format'

/** An export as it was when it was asked for; what is done with it refers to `plan`. */
export type Prepared = CallResult<'export.prepare'>

export async function prepareExport(request: ExportRequest): Promise<Prepared> {
  return await call('export.prepare', { request })
}

/** Where a prepared export goes, and how it goes into what is there. */
export interface Placed {
  target: Chosen
  /** Whether what was edited in files that are there is kept. */
  merge: boolean
  resolve: Resolution
}

export type Template = CallResult<'templates.list'>[number]
export type Resolution = NonNullable<CallArgs<'export.plan'>['resolve']>
export type DataFormat = CallArgs<'export.data'>['format']

/** Those that ship with Collate first, then the reader's. */
export async function readTemplates(): Promise<readonly Template[]> {
  return await call('templates.list', {})
}

export async function renderData(format: DataFormat, scope: ExportScope): Promise<ExportedFile> {
  return await call('export.data', { format, ...scope })
}

/** The folder that was exported to last, for as long as the window is there. */
let lastFolder: Chosen | null = null

export function rememberedFolder(): Chosen | null {
  return lastFolder
}

/** Asks for the folder, or the file, to export to; null where the reader gave up. */
export async function chooseTarget(
  layout: ExportRequest['layout'],
  suggestedName: string,
): Promise<Chosen | null> {
  if (layout === 'single') {
    return await call('shell.chooseSaveFile', { title: 'Export notes to a file', name: suggestedName })
  }
  const folder = await call('shell.chooseFolder', { title: 'Export notes to a folder' })
  lastFolder = folder ?? lastFolder
  return folder
}

const placedArgs = (plan: string, { target, merge, resolve }: Placed): CallArgs<'export.write'> => ({
  ...{ plan, target: target.token, merge, resolve },
})

/** What `writeExport` would do with each file; nothing is written. */
export async function planExport(plan: string, placed: Placed): Promise<readonly PlannedFile[]> {
  return await call('export.plan', placedArgs(plan, placed))
}

/** @throws CollateError `conflict` where a file changed since it was planned; nothing is written then */
export async function writeExport(plan: string, placed: Placed): Promise<CallResult<'export.write'>> {
  return await call('export.write', placedArgs(plan, placed))
}

/** All of a prepared export in one text. */
export async function exportText(plan: string): Promise<string> {
  return (await call('export.text', { plan })).content
}

/** Calls back when something changed that the prepared export does not have, until the returned function is called. */
export function watchExport(plan: string, onOutdated: () => void): () => void {
  const asking: Asking = new Asking(['export.outdated'], async () => {
    const got = await asking.ask(() => call('export.outdated', { plan })).catch(() => null)
    if (got?.answer.outdated) onOutdated()
  })
  return asking.follow()
}

/** Shows a file or folder in the system's file manager. */
export async function showInFolder(token: string): Promise<void> {
  await call('shell.showChosen', { token })
}

/** Hands the files to the browser: one as it is, several as an archive. */
export async function exportByDownload(files: readonly ExportedFile[]): Promise<void> {
  await download(files, 'collate-notes.zip')
}

/** The time of day, as what was done is dated: `20:28`. */
export const timeNow = (): string => formatMoment(new Date().toISOString())

/**
 * Puts text into a file that the reader chooses, or into the downloads where there are no dialogs.
 * @returns the file; null where the reader gave up. A download has no token.
 */
export async function saveTextAs(
  name: string,
  content: string,
  dialogs: boolean,
  title: string,
): Promise<{ name: string; token: string | null } | null> {
  if (!dialogs) {
    await download([{ name, content }], name)
    return { name, token: null }
  }
  const target = await call('shell.chooseSaveFile', { title, name })
  if (!target) return null
  await call('export.saveText', { target: target.token, content })
  return target
}

/** The same. @returns whether it was written */
export async function saveTextElsewhere(
  name: string,
  content: string,
  dialogs: boolean,
  title = 'Save the edits elsewhere',
): Promise<boolean> {
  return (await saveTextAs(name, content, dialogs, title)) !== null
}
