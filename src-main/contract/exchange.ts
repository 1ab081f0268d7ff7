/** Calls that exchange the reader's work with other programs: tables, bibliographies, W3C Web Annotations. */
import * as v from 'valibot'
import { OperationSchema } from '#domain/annotations/operations'
import type { CallTable } from '#contract/call'
import { ExportScopeSchema, ExportedFileSchema } from '#contract/exports'
import { ChangePreviewSchema } from '#contract/workbench'

/** What is written for programs rather than for reading. */
export const dataFormats = [
  'csv',
  'csvSpreadsheet',
  'webAnnotations',
  'cslJson',
  'bibtex',
  'claimTableMarkdown',
  'claimTableCsv',
  'claimTableTagsMarkdown',
  'claimTableTagsCsv',
  'matrixTagsCsv',
  'matrixTagsBySourceCsv',
  'matrixHuesCsv',
  'matrixHuesBySourceCsv',
] as const

/** What became of one annotation that was read from a file. */
export const ImportedAnnotationSchema = v.object({
  /** Its id in the file, or its place there. */
  id: v.string(),
  result: v.picklist(['attached', 'fuzzy', 'lost', 'refused']),
  quote: v.nullable(v.string()),
  articleTitle: v.nullable(v.string()),
  reason: v.nullable(v.string()),
})
export type ImportedAnnotation = v.InferOutput<typeof ImportedAnnotationSchema>

export const exchangeCalls = {
  /** A claim table goes by the articles of the scope alone; a matrix by articles and filter. */
  'export.data': {
    args: v.object({ ...ExportScopeSchema.entries, format: v.picklist(dataFormats) }),
    result: ExportedFileSchema,
  },
  /** Reads W3C Web Annotations: matches them to articles and says what becomes of each; the interface applies the steps. */
  'annotations.import': {
    args: v.object({ content: v.pipe(v.string(), v.maxLength(200_000_000)) }),
    result: v.object({
      label: v.string(),
      operations: v.array(OperationSchema),
      items: v.array(ImportedAnnotationSchema),
    }),
  },
  'codebook.export': {
    args: v.object({ format: v.picklist(['csv', 'qdc']) }),
    result: v.object({ name: v.string(), content: v.string() }),
  },
  /** Reads a codebook; definitions that are there are kept where the file has none. */
  'codebook.import': {
    args: v.object({
      format: v.picklist(['csv', 'qdc']),
      content: v.pipe(v.string(), v.maxLength(10_000_000)),
    }),
    result: v.object({ ...ChangePreviewSchema.entries, refused: v.array(v.string()) }),
  },
} as const satisfies CallTable
