/** How groups, orders and states of the notebook are named. */
import type { PlaceStatus } from '#domain/anchoring/anchor'
import type { Hue } from '#domain/annotations/notebook'
import { formatDate } from '#shared/format'
import type { HighlightGrouping, HighlightSort } from '#domain/queries/highlightFilter'
import type { HighlightGroup } from '#stores/workbench.svelte'

export const groupingNames: Readonly<Record<HighlightGrouping, string>> = {
  tag: 'Tag',
  article: 'Article',
  hue: 'Colour',
  source: 'Source',
  date: 'Date',
  none: 'None',
}

export const sortingNames: Readonly<Record<HighlightSort, string>> = {
  text: 'Order of the text',
  newest: 'Newest first',
  oldest: 'Oldest first',
  updated: 'Last changed first',
  quote: 'Quotation, A to Z',
}

export const statusNames: Readonly<Record<PlaceStatus, string>> = {
  exact: 'Exact',
  moved: 'Moved',
  fuzzy: 'Close match',
  lost: 'Lost',
}

const unnamed: Readonly<Record<HighlightGrouping, string>> = {
  tag: 'No tag',
  article: 'No title',
  hue: 'No colour',
  source: 'No source',
  date: 'No date',
  none: '',
}

/** A group's name, without the mark of a tag. */
export function groupName(
  { key, label }: Pick<HighlightGroup, 'key' | 'label'>,
  by: HighlightGrouping,
  hueNames: Readonly<Record<Hue, string>>,
): string {
  if (key === null) return unnamed[by]
  if (by === 'hue') return hueNames[key as Hue]
  return by === 'date' ? formatDate(key) : (label ?? unnamed[by])
}
