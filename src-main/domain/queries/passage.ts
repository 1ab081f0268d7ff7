/** A passage that a search has found, as it is shown and jumped to. */
import * as v from 'valibot'
import { RangeSchema } from '#domain/articles/article'
import { IdSchema } from '#domain/ids'

export const SearchPassageSchema = v.object({
  /** From the article's text, from a note, or the quotation of a highlight that was found by its tag, hue or quotation. */
  kind: v.picklist(['text', 'note', 'quote']),
  /** null for the text and for the note on the article as a whole. */
  highlightId: v.nullable(IdSchema),
  /**
   * Where to jump to in the article's text, in UTF-16 units: the passage itself, or the highlight it belongs to; null
   * for the article's note and for lost highlights.
   */
  start: v.nullable(v.number()),
  end: v.nullable(v.number()),
  paragraph: v.nullable(v.number()),
  /** An excerpt, character for character. */
  text: v.string(),
  /** The words found, as ranges of `text` in UTF-16 units. */
  marks: v.array(RangeSchema),
  /** The excerpt begins, or ends, within a paragraph. */
  cutBefore: v.boolean(),
  cutAfter: v.boolean(),
})
export type SearchPassage = v.InferOutput<typeof SearchPassageSchema>

/** Words that were looked for: as typed, or those that were shown in their place. */
export const SearchTermSchema = v.object({
  text: v.string(),
  /** The last word may go on. */
  prefix: v.boolean(),
})
