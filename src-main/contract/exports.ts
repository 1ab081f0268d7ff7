/** Calls that write the reader's work out: Markdown by templates, merged with what was edited since; and data formats. */
import * as v from 'valibot'
import { IdSchema } from '#domain/ids'
import { HighlightFilterSchema } from '#domain/queries/highlightFilter'
import { NoArgs, Nothing, type CallTable } from '#contract/call'

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
  /** The template's id: one that ships with Collate (`obsidian`, `commonmark`), or one of the reader's. */
  template: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
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

/** A prepared export, where it goes, and how it goes into what is there. */
const PlacedExportSchema = v.object({
  /** From `export.prepare`. */
  plan: IdSchema,
  /** From `shell.chooseFolder` or `shell.chooseSaveFile`. */
  target: v.string(),
  /** false: files that are there are replaced. In any case they are backed up first. */
  merge: v.optional(v.boolean(), true),
  resolve: v.optional(ResolutionSchema, 'both'),
})

export const exportCalls = {
  /**
   * Gathers the work and renders it, once. Everything else about this export refers to it by `plan`, so that what was
   * looked at is what is written; what changes in the meantime is not in it. It is kept in memory for a while.
   */
  'export.prepare': {
    args: v.object({ request: ExportRequestSchema }),
    result: v.object({
      plan: IdSchema,
      /** With their whole content, as they would be where nothing is yet. */
      files: v.array(ExportedFileSchema),
      highlights: count,
      unreadable: UnreadableSchema,
    }),
  },
  /** Whether the work has changed since an export was prepared; asked when an event says that something did. */
  'export.outdated': { args: v.object({ plan: IdSchema }), result: v.object({ outdated: v.boolean() }) },
  /** All of a prepared export in one text, for the clipboard. */
  'export.text': { args: v.object({ plan: IdSchema }), result: v.object({ content: v.string() }) },
  /** What `export.write` would do, file by file; nothing is written. */
  'export.plan': { args: PlacedExportSchema, result: v.array(PlannedFileSchema) },
  /**
   * Writes a prepared export. Merging a part of the work adds to files and changes what is there; it takes nothing out.
   * Where `export.plan` was asked the same before and a file has changed since, it fails with `conflict` and writes
   * nothing.
   */
  'export.write': {
    args: PlacedExportSchema,
    result: v.object({
      /** Names of files that are as they should be now: written, or unchanged. */
      written: v.array(v.string()),
      unchanged: count,
      conflicts: count,
      /** Files left as they are, with the reason. */
      refused: v.array(v.object({ name: v.string(), reason: v.string() })),
      /** The first file that was written, for `shell.showChosen`; null where none was. */
      shown: v.nullable(v.string()),
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
