/** Which encodings bytes are likely to be in: a detection library's candidates, weighed by how their text reads. */
import { detectAll } from 'jschardet'
import { decodeAs, encodingLabel, offeredEncodings } from './encodings'
import { commonWordShare } from '../language/language'
import { plausibility } from './plausibility'
import { unmarkedUnicode } from './unmarkedUnicode'

export interface DetectedEncoding {
  encoding: string
  /** 0 to 1. */
  confidence: number
}

/** How many bytes the library looks at, and how many are decoded to be weighed, from the first beyond ASCII on. */
const sample = 4_096
const weighed = 2_048
/** How many candidates are of use to a reader who chooses. */
const most = 8
/** From this confidence on the library is not asked. */
const certain = 0.95
/** The library's figure is a likeness of letter pairs and says more about the rank than about the certainty. */
const libraryShare = 0.15
/**
 * From so many characters beyond ASCII on, their number adds nothing to the certainty; fewer are enough where the plain
 * words around them are of the language that the letters speak for.
 */
const fullEvidence = { wide: 10, narrow: 8, supported: 4 }
/** The next reading has so many times more signs against it, or signs for it less, where the first is sure. */
const fullLead = 8
/** What the common words of the language that the letters speak for add, by their share of all words. */
const wordsWeight = 0.6
const mostForWords = 0.2
/** So many of the words are common ones in running text. */
const shareOfWords = 0.12
/** For so many of the best readings the language of the words is looked for. */
const mostLanguages = 4
/** Seldom met: of two readings that are equally good the other is likelier. */
const seldom = /^(?:x-mac-|ibm85|iso-8859-(?:3|4|10|14|16)$)/
const seldomCosts = 0.06
/**
 * So many characters beyond ASCII are a short text, in which letters say little about the language; in a script without
 * capitals fewer are.
 */
const short = { cased: 48, caseless: 24 }
/** Scores that differ by less say nothing about which reading of a short text is right. */
const aboutAsGood = 0.25
/** The reader is asked. */
const unsure = 0.6
const wideEncodings = new Set(['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'])

/** Likeliest first; empty where the bytes are ASCII or nothing that is known. */
export function detectEncodings(bytes: Uint8Array): DetectedEncoding[] {
  const legacy = legacyEncodings(bytes)
  const unicode = unmarkedUnicode(bytes)
  if (!unicode) return legacy
  return [...legacy, unicode].sort((a, b) => b.confidence - a.confidence).slice(0, most)
}

function legacyEncodings(bytes: Uint8Array): DetectedEncoding[] {
  const head = sampleOf(bytes)
  const none = new Map<string, number>()
  // Cheap to dear: East Asian text is told by itself; the library is asked where there is not one good reading.
  const eastAsian = ranked(readingsOf(head, none, (label) => wideEncodings.has(label)))
  if (isCertain(eastAsian)) return eastAsian
  const all = ranked(readingsOf(head, none))
  return isCertain(all) ? all : ranked(readingsOf(head, libraryCandidates(head)))
}

function isCertain(found: readonly DetectedEncoding[]): boolean {
  return found[0] !== undefined && found[0].confidence >= certain
}

function ranked(readings: readonly Reading[]): DetectedEncoding[] {
  const byLetters = [...readings].sort((a, b) => b.total - a.total)
  const sorted = [
    ...byLetters.slice(0, mostLanguages).map(supported),
    ...byLetters.slice(mostLanguages),
  ].sort((a, b) => b.total - a.total)
  const second = sorted[1]?.total ?? 0
  const ambiguous = isAmbiguous(sorted[0], sorted.slice(1))
  return sorted.slice(0, most).map(({ encoding, score, total, certainty, evidence }, rank) => {
    // Another reading that is nearly as good makes the first unsure.
    const ahead = (score - (sorted[1]?.score ?? 0)) * evidence
    const lead = rank === 0 ? Math.min(1, 0.5 + Math.max((total - second) * 1.5, ahead / fullLead)) : 0.5
    const limit = ambiguous ? unsure : 0.99
    return { encoding, confidence: Math.round(Math.min(limit, certainty * lead) * 100) / 100 }
  })
}

/**
 * Whether a short text reads about as well otherwise: the capitals of one encoding of a script are the small letters of
 * another, and scripts without capitals take any order of letters.
 */
function isAmbiguous(first: Reading | undefined, others: readonly Reading[]): boolean {
  if (!first || /\p{Lu}/u.test(first.text)) return false
  const caseless = !/\p{Ll}/u.test(first.text)
  if (first.evidence > (caseless ? short.caseless : short.cased)) return false
  return others.some((other) => {
    const capitals = /\p{Lu}/u.test(other.text) && !/\p{Ll}/u.test(other.text)
    if (!capitals && !caseless) return false
    const { score } = capitals ? plausibility(other.text.toLowerCase(), other.encoding) : other
    return score >= first.score - aboutAsGood
  })
}

interface Reading {
  encoding: string
  score: number
  /** The score with what the library and the words say. */
  total: number
  certainty: number
  text: string
  langs: readonly string[]
  evidence: number
}

/** The reading with what the words of its text say. */
function supported(reading: Reading): Reading {
  const share = Math.max(0, ...reading.langs.map((lang) => commonWordShare(reading.text, lang)))
  if (share === 0) return reading
  const total = reading.total + Math.min(mostForWords, share * wordsWeight)
  const { evidence } = reading
  if (share < shareOfWords) return { ...reading, total }
  const full = Math.min(1, evidence / fullEvidence.narrow)
  const enough = Math.min(1, evidence / fullEvidence.supported)
  return { ...reading, total, certainty: (reading.certainty / full) * enough }
}

/** What the bytes read as: encodings that make the same text of them are one reading, named by the most usual. */
function readingsOf(
  head: Uint8Array,
  library: ReadonlyMap<string, number>,
  wanted: (label: string) => boolean = () => true,
): Reading[] {
  const beginning = head.subarray(0, weighed)
  const readings = new Map<string, Reading>()
  for (const { label: encoding } of offeredEncodings) {
    if (!wanted(encoding) || encoding.startsWith('utf-') || encoding === 'iso-2022-jp') continue
    const text = trimmedEnd(decodeAs(beginning, encoding))
    const { score, evidence, langs } = plausibility(text, encoding)
    if (evidence === 0 || score <= 0) continue
    const full = wideEncodings.has(encoding) ? fullEvidence.wide : fullEvidence.narrow
    // The library decides between readings that are equally good, of few letters above all.
    const weight = Math.min(1, fullEvidence.narrow / evidence)
    const likely = libraryShare * (library.get(encoding) ?? 0) - (seldom.test(encoding) ? seldomCosts : 0)
    const total = score + weight * likely
    const certainty = Math.min(1, score * 1.4) * Math.min(1, evidence / full)
    const same = readings.get(text)
    if (!same) readings.set(text, { encoding, score, total, certainty, text, langs, evidence })
    else {
      same.total = Math.max(same.total, total)
      same.certainty = Math.max(same.certainty, certainty)
      same.langs = [...same.langs, ...langs]
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
  const first = bytes.findIndex((byte) => byte >= 0x80)
  const start = Math.max(0, first - 64)
  return bytes.subarray(start - (start % 2), start - (start % 2) + sample)
}

/** A character that the end of the sample cuts in half is no fault. */
function trimmedEnd(text: string): string {
  return text.replace(/\ufffd{1,3}$/, '')
}
