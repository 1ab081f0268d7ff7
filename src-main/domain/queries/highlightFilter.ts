/** Which highlights the notebook shows, how they are grouped, and in which order. */
import * as v from 'valibot'
import { PlaceSchema } from '#domain/anchoring/anchor'
import { IdSchema } from '#domain/ids'
import { HueSchema } from '#domain/annotations/notebook'

/** How a highlight stands to the text of now. */
export const placeStatuses = PlaceSchema.options.map((option) => option.entries.status.literal)

/** A highlight passes when it passes every part; an empty list filters nothing. */
export const HighlightFilterSchema = v.object({
  /** Words in quotation, note or tags; the query language of search. */
  text: v.pipe(v.string(), v.maxLength(2000)),
  /** Any of these; null stands for highlights without tags. */
  tags: v.array(v.nullable(v.string())),
  hues: v.array(HueSchema),
  sources: v.array(v.nullable(v.string())),
  articleIds: v.array(IdSchema),
  /** Dates of any precision, both inclusive; of the article's publication or of the highlight's making. */
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
  dateOf: v.picklist(['published', 'created']),
  hasNote: v.nullable(v.boolean()),
  linked: v.nullable(v.boolean()),
  status: v.array(v.picklist(placeStatuses)),
})
export type HighlightFilter = v.InferOutput<typeof HighlightFilterSchema>

/** The filter that leaves every highlight. */
export function noHighlightFilter(): HighlightFilter {
  return {
    ...{ text: '', tags: [], hues: [], sources: [], articleIds: [], from: null, to: null },
    ...{ dateOf: 'published', hasNote: null, linked: null, status: [] },
  }
}

/** The groupings, in the order they are offered in; `date` is by month. */
export const highlightGroupings = ['tag', 'article', 'hue', 'source', 'date', 'none'] as const
export type HighlightGrouping = (typeof highlightGroupings)[number]

/**
 * Orders within a group: `text` by the article's date and then by place in the text, `newest` and `oldest` by when it was
 * made, `updated` the latest changed first, `quote` by the words of the quotation.
 */
export const highlightSorts = ['text', 'newest', 'oldest', 'updated', 'quote'] as const
export type HighlightSort = (typeof highlightSorts)[number]
