/** An article's notebook as the interface shows it, and what a change does to it before it is on the disk. */
import type { NotebookView } from '#contract/notebook'
import type { Place } from '#domain/anchor'
import { inTextOrder } from '#domain/annotations/place'
import type { Highlight, Operation, PlacedHighlight } from '#domain/notebook'

/** Finds where a highlight's words are in the article's text of today. */
export type Placer = (highlight: Highlight) => Place

/** The highlight as it is stored, without its place. */
export function stored(highlight: PlacedHighlight): Highlight {
  const copy: Highlight & { place?: Place } = { ...highlight }
  delete copy.place
  return copy
}

/** The articles that an operation changes; none for tags and links. */
export function articleOf(operation: Operation): string | null {
  switch (operation.type) {
    case 'putHighlight':
      return operation.highlight.articleId
    case 'deleteHighlight':
    case 'putArticleNote':
      return operation.articleId
    case 'putTag':
    case 'deleteTag':
    case 'putLink':
    case 'deleteLink':
      return null
  }
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
  for (const operation of operations) {
    if (articleOf(operation) !== view.articleId) continue
    if (operation.type === 'putHighlight') {
      const { highlight } = operation
      const before = next.highlights.find((other) => other.id === highlight.id)
      inverse.unshift(
        before
          ? { type: 'putHighlight', highlight: stored(before) }
          : { type: 'deleteHighlight', articleId: view.articleId, id: highlight.id },
      )
      const placed = { ...highlight, place: placeAgain(highlight, before, place) }
      next = { ...next, highlights: inserted(next.highlights, placed) }
    } else if (operation.type === 'deleteHighlight') {
      const before = next.highlights.find((other) => other.id === operation.id)
      if (!before) continue
      inverse.unshift({ type: 'putHighlight', highlight: stored(before) })
      next = { ...next, highlights: next.highlights.filter((other) => other !== before) }
    } else if (operation.type === 'putArticleNote') {
      inverse.unshift({ ...operation, value: next.note })
      next = { ...next, note: operation.value }
    }
  }
  return { view: next, inverse }
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
    const kept = old && same(old, highlight) ? old : highlight
    if (before.highlights[index] !== kept) changed = true
    return kept
  })
  const note = same(before.note, after.note) ? before.note : after.note
  if (!changed && note === before.note && before.unreadable === after.unreadable) return before
  return { ...after, note, highlights }
}

function placeAgain(highlight: Highlight, before: PlacedHighlight | undefined, place: Placer): Place {
  return before && same(before.anchor, highlight.anchor) ? before.place : place(highlight)
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

/** Equality of plain data. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const left = Object.entries(a)
  if (left.length !== Object.keys(b).length) return false
  return left.every(([key, value]) => key in b && same(value, (b as Record<string, unknown>)[key]))
}
