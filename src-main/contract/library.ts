/** Calls on the articles: list, read, correct, remove. */
import * as v from 'valibot'
import {
  BlockSchema,
  CleaningSchema,
  CorrectionsSchema,
  MetadataSchema,
  ProvenancesSchema,
  metadataFields,
} from '#domain/articles/article'
import { IdSchema, Sha256Schema, TimestampSchema } from '#domain/ids'
import { HueSchema } from '#domain/annotations/notebook'
import { ArticleFilterSchema, searchSorts } from '#domain/queries/articleFilter'
import { SearchTermSchema } from '#domain/queries/passage'
import { NoArgs, Nothing, type CallTable } from '#contract/call'
import { ClientSchema, SearchHitSchema } from '#contract/search'

/** An article as the interface knows it: never a path. */
export const ArticleSummarySchema = v.object({
  id: IdSchema,
  metadata: MetadataSchema,
  provenance: ProvenancesSchema,
  fileName: v.string(),
  mediaType: v.string(),
  encoding: v.string(),
  encodingFrom: v.string(),
  importedAt: TimestampSchema,
  addedAt: TimestampSchema,
  revision: Sha256Schema,
  /** UTF-16 units. */
  length: v.number(),
  words: v.number(),
  /** Reading time in minutes, at least 1. */
  minutes: v.number(),
  missing: v.boolean(),
  cleanings: v.number(),
  /** When the reader removed it; null while it is in the library. */
  removedAt: v.nullable(TimestampSchema),
})
export type ArticleSummary = v.InferOutput<typeof ArticleSummarySchema>

/** A row of the library list: the summary with what the spine under the title shows. */
export const ArticleRowSchema = v.object({
  ...ArticleSummarySchema.entries,
  highlights: v.number(),
  /** Highlights of articles whose source changed that wait for the reader's decision (fuzzy or lost). */
  toReview: v.number(),
  hasNote: v.boolean(),
  /** One for each highlight: its place as a share of the text, 0 to 1. */
  ticks: v.array(v.object({ hue: HueSchema, at: v.number() })),
  /** Why the work on it cannot be read or changed now; null where it can. */
  unreadable: v.nullable(v.string()),
})
export type ArticleRow = v.InferOutput<typeof ArticleRowSchema>

/** An article opened for reading. */
export const ArticleViewSchema = v.object({
  summary: ArticleSummarySchema,
  text: v.string(),
  blocks: v.array(BlockSchema),
  cleanings: v.array(CleaningSchema),
})
export type ArticleView = v.InferOutput<typeof ArticleViewSchema>

/** Something that happened to the store or to a source, for the reader to know. */
export const NoticeSchema = v.object({
  id: v.string(),
  severity: v.picklist(['info', 'warning', 'error']),
  message: v.string(),
  /** A file's name or an article's title. */
  subject: v.nullable(v.string()),
  articleId: v.nullable(IdSchema),
  at: TimestampSchema,
})
export type Notice = v.InferOutput<typeof NoticeSchema>

const facet = <Value extends v.GenericSchema>(value: Value) => v.array(v.object({ value, count: v.number() }))

export const libraryCalls = {
  /** A window of the filtered and sorted list, how long the whole is, and what was found in its articles. */
  'library.list': {
    args: v.object({
      filter: ArticleFilterSchema,
      sort: v.picklist(searchSorts),
      offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
      /** The most passages for each article, where there are words; without it none are looked for. */
      passages: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10))),
      client: ClientSchema,
    }),
    result: v.object({
      total: v.number(),
      /** Places in titles, texts and notes that match the words; 0 without words. */
      matches: v.number(),
      /** False where so many articles match that `matches` is only the least there can be. */
      matchesExact: v.boolean(),
      /** Articles that are not searched yet: they came in bulk and are still being indexed. */
      indexing: v.number(),
      /** Articles of which it is not known yet what others share with them; 0 where that is not asked for. */
      comparing: v.number(),
      /** What is wrong with the words as a query, or what was done about them ("nothing matches …, showing …"). */
      remark: v.nullable(v.string()),
      /** The words to look for in an opened article. */
      terms: v.array(SearchTermSchema),
      rows: v.array(ArticleRowSchema),
      /** One for each row where passages were asked for and there are words; else empty. */
      hits: v.array(SearchHitSchema),
    }),
  },
  /** The rows of named articles, in the order asked for; unknown ones are left out. */
  'library.rows': {
    args: v.object({ ids: v.pipe(v.array(IdSchema), v.maxLength(500)) }),
    result: v.array(ArticleRowSchema),
  },
  'library.article': { args: v.object({ id: IdSchema }), result: ArticleViewSchema },
  /** The decoded file as received; cleanings point into it. */
  'library.received': {
    args: v.object({ id: IdSchema }),
    result: v.object({ text: v.string(), cleanings: v.array(CleaningSchema) }),
  },
  /** Lays corrections over the file's metadata; a field given as undefined is left, `reset` names fields to hand back to the file. */
  'library.correct': {
    args: v.object({
      id: IdSchema,
      corrections: CorrectionsSchema,
      reset: v.array(v.picklist(metadataFields)),
    }),
    result: ArticleSummarySchema,
  },
  /** Corrects many articles in one change: all of them or none. */
  'library.correctMany': {
    args: v.object({
      changes: v.pipe(
        v.array(
          v.object({
            id: IdSchema,
            corrections: CorrectionsSchema,
            reset: v.array(v.picklist(metadataFields)),
            /** The corrections that the change was made on; a field that is corrected to something else now stays so. */
            ifUnchanged: v.optional(CorrectionsSchema),
          }),
        ),
        v.maxLength(100_000),
      ),
    }),
    result: Nothing,
  },
  /** Takes articles out of the list. Their highlights and notes stay, and come back with them. */
  'library.remove': { args: v.object({ ids: v.array(IdSchema) }), result: Nothing },
  'library.restore': { args: v.object({ ids: v.array(IdSchema) }), result: Nothing },
  /** What the filters offer, with counts. */
  'library.facets': {
    args: NoArgs,
    result: v.object({
      articles: v.number(),
      removed: v.number(),
      sources: facet(v.nullable(v.string())),
      tags: facet(v.string()),
      hues: facet(HueSchema),
      years: facet(v.nullable(v.string())),
    }),
  },
  /** What the reader should know about the store and the sources: set-aside files, changed, vanished. */
  'library.notices': { args: NoArgs, result: v.array(NoticeSchema) },
  'library.dismissNotice': { args: v.object({ id: v.string() }), result: Nothing },
  /** Looks at the sources again: changed, added, vanished. */
  'library.refresh': {
    args: NoArgs,
    result: v.object({ added: v.number(), changed: v.number(), missing: v.number(), returned: v.number() }),
  },
} as const satisfies CallTable
