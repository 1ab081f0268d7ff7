/** Edit distances between short strings, and the likeness of long ones. */
import { isMostlyDense } from '#domain/anchoring/weight'

/**
 * The number of insertions, deletions and replacements (UTF-16 units) that turn `a` into `b`, by the two-row table of
 * Wagner and Fischer kept to a diagonal band: more than the true distance where that would need more than `band`
 * insertions or deletions on end. With `open`, what is left of `b` after `a` is used up costs nothing. Time is
 * `a.length * band`.
 */
export function editDistance(a: string, b: string, band: number, open = false): number {
  const far = a.length + b.length
  if (a.length - b.length > band || (!open && b.length - a.length > band)) return Math.max(a.length, b.length)
  let above = new Uint32Array(b.length + 2).fill(far)
  let row = new Uint32Array(b.length + 2).fill(far)
  for (let j = 0; j <= Math.min(band, b.length); j += 1) above[j] = j
  for (let i = 1; i <= a.length; i += 1) {
    const from = Math.max(1, i - band)
    const to = Math.min(b.length, i + band)
    const unit = a.charCodeAt(i - 1)
    let left = from === 1 && i <= band ? i : far
    let diagonal = above[from - 1] ?? far
    row[from - 1] = left
    for (let j = from; j <= to; j += 1) {
      const over = above[j] ?? far
      let best = unit === b.charCodeAt(j - 1) ? diagonal : diagonal + 1
      if (left + 1 < best) best = left + 1
      if (over + 1 < best) best = over + 1
      row[j] = best
      left = best
      diagonal = over
    }
    row[to + 1] = far
    ;[above, row] = [row, above]
  }
  if (!open) return above[b.length] ?? far
  let best = Math.max(a.length, b.length)
  for (let j = Math.max(0, a.length - band); j <= Math.min(b.length, a.length + band); j += 1) {
    best = Math.min(best, above[j] ?? far)
  }
  return best
}

/** Longer strings are compared from shared run to shared run, in time that grows with their length, not its square. */
const distanceLimit = 512

/** How alike two strings are: 1 the same, 0 nothing in common. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1
  const longest = Math.max(a.length, b.length)
  if (longest === 0) return 1
  return 1 - Math.min(longest, errorsBetween(a, b)) / longest
}

function errorsBetween(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  if (a === '' || b === '') return longest
  if (longest > distanceLimit) return errorsAlongRuns(a, b)
  return editDistance(a, b, Math.abs(a.length - b.length) + (longest >> 2) + 1)
}

/** The edit distance of two long strings, or a little more: what they share is found first, the rest lies between. */
function errorsAlongRuns(a: string, b: string): number {
  const length = isMostlyDense(a) ? 4 : 8
  let errors = 0
  let [endA, endB] = [0, 0]
  const gap = (toA: number, toB: number): number => {
    const [left, right] = [a.slice(endA, toA), b.slice(endB, toB)]
    const longest = Math.max(left.length, right.length)
    return longest > distanceLimit ? longest : errorsBetween(left, right)
  }
  for (const run of sharedRuns(a, b, length)) {
    const overlaps = run.a < endA || run.b < endB
    if (overlaps && run.a - endA !== run.b - endB) continue
    if (!overlaps) errors += gap(run.a, run.b)
    endA = run.a + length
    endB = run.b + length
  }
  return errors + gap(a.length, b.length)
}

export interface SharedRun {
  /** Where it begins in each string. */
  a: number
  b: number
}

/**
 * Runs of a fixed length that occur once in each of two strings, in the same order: the anchor step of patience diff,
 * the longest increasing sequence of their places (Fredman 1975).
 */
export function sharedRuns(a: string, b: string, length: number): SharedRun[] {
  const inA = placesOfUniqueRuns(a, length)
  const pairs: (SharedRun & { before: number })[] = []
  for (const [run, placeB] of placesOfUniqueRuns(b, length)) {
    const placeA = inA.get(run)
    if (placeB >= 0 && placeA !== undefined && placeA >= 0) pairs.push({ a: placeA, b: placeB, before: -1 })
  }
  const tails: number[] = []
  for (const [index, pair] of pairs.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[tails[middle] ?? 0]?.a ?? 0) < pair.a) low = middle + 1
      else high = middle
    }
    pair.before = tails[low - 1] ?? -1
    tails[low] = index
  }
  const runs: SharedRun[] = []
  for (let pair = pairs[tails.at(-1) ?? -1]; pair; pair = pairs[pair.before]) runs.push(pair)
  return runs.reverse()
}

/** The places of all runs of a length in the order of their first occurrence; -1 for a run that occurs again. */
function placesOfUniqueRuns(words: string, length: number): Map<string, number> {
  const places = new Map<string, number>()
  for (let at = 0; at + length <= words.length; at += 1) {
    const run = words.slice(at, at + length)
    places.set(run, places.has(run) ? -1 : at)
  }
  return places
}
