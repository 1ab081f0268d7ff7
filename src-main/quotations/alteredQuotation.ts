/** Finds the words of an article that a quotation is likely to be an altered form of. */
import { approximateMatches, longestPattern } from '#domain/anchoring/approximate'
import { likeness } from '#domain/anchoring/distance'
import { weight } from '#domain/anchoring/weight'
import type { TextRange } from '#domain/articles/article'
import { segmentsOf } from '#domain/text/segmenters'
import { diffWords, type DiffPart } from '#domain/text/wordDiff'
import type { Altered, Candidate } from './judgement'
import { farthest, type QuotationPart } from './quotationParts'
import { fold, foldedText, isWhole, rangeIn, type Folded } from './typography'

/** The least likeness of words that are called altered; of fewer than about six words, the second. */
const leastLikeness = { long: 0.6, short: 0.72 } as const
const shortWeight = 24

/** The share of errors that is searched for. */
const mostErrors = 0.4

/** An article that the draft cites may be less like the quotation than another by this much. */
const citedAhead = 0.1

/** The article whose words are most like the quotation's; of some alike, the one that is cited. */
export function nearest(parts: readonly QuotationPart[], candidates: readonly Candidate[]): Altered | null {
  const rank = ({ found, cited }: { found: Altered; cited: number }): number =>
    found.likeness + (cited > 0 ? citedAhead : 0) + cited / 1000
  const all = candidates.flatMap((candidate) => {
    const found = alteredIn(candidate, parts)
    return found ? [{ found, cited: candidate.cited ?? 0 }] : []
  })
  return all.sort((a, b) => rank(b) - rank(a))[0]?.found ?? null
}

/** The nearest wording in one article: of the weightiest part first, and of the others from there on. */
function alteredIn(candidate: Candidate, parts: readonly QuotationPart[]): Altered | null {
  const whole = foldedText(candidate.text)
  const folds = parts.map((part) => (part.kind === 'words' ? fold(part.text) : null))
  const weights = folds.map((own) => weight(own?.folded ?? ''))
  const main = weights.indexOf(Math.max(...weights))
  const mainWords = folds[main]
  const mainMatch = mainWords && mostLike(whole.folded, mainWords.folded, 0, whole.folded.length)
  if (!mainMatch) return null

  const matches = new Map<number, Match>([[main, mainMatch]])
  for (const direction of [-1, 1]) {
    let edge: Match = mainMatch
    let gap: number = farthest.insertion
    for (let index = main + direction; index >= 0 && index < parts.length; index += direction) {
      const part = parts[index]
      const own = folds[index]
      if (part && part.kind !== 'words') gap = Math.max(gap, farthest[part.kind])
      if (!own || own.folded === '') continue
      const room = gap + own.folded.length * 2
      const match =
        direction < 0
          ? mostLike(whole.folded, own.folded, Math.max(0, edge.start - room), edge.start)
          : mostLike(whole.folded, own.folded, edge.end, edge.end + room)
      if (match) [edge, gap] = [(matches.set(index, match), match), farthest.insertion]
    }
  }
  return judged(candidate, whole, parts, folds, matches)
}

interface Match extends TextRange {
  likeness: number
}

function judged(
  { articleId, lang }: Candidate,
  whole: Folded,
  parts: readonly QuotationPart[],
  folds: readonly (Folded | null)[],
  matches: ReadonlyMap<number, Match>,
): Altered | null {
  let alike = 0
  let total = 0
  const difference: DiffPart[] = []
  const said: TextRange[] = []
  const free = (index: number): TextRange => ({
    start: Math.max(0, ...[...matches].filter(([other]) => other < index).map(([, { end }]) => end)),
    end: Math.min(
      whole.folded.length,
      ...[...matches].filter(([other]) => other > index).map(([, { start }]) => start),
    ),
  })
  for (const [index, part] of parts.entries()) {
    const own = folds[index]
    if (!own) {
      difference.push({ kind: 'same', text: part.text })
      continue
    }
    const match = matches.get(index)
    alike += (match?.likeness ?? 0) * own.folded.length
    total += own.folded.length
    if (match) {
      const { start, end } = free(index)
      const room = { start: whole.origin[start] ?? 0, end: whole.origin[end] ?? whole.text.length }
      const range = toItsEnds(whole.text, rangeIn(whole, match), room, part.text, lang)
      said.push(range)
      difference.push(...differenceOf(whole.text.slice(range.start, range.end), part.text, lang))
    } else difference.push({ kind: 'added', text: part.text })
  }
  const least =
    weight(folds.map((own) => own?.folded ?? '').join('')) < shortWeight
      ? leastLikeness.short
      : leastLikeness.long
  if (total === 0 || alike / total < least) return null
  return {
    verdict: 'altered',
    articleId,
    range: {
      start: Math.min(...said.map(({ start }) => start)),
      end: Math.max(...said.map(({ end }) => end)),
    },
    difference: merged(difference),
    likeness: alike / total,
  }
}

/**
 * The range of an article with its ends moved to what the draft's ends replaced: behind the last words that both have
 * come as many of the article's as the draft has there, but none of another sentence; likewise before the first. A
 * search for like words leaves a replaced last word out, or takes in words of the next sentence, as chance has it.
 */
function toItsEnds(text: string, range: TextRange, room: TextRange, quoted: string, lang: string): TextRange {
  const parts = differenceOf(text.slice(range.start, range.end), quoted, lang)
  const isShared = ({ kind, text: own }: DiffPart): boolean => kind === 'same' && own.trim() !== ''
  const first = parts.findIndex(isShared)
  if (first < 0) return range
  const leading = parts.slice(0, first)
  const trailing = parts.slice(parts.findLastIndex(isShared) + 1)
  const [from, to] = [range.start + saidLength(leading), range.end - saidLength(trailing)]

  const ahead = text.slice(to, Math.min(room.end, to + longestPattern))
  const end = to + lengthOfWords(ahead, addedWords(trailing, lang), lang)
  const before = text.slice(Math.max(room.start, from - longestPattern), from)
  const sentence = /[^.!?。！？…\n]*$/u.exec(before)?.[0] ?? ''
  const words = piecesOf(sentence, lang).filter(({ isWord }) => isWord)
  const count = Math.min(words.length, addedWords(leading, lang))
  const farthestWord = count === 0 ? undefined : words.at(-count)
  return { start: farthestWord ? from - sentence.length + farthestWord.index : from, end }
}

/** How much of the article parts of a difference stand for. */
function saidLength(parts: readonly DiffPart[]): number {
  return parts.reduce((length, { kind, text }) => length + (kind === 'added' ? 0 : text.length), 0)
}

/** How many words the draft has in parts of a difference that the article has not. */
function addedWords(parts: readonly DiffPart[], lang: string): number {
  return parts.reduce((sum, { kind, text }) => sum + (kind === 'added' ? countWords(text, lang) : 0), 0)
}

function countWords(words: string, lang: string): number {
  return piecesOf(words, lang).filter(({ isWord }) => isWord).length
}

/** How far the first so many words reach, no further than the sentence. */
function lengthOfWords(text: string, count: number, lang: string): number {
  let reached = 0
  let left = count
  for (const { index, segment, isWord } of piecesOf(text, lang)) {
    if (left === 0 || (!isWord && /[.!?。！？…\n]/u.test(segment))) break
    if (!isWord) continue
    left -= 1
    // Where a source lost the space between two sentences, their words are one to the segmenter.
    const stop = /\p{Ll}(?=[.!?]\p{Lu})/u.exec(segment)
    reached = index + (stop ? stop.index + 1 : segment.length)
    if (stop) break
  }
  return reached
}

interface Piece {
  index: number
  segment: string
  isWord: boolean
}

/** Words, and what lies between them; of Han and kana the characters. */
function piecesOf(words: string, lang: string): Piece[] {
  const pieces: Piece[] = []
  for (const { index, segment, isWordLike } of segmentsOf('word', words, lang)) {
    if (isWordLike && /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(segment)) {
      for (const character of segmentsOf('grapheme', segment))
        pieces.push({ index: index + character.index, segment: character.segment, isWord: true })
    } else pieces.push({ index, segment, isWord: isWordLike })
  }
  return pieces
}

/** The place between two offsets of a folded text whose words are most like the given ones. */
function mostLike(folded: string, words: string, from: number, to: number): Match | null {
  const text = folded.slice(from, to)
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length
    if (isWhole(text, at) && isWhole(text, end)) return { start: from + at, end: from + end, likeness: 1 }
  }
  let best: Match | null = null
  for (const range of likeRanges(text, words)) {
    const { start, end } = likewiseEnded(text, words, wholeWords(text, range))
    const own = likeness(words, text.slice(start, end))
    if (own > (best?.likeness ?? 0)) best = { start: from + start, end: from + end, likeness: own }
  }
  return best && best.likeness >= 1 - mostErrors ? best : null
}

/** Of words too long to be searched for whole, the ends are. */
function likeRanges(text: string, words: string): TextRange[] {
  if (words.length <= longestPattern) return approximateMatches(text, words, mostErrors)
  const end = longestPattern >> 1
  const heads = approximateMatches(text, words.slice(0, end), mostErrors)
  const tails = approximateMatches(text, words.slice(-end), mostErrors)
  const ranges: TextRange[] = []
  for (const head of heads) {
    ranges.push({ start: head.start, end: Math.min(text.length, head.start + words.length) })
    for (const tail of tails) {
      const length = tail.end - head.start
      if (length > words.length / 2 && length < words.length * 2)
        ranges.push({ start: head.start, end: tail.end })
    }
  }
  for (const tail of tails) ranges.push({ start: Math.max(0, tail.end - words.length), end: tail.end })
  return ranges
}

/** The range with its edges moved to the nearest places that cut no word, so that what differs reads well. */
function wholeWords(text: string, { start, end }: TextRange): TextRange {
  const [from, to] = [wholeNear(text, start), wholeNear(text, end)]
  return from < to ? { start: from, end: to } : { start, end }
}

/** Without the full stop or mark at an end where the words looked for have none. */
function likewiseEnded(text: string, words: string, { start, end }: TextRange): TextRange {
  const said = text.slice(start, end)
  const before = /^[\s\p{P}]/u.test(words) ? 0 : (/^[\s\p{P}]+/u.exec(said)?.[0].length ?? 0)
  const after = /[\s\p{P}]$/u.test(words) ? 0 : (/[\s\p{P}]+$/u.exec(said)?.[0].length ?? 0)
  return before + after < said.length ? { start: start + before, end: end - after } : { start, end }
}

function wholeNear(text: string, at: number): number {
  for (let away = 0; away < 24; away += 1) {
    const near = [at - away, at + away].find(
      (place) => place >= 0 && place <= text.length && isWhole(text, place),
    )
    if (near !== undefined) return near
  }
  return at
}

/** From the article's words to the draft's; typography and spaces are no difference. */
function differenceOf(said: string, quoted: string, lang: string): DiffPart[] {
  const forms = new Map<string, string>()
  const form = (word: string): string => {
    const known = forms.get(word) ?? fold(word).folded
    forms.set(word, known)
    return known
  }
  return diffWords(said, quoted, lang, (a, b) => form(a) === form(b)).flatMap((part): DiffPart[] => {
    if (part.kind === 'same' || part.text.trim() !== '') return [part]
    return part.kind === 'removed' ? [{ kind: 'same', text: part.text }] : []
  })
}

/** Neighbours of one kind as one. */
function merged(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (last?.kind === part.kind) last.text += part.text
    else if (part.text !== '') result.push({ ...part })
  }
  return result
}
