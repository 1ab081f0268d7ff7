/** The sentence cursor: a range of the text that the keyboard moves and extends by sentences, words and paragraphs. */
import type { Block, TextRange } from '#domain/articles/article'
import { blockAt } from './textPositions'

/** The units that the cursor moves by: sorted, none overlapping another. */
export type Units = readonly TextRange[]

/** The index of the first unit that ends after an offset; the number of units where there is none. */
function unitAfter(units: Units, offset: number): number {
  let low = 0
  let high = units.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((units[middle]?.end ?? 0) > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** The unit that holds an offset, or the next one; the last where there is none after it. */
export function unitAt(units: Units, offset: number): TextRange | null {
  return units[unitAfter(units, offset)] ?? units.at(-1) ?? null
}

/** The unit after (1) or before (-1) a range; the range's own end unit where it is at the edge of the text. */
export function step(units: Units, from: TextRange, by: 1 | -1): TextRange | null {
  if (by === 1) return unitAt(units, from.end)
  const index = unitAfter(units, from.start)
  return units[Math.max(0, index - 1)] ?? null
}

/** The first sentence of the next (1) or previous (-1) block that holds one; from within a block, back to its start. */
export function stepBlock(
  units: Units,
  blocks: readonly Block[],
  from: TextRange,
  by: 1 | -1,
): TextRange | null {
  const here = blockAt(blocks, from.start)
  const start = blocks[here]?.start ?? 0
  const first = unitAt(units, start)
  if (by === -1 && first && first.start < from.start) return first
  for (let index = here + by; index >= 0 && index < blocks.length; index += by) {
    const block = blocks[index]
    const unit = block ? unitAt(units, block.start) : null
    if (block && unit && unit.start < block.end && unit.start >= block.start) return unit
  }
  return first
}

/**
 * The range with its end (or, with `edge` start, its start) moved to the next or previous boundary of the units. It
 * never gets empty and never turns round.
 */
export function extend(units: Units, range: TextRange, by: 1 | -1, edge: 'start' | 'end' = 'end'): TextRange {
  if (edge === 'end') {
    if (by === 1) {
      const next = units[unitAfter(units, range.end)]
      return next ? { start: range.start, end: next.end } : range
    }
    const ends = units[unitAfter(units, range.end - 1) - 1]
    return ends && ends.end > range.start ? { start: range.start, end: ends.end } : range
  }
  if (by === -1) {
    const before = units[unitAfter(units, range.start - 1)]
    const target =
      before && before.start < range.start ? before : units[unitAfter(units, range.start - 1) - 1]
    return target ? { start: target.start, end: range.end } : range
  }
  const next = units[unitAfter(units, range.start) + 1]
  const within = units[unitAfter(units, range.start)]
  const target = within && within.start > range.start ? within : next
  return target && target.start < range.end ? { start: target.start, end: range.end } : range
}
