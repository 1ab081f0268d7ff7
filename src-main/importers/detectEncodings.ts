/** Which encodings bytes are likely to be in: a detection library's candidates, weighed by how their text reads. */
import { detectAll } from 'jschardet'
import { decodeAs, encodingLabel, offeredEncodings } from './encodings'
import { plausibility } from './plausibility'

export interface DetectedEncoding {
  encoding: string
  /** 0 to 1. */
  confidence: number
}

/** How many bytes the library looks at, and how many are decoded to be weighed, from the first beyond ASCII on. */
const sample = 4_096
const weighed = 2_048
/** How many candidates are of use to a reader who chooses. */
const most = 5
/** From this confidence on the library is not asked. */
const certain = 0.95
/** The library's figure is a likeness of letter pairs and says more about the rank than about the certainty. */
const libraryShare = 0.25
/** From so many characters beyond ASCII on, their number adds nothing to the certainty. */
const fullEvidence = { wide: 10, narrow: 8 }
const wideEncodings = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'utf-16le', 'utf-16be'])

/** Likeliest first; empty where the bytes are ASCII or nothing that is known. */
export function detectEncodings(bytes: Uint8Array): DetectedEncoding[] {
  const head = sampleOf(bytes)
  const none = new Map<string, number>()
  // Cheap to dear: East Asian text is told by itself; the library is asked where there is not one good reading.
  const eastAsian = ranked(readingsOf(bytes, head, none, (label) => wideEncodings.has(label)))
  if (isCertain(eastAsian)) return eastAsian
  const all = ranked(readingsOf(bytes, head, none))
  return isCertain(all) ? all : ranked(readingsOf(bytes, head, libraryCandidates(head)))
}

function isCertain(found: readonly DetectedEncoding[]): boolean {
  return found[0] !== undefined && found[0].confidence >= certain
}

function ranked(readings: readonly Reading[]): DetectedEncoding[] {
  const sorted = [...readings].sort((a, b) => b.total - a.total)
  const second = sorted[1]?.total ?? 0
  return sorted.slice(0, most).map(({ encoding, total, certainty }, rank) => {
    // Another reading that is nearly as good makes the first unsure.
    const lead = rank === 0 ? Math.min(1, 0.5 + (total - second) * 1.5) : 0.5
    return { encoding, confidence: Math.round(Math.min(0.99, certainty * lead) * 100) / 100 }
  })
}

interface Reading {
  encoding: string
  total: number
  certainty: number
}

/** What the bytes read as: encodings that make the same text of them are one reading, named by the most usual. */
function readingsOf(
  bytes: Uint8Array,
  head: Uint8Array,
  library: ReadonlyMap<string, number>,
  wanted: (label: string) => boolean = () => true,
): Reading[] {
  const beginning = head.subarray(0, weighed)
  const utf16 = bytes.length % 2 === 0 && mayBeUtf16(beginning)
  const readings = new Map<string, Reading>()
  for (const { label: encoding } of offeredEncodings) {
    if (
      !wanted(encoding) ||
      encoding === 'utf-8' ||
      encoding === 'iso-2022-jp' ||
      (encoding.startsWith('utf-16') && !utf16)
    )
      continue
    const text = trimmedEnd(decodeAs(beginning, encoding))
    const { score, evidence } = plausibility(text, encoding)
    if (evidence === 0 || score <= 0) continue
    const full = wideEncodings.has(encoding) ? fullEvidence.wide : fullEvidence.narrow
    const total = score + libraryShare * (library.get(encoding) ?? 0)
    const certainty = Math.min(1, score * 1.4) * Math.min(1, evidence / full)
    const same = readings.get(text)
    if (!same) readings.set(text, { encoding, total, certainty })
    else {
      same.total = Math.max(same.total, total)
      same.certainty = Math.max(same.certainty, certainty)
    }
  }
  return [...readings.values()]
}

/** The library's candidates by label, its best one as 1. */
function libraryCandidates(bytes: Uint8Array): Map<string, number> {
  const found = new Map<string, number>()
  const all = detectAll(bytes)
  const best = Math.max(...all.map(({ confidence }) => confidence), Number.EPSILON)
  for (const { encoding, confidence } of all) {
    const label = encoding === null ? null : encodingLabel(encoding)
    if (label !== null && label !== 'utf-8' && !found.has(label)) found.set(label, confidence / best)
  }
  return found
}

/** From the first byte beyond ASCII on: a page may begin with a long head of plain markup. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (mayBeUtf16(bytes.subarray(0, weighed))) return bytes.subarray(0, sample)
  const first = bytes.findIndex((byte) => byte >= 0x80)
  const start = Math.max(0, first - 64)
  return bytes.subarray(start - (start % 2), start - (start % 2) + sample)
}

/** A character that the end of the sample cuts in half is no fault. */
function trimmedEnd(text: string): string {
  return text.replace(/\ufffd{1,3}$/, '')
}

/** UTF-16 of any script has bytes of the control range in it: of spaces, line ends, punctuation. */
function mayBeUtf16(bytes: Uint8Array): boolean {
  if (bytes.length < 64) return true
  let controls = 0
  for (const byte of bytes) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls += 1
  return controls > bytes.length / 200
}
