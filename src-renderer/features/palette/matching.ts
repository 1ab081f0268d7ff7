/** What of a label matches the words, and how well. */
import { fold, originalRange } from '#domain/text/fold'

/** Parts of a label, in order; those that match are to be set in bold. */
export interface LabelPart {
  text: string
  match: boolean
}

const wordsOf = (text: string): string[] =>
  fold(text)
    .text.split(' ')
    .filter((word) => word !== '')

/** Cuts a label at the first place of each word. */
export function labelParts(label: string, words: string): LabelPart[] {
  const folded = fold(label)
  const ranges = wordsOf(words)
    .map((word) => ({ start: folded.text.indexOf(word), length: word.length }))
    .filter(({ start }) => start >= 0)
    .map(({ start, length }) => originalRange(folded, { start, end: start + length }))
    .sort((a, b) => a.start - b.start)
  const parts: LabelPart[] = []
  let at = 0
  for (const { start, end } of ranges) {
    if (start < at) continue
    if (start > at) parts.push({ text: label.slice(at, start), match: false })
    parts.push({ text: label.slice(start, end), match: true })
    at = end
  }
  if (at < label.length) parts.push({ text: label.slice(at), match: false })
  return parts
}

/** The rank of what does not fit by its label. */
export const noFit = 5

/**
 * How well an entry fits what was typed: 0 where its label begins with it, 1 where one of its words does, 2 where it
 * holds all words, 3 where each begins a word of the label or a keyword, 4 where it is made of the beginnings of its
 * words ("exno" for Export notes), null where nothing of that holds.
 */
export function fit(label: string, words: string, keywords = ''): number | null {
  const own = wordsOf(label)
  const wanted = wordsOf(words)
  const [whole, typed] = [own.join(' '), wanted.join(' ')]
  if (typed === '') return words.trim() === '' ? 2 : null
  if (whole.startsWith(typed)) return 0
  if (` ${whole}`.includes(` ${typed}`)) return 1
  if (wanted.every((word) => whole.includes(word))) return 2
  const all = [...own, ...wordsOf(keywords)]
  if (wanted.every((word) => all.some((each) => each.startsWith(word)))) return 3
  return typed.length > 2 && wanted.length === 1 && abbreviates(typed, own) ? 4 : null
}

/** The letters are beginnings of some of the words, one after the other, of the first one at least. */
function abbreviates(letters: string, [first = '', ...others]: readonly string[], isFirst = true): boolean {
  if (letters === '') return true
  if (first === '') return false
  for (let length = Math.min(letters.length, first.length); length > 0; length--) {
    if (first.startsWith(letters.slice(0, length)) && abbreviates(letters.slice(length), others, false))
      return true
  }
  return !isFirst && abbreviates(letters, others, false)
}
