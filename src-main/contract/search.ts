/** Calls that find: full text over articles, notes and tags. */
import * as v from 'valibot'
import { RangeSchema } from '#domain/article'
import { IdSchema } from '#domain/ids'
import { ArticleRowSchema } from '#contract/library'
import { NoArgs, type CallTable } from '#contract/call'

/**
 * Who asks. A question that still waits fails with `cancelled` when the same one asks again for the same offset; those of
 * others, and of nobody in particular, are all answered.
 */
export const AskerSchema = v.optional(IdSchema)

/** A passage that matches, with the words to mark. */
export const PassageSchema = v.object({
  kind: v.picklist(['text', 'note', 'quote']),
  highlightId: v.nullable(IdSchema),
  /** Where in the article's text, in UTF-16 units, for jumping there; null for a note on the whole article. */
  start: v.nullable(v.number()),
  end: v.nullable(v.number()),
  /** The passage as shown. */
  text: v.string(),
  /** Ranges of `text` to mark. */
  marks: v.array(RangeSchema),
  paragraph: v.nullable(v.number()),
  /** The passage begins, or ends, within a paragraph. */
  cutBefore: v.boolean(),
  cutAfter: v.boolean(),
})
export type Passage = v.InferOutput<typeof PassageSchema>

export const SearchHitSchema = v.object({
  row: ArticleRowSchema,
  matches: v.number(),
  /** Ranges of the title to mark. */
  titleMarks: v.array(RangeSchema),
  passages: v.array(PassageSchema),
})
export type SearchHit = v.InferOutput<typeof SearchHitSchema>

export const searchCalls = {
  /** The operators of the query language, for the help card. */
  'search.help': {
    args: NoArgs,
    result: v.array(v.object({ operator: v.string(), meaning: v.string(), example: v.string() })),
  },
  'search.query': {
    args: v.object({
      query: v.pipe(v.string(), v.maxLength(2000)),
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
      asker: AskerSchema,
    }),
    result: v.object({
      /** Articles that match. */
      total: v.number(),
      /** Places that match, over all of them. */
      matches: v.number(),
      /** False where so many articles match that `matches` is only the least there can be. */
      matchesExact: v.boolean(),
      /** Articles that are not searched yet: they came in bulk and are still being indexed. */
      indexing: v.number(),
      /** What is wrong with the query, or what was forgiven. */
      remark: v.nullable(v.string()),
      /** The words to look for in an opened article. */
      terms: v.array(v.string()),
      hits: v.array(SearchHitSchema),
    }),
  },
} as const satisfies CallTable
