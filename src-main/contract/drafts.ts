/** Calls that check a draft against the articles. */
import * as v from 'valibot'
import { IdSchema } from '#domain/ids'
import type { CallTable } from '#contract/call'

export const verdicts = ['verbatim', 'altered', 'notFound'] as const

const FoundSchema = v.object({
  id: IdSchema,
  title: v.string(),
  source: v.nullable(v.string()),
  published: v.nullable(v.string()),
  paragraph: v.nullable(v.number()),
  /** In the article's text, UTF-16 units. */
  start: v.number(),
  end: v.number(),
  /** The draft names it near the quotation: by a link, its title, author or source. */
  cited: v.boolean(),
})

export const CheckedQuotationSchema = v.object({
  /** The quotation as the draft has it, and its place there (UTF-16 units; lines from 1). */
  text: v.string(),
  start: v.number(),
  end: v.number(),
  line: v.number(),
  verdict: v.picklist(verdicts),
  /** What was passed over: "but for quotation marks", "words left out at […]". */
  remark: v.nullable(v.string()),
  /** Where it stands, or the nearest to it; first the article that the draft cites near the quotation. */
  article: v.nullable(FoundSchema),
  /** Every other article that has it verbatim. */
  also: v.array(FoundSchema),
  /** From the article's words to the draft's, where it is altered. */
  difference: v.array(v.object({ kind: v.picklist(['same', 'removed', 'added']), text: v.string() })),
})
export type CheckedQuotation = v.InferOutput<typeof CheckedQuotationSchema>

export const draftCalls = {
  /** Finds every quotation of a few words or more in a draft and says of each whether an article says it so. */
  'draft.check': {
    args: v.object({
      draft: v.pipe(v.string(), v.maxLength(5_000_000)),
      format: v.picklist(['markdown', 'text']),
    }),
    result: v.object({
      verbatim: v.number(),
      altered: v.number(),
      notFound: v.number(),
      quotations: v.array(CheckedQuotationSchema),
    }),
  },
} as const satisfies CallTable
