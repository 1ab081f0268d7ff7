/** An article's notebook as the interface shows it, and what a change does to it before it is on the disk. */
import type { NotebookView } from '#contract/notebook'
import type { Place } from '#domain/anchoring/anchor'
import { inTextOrder } from '#domain/annotations/place'
import { applyToArticle } from '#domain/annotations/apply'
import { articleOf, isOnArticle, type Operation } from '#domain/annotations/operations'
import { equal } from '#domain/equal'
import type { Highlight, PlacedHighlight } from '#domain/annotations/notebook'

/** Finds where a highlight's words are in the article's text of today. */
export type Placer = (highlight: Highlight) => Place

/** The highlight as it is stored, without its place. */
export function stored(highlight: PlacedHighlight): Highlight {
  const copy: Highlight & { place?: Place } = { ...highlight }
  delete copy.place
  return copy
}

/**
 * Lays operations over a view, in turn; those on other articles are passed over.
 * @returns the new view (the same one where nothing changed) and the steps that take the change back
 */
export function applyToView(
  view: NotebookView,
  operations: readonly Operation[],
  place: Placer,
): { view: NotebookView; inverse: Operation[] } {
  let next = view
  const inverse: Operation[] = []
  const now = new Date().toISOString()
  for (const operation of operations) {
    if (!isOnArticle(operation) || articleOf(operation) !== view.articleId) continue
    const effect = applyToArticle(next, operation, now)
    if (effect.inverse) inverse.unshift(withoutPlace(effect.inverse))
    const id =
      operation.type === 'addHighlight' ? operation.highlight.id : 'id' in operation ? operation.id : null
    next = id === null ? effect.state : settled(next, effect.state, id, place)
  }
  return { view: next, inverse }
}

/** Finds the place of the one highlight that an operation was about, and puts it there. */
function settled(before: NotebookView, after: NotebookView, id: string, place: Placer): NotebookView {
  const old = before.highlights.find((highlight) => highlight.id === id)
  // It may be new, and without a place.
  const record: Highlight | undefined = after.highlights.find((highlight) => highlight.id === id)
  if (!record || record === old) return after
  return {
    ...after,
    highlights: inserted(after.highlights, { ...record, place: placeAgain(record, old, place) }),
  }
}

/** What is stored knows of no places. */
function withoutPlace(operation: Operation): Operation {
  if (operation.type !== 'addHighlight') return operation
  return { ...operation, highlight: stored(operation.highlight as PlacedHighlight) }
}

/**
 * A view read anew, with the objects of the earlier one wherever nothing changed, so that only what changed is drawn
 * again.
 */
export function keepUnchanged(before: NotebookView, after: NotebookView): NotebookView {
  const known = new Map(before.highlights.map((highlight) => [highlight.id, highlight]))
  let changed = before.highlights.length !== after.highlights.length
  const highlights = after.highlights.map((highlight, index) => {
    const old = known.get(highlight.id)
    const kept = old && equal(old, highlight) ? old : highlight
    if (before.highlights[index] !== kept) changed = true
    return kept
  })
  const note = equal(before.note, after.note) ? before.note : after.note
  if (!changed && note === before.note && before.unreadable === after.unreadable) return before
  return { ...after, note, highlights }
}

function placeAgain(highlight: Highlight, before: PlacedHighlight | undefined, place: Placer): Place {
  const asBefore =
    before &&
    equal(before.anchor, highlight.anchor) &&
    (before.refused ?? null) === (highlight.refused ?? null)
  return asBefore ? before.place : place(highlight)
}

function inserted(highlights: readonly PlacedHighlight[], highlight: PlacedHighlight): PlacedHighlight[] {
  const others = highlights.filter((other) => other.id !== highlight.id)
  let low = 0
  let high = others.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = others[middle]
    if (other && inTextOrder(other, highlight) < 0) low = middle + 1
    else high = middle
  }
  others.splice(low, 0, highlight)
  return others
}

/** What a note is on: a highlight, or the article as a whole (`highlightId` null). */
export interface NoteTarget {
  articleId: string
  highlightId: string | null
}

/** The step that makes one note of another; none where they are the same. */
export function changeNote({ articleId, highlightId }: NoteTarget, from: string, to: string): Operation[] {
  if (from === to) return []
  const how = { changes: { note: { from, to } }, at: new Date().toISOString() }
  return highlightId === null
    ? [{ type: 'changeArticleNote', articleId, ...how }]
    : [{ type: 'changeHighlight', articleId, id: highlightId, ...how }]
}
