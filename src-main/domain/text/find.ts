/**
 * Find in a text: where what a reader typed is, by the same folding and words as search.
 *
 * What is typed is found as it stands, also within words, as long as it is being typed. In quotation marks it is what
 * search finds: whole words (`"trade"`), or words that begin so (`"trad"*`). ` OR ` stands between several of them.
 */
import type { TextRange } from '#domain/articles/article'
import { fold, originalRange, type Folded } from './fold'
import { findTerm, termOf, type Term } from './terms'

/** A word or phrase of a search that a text is looked through for. */
export interface FindTerm {
  readonly text: string
  /** The last word may go on. */
  readonly prefix: boolean
}

interface Wanted {
  term: Term | null
  /** As search finds it; else within words too. */
  exact: boolean
  /** Signs that stand right before and after the words, plain (`plainSigns`). Without words, all that is looked for. */
  before: string
  after: string
}

const quoted = /^["“”„＂](.*)["“”„＂](\*?)$/su

/** The words of a search as find takes them, to be found as search found them. */
export function findWords(terms: readonly FindTerm[]): string {
  const parts = terms.flatMap(({ text, prefix }) => {
    const term = termOf(text, prefix)
    if (!term) return []
    const words = text.replace(/["“”„＂]/gu, ' ').trim()
    // Unspaced writing is found within longer runs in any case.
    return [term.pieces.every(({ unspaced }) => unspaced) ? words : `"${words}"${prefix ? '*' : ''}`]
  })
  return [...new Set(parts)].join(' OR ')
}

/**
 * Every place where the words are, in order, none overlapping another, in UTF-16 units of the text. A match never begins
 * within a character of the text, nor ends in one.
 * @param folded the text folded, where that is known
 */
export function findAll(text: string, words: string, folded: Folded = fold(text)): TextRange[] {
  const found = partsOf(words).flatMap((part) => findPart(text, folded, wantedOf(part)))
  const apart: TextRange[] = []
  for (const range of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = apart.at(-1)
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end)
    else apart.push({ ...range })
  }
  return apart
}

/** What stands on either side of OR; while a side is still empty, the whole is words. */
function partsOf(words: string): string[] {
  const parts = words.split(/\s+OR\s+/u).map((part) => part.trim())
  return parts.includes('') ? [words] : parts
}

function wantedOf(part: string): Wanted {
  const words = part.normalize('NFC').trim()
  const [, inner, star] = quoted.exec(words) ?? []
  if (inner !== undefined) {
    const term = termOf(inner, star === '*')
    if (term) return { term, exact: true, before: '', after: '' }
  }
  const term = termOf(words, true)
  if (!term) return { term, exact: false, before: plainSigns(words), after: '' }
  const characters = Array.from(words).filter((character) => !isUnseen(character))
  const first = characters.findIndex((character) => !isSign(character))
  const last = characters.findLastIndex((character) => !isSign(character))
  return {
    term,
    exact: false,
    before: plainSigns(characters.slice(0, first).join('')),
    after: plainSigns(characters.slice(last + 1).join('')),
  }
}

/** Folding makes nothing of it: an accent, a soft hyphen. */
const isUnseen = (character: string): boolean => fold(character).text === ''
const isSign = (character: string): boolean => fold(character).text.trim() === ''

function findPart(text: string, folded: Folded, wanted: Wanted): TextRange[] {
  const { term, exact, before, after } = wanted
  if (!term) return findSigns(text, before)
  if (exact) return findTerm(folded.text, term).map((range) => originalRange(folded, range))
  const found: TextRange[] = []
  let from = 0
  for (const match of findTerm(folded.text, term, true)) {
    if (match.start < from || beginsWithin(folded, match.start)) continue
    const own = originalRange(folded, match)
    const start = pastSigns(text, own.start, before, -1)
    const end = pastSigns(text, own.end, after, 1)
    if (start === null || end === null) continue
    from = match.end
    found.push({ start, end: endOfCharacter(text, end) })
  }
  return found
}

/** Where signs end that stand at an offset, read forwards or backwards; null where others stand there. */
function pastSigns(text: string, from: number, signs: string, step: 1 | -1): number | null {
  let at = from
  for (let count = 0; count < signs.length; at += step) {
    const unit = text.charAt(step > 0 ? at : at - 1)
    if (unit === '') return null
    if (isUnseen(unit)) continue
    if (plainSigns(unit) !== signs.charAt(step > 0 ? count : signs.length - 1 - count)) return null
    count++
  }
  return at
}

/** The folded unit is not the first of the character it came from. */
function beginsWithin({ offsets }: Folded, start: number): boolean {
  return offsets !== null && start > 0 && offsets[start - 1] === offsets[start]
}

const mark = /^\p{M}/u

/** Vowel signs that a match ends before belong to its last letter. */
function endOfCharacter(text: string, from: number): number {
  let end = from
  while (mark.test(text.slice(end, end + 2))) end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
  return end
}

/** What joins a sign to the one beside it: emoji are written with several. */
const joins = /^(?:\p{M}|\p{Emoji_Modifier}|\u200d)/u

/** Signs without letters are looked for as they are. */
function findSigns(text: string, signs: string): TextRange[] {
  const found: TextRange[] = []
  if (signs.trim() === '') return found
  const plain = plainSigns(text)
  for (let at = plain.indexOf(signs); at >= 0;) {
    const end = at + signs.length
    const whole = text.charAt(at - 1) !== '\u200d' && !joins.test(text.slice(end, end + 2))
    if (whole) found.push({ start: at, end })
    at = plain.indexOf(signs, whole ? end : at + 1)
  }
  return found
}

/** One form for signs that keyboards and printers write differently, each as long as it was. */
function plainSigns(text: string): string {
  return text
    .replace(/[‘’‚‛′＇]/gu, "'")
    .replace(/[“”„‟″＂]/gu, '"')
    .replace(/[‐‑‒–—―−－]/gu, '-')
    .replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/gu, ' ')
}

const cache = new WeakMap<object, Folded>()

/** `fold`, remembered for as long as `owner` (the article's view) lives. */
export function foldOnce(owner: object, text: string): Folded {
  const known = cache.get(owner)
  if (known) return known
  const folded = fold(text)
  cache.set(owner, folded)
  return folded
}

/** The index of the first match at or after an offset; the first of all where there is none, -1 without matches. */
export function matchFrom(matches: readonly TextRange[], offset: number): number {
  if (matches.length === 0) return -1
  return Math.max(
    0,
    matches.findIndex((match) => match.start >= offset),
  )
}
