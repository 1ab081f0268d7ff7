/** Calls that bring articles in, and look after where they came from: files, folders, encodings, duplicates. */
import * as v from 'valibot'
import { IdSchema, TimestampSchema } from '#domain/ids'
import { NoArgs, Nothing, type CallTable } from '#contract/call'
import { ArticleSummarySchema } from '#contract/library'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** How far an import is. Counts are of files, but for `articles`. */
export const ImportStatusSchema = v.object({
  id: IdSchema,
  /** What is being added, for people: a folder's name, "7 files", "Pasted text". */
  title: v.string(),
  /** Not asked for just now: a linked folder is looked at, or the library is made again. */
  background: v.boolean(),
  state: v.picklist(['counting', 'running', 'finished', 'cancelled', 'failed']),
  /** Files found so far; final once the state is past `counting`. */
  total: count,
  done: count,
  added: count,
  changed: count,
  unchanged: count,
  moved: count,
  restored: count,
  duplicates: count,
  failed: count,
  /** They were chosen, or known, and are not there. */
  vanished: count,
  /** Found in a folder, of a kind that is not read; not counted in `total`. */
  skipped: count,
  /** New articles; a file of JSON Lines holds several. */
  articles: count,
  /** Files with something for the reader to check or to know. */
  toCheck: count,
  currentFile: v.nullable(v.string()),
  /** Files a second, over the last seconds. */
  rate: v.number(),
  secondsLeft: v.nullable(v.number()),
  startedAt: TimestampSchema,
  finishedAt: v.nullable(TimestampSchema),
  /** Why it stopped, where it failed as a whole (a full disk). */
  message: v.nullable(v.string()),
})
export type ImportStatus = v.InferOutput<typeof ImportStatusSchema>

export const importRemarkKinds = [
  'problem',
  'titleDerived',
  'noSource',
  'noDate',
  'cleaned',
  'warning',
  'encodingUnsure',
  'sameText',
] as const

/** What became of one file. */
export const ImportItemSchema = v.object({
  n: count,
  fileName: v.string(),
  /** The folder within what was chosen; '' at its top. */
  within: v.string(),
  result: v.picklist([
    'added',
    'changed',
    'unchanged',
    'moved',
    'restored',
    'duplicate',
    'vanished',
    'failed',
    'skipped',
  ]),
  articleIds: v.array(IdSchema),
  title: v.nullable(v.string()),
  remarks: v.array(
    v.object({
      kind: v.picklist(importRemarkKinds),
      message: v.string(),
      /** The other article, for a duplicate. */
      articleId: v.nullable(IdSchema),
    }),
  ),
})
export type ImportItem = v.InferOutput<typeof ImportItemSchema>

export const LinkedFolderSchema = v.object({
  id: IdSchema,
  name: v.string(),
  watch: v.boolean(),
  articles: count,
  /** The folder is not there (a drive that is not connected). */
  missing: v.boolean(),
  addedAt: TimestampSchema,
  lastRefresh: v.nullable(TimestampSchema),
})
export type LinkedFolderView = v.InferOutput<typeof LinkedFolderSchema>

export const importCalls = {
  /** Takes in files and folders that the reader chose, dropped or uploaded. One import runs at a time; another waits for it. */
  'import.start': {
    args: v.object({ tokens: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(100_000)) }),
    result: ImportStatusSchema,
  },
  /** Takes in pasted text, or the HTML of a pasted page. */
  'import.paste': {
    args: v.object({
      text: v.pipe(v.string(), v.maxLength(50_000_000)),
      html: v.nullable(v.pipe(v.string(), v.maxLength(50_000_000))),
      title: v.nullable(v.pipe(v.string(), v.maxLength(1000))),
    }),
    result: ImportStatusSchema,
  },
  /** The import under way, or the last one; null where there was none since the start. */
  'import.status': { args: NoArgs, result: v.nullable(ImportStatusSchema) },
  /** Stops after the files at hand; what was taken in stays. */
  'import.cancel': { args: NoArgs, result: Nothing },
  /** What became of each file: while it is under way in their order, then those first that were not taken in. */
  'import.items': {
    args: v.object({
      only: v.picklist(['all', 'check']),
      offset: count,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
    }),
    result: v.object({ total: count, items: v.array(ImportItemSchema) }),
  },
  /** The articles of that import that have no source or no date now. */
  'import.lacking': {
    args: NoArgs,
    result: v.object({ source: v.array(IdSchema), published: v.array(IdSchema) }),
  },
  'folders.list': { args: NoArgs, result: v.array(LinkedFolderSchema) },
  /** Remembers a chosen folder and takes it in. */
  'folders.link': { args: v.object({ token: v.string(), watch: v.boolean() }), result: LinkedFolderSchema },
  /** Forgets the folder; its articles stay. */
  'folders.unlink': { args: v.object({ id: IdSchema }), result: Nothing },
  'folders.watch': { args: v.object({ id: IdSchema, watch: v.boolean() }), result: LinkedFolderSchema },
  /** Looks at a linked folder again (null: at all of them). */
  'folders.refresh': { args: v.object({ id: v.nullable(IdSchema) }), result: v.nullable(ImportStatusSchema) },
  /** How the source reads in other encodings; the current one first. */
  'library.decodings': {
    args: v.object({ id: IdSchema }),
    result: v.array(
      v.object({ encoding: v.string(), name: v.string(), preview: v.string(), current: v.boolean() }),
    ),
  },
  /** Reads the source again in an encoding (null: as detected). Highlights are found again on the new text. */
  'library.decodeAs': {
    args: v.object({ id: IdSchema, encoding: v.nullable(v.string()) }),
    result: ArticleSummarySchema,
  },
  /** Groups of articles with the same text that are not yet merged or kept apart. */
  'library.duplicates': { args: NoArgs, result: v.array(v.array(ArticleSummarySchema)) },
  /** Moves the work on one article to another with the same text, and takes the first out of the list. */
  'library.merge': { args: v.object({ from: IdSchema, into: IdSchema }), result: Nothing },
  'library.keepApart': {
    args: v.object({ ids: v.pipe(v.array(IdSchema), v.minLength(2)) }),
    result: Nothing,
  },
} as const satisfies CallTable
