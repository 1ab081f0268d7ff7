/** Exporting notes: what would be written, and the ways out: a folder, a file, the clipboard, a download. */
import { call, download } from '#api'
import type { CallArgs, CallResult } from '#contract/calls'
import type { ExportedFile, ExportRequest, ExportScope, PlannedFile } from '#contract/exports'
import type { Chosen } from '#contract/shell'

export interface Rendered {
  files: readonly ExportedFile[]
  /** Null for data, of which they are not counted. */
  highlights: number | null
}

export async function renderExport(request: ExportRequest): Promise<Rendered> {
  return await call('export.render', { request })
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

/** What `writeExport` would do with each file; nothing is written. */
export async function planExport(
  request: ExportRequest,
  target: Chosen,
  merge: boolean,
  resolve: Resolution,
): Promise<readonly PlannedFile[]> {
  return await call('export.plan', { request, target: target.token, merge, resolve })
}

/** @param merge whether what was edited in files that are there is kept */
export async function writeExport(
  request: ExportRequest,
  target: Chosen,
  merge: boolean,
  resolve: Resolution,
): Promise<CallResult<'export.write'>> {
  return await call('export.write', { request, target: target.token, merge, resolve })
}

export async function showExported(target: Chosen): Promise<void> {
  await call('shell.showChosen', { token: target.token })
}

/** Hands the files to the browser: one as it is, several as an archive. */
export async function exportByDownload(rendered: Rendered): Promise<void> {
  await download(rendered.files, 'collate-notes.zip')
}

export async function copyExport(text: string): Promise<void> {
  await call('shell.copyText', { text })
}

/**
 * Puts text into a file that the reader chooses, or into the downloads where there are no dialogs.
 * @returns whether it was written
 */
export async function saveTextElsewhere(
  name: string,
  content: string,
  dialogs: boolean,
  title = 'Save the edits elsewhere',
): Promise<boolean> {
  if (!dialogs) {
    await download([{ name, content }], name)
    return true
  }
  const target = await call('shell.chooseSaveFile', { title, name })
  if (!target) return false
  await call('export.saveText', { target: target.token, content })
  return true
}
