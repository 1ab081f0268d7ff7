/** What a shell says and returns to the system when it cannot go on. */
import { inspect } from 'node:util'
import { CollateError, type ErrorCode } from '#domain/errors'

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
export function complain(message: string): void {
  process.stderr.write(`collate: ${message}\n`)
}

/** Writes a failure that no handler foresaw, with its details, to standard error. */
export function reportDefect(where: string, error: unknown): void {
  complain(`failure in ${where}: ${inspect(error)}`)
}
