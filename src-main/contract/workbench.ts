/** Calls of the notebook view: every highlight of the library, filtered, grouped, counted; saved filters; the codebook. */
import * as v from 'valibot'
import { RangeSchema } from '#domain/articles/article'
import { OperationSchema } from '#domain/annotations/operations'
import { IdSchema } from '#domain/ids'
import { HighlightSchema, TagNameSchema } from '#domain/annotations/notebook'
import {
  HighlightFilterSchema,
  highlightGroupings,
  highlightSorts,
  placeStatuses,
} from '#domain/queries/highlightFilter'
import { NoArgs, Nothing, type CallTable } from '#contract/call'
import { ClientSchema } from '#contract/search'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const HighlightRowSchema = v.object({
  ...v.omit(HighlightSchema, ['anchor', 'earlier', 'refused']).entries,
  quote: v.string(),
  start: v.nullable(v.number()),
  end: v.nullable(v.number()),
  paragraph: v.nullable(v.number()),
  status: v.picklist(placeStatuses),
  linked: v.boolean(),
  relations: v.array(v.string()),
  articleTitle: v.string(),
  source: v.nullable(v.string()),
  published: v.nullable(v.string()),
  /** The group it is shown in here; a highlight with several tags is a row in each of their groups. */
  group: v.nullable(v.string()),
  quoteMatches: v.array(RangeSchema),
  noteMatches: v.array(RangeSchema),
})
export type HighlightRow = v.InferOutput<typeof HighlightRowSchema>

export const HighlightGroupSchema = v.object({
  key: v.nullable(v.string()),
  label: v.nullable(v.string()),
  highlights: count,
  notes: count,
  articles: count,
  /** The row it begins at, counted over all groups. */
  start: count,
})
export type HighlightGroup = v.InferOutput<typeof HighlightGroupSchema>

export const SavedFilterSchema = v.object({
  id: IdSchema,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  filter: HighlightFilterSchema,
  groupBy: v.string(),
})
export type SavedFilter = v.InferOutput<typeof SavedFilterSchema>

/** What can be done to tags throughout the library. */
export const CodebookActionSchema = v.variant('type', [
  v.object({ type: v.literal('rename'), from: TagNameSchema, to: TagNameSchema }),
  v.object({
    type: v.literal('merge'),
    from: v.pipe(v.array(TagNameSchema), v.minLength(1)),
    into: TagNameSchema,
  }),
  /** Gives some of a tag's highlights another tag instead. */
  v.object({
    type: v.literal('split'),
    from: TagNameSchema,
    into: TagNameSchema,
    highlights: v.array(v.object({ articleId: IdSchema, id: IdSchema })),
  }),
  v.object({ type: v.literal('delete'), tag: TagNameSchema }),
])
export type CodebookAction = v.InferOutput<typeof CodebookActionSchema>

/** What a change throughout the library comes to; the interface shows it, then applies the steps as one change. */
export const ChangePreviewSchema = v.object({
  label: v.string(),
  operations: v.array(OperationSchema),
  highlights: count,
  articles: count,
  /** What would be changed, a line each, for the reader. */
  details: v.array(v.string()),
})
export type ChangePreview = v.InferOutput<typeof ChangePreviewSchema>

export const workbenchCalls = {
  'highlights.query': {
    args: v.object({
      filter: HighlightFilterSchema,
      groupBy: v.picklist(highlightGroupings),
      sort: v.picklist(highlightSorts),
      offset: count,
      limit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500)),
      client: ClientSchema,
    }),
    result: v.object({
      total: count,
      notes: count,
      articles: count,
      rowCount: count,
      remark: v.nullable(v.string()),
      groups: v.array(HighlightGroupSchema),
      rows: v.array(HighlightRowSchema),
    }),
  },
  /** The highlights that a filter leaves, whole, in text order by article: for a bulk change. */
  'highlights.records': {
    args: v.object({
      ids: v.pipe(v.array(v.object({ articleId: IdSchema, id: IdSchema })), v.maxLength(100_000)),
    }),
    result: v.array(HighlightSchema),
  },
  'highlights.ids': {
    args: v.object({ filter: HighlightFilterSchema }),
    result: v.array(v.object({ articleId: IdSchema, id: IdSchema })),
  },
  'highlights.matrix': {
    args: v.object({
      rows: v.picklist(['tag', 'hue']),
      columns: v.picklist(['article', 'source']),
      filter: HighlightFilterSchema,
    }),
    result: v.object({
      rows: v.array(v.object({ key: v.string(), total: count })),
      columns: v.array(
        v.object({ key: v.nullable(v.string()), label: v.nullable(v.string()), total: count }),
      ),
      cells: v.array(v.object({ row: count, column: count, count })),
      total: count,
    }),
  },
  'filters.list': {
    args: NoArgs,
    result: v.array(
      v.object({
        ...SavedFilterSchema.entries,
        count,
        /** Why it cannot be used; `filter` then stands for nothing. null where it can. */
        problem: v.nullable(v.string()),
      }),
    ),
  },
  'filters.save': { args: v.object({ filter: SavedFilterSchema }), result: Nothing },
  'filters.delete': { args: v.object({ id: IdSchema }), result: Nothing },
  /** What a change of tags would do; nothing is done yet. */
  'codebook.plan': { args: v.object({ action: CodebookActionSchema }), result: ChangePreviewSchema },
  /** Rows are links (or tags), columns articles; a cell holds the quotations, none is a gap. */
  'compare.table': {
    args: v.object({ rows: v.picklist(['link', 'tag']), articleIds: v.nullable(v.array(IdSchema)) }),
    result: v.object({
      columns: v.array(v.object({ articleId: IdSchema, title: v.string() })),
      rows: v.array(
        v.object({
          key: v.string(),
          title: v.string(),
          relation: v.nullable(v.string()),
          note: v.string(),
          cells: v.array(
            v.array(
              v.object({
                highlightId: IdSchema,
                quote: v.string(),
                paragraph: v.nullable(v.number()),
                /** Of a fuzzy or lost passage the article does not say the quotation now. */
                status: v.picklist(placeStatuses),
              }),
            ),
          ),
        }),
      ),
    }),
  },
} as const satisfies CallTable
