/**
 * Terms: what a reader's word or phrase looks for, and where it is in a folded text.
 *
 * A word of a spaced script is found as a whole word; a run of unspaced characters anywhere within a longer run, but
 * never over punctuation.
 */
import type { TextRange } from '#domain/articles/article'
import { fold, isUnspaced } from './fold'

/** A piece of a term: a word, or a run of unspaced characters. Folded. */
export interface Piece {
  readonly text: string
  readonly unspaced: boolean
}

/** What a reader's word or phrase looks for: its pieces, one right after the other. */
export interface Term {
  readonly pieces: readonly Piece[]
  /** The last piece may go on. Meaningless where that is unspaced, which is always found within longer runs. */
  readonly prefix: boolean
}

const space = 0x20

/** Where the character (code point) that begins at `index` ends. */
export const characterEnd = (text: string, index: number): number => {
  const unit = text.charCodeAt(index)
  return unit >= 0xd800 && unit <= 0xdbff ? index + 2 : index + 1
}

/** The end of the run of unspaced characters, or of the word, that begins at `start`. */
export function pieceEnd(text: string, start: number): number {
  const unspaced = isUnspaced(text.charCodeAt(start))
  let end = start + 1
  while (end < text.length) {
    const unit = text.charCodeAt(end)
    if (unit === space || isUnspaced(unit) !== unspaced) break
    end++
  }
  return end
}

/** What a reader's word or phrase looks for; null where it holds no letter and no digit. */
export function termOf(text: string, prefix: boolean): Term | null {
  const folded = fold(text.normalize('NFC')).text
  const pieces: Piece[] = []
  for (let at = 0; at < folded.length; at++) {
    if (folded.charCodeAt(at) === space) continue
    const end = pieceEnd(folded, at)
    pieces.push({ text: folded.slice(at, end), unspaced: isUnspaced(folded.charCodeAt(at)) })
    at = end - 1
  }
  const last = pieces.at(-1)
  return last ? { pieces, prefix: prefix && !last.unspaced } : null
}

/**
 * Where a term is in a folded text, in UTF-16 units of that: the places that the index counts.
 * @param within its first word may also begin, and its last one end, within a longer word
 */
export function findTerm(folded: string, term: Term, within = false): TextRange[] {
  const found: TextRange[] = []
  const first = term.pieces[0]
  if (!first) return found
  let from = 0
  for (;;) {
    const start = folded.indexOf(first.text, from)
    if (start < 0) return found
    const end = beginsAt(folded, start, first, within) ? matchEnd(folded, start, term, within) : -1
    if (end >= 0) found.push({ start, end })
    from = start + 1
  }
}

/** A match of the term's first piece may begin here: a word at a word's beginning, unspaced characters anywhere. */
function beginsAt(folded: string, start: number, first: Piece, within: boolean): boolean {
  if (start === 0) return true
  const before = folded.charCodeAt(start - 1)
  if (first.unspaced || within) return !(before >= 0xd800 && before <= 0xdbff)
  return before === space || isUnspaced(before)
}

/** The end of the match of all pieces from `start`, or -1. */
function matchEnd(folded: string, start: number, term: Term, within: boolean): number {
  let at = start
  for (const [index, piece] of term.pieces.entries()) {
    const isLast = index === term.pieces.length - 1
    if (index > 0) {
      const previousEnd = at
      while (folded.charCodeAt(at) === space) at++
      if (!folded.startsWith(piece.text, at)) return -1
      // Two pieces of the same writing are told apart by what lies between them.
      if (at === previousEnd && term.pieces[index - 1]?.unspaced === piece.unspaced) return -1
    }
    at += piece.text.length
    if (at === folded.length || (isLast && (piece.unspaced || term.prefix || within))) continue
    const after = folded.charCodeAt(at)
    if (after !== space && isUnspaced(after) === piece.unspaced) return -1
  }
  return at
}
