/**
 * How alike two bags of terms are: the Dice coefficient (Dice 1945), each term weighted by how rare it is (idf, Spärck
 * Jones 1972). 1 where both have the same terms, 0 where they have none in common.
 */
import { isCharacter, isTellingFigure, type Term } from './terms'

/** How often each term is there. */
export type Bag = ReadonlyMap<string, number>

/** How much a term weighs. */
export type Weigher = (key: string) => number

/** In how many sentences of a collection terms are. */
export interface TermCounts {
  sentences: number
  /** In how many of them a term is; 0 for one that none has. */
  count: (key: string) => number
}

/**
 * Sentences that are taken to be there besides those counted, none of them with the term: in two short articles a term
 * of both would else count as frequent.
 */
export const assumedSentences = 400
/** What a word that only holds a sentence together weighs of what it would. */
const littleShare = 0.12

/** What a figure weighs of what another term of its rarity does: two that share one are seldom on different matters. */
const figureShare = 2

/** What a single Han character weighs, in nats: it is in too many words for its rarity to say much. */
const characterWeight = 2

/** Weights by idf over a collection. @param little whether a term says little of its sentence's matter */
export function weigher(counts: TermCounts, little: (key: string) => boolean): Weigher {
  const known = new Map<string, number>()
  return (key) => {
    const cached = known.get(key)
    if (cached !== undefined) return cached
    const idf = isCharacter(key)
      ? characterWeight
      : Math.log(1 + (counts.sentences + assumedSentences) / (counts.count(key) + 1))
    const weight = little(key) ? idf * littleShare : isTellingFigure(key) ? idf * figureShare : idf
    known.set(key, weight)
    return weight
  }
}

export function bagOf(terms: readonly Term[]): Map<string, number> {
  const bag = new Map<string, number>()
  for (const { key } of terms) bag.set(key, (bag.get(key) ?? 0) + 1)
  return bag
}

/** The bag of two runs together. */
export function joinedBag(bags: readonly Bag[]): Map<string, number> {
  const joined = new Map<string, number>()
  for (const bag of bags) for (const [key, times] of bag) joined.set(key, (joined.get(key) ?? 0) + times)
  return joined
}

export function weightOf(bag: Bag, weigh: Weigher): number {
  let sum = 0
  for (const [key, times] of bag) sum += weigh(key) * times
  return sum
}

/** 0 to 1; the same whichever comes first. */
export function likeness(a: Bag, b: Bag, weigh: Weigher): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const [key, times] of small) {
    const other = large.get(key)
    if (other !== undefined) shared += weigh(key) * Math.min(times, other)
  }
  if (shared === 0) return 0
  return (2 * shared) / (weightOf(a, weigh) + weightOf(b, weigh))
}
