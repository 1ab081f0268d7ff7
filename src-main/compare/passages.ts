/** From pairs of sentences to passages: the better pair wins, neighbours join, one sentence may be told in two. */
import { joinedBag, likeness, type Weigher } from './likeness'
import { mayFrom, sameFrom, type Match } from './matches'
import type { PreparedArticle, PreparedSentence } from './prepared'

/** A passage as runs of sentences, before it is described. */
export interface Run {
  a: number[]
  b: number[]
  score: number
}

/** By how much a likeness has to grow for a further sentence to belong to a passage. */
const leastGain = 0.04
/** How many sentences away the pairs are, at most, between which another stands. */
const farthest = 3

/**
 * Settles pairs that compete, lets a neighbour in where the two tell what one sentence tells, and joins pairs that go
 * on in both articles within one paragraph. Runs may cross.
 * @param matches best first
 */
export function runsOf(
  a: PreparedArticle,
  b: PreparedArticle,
  matches: readonly Match[],
  weigh: Weigher,
): Run[] {
  const takenA = new Map<number, Run>()
  const takenB = new Map<number, Run>()
  const runs: Run[] = []
  for (const match of matches) {
    if (match.score < mayFrom) break
    if (takenA.has(match.a) || takenB.has(match.b)) continue
    take(match)
  }
  for (const match of matches) if (match.score >= mayFrom) extend(match)
  // Of these each stands by what was found before: one does not hold up the next.
  const between = matches.filter((match) => match.score < mayFrom && isBetween(match))
  for (const match of between) if (!takenA.has(match.a) && !takenB.has(match.b)) take(match)
  return joined(runs)

  function take(match: Match): void {
    const run = { a: [match.a], b: [match.b], score: match.score }
    runs.push(run)
    takenA.set(match.a, run)
    takenB.set(match.b, run)
  }

  /** Not far before it and not far behind it, in both articles, stands a pair that was found. */
  function isBetween({ a: left, b: right }: Match): boolean {
    const steps = Array.from({ length: farthest }, (_, at) => at + 1)
    const isThere = (sign: 1 | -1): boolean =>
      steps.some((by) => {
        const run = takenA.get(left + sign * by)
        return run !== undefined && steps.some((step) => takenB.get(right + sign * step) === run)
      })
    return isThere(-1) && isThere(1)
  }

  /** A sentence without a counterpart that stands beside one of a run and tells a part of the other side. */
  function extend({ a: left, b: right }: Match): void {
    const [byA, byB] = [takenA.get(left), takenB.get(right)]
    if (byA && !byB && byA.b.some((index) => besides(b, index, right)) && gains(byA, 'b', right)) {
      byA.b = [...byA.b, right].sort((x, y) => x - y)
      takenB.set(right, byA)
    } else if (byB && !byA && byB.a.some((index) => besides(a, index, left)) && gains(byB, 'a', left)) {
      byB.a = [...byB.a, left].sort((x, y) => x - y)
      takenA.set(left, byB)
    }
  }

  function gains(run: Run, side: 'a' | 'b', index: number): boolean {
    const more = { ...run, [side]: [...run[side], index] }
    const score = likenessOf(more)
    if (score < run.score + leastGain) return false
    run.score = score
    return true
  }

  function likenessOf(run: Run): number {
    const bags = (article: PreparedArticle, indexes: readonly number[]) =>
      joinedBag(indexes.flatMap((index) => article.sentences[index]?.bag ?? []))
    return likeness(bags(a, run.a), bags(b, run.b), weigh)
  }

  function joined(all: Run[]): Run[] {
    const result: Run[] = []
    /** By the sentence of a that a run ends with. */
    const byEnd = new Map<number, Run>()
    for (const run of all.sort((one, other) => (one.a[0] ?? 0) - (other.a[0] ?? 0))) {
      const before = byEnd.get((run.a[0] ?? 0) - 1)
      const grown = before && follows(before, run) ? before : { a: [], b: [], score: run.score }
      if (grown !== before) result.push(grown)
      grown.a = [...grown.a, ...run.a]
      grown.b = [...grown.b, ...run.b]
      if (grown === before) grown.score = likenessOf(grown)
      byEnd.set(run.a.at(-1) ?? 0, grown)
    }
    return result
  }

  function follows(before: Run, after: Run): boolean {
    return (
      before.score >= sameFrom === after.score >= sameFrom &&
      isNext(a, before.a.at(-1), after.a[0]) &&
      isNext(b, before.b.at(-1), after.b[0])
    )
  }
}

const sentenceOf = (article: PreparedArticle, index: number | undefined): PreparedSentence | undefined =>
  index === undefined ? undefined : article.sentences[index]

function isNext(article: PreparedArticle, before: number | undefined, after: number | undefined): boolean {
  const [one, other] = [sentenceOf(article, before), sentenceOf(article, after)]
  return one !== undefined && other?.index === one.index + 1 && one.block === other.block
}

/** The two stand side by side in one paragraph. */
function besides(article: PreparedArticle, one: number, other: number): boolean {
  return isNext(article, one, other) || isNext(article, other, one)
}
