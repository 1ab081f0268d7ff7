/** Bytes to text, with what the reader should know of how that went. */
import type { Origin } from '#domain/articles/article'
import { hasBinaryBytes } from './binary'
import { binaryFile, chooseEncoding, strictUtf8, sureFrom } from './chooseEncoding'
import { detectEncodings } from './detectEncodings'
import { decodeAs, encodingLabel } from './encodings'
import type { EncodingPreview, ReadWarning } from '../result'
import { droppedWarning, replacedWarning, undecodableWarning } from '../warnings'
import { tidied } from './tidy'

export { NotText } from './chooseEncoding'

export interface Decoded {
  /** Tidied; not yet NFC. */
  text: string
  encoding: string
  encodingFrom: Origin['encodingFrom']
  confidence: number
  alternatives: EncodingPreview[]
  warnings: ReadWarning[]
}

/** How many UTF-16 units of a decoding are shown to the reader to choose by, and how many bytes they are made of. */
const previewLength = 400
const previewBytes = 4000
/** A text that has lost more characters than these, and so large a share of them, is none. */
const fewestLost = 10
const shareOfLost = 0.1

/**
 * Decodes the bytes in the encoding that the evidence speaks for (see `chooseEncoding`).
 * @throws NotText where the bytes are of a binary file, or in an encoding that is not read
 */
export function decode(bytes: Uint8Array, hints: { encoding?: string; mediaType?: string }): Decoded {
  const choice = chooseEncoding(bytes, hints)
  const { encoding, from, confidence } = choice
  const { text, dropped, undecodable } = tidied(choice.text ?? decodeAs(bytes, encoding))
  const warnings = [...(choice.warnings ?? [])]
  // A character that is broken in UTF-8 reads as up to three places.
  const lost = dropped + (encoding === 'utf-8' ? (text.match(/\ufffd+/g)?.length ?? 0) : undecodable)
  if (from !== 'reader' && lost > fewestLost && lost > (text.length + dropped) * shareOfLost)
    throw binaryFile()
  if (dropped > 0) {
    if (encoding === 'utf-8' && from !== 'reader' && hasBinaryBytes(bytes)) throw binaryFile()
    warnings.push(droppedWarning(dropped))
  }
  // Valid UTF-8 may hold U+FFFD itself: what it stands for was lost before.
  const lostBefore = undecodable > 0 && encoding === 'utf-8' && strictUtf8(bytes) !== null
  if (lostBefore) warnings.push(replacedWarning(undecodable))
  else if (undecodable > 0) warnings.push(undecodableWarning(undecodable, encoding))
  const unsure = from !== 'reader' && confidence < sureFrom
  if (unsure) {
    warnings.push({
      code: 'encoding-unsure',
      message: `Its encoding is not certain; it was read as ${encoding}.`,
    })
  }
  const ask = unsure || (undecodable > 0 && !lostBefore && from !== 'reader')
  const others = ask ? (choice.others ?? detectEncodings(bytes).map((found) => found.encoding)) : []
  return {
    text,
    encoding,
    encodingFrom: from,
    confidence,
    alternatives: ask ? previews(bytes, [encoding, ...others]) : [],
    warnings,
  }
}

/**
 * How the bytes begin in an encoding, at most 400 UTF-16 units, for the reader to choose by.
 * @throws RangeError where the encoding is not one of `offeredEncodings`
 */
export function previewDecoding(bytes: Uint8Array, encoding: string): string {
  const label = encodingLabel(encoding)
  if (label === null) throw new RangeError(`no such encoding: ${encoding}`)
  const { text } = tidied(decodeAs(bytes.subarray(0, previewBytes), label))
  // A character that the end of the sample cuts in half is no fault of the encoding.
  const whole = bytes.length > previewBytes ? text.replace(/\ufffd{1,3}$/, '') : text
  return whole
    .trim()
    .slice(0, previewLength)
    .replace(/[\ud800-\udbff]$/, '')
}

function previews(bytes: Uint8Array, encodings: readonly string[]): EncodingPreview[] {
  return [...new Set(encodings)].map((encoding) => ({ encoding, preview: previewDecoding(bytes, encoding) }))
}
