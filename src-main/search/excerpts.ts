/** Excerpts: where words are in a text, and the lines around them that a result shows. */
import type { TextRange } from '#domain/articles/article'
import { fold, isUnspaced, originalRange } from '#domain/text/fold'
import type { Leaf } from './plan'
import { findTerm } from '#domain/text/terms'

/** A place where a word of the query is, in UTF-16 units of the original text. */
export interface Match extends TextRange {
  /** The index of the word among the leaves. */
  leaf: number
}

/** How long an excerpt is, in UTF-16 units: about two lines of a list. */
const spacedLength = 180
const unspacedLength = 80
/** Candidates that are weighed against each other: a word that is everywhere needs no more. */
const maxCandidates = 60

export interface Excerpt extends TextRange {
  text: string
  marks: TextRange[]
  /** How many places of the words are in it; `marks` are joined. */
  matches: number
  cutBefore: boolean
  cutAfter: boolean
}

/** Every place of every leaf in a text, in order. */
export function findLeaves(text: string, leaves: readonly Leaf[]): Match[] {
  const matches: Match[] = []
  if (leaves.length === 0 || text === '') return matches
  const folded = fold(text)
  for (let leaf = 0; leaf < leaves.length; leaf++) {
    const term = leaves[leaf]?.term
    if (!term) continue
    for (const match of findTerm(folded.text, term)) {
      const { start, end } = originalRange(folded, match)
      matches.push({ leaf, start, end })
    }
  }
  return leaves.length === 1 ? matches : matches.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** Ranges in order, those that touch joined, moved by `shift`. */
export function joinRanges(ranges: readonly TextRange[], shift = 0): TextRange[] {
  const joined: TextRange[] = []
  for (const { start, end } of ranges) {
    const last = joined.at(-1)
    if (last && start + shift <= last.end) last.end = Math.max(last.end, end + shift)
    else joined.push({ start: start + shift, end: end + shift })
  }
  return joined
}

const isSpaceAt = (text: string, index: number): boolean => /\s/.test(text.charAt(index))
const endsSentence = (text: string, index: number): boolean =>
  /[。！？]/.test(text.charAt(index)) || (/[.!?]/.test(text.charAt(index)) && isSpaceAt(text, index + 1))

/** The first offset from `index` on at which a text may begin: after a space, or between unspaced characters. */
function beginningFrom(text: string, index: number, limit: number): number {
  for (let at = index; at < limit; at++) {
    const unit = text.charCodeAt(at)
    const isLow = unit >= 0xdc00 && unit <= 0xdfff
    if (isSpaceAt(text, at - 1) && !isSpaceAt(text, at)) return at
    if (!isLow && isUnspaced(unit) && isUnspaced(text.charCodeAt(at - 1))) return at
  }
  return limit
}

/** The last offset up to `index` at which a text may end. */
function endUpTo(text: string, index: number, limit: number): number {
  for (let at = index; at > limit; at--) {
    const unit = text.charCodeAt(at)
    const isLow = unit >= 0xdc00 && unit <= 0xdfff
    if (isSpaceAt(text, at) && !isSpaceAt(text, at - 1)) return at
    if (!isLow && isUnspaced(unit) && isUnspaced(text.charCodeAt(at - 1))) return at
  }
  return limit
}

/** The excerpt around a match: its paragraph, or as much of it as fits, from the beginning of a sentence if one is near. */
function around(text: string, match: TextRange): TextRange {
  const lineStart = text.lastIndexOf('\n', match.start - 1) + 1
  const newline = text.indexOf('\n', match.end)
  const lineEnd = newline < 0 ? text.length : newline
  const length = isUnspaced(text.charCodeAt(match.start)) ? unspacedLength : spacedLength
  if (lineEnd - lineStart <= length) return { start: lineStart, end: lineEnd }
  const earliest = Math.max(lineStart, match.start - Math.floor(length * 0.6))
  let start = earliest
  if (earliest > lineStart) {
    let sentence = match.start - 1
    while (sentence > earliest && !endsSentence(text, sentence - 1)) sentence--
    const wanted = sentence > earliest ? sentence : Math.max(earliest, match.start - Math.floor(length * 0.4))
    start = beginningFrom(text, wanted, match.start)
  }
  const latest = Math.max(match.end, start + length)
  const end = latest >= lineEnd ? lineEnd : endUpTo(text, latest, match.end)
  return { start, end }
}

/** A part of a text around some places of the words: the first that no earlier part has, and all others within it. */
interface ExcerptRange {
  range: TextRange
  inside: Match[]
}

/** The excerpts that hold all matches, in the order of the text; worked out one by one. */
export function* excerpts(text: string, matches: readonly Match[]): Generator<ExcerptRange> {
  let covered = 0
  for (let at = 0; at < matches.length;) {
    const match = matches[at]
    if (!match) return
    if (match.start < covered) {
      at++
      continue
    }
    const { start, end } = around(text, match)
    const inside: Match[] = []
    for (; at < matches.length; at++) {
      const next = matches[at]
      if (!next || next.start >= end) break
      if (next.end <= end) inside.push(next)
    }
    const range = { start: Math.max(start, covered), end }
    covered = end
    yield { range, inside }
  }
}

/** The `count` excerpts that show the most of the query's words, in the order of the text. */
export function bestExcerpts(text: string, matches: readonly Match[], count: number): Excerpt[] {
  const candidates: (ExcerptRange & { order: number; score: number })[] = []
  for (const { range, inside } of excerpts(text, matches)) {
    const kinds = new Set(inside.map(({ leaf }) => leaf))
    const score = kinds.size * 100 + Math.min(inside.length, 99)
    if (candidates.push({ range, inside, order: candidates.length, score }) >= maxCandidates) break
  }
  return candidates
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, count)
    .sort((a, b) => a.order - b.order)
    .map(({ range, inside }) => cut(text, range, inside))
}

/** An excerpt with the matches within it. */
export function cut(text: string, range: TextRange, inside: readonly TextRange[]): Excerpt {
  return {
    ...range,
    text: text.slice(range.start, range.end),
    marks: joinRanges(inside, -range.start),
    matches: inside.length,
    cutBefore: range.start > 0 && text.charAt(range.start - 1) !== '\n',
    cutAfter: range.end < text.length && text.charAt(range.end) !== '\n',
  }
}

/** The beginning of a text, with nothing marked. */
export function beginning(text: string): Excerpt {
  return cut(text, around(text, { start: 0, end: 0 }), [])
}
