/** Where highlights lie on one another, so that each of them can still be seen there. */
import type { TextRange } from '#domain/article'
import { hues, type Hue } from '#domain/notebook'

export interface Mark extends TextRange {
  id: string
  hue: Hue
}

export interface Overlap extends TextRange {
  /** The hue that is painted uppermost. */
  upper: Hue
  /** The upper hue occurs more than once here: one coat of it would not show that. */
  twice: boolean
}

/** Hues from the lowest coat of paint to the uppermost. */
export const paintOrder: readonly Hue[] = hues

/**
 * The stretches that two or more marks cover, in order; neighbouring stretches of the same kind are one.
 * Marks need not be sorted.
 */
export function findOverlaps(marks: readonly Mark[]): Overlap[] {
  const edges = marks
    .filter(({ start, end }) => start < end)
    .flatMap(({ start, end, hue }) => [
      { at: start, hue, by: 1 },
      { at: end, hue, by: -1 },
    ])
    .sort((a, b) => a.at - b.at)
  const depth = new Map<Hue, number>()
  let total = 0
  const found: Overlap[] = []
  for (const [index, { at, hue, by }] of edges.entries()) {
    depth.set(hue, (depth.get(hue) ?? 0) + by)
    total += by
    const next = edges[index + 1]
    if (total < 2 || !next || next.at === at) continue
    const upper = paintOrder.findLast((candidate) => (depth.get(candidate) ?? 0) > 0)
    if (!upper) continue
    const twice = (depth.get(upper) ?? 0) > 1
    const last = found.at(-1)
    if (last?.end === at && last.upper === upper && last.twice === twice) last.end = next.at
    else found.push({ start: at, end: next.at, upper, twice })
  }
  return found
}
