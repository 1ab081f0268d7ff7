/** What is asked of the index about articles, and what it answers. */
import type { TextRange } from '#domain/articles/article'
import type { Hue } from '#domain/annotations/notebook'
import type { ArticleFilter, SearchSort } from '#domain/queries/articleFilter'
import type { QueryPlace } from '#domain/queries/language'
import type { SearchPassage } from '#domain/queries/passage'

/** A filter, and the ids of the only articles that can pass it, where others are ruled out by what the index does not know. */
export interface SelectionFilter extends ArticleFilter {
  among?: readonly string[]
}

/** A window of the articles that pass a filter; and, where there are words, the passages that hold them. */
export interface ListRequest {
  filter: SelectionFilter
  sort: SearchSort
  offset: number
  limit: number
  /** The most passages for each article; 0: none are looked for. */
  passages: number
  /** The reader's names of the hues, for `hue:`. */
  hueNames?: Partial<Record<Hue, string>>
  /**
   * A name for the place the question is asked from. One that has not begun when a later one comes from the same place
   * is not run and fails with `cancelled`.
   */
  supersedeKey?: string
}

export interface SearchHit {
  /** Places in title, byline, text and notes. */
  matches: number
  titleMatches: TextRange[]
  /** The passages that hold the most of the words, in the order of the text; then those of notes. */
  passages: SearchPassage[]
  /** Places in text and notes that the passages do not show. */
  more: number
}

/** Words and phrases that were looked for: as typed, or those shown in their place. */
export interface SearchTerm {
  text: string
  prefix: boolean
  /** The place it was looked for in; null: everywhere. */
  place: QueryPlace | null
}

export interface MatchCount {
  /** Articles. */
  total: number
  /** Places in titles, bylines, texts and notes; 0 without words. */
  matches: number
  /** False where so many articles match that only some were counted: `matches` is then the least there are. */
  matchesExact: boolean
  /** What is wrong with the query, or what was done about it, in a sentence for the reader. */
  remark: string | null
}

export interface ListResult extends MatchCount {
  ids: string[]
  /** One for each id where passages were asked for and there are words; else empty. */
  hits: SearchHit[]
  terms: SearchTerm[]
}

/** All passages of one article, a page of them. */
export interface PassagesRequest {
  articleId: string
  /** That of the list it was found in: the same words, tags and hues. */
  filter: ArticleFilter
  offset: number
  limit: number
  hueNames?: Partial<Record<Hue, string>>
}

export interface PassagesResult {
  /** In the order of the text, then those of notes. */
  passages: SearchPassage[]
  /** Passages in all. */
  total: number
  /** Places in the passages that come after these. */
  more: number
}

export interface Facets {
  articles: number
  removed: number
  /** Articles, most first. */
  sources: { value: string | null; count: number }[]
  /** Highlights and article notes that bear the tag, most first. */
  tags: { value: string; count: number }[]
  /** Highlights. */
  hues: { value: Hue; count: number }[]
  /** Articles by the year they were published in, latest first; null: undated. */
  years: { value: string | null; count: number }[]
}
