/** Three-way merge of sequences of strings (lines, blocks), as fine as it can be without guessing. */
import { diffIndices } from 'node-diff3'

/** A stretch of the result, or a place where both sides changed the same thing. */
export type Stretch =
  /** As it was, or changed in the same way by both. */
  | { kind: 'same'; items: string[] }
  /** Changed in the file. */
  | { kind: 'yours'; items: string[] }
  /** Changed in Collate. */
  | { kind: 'new'; items: string[] }
  /** `base` is empty where both put something in at one place. */
  | { kind: 'clash'; base: string[]; yours: string[]; collate: string[] }

interface Hunk {
  side: 'yours' | 'collate'
  /** Half-open range of the base that is replaced. */
  start: number
  end: number
  items: string[]
}

function hunksOf(side: Hunk['side'], base: string[], changed: string[]): Hunk[] {
  return diffIndices(base, changed).map(({ buffer1: [start, length], buffer2Content }) => ({
    side,
    start,
    end: start + length,
    items: buffer2Content,
  }))
}

/**
 * Two hunks that only touch do not overlap: the line before a changed line can be changed by the other side. (The
 * regions of node-diff3 itself make one conflict of them.) Two insertions at one place do.
 */
function overlap(a: { start: number; end: number }, b: Hunk): boolean {
  return (
    (a.start < b.end && b.start < a.end) || (a.start === a.end && b.start === b.end && a.start === b.start)
  )
}

/** Hunks that overlap one another, in the order of the base. */
function clusters(hunks: Hunk[]): Hunk[][] {
  const found: Hunk[][] = []
  let range = { start: 0, end: -1 }
  for (const hunk of hunks) {
    const last = found.at(-1)
    if (last && overlap(range, hunk)) {
      last.push(hunk)
      range.end = Math.max(range.end, hunk.end)
    } else {
      found.push([hunk])
      range = { start: hunk.start, end: hunk.end }
    }
  }
  return found
}

/** The base from `start` to `end` with the hunks of one side applied. */
function applied(base: string[], hunks: Hunk[], start: number, end: number): string[] {
  const items: string[] = []
  let at = start
  for (const hunk of hunks) {
    items.push(...base.slice(at, hunk.start), ...hunk.items)
    at = hunk.end
  }
  return [...items, ...base.slice(at, end)]
}

const equal = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index])

/** Merges what `yours` and `collate` made of `base`. */
export function mergeSequences(base: string[], yours: string[], collate: string[]): Stretch[] {
  const hunks = [...hunksOf('yours', base, yours), ...hunksOf('collate', base, collate)].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )
  const stretches: Stretch[] = []
  let at = 0
  for (const cluster of clusters(hunks)) {
    const start = Math.min(...cluster.map((hunk) => hunk.start))
    const end = Math.max(...cluster.map((hunk) => hunk.end))
    if (start > at) stretches.push({ kind: 'same', items: base.slice(at, start) })
    const [own, other] = (['yours', 'collate'] as const).map((side) => {
      const hunksOfSide = cluster.filter((hunk) => hunk.side === side)
      return hunksOfSide.length === 0 ? null : applied(base, hunksOfSide, start, end)
    })
    if (own && other) {
      stretches.push(
        equal(own, other)
          ? { kind: 'same', items: own }
          : { kind: 'clash', base: base.slice(start, end), yours: own, collate: other },
      )
    } else stretches.push({ kind: own ? 'yours' : 'new', items: own ?? other ?? [] })
    at = end
  }
  if (at < base.length) stretches.push({ kind: 'same', items: base.slice(at) })
  return stretches
}

/** What two sequences have in common, in order: a stand-in for a base that is not known. */
export function commonItems(a: string[], b: string[]): string[] {
  const common: string[] = []
  let at = 0
  for (const {
    buffer1: [start, length],
  } of diffIndices(a, b)) {
    common.push(...a.slice(at, start))
    at = start + length
  }
  return [...common, ...a.slice(at)]
}

/**
 * A three-way order of keys: the file's order where the reader moved something, else Collate's; keys of the other side
 * are put behind the key that precedes them there. All keys are unique; `kept` says which are in the result.
 */
export function mergeOrder(
  base: readonly string[] | null,
  theirs: readonly string[],
  ours: readonly string[],
  kept: (key: string) => boolean,
): string[] {
  const inFile = new Set(theirs)
  const shared = new Set(ours.filter((key) => inFile.has(key)))
  const order = (keys: readonly string[]): string => keys.filter((key) => shared.has(key)).join('\n')
  const inBase = new Set(base)
  const moved = !base || order(theirs.filter((key) => inBase.has(key))) !== order(base)
  const [skeleton, source] = moved ? [theirs, ours] : [ours, theirs]
  return interleave(skeleton.filter(kept), source.filter(kept))
}

function interleave(skeleton: readonly string[], source: readonly string[]): string[] {
  const present = new Set(skeleton)
  const first: string[] = []
  const after = new Map<string, string[]>()
  let followers = first
  for (const key of source) {
    if (!present.has(key)) followers.push(key)
    else {
      followers = after.get(key) ?? []
      after.set(key, followers)
    }
  }
  return [...first, ...skeleton.flatMap((key) => [key, ...(after.get(key) ?? [])])]
}
