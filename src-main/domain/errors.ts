/** The closed list of failures that cross a boundary (IPC, HTTP, command line), and the one error class that carries them. */
import * as v from 'valibot'

export const errorCodes = [
  /** The arguments of a call do not fit its schema, or contradict what is stored. */
  'invalid',
  /** The thing named does not exist (any more). */
  'not-found',
  /** Somebody else changed it since it was read. */
  'conflict',
  /** The call does not come from Collate's own interface. */
  'forbidden',
  /** Another process holds the data folder. */
  'locked',
  /** A stored file is damaged; it was set aside. */
  'damaged',
  /** A stored file was written by a newer version of Collate; it was left untouched. */
  'newer-version',
  /** The disk, or the quota on it, is full. */
  'disk-full',
  /** The system refused to read or write (permissions, read-only volume). */
  'no-access',
  /** Another failure of the file system. */
  'io',
  /** The reader, or the system, stopped it. */
  'cancelled',
  /** This shell cannot do it (for example: a native dialog in the browser shell). */
  'unsupported',
  /** A defect of Collate. */
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export const CollateErrorSchema = v.object({
  code: v.picklist(errorCodes),
  /** One or two sentences for the reader: what happened and the way on. No path of the machine unless the reader chose it. */
  message: v.string(),
  /** The file, field or line it is about, where there is one. */
  subject: v.optional(v.string()),
})
export type CollateErrorData = v.InferOutput<typeof CollateErrorSchema>

/** An error with a code of the closed list and a message fit for the reader. */
export class CollateError extends Error {
  override readonly name = 'CollateError'
  readonly code: ErrorCode
  readonly subject: string | undefined

  constructor(code: ErrorCode, message: string, options: { subject?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.subject = options.subject
  }

  toJSON(): CollateErrorData {
    const data: CollateErrorData = { code: this.code, message: this.message }
    if (this.subject !== undefined) data.subject = this.subject
    return data
  }
}

/** What something thrown says, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
