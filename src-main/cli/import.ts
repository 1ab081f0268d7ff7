/** `collate import`: files and folders into the library, with every problem named. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ImportItem, ImportStatus } from '#contract/imports'
import { CollateError } from '#domain/errors'
import { printError, exitCodes } from '#shell/failure'
import { forTerminal, print, printJson } from './output'
import type { Session } from './session'

export interface ImportOptions {
  json: boolean
}

/** Results that leave a file outside the library. */
const notTaken: ReadonlySet<ImportItem['result']> = new Set(['failed', 'skipped', 'vanished'])

/** What of a file is told on the command line. */
const told: ReadonlySet<ImportItem['remarks'][number]['kind']> = new Set([
  'problem',
  'warning',
  'encodingUnsure',
])

/** How often (milliseconds) a terminal shows how far it is. */
const progressInterval = 200

/** Imports, says what became of it, and returns the exit code: 3 where some files could not be taken in. */
export async function importPaths(
  session: Session,
  paths: string[],
  options: ImportOptions,
): Promise<number> {
  const missing = paths.filter((path) => !existsSync(path))
  for (const path of missing) printError(`${path}: There is no such file or folder.`)
  if (missing.length === paths.length) return exitCodes.failed
  const there = paths.filter((path) => !missing.includes(path))
  // A library that is being made again from its sources comes first: it is an import too.
  await session.services.indexed()
  const tokens = there.map((path) => session.services.chosen.add(resolve(path)).token)
  const status = await finished(session, await session.ask('import.start', { tokens }))
  if (status.state === 'failed') throw new CollateError('io', status.message ?? 'The import failed.')
  const items = await allItems(session)
  const problems = items.filter(({ result }) => notTaken.has(result))
  if (options.json) await printJson({ status, items })
  else await print(`${summary(status)}\n`)
  for (const item of items) for (const line of remarks(item)) printError(line)
  if (status.state === 'cancelled') return exitCodes.failed
  return problems.length + missing.length > 0 ? exitCodes.someFailed : exitCodes.ok
}

/** Waits for the import to end; Ctrl+C ends it early, and what was taken in stays. */
async function finished(session: Session, started: ImportStatus): Promise<ImportStatus> {
  const cancel = (): void => void session.ask('import.cancel', {})
  process.once('SIGINT', cancel)
  const progress = process.stderr.isTTY
    ? setInterval(() => void showProgress(session), progressInterval)
    : undefined
  try {
    return await new Promise((resolveWhenOver) => {
      const look = (status: ImportStatus | null): void => {
        if (status?.id === started.id && status.finishedAt !== null) resolveWhenOver(status)
      }
      session.services.onEvent((message) => {
        if (message.name === 'import.progress') look(message.payload)
      })
      // It may have ended before anyone listened.
      void session.ask('import.status', {}).then(look)
    })
  } finally {
    clearInterval(progress)
    if (progress) process.stderr.write('\r\u001b[K')
    process.off('SIGINT', cancel)
  }
}

async function showProgress(session: Session): Promise<void> {
  const status = await session.ask('import.status', {})
  if (!status) return
  const { done, total, currentFile } = status
  process.stderr.write(`\r\u001b[K${done} of ${total}  ${forTerminal(currentFile ?? '').slice(0, 60)}`)
}

async function allItems(session: Session): Promise<ImportItem[]> {
  const items: ImportItem[] = []
  for (let total = 1; items.length < total;) {
    const page = await session.ask('import.items', { only: 'all', offset: items.length, limit: 500 })
    if (page.items.length === 0) break
    items.push(...page.items)
    total = page.total
  }
  return items
}

function summary(status: ImportStatus): string {
  const counts: [number, string][] = [
    [status.articles, status.articles === 1 ? 'new article' : 'new articles'],
    [status.changed, 'changed'],
    [status.unchanged, 'unchanged'],
    [status.moved, 'moved'],
    [status.restored, 'restored'],
    [status.duplicates, status.duplicates === 1 ? 'duplicate' : 'duplicates'],
    [status.failed, 'failed'],
  ]
  const parts = counts.filter(([count], index) => index === 0 || count > 0)
  const stopped =
    status.state === 'cancelled' ? `Stopped after ${status.done} of ${status.total} files: ` : ''
  return stopped + parts.map(([count, word]) => `${count} ${word}`).join(', ')
}

/** What the reader should know of the files of the last import that were not taken in. */
export async function importProblems(session: Session): Promise<string[]> {
  const items = await allItems(session)
  return items.filter(({ result }) => notTaken.has(result)).flatMap((item) => remarks(item))
}

/** What the reader should know of a file, a line for each thing; the file is named once. */
function remarks(item: ImportItem): string[] {
  const { within, fileName, result } = item
  const name = within === '' ? fileName : `${within}/${fileName}`
  const worthTelling = item.remarks.filter(({ kind }) => told.has(kind))
  const messages = worthTelling.map(({ message }) => message)
  if (messages.length === 0 && notTaken.has(result))
    messages.push(result === 'vanished' ? 'It is not there.' : result)
  return messages.map((message) =>
    within === '' && message.includes(fileName) ? message : `${name}: ${message}`,
  )
}
