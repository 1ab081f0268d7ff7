/** What two texts of the same article share: the ground on which a quotation is followed from one to the other. */
import type { TextRange } from '#domain/articles/article'
import { sharedRuns, type SharedRun } from '#domain/anchoring/distance'
import { isMostlyDense, weight } from '#domain/anchoring/weight'

/** Runs of this many units that occur once in both texts are taken for the same words: of letters, of dense characters. */
const runLength = { letters: 32, dense: 12 }

/** How many units on either side of words are compared. */
const reach = 256

/** An earlier text of an article and the text of today; all offsets and lengths are in UTF-16 units. */
export interface Changes {
  earlier: string
  text: string
  /** How much the two have in common at their beginnings, and at their ends. */
  head: number
  tail: number
  /** Runs that occur once in both, in the same order; found when they are first asked for. */
  runs(): { length: number; shared: readonly SharedRun[] }
}

/** Compares an earlier text with the text of today, once for all the quotations that are looked for. */
export function changesBetween(earlier: string, text: string): Changes {
  let runs: ReturnType<Changes['runs']> | undefined
  return {
    earlier,
    text,
    head: sameAfter(earlier, 0, text, 0),
    tail: sameBefore(earlier, earlier.length, text, text.length),
    runs: () => {
      const length = isMostlyDense(earlier) ? runLength.dense : runLength.letters
      return (runs ??= { length, shared: sharedRuns(earlier, text, length) })
    },
  }
}

/** How much around words is the same in both texts. */
export interface Unchanged {
  /** By weight, on either side; infinite if all is the same to the border of both texts. */
  left: number
  right: number
  /** The weight of the words together with what is the same around them. */
  whole: number
  /** How many units are the same before and after the words, up to a few hundred. */
  units: { before: number; after: number }
}

/** What is the same around words that stand at `origin` in the earlier text and at `place` in the text of today. */
export function unchangedAround(changes: Changes, words: string, origin: number, place: number): Unchanged {
  const { earlier, text } = changes
  const [originEnd, placeEnd] = [origin + words.length, place + words.length]
  const left = sameBefore(earlier, origin, text, place, reach)
  const right = sameAfter(earlier, originEnd, text, placeEnd, reach)
  const untouched = untouchedSides(changes, words, origin, place)
  return {
    left: untouched.left ? Infinity : weight(earlier.slice(origin - left, origin)),
    right: untouched.right ? Infinity : weight(earlier.slice(originEnd, originEnd + right)),
    whole: weight(earlier.slice(origin - left, originEnd + right)),
    units: { before: left, after: right },
  }
}

/** On which sides all is the same, from words in the earlier text and in that of today to the border of both. */
export function untouchedSides(
  { earlier, text, head, tail }: Changes,
  words: string,
  origin: number,
  place: number,
): { left: boolean; right: boolean } {
  const rest = earlier.length - origin - words.length
  return {
    left: origin === place && origin <= head,
    right: rest === text.length - place - words.length && rest <= tail,
  }
}

/** The ranges, in either text, between the unchanged runs nearest to a range of the earlier one. */
export function gapAround(
  changes: Changes,
  { start, end }: TextRange,
): { earlier: TextRange; now: TextRange } {
  const { length, shared } = changes.runs()
  const before = shared.findLast(({ a }) => a + length <= start)
  const after = shared.find(({ a }) => a >= end)
  return {
    earlier: { start: before ? before.a + length : 0, end: after?.a ?? changes.earlier.length },
    now: { start: before ? before.b + length : 0, end: after?.b ?? changes.text.length },
  }
}

/** How many units, at most `most`, are the same before an offset of either string. */
function sameBefore(a: string, endA: number, b: string, endB: number, most = Infinity): number {
  const limit = Math.min(endA, endB, most)
  let same = 0
  while (same < limit && a.charCodeAt(endA - 1 - same) === b.charCodeAt(endB - 1 - same)) same += 1
  return same
}

/** How many units, at most `most`, are the same from an offset of either string on. */
function sameAfter(a: string, startA: number, b: string, startB: number, most = Infinity): number {
  const limit = Math.min(a.length - startA, b.length - startB, most)
  let same = 0
  while (same < limit && a.charCodeAt(startA + same) === b.charCodeAt(startB + same)) same += 1
  return same
}
