/** Keeps panes level by what they share: from one shared passage to the next in equal steps. */
import type { Comparison } from '#stores/comparison.svelte'
import type { Found } from '#stores/found'
import type { SharedPassages } from '#stores/sharedPassages.svelte'
import type { Leveller, Workspace } from '#stores/workspace.svelte'

/**
 * Where the other of two scrolled elements has to be scrolled, CSS pixels, so that what both say stands at one height;
 * null where the panes are not kept level so. Between two shared passages it is as far on its way as the leader.
 */
export function levelWith(
  { workspace, comparison, shared }: { workspace: Workspace; comparison: Comparison; shared: SharedPassages },
  leader: object,
  other: object,
): number | null {
  if (!shared.active || comparison.mode !== 'passages') return null
  const paneOf = (scroller: object) =>
    workspace.panes.find((pane) => pane.surface?.level.scroller() === scroller)
  const [from, to] = [paneOf(leader), paneOf(other)]
  if (!from?.surface || !to?.surface) return null
  return scrolledTo(from.surface.level, to.surface.level, chainOf(shared.shown, from.articleId, to.articleId))
}

/** Places of two texts that stand level, UTF-16 units. */
interface Level {
  from: number
  to: number
}

/** Chains that were worked out, by the passages that they are of. */
const chains = new WeakMap<readonly Found[], Map<string, readonly Level[]>>()

/** What two articles have the same, rising in both texts. */
function chainOf(passages: readonly Found[], from: string, to: string): readonly Level[] {
  const known = chains.get(passages) ?? new Map<string, readonly Level[]>()
  chains.set(passages, known)
  const key = `${from} ${to}`
  const chain = known.get(key) ?? heaviestRising(pairsOf(passages, from, to))
  known.set(key, chain)
  return chain
}

function pairsOf(passages: readonly Found[], from: string, to: string): (Level & { score: number })[] {
  return passages
    .flatMap(({ passage: { grade, score }, ends: [a, b] }) => {
      const [one, other] = a.articleId === from ? [a, b] : [b, a]
      const between = one.articleId === from && other.articleId === to
      return grade === 'same' && between ? [{ from: one.start, to: other.start, score }] : []
    })
    .sort((one, other) => one.from - other.from)
}

/** Of pairs in the order of `from`, those that rise in `to` as well and together have the greatest score. */
export function heaviestRising(pairs: readonly (Level & { score: number })[]): Level[] {
  const best: { sum: number; before: number }[] = []
  let last = -1
  for (const [at, pair] of pairs.entries()) {
    let own = { sum: pair.score, before: -1 }
    for (let before = 0; before < at; before++) {
      const other = pairs[before]
      const sum = (best[before]?.sum ?? 0) + pair.score
      if (other && other.from < pair.from && other.to < pair.to && sum > own.sum) own = { sum, before }
    }
    best.push(own)
    if (own.sum > (best[last]?.sum ?? 0)) last = at
  }
  const chain: Level[] = []
  for (let at = last; at >= 0; at = best[at]?.before ?? -1) {
    const pair = pairs[at]
    if (pair) chain.unshift({ from: pair.from, to: pair.to })
  }
  return chain
}

/** @param chain places that stand level, rising in both texts */
export function scrolledTo(from: Leveller, to: Leveller, chain: readonly Level[]): number | null {
  if (chain.length === 0) return null
  const at = from.line()
  // The last of the passages that begin above the line: heights rise with the places.
  let [low, high] = [0, chain.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const height = from.heightOf(chain[middle]?.from ?? 0)
    if (height === null) return null
    if (height <= at) low = middle + 1
    else high = middle
  }
  const [before, after] = [chain[low - 1], chain[low]]
  const [own, others] = [from.ends(), to.ends()]
  const heights = (place: Level): { from: number; to: number } | null => {
    const [height, other] = [from.heightOf(place.from), to.heightOf(place.to)]
    // What never comes to that line, being too near an end of its text, counts as that end.
    return height === null || other === null ? null : { from: within(height, own), to: within(other, others) }
  }
  // Beyond the first and the last, the ends of the texts stand level.
  const ends = before ? heights(before) : { from: own.top, to: others.top }
  const next = after ? heights(after) : { from: own.bottom, to: others.bottom }
  if (!ends || !next) return null
  const share = next.from <= ends.from ? 0 : (at - ends.from) / (next.from - ends.from)
  return to.scrollTo(ends.to + share * (next.to - ends.to))
}

const within = (height: number, { top, bottom }: { top: number; bottom: number }): number =>
  Math.min(Math.max(height, top), Math.max(top, bottom))
