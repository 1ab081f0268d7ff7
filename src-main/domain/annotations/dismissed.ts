/** Shared passages that the reader put aside. */
import * as v from 'valibot'
import { IdSchema } from '#domain/ids'

/** One of two sentences that stand against each other, by its words: another wording is another sentence. */
const DismissedEndSchema = v.object({ articleId: IdSchema, quote: v.pipe(v.string(), v.minLength(1)) })
export const DismissedPairSchema = v.object({ a: DismissedEndSchema, b: DismissedEndSchema })
export type DismissedPair = v.InferOutput<typeof DismissedPairSchema>
