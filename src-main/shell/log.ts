/**
 * The log: how the application was started, and what failed, in a file of the data folder. No words of an article, a
 * note or a query are in it, and no message of an error, which may quote them: of a failure it has the kind, the code
 * and the places in our own sources.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** `warn`: the machine or a file kept something from being done. `error`: a defect of Collate. */
export type LogLevel = 'info' | 'warn' | 'error'

/** Bytes from which a new file is begun. */
const maxBytes = 1_000_000
/** How many full files are kept beside the one that is written. */
const kept = 2
/** How many causes of a failure are followed. */
const maxCauses = 4

let file: string | null = null
/** What the first line will say; null once it is written. */
let start: string | null = null

/** Where the log of a data folder is. */
export function logFileOf(dataFolder: string): string {
  return join(dataFolder, 'logs', 'collate.log')
}

/**
 * Keeps the log of this process in a data folder from now on. Nothing is written before there is something to log.
 * @param version of Collate
 * @param shell what it runs as
 */
export function keepLog(dataFolder: string, version: string, shell: 'desktop' | 'browser' | 'cli'): void {
  const { platform, arch, versions } = process
  const runtime = versions['electron'] ? `Electron ${versions['electron']}` : `Node ${versions.node}`
  if (file === null) {
    process.on('uncaughtExceptionMonitor', (error) => log('error', `uncaught: ${describeFailure(error)}`))
  }
  file = logFileOf(dataFolder)
  start = `start of Collate ${version}, ${shell}, ${runtime}, ${platform} ${arch}, process ${process.pid}`
}

/**
 * Writes a line with its time. At once, since what is logged may be the last that happens. Where it cannot be written
 * nothing is: a log is no reason to fail.
 */
export function log(level: LogLevel, line: string): void {
  if (file === null) return
  try {
    mkdirSync(dirname(file), { recursive: true })
    makeRoom(file)
    const first = start === null ? '' : written('info', start)
    appendFileSync(file, first + written(level, line))
    start = null
  } catch {
    // There is nowhere left to say it.
  }
}

function written(level: LogLevel, line: string): string {
  return `${new Date().toISOString()} ${level} ${line}\n`
}

/** Sets a full file aside, and the oldest one goes. */
function makeRoom(current: string): void {
  const size = statSync(current, { throwIfNoEntry: false })?.size ?? 0
  if (size < maxBytes) return
  const older = (age: number): string => (age === 0 ? current : current.replace(/\.log$/, `.${age}.log`))
  for (let age = kept - 1; age >= 0; age--) {
    if (statSync(older(age), { throwIfNoEntry: false })) renameSync(older(age), older(age + 1))
  }
}

/** A frame of a stack: a place in a source. */
const frame = /^\s+at .*(?::\d+:\d+|<anonymous>|native)\)?$/

/** What the log says of something thrown: kinds, codes and places, with those of its causes. */
export function describeFailure(thrown: unknown): string {
  const described: string[] = []
  let cause = thrown
  for (let depth = 0; depth <= maxCauses && cause instanceof Error; depth++, cause = cause.cause) {
    const { message, stack = '' } = cause
    const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : ''
    // The message stands before the frames, and may have lines like theirs.
    const places = stack.slice(Math.max(0, stack.indexOf(message)) + message.length)
    const frames = places.split('\n').filter((line) => frame.test(line))
    described.push([`${cause.constructor.name}${code}`, ...frames].join('\n').replaceAll(homedir(), '~'))
  }
  return described.length > 0 ? described.join('\ncaused by ') : `a thrown ${typeof thrown}`
}
