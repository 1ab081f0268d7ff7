/** Which sentences of two articles say the same, or may: pairs, and what becomes of them where several compete. */
import { weightOf, type Weigher } from './likeness'
import type { PreparedArticle, PreparedSentence } from './prepared'

/** Likeness from which two sentences say the same, and from which they may. Measured: docs/decisions/0008-comparing.md. */
export const sameFrom = 0.5
export const mayFrom = 0.25

/** Likeness from which two sentences may say the same that stand between pairs which do, in the same order. */
export const betweenFrom = 0.18

/** Weight (in nats of idf) below which a sentence says too little to be found again: a few common words. */
export const leastWeight = 9
/** What standing at the same share of the way adds to a likeness, at most; it decides between equals. */
const placeBonus = 0.02
/** With more articles than these a sentence is a line that goes round, and counts for nothing. */
export const commonFrom = 5

export interface Match {
  a: number
  b: number
  score: number
}

/** The words of a sentence, without white space, case and typography: two with the same are verbatim. */
function plainWords({ text }: PreparedArticle, sentence: PreparedSentence): string {
  const known = plain.get(sentence)
  if (known !== undefined) return known
  const words = text
    .slice(sentence.start, sentence.end)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]/gu, '')
  plain.set(sentence, words)
  return words
}

const plain = new WeakMap<PreparedSentence, string>()

/** The sentences that have a term, and how often each has it: one after the other in turn. */
type Holders = number[]

/**
 * All pairs that are alike enough to be so between others, best first; the same pairs, mirrored, if the articles change places. Headings and
 * captions go with their like, and with paragraphs only where they are verbatim.
 */
export function matchesOf(a: PreparedArticle, b: PreparedArticle, weigh: Weigher): Match[] {
  const weights = b.sentences.map(({ bag }) => weightOf(bag, weigh))
  const holders = holdersIn(b)
  const found: Match[] = []
  /** What each sentence of b shares with the one at hand; 0 for all between two of them. */
  const sums = new Float64Array(b.sentences.length)
  for (const sentence of a.sentences) {
    const weight = weightOf(sentence.bag, weigh)
    const touched: number[] = []
    const little: (readonly [string, number])[] = []
    for (const each of sentence.bag) {
      const [key, times] = each
      if (a.little.has(key) || b.little.has(key)) little.push(each)
      else addShared(holders.get(key), times, weigh(key), sums, touched)
    }
    // Little words make no sentence worth a look, but they count where it is.
    for (const [key, times] of little) addShared(holders.get(key), times, weigh(key), sums, null)
    for (const index of touched) {
      const likeness = (2 * (sums[index] ?? 0)) / (weight + (weights[index] ?? 0))
      sums[index] = 0
      const other = b.sentences[index]
      if (!other || likeness < betweenFrom - placeBonus) continue
      // Sums are not the same to the last bit in another order.
      const score = Math.round(likeness * 1e9) / 1e9
      const least = Math.min(weight, weights[index] ?? 0)
      const placed = mayMatch(a, b, sentence, other, least) ? withPlace(a, b, sentence, other, score) : 0
      if (placed >= betweenFrom) found.push({ a: sentence.index, b: index, score: placed })
    }
  }
  return found.sort(
    (one, other) => other.score - one.score || one.a + one.b - (other.a + other.b) || one.a - other.a,
  )
}

function holdersIn(article: PreparedArticle): Map<string, Holders> {
  const known = holdersOf.get(article)
  if (known) return known
  const holders = new Map<string, Holders>()
  for (const { index, bag } of article.sentences) {
    for (const [key, times] of bag) {
      const own = holders.get(key)
      if (own) own.push(index, times)
      else holders.set(key, [index, times])
    }
  }
  holdersOf.set(article, holders)
  return holders
}

const holdersOf = new WeakMap<PreparedArticle, Map<string, Holders>>()

/** Adds what a term weighs in the sentences that have it. @param touched gets those that had nothing; null: they get nothing */
function addShared(
  holders: Holders | undefined,
  times: number,
  weight: number,
  sums: Float64Array,
  touched: number[] | null,
): void {
  if (!holders) return
  for (let at = 0; at < holders.length; at += 2) {
    const index = holders[at] ?? 0
    const before = sums[index] ?? 0
    if (before === 0) {
      if (!touched) continue
      touched.push(index)
    }
    sums[index] = before + weight * Math.min(times, holders[at + 1] ?? 0)
  }
}

/** Two lines of one kind that say enough, or any two that are verbatim. @param least what the lesser of them weighs */
function mayMatch(
  a: PreparedArticle,
  b: PreparedArticle,
  left: PreparedSentence,
  right: PreparedSentence,
  least: number,
): boolean {
  return (left.role === right.role && least >= leastWeight) || isVerbatim(a, b, left, right)
}

function withPlace(
  a: PreparedArticle,
  b: PreparedArticle,
  left: PreparedSentence,
  right: PreparedSentence,
  score: number,
): number {
  if (score >= 1) return 1
  const apart = Math.abs(left.index / a.sentences.length - right.index / b.sentences.length)
  return Math.min(1, score + placeBonus * (1 - apart) * score)
}

export function isVerbatim(
  a: PreparedArticle,
  b: PreparedArticle,
  left: PreparedSentence,
  right: PreparedSentence,
): boolean {
  if (Math.abs(left.end - left.start - (right.end - right.start)) > 20) return false
  const words = plainWords(a, left)
  return words !== '' && words === plainWords(b, right)
}
