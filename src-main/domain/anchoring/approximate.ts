/** Finds words that stand in a text almost as given, in bounded time. */
import search from 'approx-string-match'
import type { TextRange } from '#domain/articles/article'
import { isMostlyDense } from '#domain/anchoring/weight'

/** A longer pattern is not searched for whole: the search takes time by pattern length times text length. */
export const longestPattern = 256

/** A part of the text with at least this share of the pattern's n-grams is looked at. */
const leastShare = 0.25

export interface Approximate extends TextRange {
  /** Insertions, deletions and replacements between the pattern and the words found, in UTF-16 units. */
  errors: number
}

/**
 * The best approximate matches of a pattern of at most `longestPattern` units, at most one for each of the few parts of
 * the text that share most n-grams with it, within a share of errors. The n-grams filter, Myers' bit-parallel search
 * (the library) verifies: "filter then verify", so that the dear part sees some hundreds of units whatever the text.
 */
export function approximateMatches(
  text: string,
  pattern: string,
  errorShare: number,
  most = 4,
): Approximate[] {
  const slack = Math.ceil(pattern.length * errorShare)
  const found: Approximate[] = []
  for (const at of likelyPlaces(text, pattern, most)) {
    const from = Math.max(0, at - slack)
    const match = bestMatch(text.slice(from, at + pattern.length + slack), pattern, slack)
    if (!match) continue
    const place = { start: match.start + from, end: match.end + from, errors: match.errors }
    if (!found.some(({ start, end }) => start === place.start && end === place.end)) found.push(place)
  }
  return found
}

/** Of equally good matches the one nearest in length to the pattern. */
function bestMatch(window: string, pattern: string, mostErrors: number): Approximate | undefined {
  const matches = search(window, pattern, mostErrors).filter(({ start, end }) => end > start)
  const off = (match: TextRange) => Math.abs(match.end - match.start - pattern.length)
  return matches.reduce<Approximate | undefined>((a, b) => (a && off(a) <= off(b) ? a : b), undefined)
}

/**
 * Offsets of the windows as long as the pattern that share most n-grams with it, best first, at most `most`, none
 * nearer to another than half the pattern's length.
 */
export function likelyPlaces(text: string, pattern: string, most: number): number[] {
  const size = Math.min(pattern.length, isMostlyDense(pattern) ? 2 : 5)
  const grams = pattern.length - size + 1
  if (size === 0 || text.length < size) return []
  const hits = hitsFrom(text, pattern, size, grams)
  const least = Math.max(1, Math.ceil(grams * leastShare))
  const apart = Math.max(1, pattern.length >> 1)
  const places: number[] = []
  while (places.length < most) {
    let best = -1
    let bestHits = least - 1
    for (let start = 0; start < hits.length; start += 1) {
      const own = hits[start] ?? 0
      if (own > bestHits) [best, bestHits] = [start, own]
    }
    if (best < 0) break
    places.push(best)
    hits.fill(0, Math.max(0, best - apart + 1), best + apart)
  }
  return places
}

/** How many of the `grams` n-grams from each offset of the text on are n-grams of the pattern (by a hash of 16 bits). */
function hitsFrom(text: string, pattern: string, size: number, grams: number): Uint32Array {
  const known = new Uint8Array(1 << 16)
  for (let at = 0; at < grams; at += 1) known[gramHash(pattern, at, size)] = 1
  const count = text.length - size + 1
  const marks = new Uint8Array(count)
  for (let at = 0; at < count; at += 1) marks[at] = known[gramHash(text, at, size)] ?? 0
  const hits = new Uint32Array(count)
  let sum = 0
  for (let at = count - 1; at >= 0; at -= 1) {
    sum += (marks[at] ?? 0) - (marks[at + grams] ?? 0)
    hits[at] = sum
  }
  return hits
}

function gramHash(words: string, at: number, size: number): number {
  let hash = 0
  for (let offset = 0; offset < size; offset += 1) {
    hash = Math.imul(hash ^ words.charCodeAt(at + offset), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  return hash >>> 16
}
