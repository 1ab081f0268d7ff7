/** What goes into the search index, and how what it holds is compared with what there is. */
import type { PlaceStatus } from '#domain/anchoring/anchor'
import type { Block } from '#domain/articles/article'
import type { Hue } from '#domain/annotations/notebook'

/** What the index needs to know of an article's metadata; all of it shows in its stamp. */
export interface IndexedMetadata {
  id: string
  title: string
  byline: string | null
  source: string | null
  /** `2025`, `2025-03` or `2025-03-03`. */
  published: string | null
  lang: string
  addedAt: string
  /** SHA-256 of the text. */
  revision: string
  words: number
  /** The reader took it out of the list. */
  removed: boolean
}

export interface IndexedArticle extends IndexedMetadata {
  text: string
  blocks: readonly Block[]
}

export interface IndexedHighlight {
  id: string
  articleId: string
  hue: Hue
  tags: readonly string[]
  note: string
  quote: string
  /** Where it is in the article's text of today, in UTF-16 units; null where it is lost. */
  start: number | null
  end: number | null
  paragraph: number | null
  status: PlaceStatus
  created: string
  updated: string
  /** A link joins it to another highlight. */
  linked: boolean
  /** The relations of its links ("contradicts"), for the words of a search. */
  relations: readonly string[]
}

export interface IndexedNotebook {
  /** The note on the article as a whole. */
  note: string
  noteTags: readonly string[]
  highlights: readonly IndexedHighlight[]
  /** A highlight was made on another text than the article has now. */
  revised: boolean
  /** Any string that changes whenever the above would; handed back by `known`. */
  stamp: string
}

/** What the index holds: what differs must be put again, what is missing put, what is too much deleted. */
export interface KnownState {
  /** Article id to `articleStamp` of what was put. */
  articles: Map<string, string>
  /** Article id to the stamp of its notebook. */
  notebooks: Map<string, string>
}
