/**
 * Where sentences end by Unicode's rules (UAX #29, SB1 to SB998): what `Intl.Segmenter` says, in a small part of its
 * time. It takes some microseconds a sentence, which was most of what it took to read a library.
 */
import { segmentsOf } from '#domain/text/segmenters'

const unknown = 0
/** Marks and invisible signs, which belong to what is before them: a text with one is left to ICU. */
const intricate = 1
/** A sign that ends a sentence, and a full stop, which may stand within one. */
const terminal = 2
const fullStop = 3
const lineEnd = 4
/** From here on nothing ends a sentence. */
const other = 5
const closing = 6
const space = 7
const digit = 8
const upper = 9
const lower = 10
const letter = 11
/** Goes on within a sentence: commas, dashes, colons. */
const goesOn = 12

const classes: readonly (readonly [number, RegExp])[] = [
  [intricate, /[\p{M}\p{Cf}\p{Cs}]/u],
  [lineEnd, /[\n\r\u0085\u2028\u2029]/],
  [space, /\s/],
  [fullStop, /[.\u2024\ufe52\uff0e]/],
  [terminal, /\p{Sentence_Terminal}/u],
  [
    goesOn,
    /[,\-:;\u037e\u055d\u060c\u060d\u07f8\u1802\u1808\u2013\u2014\u3001\ufe10\ufe11\ufe13\ufe14\ufe31\ufe32\ufe50\ufe51\ufe54\ufe55\ufe58\ufe63\uff0c\uff0d\uff1a\uff1b\uff64]/,
  ],
  [closing, /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'\u275b-\u2760]/u],
  [digit, /[\p{Nd}\u066b\u066c]/u],
  [lower, /\p{Lowercase}/u],
  [upper, /[\p{Uppercase}\p{Lt}]/u],
  [letter, /\p{Alphabetic}/u],
]

/** By UTF-16 unit, found out when one is first met. Both halves of a pair are `intricate`. */
const kinds = new Uint8Array(0x10000)

function findOut(unit: number): number {
  const character = String.fromCharCode(unit)
  const kind = classes.find(([, pattern]) => pattern.test(character))?.[0] ?? other
  kinds[unit] = kind
  return kind
}

/** `other` behind the end. */
function kindAt(text: string, at: number): number {
  if (at >= text.length) return other
  const unit = text.charCodeAt(at)
  const kind = kinds[unit] ?? other
  return kind === unknown ? findOut(unit) : kind
}

/** The ends of all sentences of a text, the last at its end. UTF-16 units. */
export function sentenceEnds(text: string, lang: string): number[] {
  if (text === '') return []
  // Greek asks by a semicolon.
  if (lang.startsWith('el')) return byUnicode(text, lang)
  const ends: number[] = []
  for (let at = 0; at < text.length;) {
    let kind = kinds[text.charCodeAt(at)] ?? other
    if (kind === unknown) kind = kindAt(text, at)
    if (kind >= other) {
      at += 1
      continue
    }
    if (kind === intricate) return byUnicode(text, lang)
    const end = endAfter(text, at, kind)
    if (end !== null && end < text.length) ends.push(end)
    at = end ?? at + 1
  }
  ends.push(text.length)
  return ends
}

function byUnicode(text: string, lang: string): number[] {
  return [...segmentsOf('sentence', text, lang)].map(({ index, segment }) => index + segment.length)
}

/** Where the sentence ends that a sign may end; null where it goes on. */
function endAfter(text: string, at: number, kind: number): number | null {
  if (kind === lineEnd) return at + (text.startsWith('\r\n', at) ? 2 : 1)
  let next = at + 1
  if (kind === fullStop) {
    const [before, after] = [at === 0 ? other : kindAt(text, at - 1), kindAt(text, next)]
    if (after === digit || (after === upper && (before === upper || before === lower))) return null
  }
  while (kindAt(text, next) === closing) next += 1
  while (kindAt(text, next) === space) next += 1
  const beyond = kindAt(text, next)
  if (beyond === lineEnd) return endAfter(text, next, lineEnd)
  if (beyond === terminal || beyond === fullStop || beyond === goesOn) return null
  return kind === fullStop && lowerFollows(text, next) ? null : next
}

/** The next letter is a small one, with neither a line's nor another sentence's end before it. */
function lowerFollows(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const kind = kindAt(text, at)
    if (kind === lower) return true
    if (kind === upper || kind === letter || (kind >= terminal && kind <= lineEnd)) return false
  }
  return false
}
