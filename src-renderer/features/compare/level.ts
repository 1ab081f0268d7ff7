/** Keeps panes level by what they share: from one shared passage to the next in equal steps. */
import type { Comparison } from '#stores/comparison.svelte'
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
  const chain = shared.chain(from.articleId, to.articleId)
  return scrolledTo(from.surface.level, to.surface.level, chain)
}

/** @param chain places that stand level, rising in both texts */
export function scrolledTo(
  from: Leveller,
  to: Leveller,
  chain: readonly { from: number; to: number }[],
): number | null {
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
  // Beyond the first and the last, the ends of the texts stand level.
  const [own, others] = [from.ends(), to.ends()]
  const ends = before
    ? { from: from.heightOf(before.from), to: to.heightOf(before.to) }
    : { from: own.top, to: others.top }
  const next = after
    ? { from: from.heightOf(after.from), to: to.heightOf(after.to) }
    : { from: own.bottom, to: others.bottom }
  if (ends.from === null || ends.to === null || next.from === null || next.to === null) return null
  const share = next.from <= ends.from ? 0 : (at - ends.from) / (next.from - ends.from)
  return to.scrollTo(ends.to + share * (next.to - ends.to))
}
