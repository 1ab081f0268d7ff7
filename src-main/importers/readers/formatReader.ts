/** The one interface behind which each file format is read. A further format is a further file, named in `formats.ts`. */
import type { SourceDocument } from '../draft'
import type { Format } from '../formats'
import type { ReadWarning } from '../result'

/** What a reader is handed. */
export interface Source {
  readonly bytes: Uint8Array
  readonly fileName: string
  /** The bytes as text, decoded when first asked for; a format that is no text never asks. Not yet NFC. */
  readonly text: string
  warn(warning: ReadWarning): void
}

export interface FoundArticle {
  /** The 0-based line of a file that holds several articles. */
  record: number | null
  document: SourceDocument
  /** The text as received, of which `document.source` is the NFC. */
  received: string
}

export interface FormatReader extends Format {
  /** Whether a file that calls itself plain text is of this format after all; given its beginning. */
  readonly recognise?: (beginning: string) => boolean
  /** @throws CollateError 'invalid' where the file is not of the format, or too complex to be read */
  read(source: Source): FoundArticle[]
}
