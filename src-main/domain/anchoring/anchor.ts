/** Anchors: how a highlight remembers its words, and where they are in the text of today. */
import * as v from 'valibot'
import { RangeSchema } from '#domain/articles/article'
import { Sha256Schema } from '#domain/ids'

/** How many UTF-16 units of surroundings an anchor keeps on each side, at the most. */
export const contextLength = 64

export const AnchorSchema = v.object({
  /** The exact words: `text.slice(start, end)` of the revision it was made on. */
  quote: v.pipe(v.string(), v.minLength(1)),
  /** Up to 64 UTF-16 units before the quotation; never half a surrogate pair. */
  prefix: v.string(),
  suffix: v.string(),
  ...RangeSchema.entries,
  /** SHA-256 of the text it was made on. */
  revision: Sha256Schema,
})
export type Anchor = v.InferOutput<typeof AnchorSchema>

const score = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

/** Where an anchor's words are in a text. */
export const PlaceSchema = v.variant('status', [
  /** The same words at the same offsets. */
  v.object({ status: v.literal('exact'), ...RangeSchema.entries }),
  /** The same words elsewhere. */
  v.object({ status: v.literal('moved'), ...RangeSchema.entries }),
  /** Other words that are very likely the same passage; for the reader to accept or reject. */
  v.object({
    status: v.literal('fuzzy'),
    ...RangeSchema.entries,
    /** The words that stand there now. */
    words: v.string(),
    /** Parts of the judgement, each 0 to 1: likeness of the quotation, of the surroundings, nearness of the position. */
    scores: v.object({ quote: score, context: score, position: score, total: score }),
  }),
  v.object({ status: v.literal('lost') }),
])
export type Place = v.InferOutput<typeof PlaceSchema>
export type PlaceStatus = Place['status']
