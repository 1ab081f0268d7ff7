/** Highlights that have a place in the text of today. */
import type { Hue, PlacedHighlight } from '#domain/annotations/notebook'
import type { TextRange } from '#domain/articles/article'

/** A highlight that has a place in the text of today. */
export interface Standing extends TextRange {
  id: string
  hue: Hue
  highlight: PlacedHighlight
}

const standings = new WeakMap<PlacedHighlight, Standing>()

/** One object for each state of a highlight, so that only what changed is drawn again; null for a lost one. */
export function standingOf(highlight: PlacedHighlight): Standing | null {
  const { id, hue, place } = highlight
  if (place.status === 'lost') return null
  const known = standings.get(highlight)
  if (known) return known
  const standing = { id, hue, start: place.start, end: place.end, highlight }
  standings.set(highlight, standing)
  return standing
}
