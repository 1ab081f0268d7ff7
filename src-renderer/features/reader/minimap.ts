/** Where the ticks of the highlights stand beside the scroll bar. Lengths are CSS pixels. */
import type { Block, TextRange } from '#domain/articles/article'
import type { Hue } from '#domain/annotations/notebook'
import type { Band } from '#stores/found'
import { placeOf } from './textPositions'

export interface Tick {
  /** The highlight to jump to. */
  id: string
  hue: Hue
  top: number
  height: number
  /** Two lanes where ticks overlap: 0 left, 1 right; null: the whole width. */
  lane: 0 | 1 | null
}

/** Where a sentence stands that another open article has too. */
export interface Stick {
  grade: Band['grade']
  top: number
  height: number
}

/** Lays out what is shared, at the left edge of the minimap. Lengths as for `layTicks`. */
export function laySticks(
  bands: readonly Band[],
  blocks: readonly Block[],
  boxes: readonly BlockBox[],
  content: number,
  track: number,
): Stick[] {
  if (content <= 0) return []
  const scale = track / content
  return bands.map(({ grade, start, end }) => {
    const top = heightAt(blocks, boxes, start) * scale
    return { grade, top, height: Math.max(leastHeight, heightAt(blocks, boxes, end) * scale - top) }
  })
}

/** Top and height of each block within the scrolled content. */
export interface BlockBox {
  top: number
  height: number
}

const leastHeight = 3

/** About where an offset is in the content: its block's box, divided evenly among the block's characters. */
export function heightAt(blocks: readonly Block[], boxes: readonly BlockBox[], offset: number): number {
  const place = placeOf(blocks, offset)
  const block = blocks[place.block]
  const box = boxes[place.block]
  if (!block || !box) return 0
  const length = Math.max(1, block.end - block.start)
  return box.top + (place.offset / length) * box.height
}

/**
 * Lays the ticks out. `highlights` are in text order; ticks of one hue that would lie on one another are one.
 * @param content height of the scrolled content
 * @param track height of the minimap
 */
export function layTicks(
  highlights: readonly (TextRange & { id: string; hue: Hue })[],
  blocks: readonly Block[],
  boxes: readonly BlockBox[],
  content: number,
  track: number,
): Tick[] {
  if (content <= 0) return []
  const scale = track / content
  const ticks: Tick[] = []
  for (const { id, hue, start, end } of highlights) {
    const top = Math.min(heightAt(blocks, boxes, start) * scale, Math.max(0, track - leastHeight))
    const height = Math.max(
      leastHeight,
      (heightAt(blocks, boxes, end) - heightAt(blocks, boxes, start)) * scale,
    )
    const touching = ticks.slice(-8).filter((tick) => tick.top < top + height && top < tick.top + tick.height)
    const alike = touching.find((tick) => tick.hue === hue && top - tick.top < leastHeight)
    if (alike) {
      alike.height = Math.max(alike.height, top + height - alike.top)
      continue
    }
    const beside = touching.at(-1)
    if (beside) beside.lane ??= 0
    ticks.push({ id, hue, top, height, lane: beside ? (beside.lane === 1 ? 0 : 1) : null })
  }
  return ticks
}

/** A tick as a piece of an SVG path, in a minimap 14 pixels wide. */
export function tickPath({ top, height, lane }: Tick): string {
  const left = lane === 1 ? 7.5 : 3
  const width = lane === null ? 8 : 3.5
  return `M${left} ${top.toFixed(1)}h${width}v${height.toFixed(1)}h${-width}z`
}
