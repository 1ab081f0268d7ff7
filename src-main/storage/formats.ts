/** The formats of the files in a data folder. A change of a schema raises the version and adds the step to it here. */
import * as v from 'valibot'
import {
  ArticleDecisionsSchema,
  ArticleTextSchema,
  type ArticleRecord,
  type ArticleText,
} from '#domain/articles/article'
import { IdSchema, Sha256Schema, TimestampSchema } from '#domain/ids'
import {
  ArticleNotebookSchema,
  DeletedHighlightSchema,
  type DeletedHighlight,
  HighlightSchema,
  LinkSchema,
  TagSchema,
  type ArticleNotebook,
} from '#domain/annotations/notebook'
import { DismissedPairSchema } from '#domain/annotations/dismissed'
import { SettingsSchema, WorkspaceSchema, defaultSettings, defaultWorkspace } from '#domain/settings'
import { mendIds, mendLinks, mendNotebook, mendTags, mendWorkspace } from './mending'
import { linePerRecord, type Mended, type StoreFormat } from './storeFormat'

/** A format of version 1; `Format` infers the data from the schema. */
function format<T extends object>(
  name: string,
  schema: v.GenericSchema<unknown, T>,
  empty: () => T,
  more: Partial<StoreFormat<T>> = {},
): StoreFormat<T> {
  return { name, version: 1, schema, empty, migrations: {}, ...more }
}

/** What was mended of a file's one list. */
const named = <Key extends string, Item>(
  key: Key,
  { data, remarks }: Mended<Item[]>,
): Mended<Record<Key, Item[]>> => ({ data: { [key]: data } as Record<Key, Item[]>, remarks })

const keyOfRecord = (record: object): string => (record as { id: string }).id
/** The same highlight may have been deleted more than once. */
const keyOfDeleted = (record: object): string => {
  const { highlight, deletedAt } = record as DeletedHighlight
  return `${highlight.id} ${deletedAt}`
}

/** `notebook/ARTICLE-ID.json`. A file that names another article than its own name does is not taken for it. */
export const notebookFormat = (articleId: string): StoreFormat<ArticleNotebook> =>
  format(
    'highlights and notes',
    v.object({ ...ArticleNotebookSchema.entries, articleId: v.literal(articleId) }),
    () => ({
      articleId,
      article: { title: '', fileName: '', sha256: '' },
      note: { note: '', tags: [], updated: null },
      highlights: [],
      deleted: [],
      deletedNotes: [],
    }),
    {
      mend: mendNotebook,
      records: {
        highlights: { schema: HighlightSchema, key: keyOfRecord },
        deleted: { schema: DeletedHighlightSchema, key: keyOfDeleted },
      },
    },
  )

export const tagsFormat = format('tags', v.object({ tags: v.array(TagSchema) }), () => ({ tags: [] }), {
  mend: mendTags,
})

export const linksFormat = format('links', v.object({ links: v.array(LinkSchema) }), () => ({ links: [] }), {
  mend: mendLinks,
  records: { links: { schema: LinkSchema, key: keyOfRecord } },
})

export const decisionsFormat = format(
  'corrections and removals',
  v.object({ articles: v.record(IdSchema, ArticleDecisionsSchema) }),
  () => ({ articles: {} }),
)

/** `notebook/dismissed.json`: shared passages that the reader put aside, by their words. */
export const dismissedFormat = format(
  'dismissed passages',
  v.object({ pairs: v.array(DismissedPairSchema) }),
  () => ({ pairs: [] }),
)

const SavedFilterSchema = v.object({
  id: IdSchema,
  name: v.pipe(v.string(), v.minLength(1)),
  /** Whatever the notebook view filters by; it checks it when it uses it. */
  query: v.unknown(),
})
export type SavedFilter = v.InferOutput<typeof SavedFilterSchema>

export const filtersFormat = format(
  'saved filters',
  v.object({ filters: v.array(SavedFilterSchema) }),
  () => ({ filters: [] }),
  { mend: ({ filters }) => named('filters', mendIds(filters, 'saved filter', 'saved filters')) },
)

/** A folder on the reader's disk whose files are articles of the library. */
const LinkedFolderSchema = v.object({
  id: IdSchema,
  /** Its absolute path; never sent to the interface. */
  path: v.pipe(v.string(), v.minLength(1)),
  name: v.string(),
  /** Changes in it are looked for while Collate runs. */
  watch: v.boolean(),
  addedAt: TimestampSchema,
  lastRefresh: v.nullable(TimestampSchema),
})
export type LinkedFolder = v.InferOutput<typeof LinkedFolderSchema>

export const foldersFormat = format(
  'linked folders',
  v.object({ folders: v.array(LinkedFolderSchema) }),
  () => ({ folders: [] }),
  { mend: ({ folders }) => named('folders', mendIds(folders, 'linked folder', 'linked folders')) },
)

/** `templates.json`: what the reader wrote or changed; what ships with Collate is not among it. */
export const templatesFormat = format(
  'export templates',
  v.object({ templates: v.array(v.object({ id: IdSchema, name: v.string(), source: v.string() })) }),
  () => ({ templates: [] }),
  { mend: ({ templates }) => named('templates', mendIds(templates, 'template', 'templates')) },
)

/** `export-names.json`: the file names that articles and links were exported under, by article id and `link:ID`. */
export const exportNamesFormat = format(
  'file names of exports',
  v.object({ names: v.record(v.string(), v.string()) }),
  () => ({ names: {} }),
)

/** Where articles came from that belong to no linked folder: what the reader chose, and bytes that were handed over. */
const TakenSourceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('path'),
    /** The absolute path of a file or a folder; never sent to the interface. */
    path: v.pipe(v.string(), v.minLength(1)),
    at: TimestampSchema,
  }),
  v.object({
    kind: v.picklist(['upload', 'paste']),
    sha256: Sha256Schema,
    fileName: v.string(),
    mediaType: v.nullable(v.string()),
    at: TimestampSchema,
  }),
])
export type TakenSource = v.InferOutput<typeof TakenSourceSchema>

/** `sources/taken.json`: from it and the linked folders the library can be made again. */
export const takenFormat = format(
  'sources taken in',
  v.object({ sources: v.array(TakenSourceSchema) }),
  () => ({
    sources: [],
  }),
)

/** What an older file does not have yet is as by default, so that a new setting needs no migration. */
const withDefaults = <T extends object>(
  schema: v.GenericSchema<unknown, T>,
  defaults: () => T,
): v.GenericSchema<unknown, T> =>
  v.pipe(
    v.looseObject({}),
    v.transform((stored): unknown => ({ ...defaults(), ...stored })),
    schema,
  )

export const settingsFormat = format(
  'settings',
  withDefaults(SettingsSchema, defaultSettings),
  defaultSettings,
  { convenience: true },
)

export const workspaceFormat = format(
  'window layout',
  withDefaults(WorkspaceSchema, defaultWorkspace),
  defaultWorkspace,
  { convenience: true, mend: mendWorkspace },
)

const integer = v.pipe(v.number(), v.integer())
const WindowStateSchema = v.object({
  /** The place and size when neither maximised nor full screen, in device-independent pixels; null: not known. */
  bounds: v.nullable(v.object({ x: integer, y: integer, width: integer, height: integer })),
  maximized: v.boolean(),
  fullscreen: v.boolean(),
})
export type WindowState = v.InferOutput<typeof WindowStateSchema>

/** `window.json`: where the desktop application's window was left. */
export const windowFormat = format(
  'place of the window',
  WindowStateSchema,
  () => ({ bounds: null, maximized: false, fullscreen: false }),
  { convenience: true, unnamedVersion: 1 },
)

/** A record that can be trusted not to break the code that lists it. */
function isRecord(value: unknown, id: string): value is ArticleRecord {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Partial<Record<keyof ArticleRecord, unknown>>
  return (
    record.id === id &&
    typeof record.revision === 'string' &&
    typeof record.pack === 'string' &&
    /^[a-z0-9-]{1,64}$/.test(record.pack) &&
    typeof record.metadata === 'object' &&
    record.metadata !== null &&
    'title' in record.metadata &&
    typeof record.metadata.title === 'string' &&
    typeof record.provenance === 'object' &&
    record.provenance !== null &&
    typeof record.origin === 'object' &&
    record.origin !== null
  )
}

const everyRecord = (value: unknown): value is Record<string, ArticleRecord> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([id, record]) => v.is(IdSchema, id) && isRecord(record, id))

/**
 * `library/catalogue/SEGMENT.json`. Checked by hand and for the main things only: a full check of 20,000 records takes
 * longer than opening may, and the catalogue is derived; it is written by this code alone and made again when in doubt.
 */
export const catalogueFormat = format(
  'catalogue',
  v.object({ records: v.custom<Record<string, ArticleRecord>>(everyRecord, 'not article records') }),
  () => ({ records: {} }),
  { derived: true, stringify: linePerRecord('records') },
)

const textMap = v.custom<Record<string, ArticleText>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'not article texts',
)

/** `library/texts/PACK.json`. Each text is checked when it is read, not all when one is. */
export const packFormat = format('texts', v.object({ articles: textMap }), () => ({ articles: {} }), {
  derived: true,
  stringify: linePerRecord('articles'),
})

/** `library/revisions/ARTICLE-ID.json`: texts by revision. */
export const revisionsFormat = format(
  'earlier texts',
  v.object({ texts: v.record(Sha256Schema, ArticleTextSchema) }),
  () => ({ texts: {} }),
  { derived: true, stringify: linePerRecord('texts') },
)

/** `exports/HASH.json`: what was exported last to one target. */
export const exportBaseFormat = format(
  'export',
  v.object({ key: v.string(), text: v.string() }),
  () => ({ key: '', text: '' }),
  { convenience: true },
)
