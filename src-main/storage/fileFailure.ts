/** Failures of the file system, told in the reader's words. */
import { CollateError, type ErrorCode, messageOf } from '#domain/errors'
import { NotAFile } from './regularFile'

/** The system's code of an error (`ENOENT`, …); null where it has none. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT'
}

/** Why the file system refused, and what to do about it. */
export interface Explanation {
  readonly code: ErrorCode
  readonly reason: string
  readonly wayOn: string
}

const noAccess = (reason: string): Explanation => ({
  code: 'no-access',
  reason,
  wayOn: 'Change the permissions of the file and its folder',
})
const noFolder: Explanation = {
  code: 'io',
  reason: 'a file stands where a folder has to be',
  wayOn: 'Move it elsewhere',
}

const explanations: Readonly<Record<string, Explanation>> = {
  ENOSPC: { code: 'disk-full', reason: 'the disk is full', wayOn: 'Free some space' },
  EDQUOT: { code: 'disk-full', reason: 'the quota on the disk is used up', wayOn: 'Free some space' },
  EACCES: noAccess('the system does not allow it'),
  EPERM: noAccess('the system does not allow it'),
  EROFS: noAccess('the volume is read-only'),
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  ENOENT: {
    code: 'io',
    reason: 'its folder, or the file it links to, is not there',
    wayOn: 'Put it back or connect the drive',
  },
}

/** Explains an error of the file system, or the one that a CollateError was made of. */
export function explain(error: unknown): Explanation {
  if (error instanceof CollateError && error.cause !== undefined) return explain(error.cause)
  if (error instanceof NotAFile) {
    return { code: 'io', reason: `${error.what} stands in its place`, wayOn: 'Move it elsewhere' }
  }
  const code = systemCode(error)
  const known = code === null ? undefined : explanations[code]
  if (known) return known
  const detail = code ?? messageOf(error)
  return { code: 'io', reason: `the system reports ${detail}`, wayOn: 'Check the disk' }
}

/**
 * The error to raise for a failed read or write of a file. `name` is what the reader knows the file by. An error that
 * is a CollateError already is handed through.
 */
export function fileFailure(error: unknown, name: string, doing: 'read' | 'write'): CollateError {
  if (error instanceof CollateError) return error
  const { code, reason, wayOn } = explain(error)
  const message =
    doing === 'read'
      ? `${name} was not read: ${reason}. ${wayOn} and open it again; nothing was changed.`
      : `${name} was not saved: ${reason}. ${wayOn} and save again; what was saved before is untouched.`
  return new CollateError(code, message, { subject: name, cause: error })
}

/** For what is done without where there is no room for it. @throws any other error */
export function ignoreFullDisk(error: unknown): void {
  if (!(error instanceof CollateError) || error.code !== 'disk-full') throw error
}
