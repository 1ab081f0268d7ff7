/** The reader's work: highlights, notes, tags, links. The changes to it: annotations/operations. */
import * as v from 'valibot'
import { AnchorSchema, PlaceSchema } from '#domain/anchoring/anchor'
import { IdSchema, Sha256Schema, TimestampSchema } from '#domain/ids'

export const hues = ['amber', 'rose', 'green', 'blue', 'violet'] as const
export const HueSchema = v.picklist(hues)
export type Hue = (typeof hues)[number]

/** A tag's name: no spaces, no `#`, so that it is a tag in Markdown tools too; `/` nests. Compared without case. */
export const TagNameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.normalize('NFC'),
  v.minLength(1),
  v.maxLength(100),
  v.regex(/^[\p{L}\p{N}\p{M}_/-]+$/u, 'a tag has letters, digits, - _ and / only'),
)

/** Markdown that the reader wrote. */
export const NoteSchema = v.pipe(v.string(), v.maxLength(1_000_000))

export const HighlightSchema = v.object({
  id: IdSchema,
  articleId: IdSchema,
  anchor: AnchorSchema,
  /** Anchors it had before the reader accepted another wording or re-attached it, oldest first. */
  earlier: v.optional(v.array(AnchorSchema)),
  /** The revision on which the reader refused the place that was offered; on it the highlight counts as lost. */
  refused: v.optional(Sha256Schema),
  hue: HueSchema,
  tags: v.array(TagNameSchema),
  note: NoteSchema,
  created: TimestampSchema,
  updated: TimestampSchema,
})
export type Highlight = v.InferOutput<typeof HighlightSchema>

/** A highlight with its place in the article's text of today. */
export const PlacedHighlightSchema = v.object({ ...HighlightSchema.entries, place: PlaceSchema })
export type PlacedHighlight = v.InferOutput<typeof PlacedHighlightSchema>

export const ArticleNoteSchema = v.object({
  note: NoteSchema,
  tags: v.array(TagNameSchema),
  updated: v.nullable(TimestampSchema),
})
export type ArticleNote = v.InferOutput<typeof ArticleNoteSchema>

/** A definition in the codebook. A tag that is only used, never defined, has none. */
export const TagSchema = v.object({
  name: TagNameSchema,
  color: v.nullable(HueSchema),
  definition: v.string(),
  /** The name of the tag above it. */
  parent: v.nullable(TagNameSchema),
  updated: TimestampSchema,
})
export type Tag = v.InferOutput<typeof TagSchema>

/** How linked passages stand to one another; any other string is the reader's own word. */
export const relations = ['agrees', 'contradicts', 'adds', 'updates', 'omits', 'parallel'] as const

export const LinkSchema = v.object({
  id: IdSchema,
  title: v.pipe(v.string(), v.maxLength(500)),
  relation: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  /** Two or more highlights, in the order the reader put them. */
  members: v.pipe(
    v.array(v.object({ articleId: IdSchema, highlightId: IdSchema })),
    v.minLength(2),
    v.maxLength(200),
  ),
  note: NoteSchema,
  tags: v.array(TagNameSchema),
  created: TimestampSchema,
  updated: TimestampSchema,
})
export type Link = v.InferOutput<typeof LinkSchema>

/** Something deleted, kept so that it can be restored long after the undo history is gone. */
export const DeletedHighlightSchema = v.object({ highlight: HighlightSchema, deletedAt: TimestampSchema })
export type DeletedHighlight = v.InferOutput<typeof DeletedHighlightSchema>

/** `notebook/ARTICLE-ID.json`, less its format version. */
export const ArticleNotebookSchema = v.object({
  articleId: IdSchema,
  /** What the article was when it was last annotated, so that the work can be matched to it if the library is rebuilt. */
  article: v.object({ title: v.string(), fileName: v.string(), sha256: v.string() }),
  note: ArticleNoteSchema,
  highlights: v.array(HighlightSchema),
  deleted: v.array(DeletedHighlightSchema),
  /** What notes said before they were emptied or written over; without a highlight, the note on the article. */
  deletedNotes: v.array(
    v.object({ note: v.string(), deletedAt: TimestampSchema, highlightId: v.exactOptional(IdSchema) }),
  ),
})
export type ArticleNotebook = v.InferOutput<typeof ArticleNotebookSchema>

/** `a` and `b` are the same tag. */
export function sameTag(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
