/** How far the words around a place agree with the words that stood around a highlight when it was made. */
import type { Anchor } from '#domain/anchoring/anchor'
import type { TextRange } from '#domain/articles/article'
import { editDistance } from '#domain/anchoring/distance'
import { weight } from '#domain/anchoring/weight'

/** How one side of a place compares with one side of the anchor. */
export interface Side {
  /** The whole of the anchor's side stands there; an empty side "stands" at the border of the text alone. */
  full: boolean
  /** 0 to 1, by edit distance from the quotation's edge outward. Unrelated English comes to about 0.3. */
  likeness: number
  /** The weight of what is the same right next to the quotation. */
  run: number
}

export interface Surroundings {
  left: Side
  right: Side
}

/** How many units more than the anchor keeps are looked at, so that insertions do not push words out of sight. */
const margin = 16

/** What unrelated words reach in `Side.likeness` and a little more; only what is above it is evidence. */
const noise = 0.55

/** The most that one side can prove, in units of `weight`. */
const mostEvidence = 48

export function surroundingsAt(text: string, anchor: Anchor, { start, end }: TextRange): Surroundings {
  return { left: leftOf(text, anchor, start), right: rightOf(text, anchor, end) }
}

/** How the words before an offset compare with the anchor's prefix. */
export function leftOf(text: string, { prefix }: Anchor, start: number): Side {
  const before = text.slice(Math.max(0, start - prefix.length - margin), start)
  return compareSide(reverse(prefix), reverse(before), start === 0)
}

/** How the words from an offset on compare with the anchor's suffix. */
export function rightOf(text: string, { suffix }: Anchor, end: number): Side {
  return compareSide(suffix, text.slice(end, end + suffix.length + margin), end === text.length)
}

/** Both sides stand there whole: with the quotation itself, everything the anchor knows. */
export function isWhole({ left, right }: Surroundings): boolean {
  return left.full && right.full
}

function compareSide(expected: string, found: string, atBorder: boolean): Side {
  if (expected === '') return { full: atBorder, likeness: atBorder ? 1 : 0, run: 0 }
  let run = 0
  while (run < expected.length && expected.charCodeAt(run) === found.charCodeAt(run)) run += 1
  const same = weight(expected.slice(0, run), mostEvidence)
  if (run === expected.length) return { full: true, likeness: 1, run: same }
  const errors = editDistance(expected, found, margin, true)
  return { full: false, likeness: Math.max(0, 1 - errors / expected.length), run: same }
}

function reverse(words: string): string {
  let reversed = ''
  for (let at = words.length - 1; at >= 0; at -= 1) reversed += words.charAt(at)
  return reversed
}

/**
 * Where the anchor's surroundings stand whole in a text, whatever stands beside them: the offsets at which a prefix
 * ends and at which a suffix begins, up to a few of each. What stands whole in one place is no evidence for another.
 */
export interface Witnesses {
  left: readonly number[]
  right: readonly number[]
}

const mostWitnesses = 4

export function findWitnesses(text: string, anchor: Anchor): Witnesses {
  return {
    left: standing(text, anchor.prefix).map((at) => at + anchor.prefix.length),
    right: standing(text, anchor.suffix),
  }
}

function standing(text: string, words: string): number[] {
  const places: number[] = []
  if (words === '') return places
  for (
    let at = text.indexOf(words);
    at >= 0 && places.length < mostWitnesses;
    at = text.indexOf(words, at + 1)
  ) {
    places.push(at)
  }
  return places
}

/**
 * What the surroundings prove for a place, in units of `weight`, 0 to 96. A side proves nothing if it stands whole
 * elsewhere: then either the passage is there, or the side occurs twice and cannot tell. A side that stands a few units
 * further out was pushed there by an insertion, if the other side stands here and nowhere else.
 */
export function evidence(
  anchor: Anchor,
  place: TextRange,
  { left, right }: Surroundings,
  witnesses: Witnesses,
): number {
  const leftHere = witnesses.left.every((at) => at === place.start)
  const rightHere = witnesses.right.every((at) => at === place.end)
  const leftPushed = witnesses.left.every((at) => at <= place.start && at >= place.start - margin)
  const rightPushed = witnesses.right.every((at) => at >= place.end && at <= place.end + margin)
  const leftCounts = leftHere || (leftPushed && right.full && rightHere)
  const rightCounts = rightHere || (rightPushed && left.full && leftHere)
  return (
    (leftCounts ? sideEvidence(anchor.prefix, left) : 0) +
    (rightCounts ? sideEvidence(anchor.suffix, right) : 0)
  )
}

/** Words next to the quotation count by themselves where all beyond them has changed, but no more than this. */
const mostOfRun = 8

function sideEvidence(expected: string, { likeness, run }: Side): number {
  const byLikeness = (Math.max(0, likeness - noise) / (1 - noise)) * weight(expected, mostEvidence)
  return Math.max(byLikeness, Math.min(run, mostOfRun))
}
