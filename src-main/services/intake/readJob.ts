/** Reads one source, from the disk or from handed-over bytes, into articles; runs in the import worker or in place. */
import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { CollateError, type CollateErrorData } from '#domain/errors'
import { readSource, type ReadResult } from '#importers/readSource'

/** What to read, and what is known of it already. Plain data: it crosses to a worker. */
export interface ReadJob {
  /** The file's absolute path, or its bytes where there is no file. */
  source: { path: string } | { bytes: Uint8Array }
  fileName: string
  mediaType?: string
  /** The reader's choice of encoding. */
  encoding?: string
  /** The largest file that is read, in bytes. */
  maxBytes: number
  /** What it was when last read: where that still holds it is not read again. */
  known?: { sha256: string; stamp: { size: number; mtimeMs: number } | null }
}

export interface SourceStamp {
  size: number
  mtimeMs: number
}

export type ReadOutcome =
  | { kind: 'read'; sha256: string; stamp: SourceStamp | null; bytes: number; result: ReadResult }
  /** The bytes are those that are known. */
  | { kind: 'same'; stamp: SourceStamp | null }
  | { kind: 'vanished' }
  | { kind: 'failed'; error: CollateErrorData; sha256: string | null }

/**
 * Never throws: what goes wrong is an outcome that names the file and the reason. It holds up its thread, for in
 * thousands of small files the asynchronous calls would cost as much as the reading itself.
 */
export function readJob(job: ReadJob): ReadOutcome {
  let sha256: string | null = null
  try {
    const found = bytesOf(job)
    if (found === 'same') return { kind: 'same', stamp: job.known?.stamp ?? null }
    const { bytes, stamp } = found
    sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 === job.known?.sha256) return { kind: 'same', stamp }
    const result = readSource(bytes, {
      fileName: job.fileName,
      maxBytes: job.maxBytes,
      ...(job.mediaType === undefined ? {} : { mediaType: job.mediaType }),
      ...(job.encoding === undefined ? {} : { encoding: job.encoding }),
    })
    return { kind: 'read', sha256, stamp, bytes: bytes.length, result }
  } catch (error) {
    if (isMissing(error)) return { kind: 'vanished' }
    return { kind: 'failed', error: describeFailure(error, job.fileName), sha256 }
  }
}

/** A pipe of that name would keep the thread waiting for a writer. Windows has no such flag. */
const openFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK)

/** The bytes, read once through one handle, so that the size that was checked is the size that is read. */
function bytesOf(job: ReadJob): { bytes: Uint8Array; stamp: SourceStamp | null } | 'same' {
  if ('bytes' in job.source) return { bytes: job.source.bytes, stamp: null }
  const file = openSync(job.source.path, openFlags)
  try {
    const stat = fstatSync(file)
    if (!stat.isFile()) throw new CollateError('invalid', `${job.fileName} is not a file.`)
    const stamp = { size: stat.size, mtimeMs: stat.mtimeMs }
    const known = job.known?.stamp
    if (known?.size === stamp.size && known.mtimeMs === stamp.mtimeMs) return 'same'
    if (stat.size > job.maxBytes) throw tooLarge(job.fileName, stat.size, job.maxBytes)
    return { bytes: readWhole(file, stat.size), stamp }
  } finally {
    closeSync(file)
  }
}

/** A file that shrinks while it is read is as long as what could be read of it. */
function readWhole(file: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    const read = readSync(file, bytes, length, size - length, null)
    if (read === 0) break
    length += read
  }
  return bytes.subarray(0, length)
}

function tooLarge(fileName: string, size: number, maxBytes: number): CollateError {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1).replace(/\.0$/, '')
  return new CollateError(
    'invalid',
    `${fileName} has ${megabytes(size)} MB; the limit is ${megabytes(maxBytes)} MB. Raise it in Settings to read this file.`,
    { subject: fileName },
  )
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function describeFailure(error: unknown, fileName: string): CollateErrorData {
  if (error instanceof CollateError) return error.toJSON()
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      code: 'no-access',
      message: `${fileName} cannot be read: access is denied. Check its permissions, then add it again.`,
      subject: fileName,
    }
  }
  if (code === 'ELOOP') {
    return { code: 'io', message: `${fileName} is a link that leads back to itself.`, subject: fileName }
  }
  const reason = code || (error instanceof Error ? error.name : 'unknown')
  return { code: 'io', message: `${fileName} could not be read (${reason}).`, subject: fileName }
}
