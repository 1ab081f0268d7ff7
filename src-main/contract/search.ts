/** What is found in articles: passages with the words in them. */
import * as v from 'valibot'
import { RangeSchema } from '#domain/articles/article'
import { IdSchema } from '#domain/ids'
import { ArticleFilterSchema } from '#domain/queries/articleFilter'
import { SearchPassageSchema } from '#domain/queries/passage'
import type { CallTable } from '#contract/call'

/**
 * Who asks. A question that still waits fails with `cancelled` when the same client asks again for the same offset;
 * those of others, and of nobody in particular, are all answered.
 */
export const ClientSchema = v.optional(IdSchema)

/** What was found in an article of a list. */
export const SearchHitSchema = v.object({
  /** Places in title, byline, text and notes. */
  matches: v.number(),
  /** Ranges of the title to mark. */
  titleMarks: v.array(RangeSchema),
  /** Those that show the most of the words. */
  passages: v.array(SearchPassageSchema),
  /** Places that these passages do not show. */
  more: v.number(),
})
export type SearchHit = v.InferOutput<typeof SearchHitSchema>

export const searchCalls = {
  /** A page of all passages of an article that the words of a filter are in: in text order, then those of its notes. */
  'search.passages': {
    args: v.object({
      articleId: IdSchema,
      /** That of the list it was found in. */
      filter: ArticleFilterSchema,
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
    }),
    result: v.object({
      passages: v.array(SearchPassageSchema),
      /** Passages in all. */
      total: v.number(),
      /** Places in the passages that come after these. */
      more: v.number(),
    }),
  },
} as const satisfies CallTable
