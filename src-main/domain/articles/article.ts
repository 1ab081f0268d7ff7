/** An article: what was read from a source, where each part of it came from, and what the reader corrected. */
import * as v from 'valibot'
import { CalendarDateSchema, IdSchema, Sha256Schema, TimestampSchema } from '#domain/ids'

/** A half-open range of an article's text, in UTF-16 units. */
export const RangeSchema = v.object({
  start: v.pipe(v.number(), v.integer(), v.minValue(0)),
  end: v.pipe(v.number(), v.integer(), v.minValue(0)),
})
export type TextRange = v.InferOutput<typeof RangeSchema>

export const blockKinds = ['heading', 'paragraph', 'caption', 'listItem', 'quote'] as const

/** A block of the text. Blocks are in order and do not overlap; what lies between two of them is line ends. */
export const BlockSchema = v.object({
  kind: v.picklist(blockKinds),
  ...RangeSchema.entries,
  /** Of a heading: 1 to 6. Of a list item: its depth from 1. */
  level: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6))),
})
export type Block = v.InferOutput<typeof BlockSchema>

/** What a cleaning rule took out or repaired, so that it can be shown beside the file as received. */
export const CleaningSchema = v.object({
  /** The rule's name, for example `comment-form`. */
  rule: v.string(),
  /** The words taken out; empty where the rule only put something in (a paragraph break). */
  words: v.string(),
  /** What stands there now; empty where words were only taken out. */
  replacement: v.string(),
  /** Where in the decoded file as received, in UTF-16 units. */
  received: RangeSchema,
})
export type Cleaning = v.InferOutput<typeof CleaningSchema>

/** What cleaning changed in the text that is read. The line that became the title is not lost: it is read as the title. */
export function removals(cleanings: readonly Cleaning[]): Cleaning[] {
  return cleanings.filter(({ rule }) => rule !== 'title-line')
}

/** Metadata fields the reader can correct. */
export const metadataFields = ['title', 'byline', 'source', 'url', 'published', 'lang'] as const
export type MetadataField = (typeof metadataFields)[number]

/**
 * Where a field came from: `file` (stated in the file), `derived` (worked out from the text, as a title from the
 * opening sentence), `reader` (corrected by hand), `none` (unknown).
 */
export const provenances = ['file', 'derived', 'reader', 'none'] as const
export const ProvenanceSchema = v.picklist(provenances)
export type Provenance = v.InferOutput<typeof ProvenanceSchema>
/** The provenance of every metadata field. */
export const ProvenancesSchema = v.object(v.entriesFromList(metadataFields, ProvenanceSchema))

/** An http(s) address; anything else is no link and is kept out. */
export const WebUrlSchema = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i, 'not an http(s) address'))

export const MetadataSchema = v.object({
  title: v.pipe(v.string(), v.minLength(1)),
  byline: v.nullable(v.string()),
  /** The publisher. */
  source: v.nullable(v.string()),
  url: v.nullable(WebUrlSchema),
  published: v.nullable(CalendarDateSchema),
  /** BCP 47, for example `en`, `zh-Hans`, `ja`; `und` where unknown. */
  lang: v.string(),
})
export type Metadata = v.InferOutput<typeof MetadataSchema>

/** What the reader put in place of the file's metadata; `null` means "none", an absent key means "as in the file". */
export const CorrectionsSchema = v.partial(
  v.object({
    title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)),
    byline: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(1000))),
    source: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(1000))),
    url: v.nullable(WebUrlSchema),
    published: v.nullable(CalendarDateSchema),
    lang: v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'not a language tag')),
  }),
)
export type Corrections = v.InferOutput<typeof CorrectionsSchema>

export const originKinds = ['seed', 'file', 'upload', 'paste'] as const

export const OriginSchema = v.object({
  kind: v.picklist(originKinds),
  /** The file's name alone, for people. */
  fileName: v.string(),
  /** The absolute path it was read from; null where there is none (paste, upload). Never sent to the interface. */
  path: v.nullable(v.string()),
  /** The linked folder it belongs to, if any. */
  folderId: v.nullable(IdSchema),
  /** The record within a file that holds several articles (JSON Lines): its 0-based line. */
  record: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  mediaType: v.string(),
  /** A WHATWG encoding label, or `utf-8`, … as TextDecoder names it. */
  encoding: v.string(),
  /** How the encoding was found. */
  encodingFrom: v.picklist(['bom', 'declared', 'detected', 'reader', 'assumed']),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256: Sha256Schema,
  importedAt: TimestampSchema,
  /** Size and modification time when last read: a cheap test for "unchanged". */
  stamp: v.nullable(v.object({ size: v.number(), mtimeMs: v.number() })),
})
export type Origin = v.InferOutput<typeof OriginSchema>

/** What the catalogue keeps of each article: everything but the text. */
export const ArticleRecordSchema = v.object({
  id: IdSchema,
  /** As read from the file, without the reader's corrections. */
  metadata: MetadataSchema,
  provenance: ProvenancesSchema,
  origin: OriginSchema,
  /** SHA-256 of `text`. */
  revision: Sha256Schema,
  addedAt: TimestampSchema,
  /** Length of the text in UTF-16 units. */
  length: v.number(),
  /** Words, or for scripts without spaces the characters that a reader counts. */
  words: v.number(),
  /** Length of each numbered paragraph is not kept here; the number of them is. */
  paragraphs: v.number(),
  /** The text pack that holds the text. */
  pack: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
  /** The source was not there when last looked for. */
  missing: v.boolean(),
  /** How many things cleaning took out or repaired. */
  cleanings: v.number(),
})
export type ArticleRecord = v.InferOutput<typeof ArticleRecordSchema>

/** The heavy part of an article, kept in a text pack. */
export const ArticleTextSchema = v.object({
  revision: Sha256Schema,
  /** NFC, line ends `\n`. */
  text: v.string(),
  blocks: v.array(BlockSchema),
  cleanings: v.array(CleaningSchema),
  /** The decoded file as received; null where it is the same as `text`. */
  received: v.nullable(v.string()),
})
export type ArticleText = v.InferOutput<typeof ArticleTextSchema>

/** What the reader decided about an article; kept apart from what was read, so that it survives a reload. */
export const ArticleDecisionsSchema = v.object({
  corrections: CorrectionsSchema,
  /** When it was taken out of the list; null while it is there. */
  removedAt: v.nullable(TimestampSchema),
  /** The encoding the reader chose for the source; null: as detected. */
  encoding: v.nullable(v.string()),
  /** The article that this duplicate was merged into. */
  mergedInto: v.nullable(IdSchema),
  /** Articles with the same text that the reader wants to keep apart from this one. */
  notDuplicateOf: v.array(IdSchema),
})
export type ArticleDecisions = v.InferOutput<typeof ArticleDecisionsSchema>

/** The metadata the reader sees: the file's, with the corrections laid over it. */
export function correctedMetadata(
  record: Pick<ArticleRecord, 'metadata' | 'provenance'>,
  corrections: Corrections | undefined,
): { metadata: Metadata; provenance: Record<MetadataField, Provenance> } {
  const metadata: Metadata = { ...record.metadata }
  const provenance: Record<MetadataField, Provenance> = { ...record.provenance }
  for (const field of metadataFields) {
    const value = corrections?.[field]
    if (value === undefined) continue
    Object.assign(metadata, { [field]: value })
    provenance[field] = 'reader'
  }
  return { metadata, provenance }
}

/**
 * The number readers cite for each block: paragraphs, list items and quotes count from 1; headings and captions have
 * none (null).
 */
export function paragraphNumbers(blocks: readonly Block[]): (number | null)[] {
  let number = 0
  return blocks.map((block) => (block.kind === 'heading' || block.kind === 'caption' ? null : ++number))
}

/**
 * The paragraph number of the block that holds a position (UTF-16 units), or of the nearest numbered block before it;
 * null where there is none.
 */
export function paragraphAt(blocks: readonly Block[], position: number): number | null {
  let number: number | null = null
  for (const [index, own] of paragraphNumbers(blocks).entries()) {
    const block = blocks[index]
    if (!block || block.start > position) break
    if (own !== null) number = own
    if (position < block.end) return own ?? number
  }
  return number
}
