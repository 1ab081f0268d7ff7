/** Which sentences of two articles say the same, or may: pairs, and what becomes of them where several compete. */
import { likeness, weightOf, type Weigher } from './likeness'
import type { PreparedArticle, PreparedSentence } from './prepared'
import type { Grade } from './types'

/** Likeness from which two sentences say the same, and from which they may. Measured: docs/decisions/0008-comparing.md. */
export const sameFrom = 0.5
export const mayFrom = 0.25

/** Weight (in nats of idf) below which a sentence says too little to be found again: a few common words. */
export const leastWeight = 9
/** What the words that hold a sentence together add to a likeness at most, besides what was summed. */
const littleMost = 0.12
/** What standing at the same share of the way adds to a likeness, at most; it decides between equals. */
const placeBonus = 0.02
/** With more articles than these a sentence is a line that goes round, and counts for nothing. */
export const commonFrom = 5

export interface Match {
  a: number
  b: number
  score: number
}

export const gradeOf = (score: number): Grade | null =>
  score >= sameFrom ? 'same' : score >= mayFrom ? 'may' : null

/** The words of a sentence, without white space, case and typography: two with the same are verbatim. */
export const plainWords = (words: string): string =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '')

/**
 * All pairs that are alike enough, best first; the same pairs, mirrored, if the articles change places. Headings and
 * captions go with their like, and with paragraphs only where they are verbatim.
 */
export function matchesOf(a: PreparedArticle, b: PreparedArticle, weigh: Weigher): Match[] {
  const weights = b.sentences.map(({ bag }) => weightOf(bag, weigh))
  // Which sentences of b have a term, so that only those are looked at that share one.
  const holders = new Map<string, number[]>()
  for (const { index, bag } of b.sentences) {
    for (const key of bag.keys()) {
      if (b.little.has(key)) continue
      const own = holders.get(key)
      if (own) own.push(index)
      else holders.set(key, [index])
    }
  }
  const found: Match[] = []
  for (const sentence of a.sentences) {
    const weight = weightOf(sentence.bag, weigh)
    const sums = new Map<number, number>()
    for (const [key, times] of sentence.bag) {
      if (a.little.has(key)) continue
      for (const index of holders.get(key) ?? []) {
        const shared = weigh(key) * Math.min(times, b.sentences[index]?.bag.get(key) ?? 0)
        sums.set(index, (sums.get(index) ?? 0) + shared)
      }
    }
    for (const [index, sum] of sums) {
      const other = b.sentences[index]
      if (!other || (2 * sum) / (weight + (weights[index] ?? 0)) < mayFrom - littleMost) continue
      const score = scoreOf(a, b, sentence, other, weigh)
      if (gradeOf(score) !== null) found.push({ a: sentence.index, b: index, score })
    }
  }
  return found.sort(
    (one, other) => other.score - one.score || one.a + one.b - (other.a + other.b) || one.a - other.a,
  )
}

function scoreOf(
  a: PreparedArticle,
  b: PreparedArticle,
  left: PreparedSentence,
  right: PreparedSentence,
  weigh: Weigher,
): number {
  const verbatim = isVerbatim(a, b, left, right)
  if (left.role !== right.role && !verbatim) return 0
  const score = likeness(left.bag, right.bag, weigh)
  const least = Math.min(weightOf(left.bag, weigh), weightOf(right.bag, weigh))
  if (least < leastWeight && !verbatim) return 0
  if (score === 0) return 0
  const apart = Math.abs(left.index / a.sentences.length - right.index / b.sentences.length)
  return Math.min(1, score + placeBonus * (1 - apart) * (score < 1 ? score : 0))
}

export function isVerbatim(
  a: PreparedArticle,
  b: PreparedArticle,
  left: PreparedSentence,
  right: PreparedSentence,
): boolean {
  if (Math.abs(left.end - left.start - (right.end - right.start)) > 20) return false
  const words = plainWords(a.text.slice(left.start, left.end))
  return words !== '' && words === plainWords(b.text.slice(right.start, right.end))
}
