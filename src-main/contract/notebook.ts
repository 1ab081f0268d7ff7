/** Calls on the reader's work: highlights, notes, tags, links. */
import * as v from 'valibot'
import { OperationSchema, OvertakenSchema } from '#domain/annotations/operations'
import { IdSchema, TimestampSchema } from '#domain/ids'
import {
  ArticleNoteSchema,
  DeletedHighlightSchema,
  HueSchema,
  LinkSchema,
  PlacedHighlightSchema,
  TagNameSchema,
  TagSchema,
} from '#domain/annotations/notebook'
import { NoArgs, type CallTable } from '#contract/call'

export const NotebookViewSchema = v.object({
  articleId: IdSchema,
  note: ArticleNoteSchema,
  /** In text order; lost ones last. */
  highlights: v.array(PlacedHighlightSchema),
  /** Why the work on the article can be neither read nor changed now; null or absent where it can. */
  unreadable: v.optional(v.nullable(v.string())),
})
export type NotebookView = v.InferOutput<typeof NotebookViewSchema>

export const notebookCalls = {
  'notebook.open': { args: v.object({ articleId: IdSchema }), result: NotebookViewSchema },
  /**
   * Makes a change and answers when it is on the disk. All steps are checked before the first is made. The inverse,
   * applied in turn, takes it back.
   */
  'notebook.apply': {
    args: v.object({
      /** Tells this change from others in the events that it causes. */
      id: v.exactOptional(IdSchema),
      /** The name of the change, for undo: "highlight", "delete 3 notes". */
      label: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      operations: v.pipe(v.array(OperationSchema), v.minLength(1), v.maxLength(100_000)),
    }),
    result: v.object({
      inverse: v.array(OperationSchema),
      savedAt: v.string(),
      /** What the change came upon that was changed since it was made. */
      overtaken: v.array(OvertakenSchema),
      /** Something is stored otherwise than the operations say: read it again. */
      merged: v.boolean(),
    }),
  },
  /** Every tag, defined or only used, with how many highlights and article notes bear it. */
  'notebook.tags': {
    args: NoArgs,
    result: v.array(v.object({ name: TagNameSchema, count: v.number(), definition: v.nullable(TagSchema) })),
  },
  'notebook.links': { args: NoArgs, result: v.array(LinkSchema) },
  /** What is shown of the passages that links join, of all articles; from the index, so that no text is read for it. */
  'notebook.linkEnds': {
    args: NoArgs,
    result: v.array(
      v.object({
        articleId: IdSchema,
        highlightId: IdSchema,
        quote: v.string(),
        hue: HueSchema,
        articleTitle: v.string(),
        source: v.nullable(v.string()),
        published: v.nullable(v.string()),
        /** The number that readers cite; null where it has none, or its place is not known. */
        paragraph: v.nullable(v.number()),
      }),
    ),
  },
  /** What was deleted and can be restored, newest first. */
  'notebook.deleted': {
    args: NoArgs,
    result: v.array(v.object({ ...DeletedHighlightSchema.entries, articleTitle: v.string() })),
  },
  /** What notes said before they were emptied or written over, newest first, where they do not say it any more. */
  'notebook.earlierNotes': {
    args: NoArgs,
    result: v.array(
      v.object({
        articleId: IdSchema,
        /** Null for the note on the article. */
        highlightId: v.nullable(IdSchema),
        /** The words of the highlight; null for the note on the article. */
        quote: v.nullable(v.string()),
        note: v.string(),
        deletedAt: TimestampSchema,
        articleTitle: v.string(),
      }),
    ),
  },
} as const satisfies CallTable
