/** `collate tags`: the codebook, listed, changed throughout the library, and exchanged. */
import { extname } from 'node:path'
import type { CodebookAction, ChangePreview } from '#contract/workbench'
import { printError, exitCodes } from '#shell/failure'
import { readText } from './files'
import { print, printJson } from './output'
import type { Session } from './session'

export type CodebookFormat = 'csv' | 'qdc'

export interface TagOptions {
  json: boolean
}
export interface TagChangeOptions {
  dryRun: boolean
  json: boolean
}
export interface TagImportOptions extends TagChangeOptions {
  format?: CodebookFormat
}

/** Prints each tag with its uses, its parent and its definition. */
export async function listTags(session: Session, options: TagOptions): Promise<void> {
  const tags = await session.ask('notebook.tags', {})
  if (options.json) {
    await printJson(tags)
    return
  }
  const lines = tags.map(({ name, count, definition }) => {
    const parent = definition?.parent ? ` (under #${definition.parent})` : ''
    const meaning = definition?.definition ? `: ${definition.definition.replace(/\s+/gu, ' ')}` : ''
    return `${String(count).padStart(4)}  #${name}${parent}${meaning}\n`
  })
  await print(lines.join(''))
}

/** Makes a change of tags throughout the library, or only says what it would do. */
export async function changeTags(
  session: Session,
  action: CodebookAction,
  options: TagChangeOptions,
): Promise<void> {
  await carryOut(session, await session.ask('codebook.plan', { action }), options)
}

export async function exportTags(session: Session, format: CodebookFormat): Promise<void> {
  const { content } = await session.ask('codebook.export', { format })
  await print(content)
}

/** Takes a codebook in, and returns the exit code: 3 where entries were refused. */
export async function importTags(session: Session, path: string, options: TagImportOptions): Promise<number> {
  const format = options.format ?? (extname(path).toLowerCase() === '.qdc' ? 'qdc' : 'csv')
  const plan = await session.ask('codebook.import', { format, content: await readText(path) })
  await carryOut(session, plan, options)
  for (const reason of plan.refused) printError(reason)
  return plan.refused.length > 0 ? exitCodes.someFailed : exitCodes.ok
}

async function carryOut(session: Session, plan: ChangePreview, options: TagChangeOptions): Promise<void> {
  const { label, operations, highlights, articles, details } = plan
  if (!options.dryRun && operations.length > 0) await session.ask('notebook.apply', { label, operations })
  if (options.json) {
    await printJson({ label, highlights, articles, details })
    return
  }
  if (operations.length === 0) {
    await print('Nothing changes.\n')
    return
  }
  const verb = options.dryRun ? 'Would change' : 'Changed'
  const uses = highlights === 1 ? '1 highlight' : `${highlights} highlights`
  const places = articles === 1 ? '1 article' : `${articles} articles`
  await print([...details, `${verb} ${uses} in ${places}.`].map((line) => `${line}\n`).join(''))
}
