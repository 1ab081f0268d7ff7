/** The dear rung of locating: other words that are very likely the same passage. */
import type { Anchor, Place } from '#domain/anchoring/anchor'
import type { TextRange } from '#domain/articles/article'
import { approximateMatches, longestPattern } from '#domain/anchoring/approximate'
import { wordBoundariesAround } from '#domain/anchoring/boundaries'
import { editDistance, likeness } from '#domain/anchoring/distance'
import {
  evidence,
  isWhole,
  leftOf,
  rightOf,
  surroundingsAt,
  type Surroundings,
  type Witnesses,
} from '#domain/anchoring/surroundings'
import { proof, proves } from '#domain/anchoring/verbatim'
import { isDense, weight } from '#domain/anchoring/weight'

export type FuzzyPlace = Extract<Place, { status: 'fuzzy' }>
type Scores = FuzzyPlace['scores']

/** A place offered, how sure it is, and whether it stands between the anchor's own surroundings. */
export interface Fuzzy {
  range: TextRange
  scores: Scores
  framed: boolean
}

interface Candidate extends Fuzzy {
  around: Surroundings
  evidence: number
}

/**
 * The least likeness of the quotation: with no evidence of surroundings, with as much as `proof`, and between
 * the anchor's own surroundings, both whole.
 */
const leastLikeness = { without: 0.8, supported: 0.6, framed: 0.5 }

/** Surroundings with less evidence than this count as none; then this much of the quotation must be the same. */
const leastEvidence = 12
const leastAlone = 85

/** How far the best candidate must be ahead of any other, in `scores.total`. */
const uniqueness = 0.12

/** The share of errors that is searched for in the quotation, and in its surroundings. */
const quoteErrors = 0.5
const surroundingsErrors = 0.35

/** Ranges between words like the surroundings that are judged. */
const mostFrames = 6

/** Of a quotation too long to be searched for whole, this many units at either end are. */
const endLength = 128

/**
 * The one place whose words are like the quotation and whose surroundings support it, well ahead of every other; null
 * if there is none. Verbatim occurrences that were passed over before are no candidates.
 */
export function placeFuzzily(
  text: string,
  anchor: Anchor,
  passedOver: readonly TextRange[],
  witnesses: Witnesses,
): Fuzzy | null {
  const candidates = candidateRanges(text, anchor, witnesses)
    .filter((range) => !passedOver.some((other) => overlap(range, other)))
    .map((range) => judge(text, anchor, range, witnesses))
    .sort((a, b) => b.scores.total - a.scores.total)
  const best = candidates.find(({ range }) => !isContradicted(range, witnesses))
  if (!best || !isProven(anchor, best, witnesses)) return null
  const rivalled = candidates.some(
    ({ range, scores }) => scores.total > best.scores.total - uniqueness && !overlap(range, best.range),
  )
  if (rivalled) return null
  const range = trimmedTo(text, anchor, best.range)
  return { ...best, range, scores: score(text, anchor, range, surroundingsAt(text, anchor, best.range)) }
}

function overlap(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end
}

/** A place that was found by other means, with the parts of its judgement. */
export function judged(text: string, anchor: Anchor, range: TextRange): Fuzzy {
  const around = surroundingsAt(text, anchor, range)
  return { range, scores: score(text, anchor, range, around), framed: isWhole(around) }
}

function isProven(anchor: Anchor, candidate: Candidate, witnesses: Witnesses): boolean {
  const { quote } = candidate.scores
  const same = quote * weight(anchor.quote)
  const share = Math.min(1, candidate.evidence / proof)
  const { without, supported, framed } = leastLikeness
  if (quote < (candidate.framed ? framed : without + (supported - without) * share)) return false
  if (!proves(same, candidate)) return false
  if (candidate.evidence >= leastEvidence) return same >= proof || isSupported(candidate)
  return same >= leastAlone && witnesses.left.length + witnesses.right.length === 0
}

/** Surroundings that stand whole, but not here, say that the passage was there, and was cut or rewritten. */
function isContradicted({ start, end }: TextRange, { left, right }: Witnesses): boolean {
  return (left.length > 0 && !left.includes(start)) || (right.length > 0 && !right.includes(end))
}

/** Both sides say at least something for the place: one alone may be a turn of phrase that goes on in many ways. */
function isSupported({ around: { left, right } }: Candidate): boolean {
  return [left, right].every((side) => side.full || side.likeness >= 0.6 || side.run >= 6)
}

function judge(text: string, anchor: Anchor, range: TextRange, witnesses: Witnesses): Candidate {
  const around = surroundingsAt(text, anchor, range)
  const framed = isWhole(around) && witnesses.left.length <= 1 && witnesses.right.length <= 1
  const proof = evidence(anchor, range, around, witnesses)
  return { range, scores: score(text, anchor, range, around), framed, around, evidence: proof }
}

function score(text: string, anchor: Anchor, range: TextRange, { left, right }: Surroundings): Scores {
  const quote = likeness(anchor.quote, text.slice(range.start, range.end))
  const length = anchor.prefix.length + anchor.suffix.length
  const agreed = left.likeness * anchor.prefix.length + right.likeness * anchor.suffix.length
  const context = length === 0 ? 0 : agreed / length
  const position = 1 - Math.min(1, Math.abs(range.start - anchor.start) / text.length)
  return { quote, context, position, total: 0.55 * quote + 0.35 * context + 0.1 * position }
}

/** Ranges worth judging: what is like the quotation, and what stands between words like its surroundings. */
function candidateRanges(text: string, anchor: Anchor, witnesses: Witnesses): TextRange[] {
  const { quote } = anchor
  const starts = new Set(prefixEnds(text, anchor, witnesses))
  const ends = new Set(suffixStarts(text, anchor, witnesses))
  const ranges: TextRange[] = []
  if (quote.length <= longestPattern) {
    ranges.push(...approximateMatches(text, quote, quoteErrors))
  } else {
    const [head, tail] = [quote.slice(0, endLength), quote.slice(-endLength)]
    for (const { start } of approximateMatches(text, head, quoteErrors)) starts.add(start)
    for (const { end } of approximateMatches(text, tail, quoteErrors)) ends.add(end)
  }
  return [...ranges, ...bestFrames(text, anchor, starts, ends)]
}

/** Of all ranges between the starts and ends, those of a likely length whose surroundings agree best. */
function bestFrames(
  text: string,
  anchor: Anchor,
  starts: ReadonlySet<number>,
  ends: ReadonlySet<number>,
): TextRange[] {
  const least = anchor.quote.length / 3
  const most = anchor.quote.length * 2 + 32
  const frames: { range: TextRange; agreement: number }[] = []
  const likenessAtEnd = new Map([...ends].map((end) => [end, rightOf(text, anchor, end).likeness]))
  for (const start of starts) {
    const atStart = leftOf(text, anchor, start).likeness
    for (const [end, atEnd] of likenessAtEnd) {
      if (end <= start || end - start < least || end - start > most) continue
      frames.push({ range: { start, end }, agreement: atStart + atEnd })
    }
  }
  frames.sort((a, b) => b.agreement - a.agreement)
  return frames.slice(0, mostFrames).map(({ range }) => range)
}

function prefixEnds(text: string, { prefix }: Anchor, { left }: Witnesses): readonly number[] {
  if (prefix === '') return [0]
  if (left.length > 0) return left
  return approximateMatches(text, prefix, surroundingsErrors).map(({ end }) => end)
}

function suffixStarts(text: string, { suffix }: Anchor, { right }: Witnesses): readonly number[] {
  if (suffix === '') return [text.length]
  if (right.length > 0) return right
  return approximateMatches(text, suffix, surroundingsErrors).map(({ start }) => start)
}

/** How many units on either side of an edge decide where exactly it lies. */
const edgeLength = 24

/**
 * Moves the edges to the nearest word boundary where the words inside are most like the quotation's ends and the words
 * outside most like its surroundings, so that the range holds whole words.
 */
export function trimmedTo(text: string, { prefix, quote, suffix }: Anchor, range: TextRange): TextRange {
  const head = quote.slice(0, edgeLength)
  const tail = reverse(quote.slice(-edgeLength))
  const outsideLeft = reverse(prefix.slice(-edgeLength))
  const outsideRight = suffix.slice(0, edgeLength)
  const costOfStart = (at: number) => aheadCost(text, at, head) + behindCost(text, at, outsideLeft)
  const costOfEnd = (at: number) => behindCost(text, at, tail) + aheadCost(text, at, outsideRight)

  const signature = prefix + quote + suffix
  const start = cheapest(edgesNear(text, range.start, signature, prefix.length), costOfStart)
  const end = cheapest(edgesNear(text, range.end, signature, prefix.length + quote.length), costOfEnd)
  return start < end ? { start, end } : range
}

/**
 * Word boundaries within two words of an offset, the nearest first; and the offset itself, if the anchor's own edge
 * was within a word, or there are no spaces to tell.
 */
function edgesNear(text: string, offset: number, signature: string, own: number): number[] {
  const { start, end } = wordBoundariesAround(text, offset)
  const before = wordBoundariesAround(text, Math.max(0, start - 1)).start
  const after = wordBoundariesAround(text, Math.min(text.length, end + 1)).end
  const edges = new Set([start, end, before, after])
  if (wordBoundariesAround(signature, own).start !== own || isDense(text.charCodeAt(offset)))
    edges.add(offset)
  return [...edges].sort((a, b) => Math.abs(a - offset) - Math.abs(b - offset))
}

function cheapest(edges: readonly number[], cost: (edge: number) => number): number {
  return edges.map((edge) => ({ edge, cost: cost(edge) })).reduce((a, b) => (b.cost < a.cost ? b : a)).edge
}

function aheadCost(text: string, at: number, expected: string): number {
  return editDistance(expected, text.slice(at, at + edgeLength * 2), edgeLength, true)
}

function behindCost(text: string, at: number, expected: string): number {
  return editDistance(
    expected,
    reverse(text.slice(Math.max(0, at - expected.length * 2), at)),
    expected.length,
    true,
  )
}

function reverse(words: string): string {
  let reversed = ''
  for (let at = words.length - 1; at >= 0; at -= 1) reversed += words.charAt(at)
  return reversed
}
