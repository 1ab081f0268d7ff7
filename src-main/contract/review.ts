/** Calls on highlights whose article has changed: what became of each, and what the reader decides. */
import * as v from 'valibot'
import { RangeSchema } from '#domain/articles/article'
import { IdSchema, TimestampSchema } from '#domain/ids'
import { OperationSchema } from '#domain/annotations/operations'
import { PlacedHighlightSchema } from '#domain/annotations/notebook'
import { NoArgs, type CallTable } from '#contract/call'

/** A passage with what stands around it: ranges are into `text`, in UTF-16 units. */
const ExcerptSchema = v.object({
  text: v.string(),
  /** The quotation within `text`; null where it is not there. */
  quote: v.nullable(RangeSchema),
  /** When this text was read. */
  at: v.nullable(TimestampSchema),
})

export const ReviewItemSchema = v.object({
  articleId: IdSchema,
  articleTitle: v.string(),
  highlight: PlacedHighlightSchema,
  paragraphBefore: v.nullable(v.number()),
  paragraphNow: v.nullable(v.number()),
})
export type ReviewItem = v.InferOutput<typeof ReviewItemSchema>

export const reviewCalls = {
  /** Every highlight made on an earlier text of its article, undecided ones first. */
  'review.list': {
    args: NoArgs,
    result: v.object({
      exact: v.number(),
      moved: v.number(),
      fuzzy: v.number(),
      lost: v.number(),
      items: v.array(ReviewItemSchema),
    }),
  },
  /** The passage before and now, with the words that differ; of a lost one, the passage most like it. */
  'review.compare': {
    args: v.object({ articleId: IdSchema, highlightId: IdSchema }),
    result: v.object({
      before: ExcerptSchema,
      now: v.nullable(ExcerptSchema),
      /** Of a lost quotation: `now` and `difference` are of this passage, which is like it but not known to be it. */
      suggestion: v.nullable(
        v.object({
          ...RangeSchema.entries,
          /** The words in it. */
          words: v.string(),
          /** The share of the quotation's words that it has, 0 to 1, a rare one counting more. */
          score: v.number(),
        }),
      ),
      difference: v.array(v.object({ kind: v.picklist(['same', 'removed', 'added']), text: v.string() })),
    }),
  },
  /** The steps that carry a decision out; the interface applies them, so that they can be undone. */
  'review.decide': {
    args: v.object({
      decisions: v.pipe(
        v.array(
          v.object({
            articleId: IdSchema,
            highlightId: IdSchema,
            decision: v.variant('type', [
              /** Make the place that was found its place; refused where other `words` stand there by now. */
              v.object({ type: v.literal('accept'), words: v.optional(v.string()) }),
              /** The place is not the passage: the highlight counts as lost on this text. */
              v.object({ type: v.literal('refuse') }),
              /** The reader shows where it belongs; refused likewise. */
              v.object({
                type: v.literal('reattach'),
                ...RangeSchema.entries,
                words: v.optional(v.string()),
              }),
            ]),
          }),
        ),
        v.minLength(1),
        v.maxLength(100_000),
      ),
    }),
    result: v.object({ operations: v.array(OperationSchema) }),
  },
} as const satisfies CallTable
