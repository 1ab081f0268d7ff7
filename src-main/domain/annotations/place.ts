/** Where highlights stand in the text of today, and in what order: one rule for the services and the interface. */
import type { Place } from '#domain/anchoring/anchor'
import { locate, type Changes } from '#domain/anchoring/anchoring'
import type { ArticleText } from '#domain/articles/article'
import type { Highlight, PlacedHighlight } from '#domain/annotations/notebook'

/**
 * Where a highlight's words are in a text. A place that the reader refused on this very revision is not offered again.
 * @param changes what changed since the text that the anchor was made on, where that text is known: with it more is found
 */
export function placeIn(
  text: Pick<ArticleText, 'text' | 'revision'>,
  { anchor, refused }: Pick<Highlight, 'anchor' | 'refused'>,
  changes?: Changes,
): Place {
  const place = locate(text.text, text.revision, anchor, changes)
  const own = anchor.revision === text.revision && place.status === 'exact'
  const isRefused = refused === text.revision && !own
  return isRefused ? { status: 'lost' } : place
}

/** Text order; lost ones last, in the order they once had. */
export function inTextOrder(a: PlacedHighlight, b: PlacedHighlight): number {
  if (a.place.status === 'lost' || b.place.status === 'lost') {
    if (a.place.status !== b.place.status) return a.place.status === 'lost' ? 1 : -1
    return a.anchor.start - b.anchor.start || a.id.localeCompare(b.id)
  }
  return a.place.start - b.place.start || a.place.end - b.place.end || a.id.localeCompare(b.id)
}
