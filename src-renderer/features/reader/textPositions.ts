/** Where a place in a block is in the article's text, and the other way round. All offsets are UTF-16 units. */
import { snapRange } from '#domain/anchoring/anchoring'
import type { Block, TextRange } from '#domain/articles/article'

/** A place inside a block: units from the block's start. */
export interface BlockPlace {
  block: number
  offset: number
}

/** The part of a range that lies in one block, in units from the block's start. */
export interface Piece {
  block: number
  start: number
  end: number
}

/** The index of the last block that starts at or before an offset; 0 where there is none. */
export function blockAt(blocks: readonly Block[], offset: number): number {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((blocks[middle]?.start ?? Infinity) <= offset) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

/** The place of an offset; one between two blocks is at the end of the earlier. */
export function placeOf(blocks: readonly Block[], offset: number): BlockPlace {
  const index = blockAt(blocks, offset)
  const block = blocks[index]
  if (!block) return { block: 0, offset: 0 }
  return { block: index, offset: Math.min(Math.max(offset, block.start), block.end) - block.start }
}

/** The offset of a place. */
export function offsetOf(blocks: readonly Block[], place: BlockPlace): number {
  const block = blocks[place.block]
  if (!block) return blocks.at(-1)?.end ?? 0
  return Math.min(block.start + place.offset, block.end)
}

/** What a range covers of each block, in order; blocks of which it covers nothing are left out. */
export function piecesOf(blocks: readonly Block[], range: TextRange): Piece[] {
  const pieces: Piece[] = []
  for (let index = blockAt(blocks, range.start); index < blocks.length; index++) {
    const block = blocks[index]
    if (!block || block.start >= range.end) break
    const start = Math.max(range.start, block.start) - block.start
    const end = Math.min(range.end, block.end) - block.start
    if (start < end) pieces.push({ block: index, start, end })
  }
  return pieces
}

/**
 * What a reader means by a selection: without the white space at its ends, and never a part of a character (a
 * grapheme cluster). White space between is kept, paragraph breaks too.
 * @returns null where nothing but white space is selected
 */
export function tidyRange(text: string, range: TextRange): TextRange | null {
  const words = text.slice(range.start, range.end)
  const start = range.start + (words.length - words.trimStart().length)
  const end = range.end - (words.length - words.trimEnd().length)
  if (start >= end) return null
  return snapRange(text, { start, end })
}

/** Whether two ranges share at least one unit. */
export function overlaps(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end
}
