/** `collate export`: the reader's work, byte for byte what the interface exports. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { dataFormats } from '#contract/exchange'
import type { ExportRequest, ExportScope, PlannedFile } from '#contract/exports'
import { CollateError } from '#domain/errors'
import { printError, exitCodes } from '#shell/failure'
import { scopeOf, type ScopeOptions } from './exportScope'
import { print, printJson } from './output'
import type { Session } from './session'

export interface ExportOptions extends ScopeOptions {
  out?: string
  template?: string
  /** What `--template` was called before. */
  shape?: string
  format?: (typeof dataFormats)[number]
  groupBy: NonNullable<ExportRequest['groupBy']>
  single: boolean
  onlyNotes: boolean
  merge: boolean
  dryRun: boolean
  json: boolean
}

/**
 * Writes to `--out`, or to standard output where that is missing or `-`.
 * @returns the exit code: 3 where files were left as they are
 */
export async function exportNotes(session: Session, options: ExportOptions): Promise<number> {
  const out = options.out === '-' ? undefined : options.out
  if (options.dryRun && (out === undefined || options.format !== undefined || !options.merge)) {
    throw new CollateError(
      'invalid',
      '--dry-run shows what merging into --out would do; it does not go with --format or --no-merge.',
    )
  }
  const scope = await scopeOf(session, options)
  if (options.format !== undefined) return await exportData(session, options.format, out, scope, options.json)
  const request: ExportRequest = {
    ...scope,
    template: await templateOf(session, options.template ?? options.shape ?? 'obsidian'),
    groupBy: options.groupBy,
    layout: options.single ? 'single' : 'files',
    withoutNotes: !options.onlyNotes,
  }
  if (out === undefined) {
    await printExport(session, request, options.json)
    return exitCodes.ok
  }
  return options.dryRun
    ? await planExport(session, request, out, options.json)
    : await writeExport(session, request, out, options)
}

/** The id of a template that is named by it, or by its name. */
async function templateOf(session: Session, wanted: string): Promise<string> {
  const templates = await session.ask('templates.list', {})
  const found = templates.find(({ id }) => id === wanted) ?? templates.find(({ name }) => name === wanted)
  if (!found) throw new CollateError('not-found', `There is no template “${wanted}”.`)
  return found.id
}

async function exportData(
  session: Session,
  format: (typeof dataFormats)[number],
  out: string | undefined,
  scope: ExportScope,
  json: boolean,
): Promise<number> {
  const file = await session.ask('export.data', { format, ...scope })
  if (out === undefined) {
    await (json ? printJson(file) : print(file.content))
    return exitCodes.ok
  }
  const { token } = session.services.chosen.add(resolve(out))
  await session.ask('export.saveText', { target: token, content: file.content })
  await (json ? printJson({ written: [out] }) : print(`${out}\n`))
  return exitCodes.ok
}

async function writeExport(
  session: Session,
  request: ExportRequest,
  out: string,
  { single, merge, json }: ExportOptions,
): Promise<number> {
  const target = resolve(out)
  if (!single) await makeFolder(target, out)
  const { token } = session.services.chosen.add(target)
  const { plan } = await session.ask('export.prepare', { request })
  const result = await session.ask('export.write', { plan, target: token, merge })
  const { written, unchanged, conflicts, refused } = result
  await (json
    ? printJson({ written, unchanged, conflicts, refused })
    : print(written.map((name) => `${name}\n`).join('')))
  for (const { name, reason } of refused) printError(`${name}: ${reason}`)
  if (conflicts > 0) printError(`${conflicts} changed in both places: both versions are in the files.`)
  return refused.length > 0 ? exitCodes.someFailed : exitCodes.ok
}

async function planExport(
  session: Session,
  request: ExportRequest,
  out: string,
  json: boolean,
): Promise<number> {
  const target = resolve(out)
  const prepared = await session.ask('export.prepare', { request })
  if (request.layout === 'files' && !existsSync(target)) {
    // Nothing is there to merge with, and a dry run makes no folder.
    const { files } = prepared
    const planned = files.map(({ name }) => ({ name, state: 'new' }))
    await (json ? printJson(planned) : print(planned.map(({ name }) => `new  ${name}\n`).join('')))
    return exitCodes.ok
  }
  const { token } = session.services.chosen.add(target)
  const plan = await session.ask('export.plan', { plan: prepared.plan, target: token })
  await (json ? printJson(plan) : print(plan.map((file) => `${planLine(file)}\n`).join('')))
  return plan.some(({ state }) => state === 'refused') ? exitCodes.someFailed : exitCodes.ok
}

/** "changed  Name.md: 22 unchanged, 9 new, 3 of yours kept". */
function planLine({ name, state, reason, summary }: PlannedFile): string {
  if (state === 'refused') return `refused  ${name}: ${reason ?? ''}`
  const counts: [number, string][] = [
    [summary.unchanged, 'unchanged'],
    [summary.added, 'new'],
    [summary.updated, 'updated'],
    [summary.kept, 'of yours kept'],
    [summary.removed, 'removed'],
    [summary.conflicts, 'changed in both'],
  ]
  const parts = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)
  return `${state}  ${name}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

async function printExport(session: Session, request: ExportRequest, json: boolean): Promise<void> {
  const { files, highlights } = await session.ask('export.prepare', { request })
  if (json) {
    await printJson({ files, highlights })
    return
  }
  const [only, second] = files
  if (!only)
    throw new CollateError('invalid', 'There is nothing to export: no article has highlights or notes.')
  if (second) {
    throw new CollateError('invalid', 'Several files need a folder. Name one with --out, or add --single.')
  }
  await print(only.content)
}

async function makeFolder(path: string, asGiven: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw new CollateError('no-access', `The folder ${asGiven} cannot be made.`, {
      subject: asGiven,
      cause: error,
    })
  })
}
