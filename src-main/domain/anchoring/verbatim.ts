/** The cheap rungs of locating: the same words, at the same place or at another. */
import type { Anchor } from '#domain/anchoring/anchor'
import type { TextRange } from '#domain/articles/article'
import { findOccurrences } from '#domain/anchoring/occurrences'
import {
  evidence,
  findWitnesses,
  isWhole,
  surroundingsAt,
  type Side,
  type Surroundings,
  type Witnesses,
} from '#domain/anchoring/surroundings'
import { weight } from '#domain/anchoring/weight'

/**
 * What the quotation and the evidence of its surroundings must come to together. A quotation of this weight (about 95
 * letters, 25 Chinese characters) is placed by itself where it occurs once; one of a word or two needs both sides. One
 * side alone proves little for a few words: where a paragraph that ends in "he said." is deleted, the one before it may
 * end in "he said." too, and what follows is the same.
 */
export const proof = 72

/** A whole signature (prefix, quotation, suffix) of less weight proves nothing at another offset. */
const leastSignature = 24

/** Surroundings with less evidence than this count as none. */
const leastEvidence = 12

/** Weight of the words next to the quotation that must be the same on one side, unless it is placed by itself. */
const leastRun = 6

/** Occurrences looked at closely; the others agree with fewer units next to the quotation than these. */
const mostCompared = 200

/** A text with more occurrences than these is too repetitive to decide. */
const mostOccurrences = 20_000

export interface Verbatim {
  /** Where the anchor's words stand, if that could be decided. */
  place: TextRange | null
  /** The place rests on the quotation alone; its surroundings are not what they were. */
  bare: boolean
  /** The words are there, but where could not be decided; then other words have even less of a claim. */
  ambiguous: boolean
  occurrences: readonly TextRange[]
  witnesses: Witnesses
}

interface Candidate extends TextRange {
  around: Surroundings
  evidence: number
}

/** Decides between the verbatim occurrences of a quotation; those that cannot be the quotation's are left out. */
export function placeVerbatim(
  text: string,
  anchor: Anchor,
  mayBe: (start: number) => boolean = () => true,
): Verbatim {
  const occurrences = findOccurrences(text, anchor.quote, mostOccurrences).map((start) => ({
    start,
    end: start + anchor.quote.length,
  }))
  const places = occurrences.filter(({ start }) => mayBe(start))
  const witnesses = findWitnesses(text, anchor)
  const undecided = { place: null, bare: false, ambiguous: false, occurrences, witnesses }
  if (places.length === 0) return undecided

  const candidates = closest(text, anchor, places).map((place) => {
    const around = surroundingsAt(text, anchor, place)
    return { ...place, around, evidence: evidence(anchor, place, around, witnesses) }
  })
  const whole = candidates.filter(({ around }) => isWhole(around))
  if (whole.length > 0) {
    const place = decideBetweenWhole(whole, anchor)
    return { ...undecided, place, ambiguous: place === null }
  }
  if (places.length > mostOccurrences) return { ...undecided, ambiguous: true }

  const best = candidates.reduce((a, b) => (b.evidence > a.evidence ? b : a))
  const alone = candidates.length === 1
  const bare = best.evidence < leastEvidence
  if (
    proves(weight(anchor.quote), best) &&
    (alone || (!bare && candidates.every((rival) => rival === best || beats(best, rival))))
  ) {
    return { ...undecided, place: best, bare }
  }
  return { ...undecided, ambiguous: candidates.some(({ around }) => around.left.full || around.right.full) }
}

/**
 * Quotation (its weight) and surroundings together prove a place. Surroundings that agree, but nowhere next to the
 * quotation, prove nothing: so it looks where the passage was cut out and the same letters chance to stand there.
 */
export function proves(
  ofQuote: number,
  { evidence, around }: Pick<Candidate, 'evidence' | 'around'>,
): boolean {
  if (ofQuote >= proof) return true
  const joined = Math.max(around.left.run, around.right.run) >= leastRun
  return joined && ofQuote + evidence >= proof
}

/** Nobody can tell two whole signatures apart, save that one of them is where it was. */
function decideBetweenWhole(whole: readonly Candidate[], anchor: Anchor): TextRange | null {
  const unmoved = whole.find(({ start }) => start === anchor.start)
  if (unmoved) return unmoved
  const [only, second] = whole
  if (!only || second) return null
  return weight(anchor.prefix + anchor.quote + anchor.suffix) >= leastSignature ? only : null
}

/**
 * `best` is clearly nearer to the anchor than `rival`. A rival that has one side whole yields only to a candidate that
 * is whole where the rival differs, and that is not behind it on the other side. This is what makes one edit outside
 * the range, of whatever kind, unable to lead to a wrong place: it leaves the true place one side whole.
 */
function beats({ around: best }: Candidate, { around: rival }: Candidate): boolean {
  const untouched = rival.left.full || rival.right.full
  return (
    wins(best.left, rival.left, best.right, rival.right) ||
    wins(best.right, rival.right, best.left, rival.left)
  )

  function wins(own: Side, its: Side, ownOther: Side, itsOther: Side): boolean {
    const clear = own.likeness >= its.likeness + 0.3
    if (untouched)
      return clear && own.full && (ownOther.likeness >= itsOther.likeness || itsOther.likeness < 0.5)
    return clear && (ownOther.likeness >= itsOther.likeness - 0.1 || itsOther.likeness < 0.5)
  }
}

/**
 * The occurrences that agree with the anchor in the most units next to the quotation. One with a side that is whole
 * comes before one with none, so that none of them is left out unless there are hundreds.
 */
function closest(
  text: string,
  { prefix, suffix }: Anchor,
  places: readonly TextRange[],
): readonly TextRange[] {
  if (places.length <= mostCompared) return places
  const ranked = places.map((place) => {
    const left = runBefore(text, prefix, place.start)
    const right = runAfter(text, suffix, place.end)
    const full =
      (prefix === '' ? place.start === 0 : left === prefix.length) ||
      (suffix === '' ? place.end === text.length : right === suffix.length)
    return { place, rank: left + right + (full ? prefix.length + suffix.length : 0) }
  })
  ranked.sort((a, b) => b.rank - a.rank)
  return ranked.slice(0, mostCompared).map(({ place }) => place)
}

function runBefore(text: string, prefix: string, end: number): number {
  let run = 0
  while (run < prefix.length && text.charCodeAt(end - 1 - run) === prefix.charCodeAt(prefix.length - 1 - run))
    run += 1
  return run
}

function runAfter(text: string, suffix: string, start: number): number {
  let run = 0
  while (run < suffix.length && text.charCodeAt(start + run) === suffix.charCodeAt(run)) run += 1
  return run
}
