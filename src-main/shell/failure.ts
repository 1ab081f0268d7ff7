/** What a shell says and returns to the system when it cannot go on. */
import { inspect } from 'node:util'
import { CollateError, type ErrorCode } from '#domain/errors'
import { describeFailure, log } from '#shell/log'

/** Exit codes of all our programs; the README lists them. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, someFailed: 3, locked: 4 } as const

/** The exit code for a failure. */
export function exitCodeOf(code: ErrorCode): number {
  return code === 'locked' ? exitCodes.locked : exitCodes.failed
}

/** Any failure as one with a code and words for the reader; a defect keeps its details as its cause. */
export function asCollateError(error: unknown): CollateError {
  if (error instanceof CollateError) return error
  return new CollateError('internal', 'Collate stopped because of a defect of its own.', { cause: error })
}

/** Writes a line to standard error. */
export function printError(message: string): void {
  process.stderr.write(`collate: ${message}\n`)
}

/** Failures that are the reader's to know, and that nobody else has to look into. */
const expected: ReadonlySet<ErrorCode> = new Set([
  'invalid',
  'not-found',
  'conflict',
  'forbidden',
  'locked',
  'cancelled',
  'unsupported',
])

/**
 * Writes a failure to the log; one that nobody foresaw is written to standard error as well, with all its details.
 * @param where what was being done, in our own words
 */
export function logFailure(where: string, error: unknown): void {
  const foreseen = error instanceof CollateError
  if (foreseen && expected.has(error.code)) return
  log(foreseen && error.code !== 'internal' ? 'warn' : 'error', `${where}: ${describeFailure(error)}`)
  if (!foreseen) printError(`failure in ${where}: ${inspect(error)}`)
}
