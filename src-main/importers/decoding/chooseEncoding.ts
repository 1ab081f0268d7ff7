/** Which encoding a source is in, by the surest evidence there is. */
import type { Origin } from '#domain/articles/article'
import { hasBinaryBytes } from './binary'
import { declaredEncoding } from './declaredEncoding'
import { detectEncodings, type DetectedEncoding } from './detectEncodings'
import { decodeAs, encodingLabel } from './encodings'
import { plausibility } from './plausibility'
import type { ReadWarning } from '../result'
import { statefulEncoding } from './statefulEncoding'
import { unmarkedUnicode } from './unmarkedUnicode'

/** Bytes that no encoding makes text of. The message completes "the file …". */
export class NotText extends Error {}

export interface EncodingChoice {
  encoding: string
  from: Origin['encodingFrom']
  /** 0 to 1. */
  confidence: number
  /** Decoded already, where finding out meant decoding. */
  text?: string
  /** Other candidates, where they were looked for. */
  others?: string[]
  warnings?: ReadWarning[]
}

/** From this confidence on the reader is not asked. */
export const sureFrom = 0.7
/** Bytes that are text in no other encoding count as UTF-16 from here on. */
const likelyFrom = 0.3
/** So many characters beyond ASCII in valid UTF-8 are no accident. */
const fewestCharacters = 3
/** Of the places beyond ASCII at least this share must be UTF-8 for the others to count as damage to it … */
const shareOfUtf8 = 0.7
/** … or this share, where no other encoding is all but certain: in few other texts is even one place UTF-8 by chance. */
const leastShareOfUtf8 = 0.2
/** A declared encoding is set aside where its text reads worse than this and another's is all but certain. */
const implausible = 0.2
const allButCertain = 0.9

/**
 * The reader's choice; a byte-order mark; valid UTF-8 (so strict a form that text in another encoding fits it by chance
 * alone, while pages that were converted still declare what they were); the charset that the file or its transport
 * declares; the statistics of the bytes.
 * @throws NotText where the bytes are of a binary file, or in an encoding that is not read
 */
export function chooseEncoding(
  bytes: Uint8Array,
  hints: { encoding?: string; mediaType?: string },
): EncodingChoice {
  const chosen = hints.encoding === undefined ? null : encodingLabel(hints.encoding)
  if (chosen !== null) return { encoding: chosen, from: 'reader', confidence: 1 }
  if (hints.encoding !== undefined) {
    throw new NotText(`cannot be decoded as ${hints.encoding}: there is no such encoding. Choose another.`)
  }
  const mark = byteOrderMark(bytes)
  if (mark !== null) return { encoding: mark, from: 'bom', confidence: 1 }
  const strict = strictUtf8(bytes)
  if (strict !== null && !strict.includes('\u0000')) {
    return validUtf8(bytes, strict, declaredEncoding(bytes, hints.mediaType))
  }
  const detect = once(() => detectEncodings(bytes))
  const wide = unmarked(bytes, detect)
  if (wide) return wide
  if (hasBinaryBytes(bytes)) throw binaryFile()
  const declared = declaredEncoding(bytes, hints.mediaType)
  return strict === null ? legacy(bytes, declared, detect) : validUtf8(bytes, strict, declared)
}

function validUtf8(bytes: Uint8Array, strict: string, declared: string | null): EncodingChoice {
  const sevenBit = strict.length === bytes.length
  if (sevenBit) {
    const stateful = statefulEncoding(strict)
    if (stateful && 'encoding' in stateful) return { ...stateful, from: 'detected', confidence: 0.99 }
    if (stateful) {
      throw new NotText(
        `is in ${stateful.unread}, which Collate does not decode. Convert it to UTF-8 and import it again.`,
      )
    }
  }
  const from = declared === 'utf-8' ? 'declared' : 'detected'
  const choice: EncodingChoice = { encoding: 'utf-8', from, confidence: 1, text: strict }
  if (sevenBit || declared === null || declared === 'utf-8' || declared.startsWith('utf-16')) return choice
  // A character takes at least two bytes: with so few of them the declared encoding may be right.
  if (bytes.length - strict.length < fewestCharacters * 2) {
    const text = decodeAs(bytes, declared)
    if (!text.includes('\ufffd')) return { encoding: declared, from: 'declared', confidence: 0.9, text }
  }
  return { ...choice, warnings: [contradicted(declared, 'utf-8')] }
}

type Detect = () => readonly DetectedEncoding[]

function legacy(bytes: Uint8Array, declared: string | null, detect: Detect): EncodingChoice {
  const stated = declared === null || declared.startsWith('utf-') ? null : asDeclared(bytes, declared, detect)
  if (stated) return stated
  const utf8 = damagedUtf8(bytes)
  const damaged =
    utf8.share >= shareOfUtf8 ||
    (utf8.share >= leastShareOfUtf8 && (detect()[0]?.confidence ?? 0) < allButCertain)
  if (damaged) {
    const from = declared === 'utf-8' ? 'declared' : 'detected'
    const confidence = utf8.share >= shareOfUtf8 ? 0.9 : 0.6
    return { encoding: 'utf-8', from, confidence, text: utf8.text, others: labels(detect()) }
  }
  const [best, ...others] = detect()
  if (!best) {
    const usual = ['gb18030', 'shift_jis', 'euc-kr', 'macintosh']
    return { encoding: 'windows-1252', from: 'assumed', confidence: 0, others: usual }
  }
  if (utf8.share > 0) others.push({ encoding: 'utf-8', confidence: 0 })
  const warnings =
    declared === null || declared === best.encoding ? [] : [contradicted(declared, best.encoding)]
  return { ...best, from: 'detected', others: labels(others), warnings }
}

/** As the file declares, where its bytes fit that; null where they fit something else. */
function asDeclared(bytes: Uint8Array, declared: string, detect: Detect): EncodingChoice | null {
  const text = decodeAs(bytes, declared)
  const best = detect()[0]
  const other = best && best.encoding !== declared ? best.confidence : 0
  if (!text.includes('\ufffd')) {
    // One-byte encodings fit any bytes; what they make of them tells.
    const wrong = other >= allButCertain && plausibility(text.slice(0, 20_000), declared).score < implausible
    return wrong ? null : { encoding: declared, from: 'declared', confidence: 1, text }
  }
  // A few damaged bytes do not make another encoding likelier.
  if (other >= sureFrom) return null
  return { encoding: declared, from: 'declared', confidence: 0.9, text, others: labels(detect()) }
}

function labels(found: readonly DetectedEncoding[]): string[] {
  return found.map(({ encoding }) => encoding)
}

function contradicted(declared: string, used: string): ReadWarning {
  const message = `The file says that it is in ${declared}, but its bytes are in ${used}; it was read as that.`
  return { code: 'encoding-contradicted', message }
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  // The mark of UTF-32 begins as that of UTF-16 does; NUL is no character of a text.
  if (bytes.length % 4 === 0) {
    if (begins(bytes, [0xff, 0xfe, 0, 0])) return 'utf-32le'
    if (begins(bytes, [0, 0, 0xfe, 0xff])) return 'utf-32be'
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // GB18030 has a mark too.
  return bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33 ? 'gb18030' : null
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of valid UTF-8; null for any other bytes. */
export function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** The bytes as UTF-8, and which share of the places beyond ASCII are that. */
function damagedUtf8(bytes: Uint8Array): { text: string; share: number } {
  const text = decodeAs(bytes, 'utf-8')
  let broken = 0
  let whole = 0
  for (const character of text) {
    if (character === '\ufffd') broken += 1
    else if (character >= '\u0080') whole += 1
  }
  return { text, share: whole === 0 ? 0 : whole / (whole + broken) }
}

/** Before the bytes are taken for those of a binary file, and where they are surely nothing else. */
function unmarked(bytes: Uint8Array, detect: Detect): EncodingChoice | null {
  const found = unmarkedUnicode(bytes)
  if (!found || found.confidence < (hasBinaryBytes(bytes) ? likelyFrom : sureFrom)) return null
  const others = labels(detect()).filter((label) => label !== found.encoding)
  return { ...found, from: 'detected', others }
}

/** What is said of bytes that are of no text. */
export function binaryFile(): NotText {
  return new NotText(
    'is not text: it holds the control bytes of a binary file. Save its text as UTF-8 and import that.',
  )
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
