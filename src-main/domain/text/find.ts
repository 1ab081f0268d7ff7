/** Finds words in a text whatever their case, accents and width. */
import type { TextRange } from '#domain/article'

/** A text made comparable, and where each of its units comes from. */
export interface Folded {
  text: string
  /** For each unit of `text`, where the character it comes from starts and ends in the original, in UTF-16 units. */
  starts: Uint32Array
  ends: Uint32Array
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const cache = new WeakMap<object, Folded>()

/** Folds one character: case, Latin, Greek and Cyrillic accents, full and half width, curly quotation marks. */
function foldCharacter(character: string): string {
  if (/^\s+$/u.test(character)) return ' '
  return (
    character
      .normalize('NFKD')
      // Accents alone: the voicing marks of kana and the letters of Hangul tell words apart.
      .replace(/[\u0300-\u036f]/gu, '')
      .normalize('NFC')
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/gu, '')
      .normalize('NFC')
      .replace(/[‘’‚′]/gu, "'")
      .replace(/[“”„″]/gu, '"')
      .replace(/[‐‑‒–—]/gu, '-')
  )
}

/** Makes a text comparable. A run of white space counts as one space. */
export function fold(text: string): Folded {
  const pieces: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  let previous = ''
  const add = (character: string, start: number): void => {
    const folded = foldCharacter(character)
    if (folded === ' ' && previous === ' ') {
      ends[ends.length - 1] = start + character.length
      return
    }
    previous = folded
    pieces.push(folded)
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(start)
      ends.push(start + character.length)
    }
  }
  for (const { segment, index } of segments(text)) add(segment, index)
  return { text: pieces.join(''), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

/** Characters as readers count them; plain ASCII needs no segmenter for that. */
function* segments(text: string): Iterable<{ segment: string; index: number }> {
  let at = 0
  while (at < text.length) {
    if (isPlain(text, at)) {
      yield { segment: text[at] ?? '', index: at }
      at++
      continue
    }
    let end = at + 1
    while (end < text.length && !isPlain(text, end)) end++
    for (const { segment, index } of graphemes.segment(text.slice(at, end)))
      yield { segment, index: at + index }
    at = end
  }
}

/** An ASCII character that nothing can combine with. */
function isPlain(text: string, at: number): boolean {
  return text.charCodeAt(at) < 0x80 && !(text.charCodeAt(at + 1) >= 0x80)
}

/** `fold`, remembered for as long as `owner` (the article's view) lives. */
export function foldOnce(owner: object, text: string): Folded {
  const known = cache.get(owner)
  if (known) return known
  const folded = fold(text)
  cache.set(owner, folded)
  return folded
}

/**
 * Every place where the words occur, in order, none overlapping another. A match begins and ends at whole characters of
 * the original.
 */
export function findAll(folded: Folded, words: string): TextRange[] {
  const wanted = fold(words).text
  if (wanted.trim() === '') return []
  const found: TextRange[] = []
  let from = 0
  for (;;) {
    const at = folded.text.indexOf(wanted, from)
    if (at === -1) return found
    const last = at + wanted.length - 1
    const start = folded.starts[at] ?? 0
    const end = folded.ends[last] ?? start
    const whole =
      (at === 0 || folded.starts[at - 1] !== start) &&
      (last + 1 >= folded.text.length || folded.ends[last + 1] !== end)
    if (whole) found.push({ start, end })
    from = whole ? last + 1 : at + 1
  }
}

/** The index of the first match at or after an offset; the first of all where there is none, -1 without matches. */
export function matchFrom(matches: readonly TextRange[], offset: number): number {
  if (matches.length === 0) return -1
  return Math.max(
    0,
    matches.findIndex((match) => match.start >= offset),
  )
}
