/** What `collate compare`, `related` and `coverage` print with `--json`; docs/*.schema.json is made from it. */
import * as v from 'valibot'
import { compareCalls } from '#contract/compare'
import { differenceKinds, grades } from '#domain/comparing'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const range = { start: count, end: count }
const paragraph = v.nullable(v.pipe(v.number(), v.integer()))
export const SideSchema = v.object({
  text: v.pipe(
    v.nullable(v.string()),
    v.description('The words; null where the other side has no counterpart.'),
  ),
  start: v.nullable(count),
  end: v.nullable(count),
  value: v.pipe(v.string(), v.description('What they come to: 230, 2024-11-04.')),
})
const EndSchema = v.object({
  ...range,
  text: v.string(),
  paragraph,
  sentences: v.pipe(v.array(count), v.description('Indexes into the sentences of the article.')),
})

/** What `collate compare --json` prints. Offsets are UTF-16 units of the article's text. */
export const CompareOutputSchema = v.pipe(
  v.object({
    version: v.literal(1),
    articles: v.array(
      v.object({
        id: v.pipe(v.string(), v.description('The identifier, or the path of a file outside the library.')),
        title: v.string(),
        source: v.nullable(v.string()),
        published: v.nullable(v.string()),
        lang: v.string(),
        sentences: v.array(
          v.object({
            ...range,
            text: v.string(),
            paragraph,
            role: v.picklist(['text', 'heading', 'caption']),
            common: v.pipe(v.boolean(), v.description('More than five articles of the library have it.')),
          }),
        ),
        onlyHere: v.pipe(v.array(count), v.description('Sentences that no other of these articles has.')),
      }),
    ),
    pairs: v.array(
      v.object({
        a: count,
        b: count,
        comparable: v.pipe(v.boolean(), v.description('False where the languages cannot be compared.')),
        passages: v.array(
          v.object({
            grade: v.picklist(grades),
            score: share,
            verbatim: v.boolean(),
            common: v.boolean(),
            a: EndSchema,
            b: EndSchema,
            differences: v.array(
              v.object({ kind: v.picklist(differenceKinds), a: SideSchema, b: SideSchema }),
            ),
            shared: v.array(v.object({ word: v.string(), weight: share })),
          }),
        ),
      }),
    ),
  }),
  v.title('collate compare --json'),
  v.description(
    'Offsets are UTF-16 code units of the text of the article, as `collate show --text` prints it.',
  ),
)
export type CompareOutput = v.InferOutput<typeof CompareOutputSchema>

/** What `collate related --json` prints, nearest first. */
export const RelatedOutputSchema = v.pipe(
  v.object({ version: v.literal(1), ...compareCalls['compare.related'].result.entries }),
  v.title('collate related --json'),
  v.description(
    'Offsets are UTF-16 code units: start and end of the text of the article, those of shared of the sentence.',
  ),
)
export type RelatedOutput = v.InferOutput<typeof RelatedOutputSchema>

/** What `collate coverage --json` prints. */
export const CoverageOutputSchema = v.pipe(
  v.object({ version: v.literal(1), id: v.string(), ...compareCalls['compare.coverage'].result.entries }),
  v.title('collate coverage --json'),
  v.description(
    'Which other articles have how many of the sentences of an article that count, in the order of their dates.',
  ),
)
export type CoverageOutput = v.InferOutput<typeof CoverageOutputSchema>
