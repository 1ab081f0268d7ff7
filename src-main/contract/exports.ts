/** Calls that write the reader's work out: Markdown by templates, merged with what was edited since; and data formats. */
import * as v from 'valibot'
import { IdSchema } from '#domain/ids'
import { NoArgs, Nothing, type CallTable } from '#contract/call'
import { HighlightFilterSchema } from '#contract/workbench'

/** The templates that ship with Collate. */
export const exportShapes = ['obsidian', 'commonmark'] as const

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/**
 * What is exported. With `highlightIds`, `filter` or `linkIds` it is a part of the work on the articles: the notes on
 * articles as a whole are left out, and of several of them what all of them leave is exported.
 */
export const ExportScopeSchema = v.object({
  /** The articles to export, in order; null: every article with highlights or a note. */
  articleIds: v.nullable(v.array(IdSchema)),
  /** Only these highlights. */
  highlightIds: v.optional(v.array(IdSchema)),
  /** Only the highlights that pass. */
  filter: v.optional(HighlightFilterSchema),
  /** Only these links, and the highlights that they join. */
  linkIds: v.optional(v.array(IdSchema)),
})
export type ExportScope = v.InferOutput<typeof ExportScopeSchema>

export const ExportRequestSchema = v.object({
  ...ExportScopeSchema.entries,
  /** The template's id: one of `exportShapes`, or one of the reader's. */
  shape: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  /** `comparison`: each link with its quotations side by side. Absent: `article`. */
  groupBy: v.optional(v.picklist(['article', 'tag', 'comparison'])),
  /** A file for each article (tag, link), or one file for all. */
  layout: v.picklist(['files', 'single']),
  /** Highlights without a note too. */
  withoutNotes: v.boolean(),
})
export type ExportRequest = v.InferOutput<typeof ExportRequestSchema>

export const ExportedFileSchema = v.object({ name: v.string(), content: v.string() })
export type ExportedFile = v.InferOutput<typeof ExportedFileSchema>

/** What to do where the reader and Collate both changed the same thing. */
export const ResolutionSchema = v.picklist(['both', 'yours', 'collate'])

/** What an export would do to one file. */
export const PlannedFileSchema = v.object({
  /** The path within the chosen folder. */
  name: v.string(),
  state: v.picklist(['new', 'changed', 'unchanged', 'refused']),
  /** Why it is refused; the file is left as it is. */
  reason: v.nullable(v.string()),
  summary: v.object({
    unchanged: count,
    added: count,
    updated: count,
    kept: count,
    removed: count,
    conflicts: count,
  }),
  conflicts: v.array(
    v.object({
      kind: v.picklist(['property', 'quotation', 'text', 'deleted']),
      where: v.string(),
      yours: v.string(),
      collate: v.string(),
    }),
  ),
  /** The whole content as it would be, in runs of lines; `removed` are lines of the file that would go. */
  hunks: v.array(
    v.object({ kind: v.picklist(['same', 'new', 'yours', 'both', 'removed']), lines: v.array(v.string()) }),
  ),
})
export type PlannedFile = v.InferOutput<typeof PlannedFileSchema>

export const TemplateSchema = v.object({
  id: IdSchema,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  source: v.pipe(v.string(), v.maxLength(200_000)),
})

/** Articles of the scope that are left out, since the work on them cannot be read. */
export const UnreadableSchema = v.array(
  v.object({ articleId: IdSchema, title: v.string(), reason: v.string() }),
)

export const exportCalls = {
  /** The files that an export onto nothing would write, with their whole content. */
  'export.render': {
    args: v.object({ request: ExportRequestSchema }),
    result: v.object({
      files: v.array(ExportedFileSchema),
      highlights: v.number(),
      unreadable: UnreadableSchema,
    }),
  },
  /** What `export.write` would do, file by file; nothing is written. */
  'export.plan': {
    args: v.object({
      request: ExportRequestSchema,
      target: v.string(),
      merge: v.optional(v.boolean(), true),
      resolve: v.optional(ResolutionSchema, 'both'),
    }),
    result: v.array(PlannedFileSchema),
  },
  /**
   * Writes them into a folder or a file that the reader chose (`shell.chooseFolder`, `shell.chooseSaveFile`). Files that
   * are there are merged with, or replaced (`merge: false`), and in any case backed up first. Merging a part of the
   * work adds to them and changes what is there; it takes nothing out.
   */
  'export.write': {
    args: v.object({
      request: ExportRequestSchema,
      target: v.string(),
      merge: v.optional(v.boolean(), true),
      resolve: v.optional(ResolutionSchema, 'both'),
    }),
    result: v.object({
      /** Names of files that are as they should be now: written, or unchanged. */
      written: v.array(v.string()),
      unchanged: count,
      conflicts: count,
      /** Files left as they are, with the reason. */
      refused: v.array(v.object({ name: v.string(), reason: v.string() })),
    }),
  },
  /** Writes given content to a file the reader chose ("Save elsewhere" when the data folder cannot be written). */
  'export.saveText': { args: v.object({ target: v.string(), content: v.string() }), result: Nothing },
  /** Those that ship with Collate first, then the reader's. */
  'templates.list': {
    args: NoArgs,
    result: v.array(v.object({ ...TemplateSchema.entries, builtIn: v.boolean() })),
  },
  'templates.save': { args: v.object({ template: TemplateSchema }), result: Nothing },
  'templates.delete': { args: v.object({ id: IdSchema }), result: Nothing },
  /** Whether a template can be used, and what it makes of a request (or of a small sample, where that is null). */
  'templates.preview': {
    args: v.object({ source: TemplateSchema.entries.source, request: v.nullable(ExportRequestSchema) }),
    result: v.variant('ok', [
      v.object({ ok: v.literal(true), files: v.array(ExportedFileSchema) }),
      v.object({
        ok: v.literal(false),
        message: v.string(),
        /** From 1. */
        line: v.number(),
        column: v.number(),
      }),
    ]),
  },
} as const satisfies CallTable
