/** What goes into the search index and what comes out of it. */
import type { PlaceStatus } from '#domain/anchor'
import type { Block, TextRange } from '#domain/article'
import type { Hue } from '#domain/notebook'
import type { QueryTerm } from '#domain/queries/language'

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

export const searchSorts = [
  'relevance',
  'newest',
  'oldest',
  'title',
  'source',
  'added',
  'highlights',
] as const
export type SearchSort = (typeof searchSorts)[number]
export type ListSort = Exclude<SearchSort, 'relevance'>

export interface SearchRequest {
  /** The query language of `#domain/queries/language`. */
  query: string
  /** `relevance` where absent. */
  sort?: SearchSort
  offset: number
  limit: number
  /** The reader's names of the hues, for `hue:`. */
  hueNames?: Partial<Record<Hue, string>>
  /** The most passages for each article; 3 where absent. */
  passages?: number
  /**
   * A name for the place the search is made from. A search that has not begun when a later one comes from the same
   * place is not run and fails with `cancelled`.
   */
  channel?: string
}

export interface Passage {
  /** From the article's text, from a note, or the quotation of a highlight that was found by its tag, hue or quotation. */
  kind: 'text' | 'note' | 'quote'
  /** null for the text and for the note on the article as a whole. */
  highlightId: string | null
  /**
   * Where to jump to in the article's text, in UTF-16 units: the passage itself, or the highlight it belongs to; null
   * for the article's note and for lost highlights.
   */
  start: number | null
  end: number | null
  paragraph: number | null
  /** An excerpt, character for character. */
  text: string
  /** The words found, as ranges of `text` in UTF-16 units. */
  marks: TextRange[]
  /** The excerpt begins, or ends, within a paragraph. */
  cutBefore: boolean
  cutAfter: boolean
}

export interface SearchHit {
  id: string
  /** Places in title, byline, text and notes. */
  matches: number
  titleMatches: TextRange[]
  bylineMatches: TextRange[]
  passages: Passage[]
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

export interface SearchResults extends MatchCount {
  /** The words and phrases that were looked for: as typed, or those shown in their place. */
  terms: QueryTerm[]
  articles: SearchHit[]
}

export interface ListRequest {
  /** The query language of `#domain/queries/language`; empty: all. */
  words: string
  /** null stands for articles without a source. An empty list filters nothing. */
  sources: readonly (string | null)[]
  /** Articles with any of these on a highlight or on their note. */
  tags: readonly string[]
  hues: readonly Hue[]
  /** Published on or after, on or before (dates of any precision). */
  from: string | null
  to: string | null
  /** The removed articles instead of those in the library. */
  removed: boolean
  sort: ListSort
  offset: number
  limit: number
  hueNames?: Partial<Record<Hue, string>>
  channel?: string
}

export interface ListResult extends MatchCount {
  ids: string[]
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

export interface HighlightFilter {
  /** Words in quotation, note or tags; the query language of `#domain/queries/language`. */
  text: string
  /** Any of these; an empty list filters nothing. null stands for highlights without tags. */
  tags: readonly (string | null)[]
  hues: readonly Hue[]
  sources: readonly (string | null)[]
  articleIds: readonly string[]
  /** Dates of any precision, both inclusive; of the article's publication or of the highlight's making. */
  from: string | null
  to: string | null
  dateOf: 'published' | 'created'
  hasNote: boolean | null
  linked: boolean | null
  status: readonly PlaceStatus[]
}

export const highlightGroups = ['none', 'tag', 'article', 'hue', 'source', 'date'] as const
export type HighlightGrouping = (typeof highlightGroups)[number]
export const highlightSorts = ['text', 'newest', 'oldest', 'updated', 'quote'] as const
/**
 * Order within a group: `text` by the article's date and then by place in the text, `newest` and `oldest` by when it was
 * made, `updated` the latest changed first, `quote` by the words of the quotation.
 */
export type HighlightSort = (typeof highlightSorts)[number]

export interface HighlightQuery {
  filter: HighlightFilter
  /** `date` groups by the month of the date that `filter.dateOf` names. */
  groupBy: HighlightGrouping
  sort: HighlightSort
  offset: number
  limit: number
  hueNames?: Partial<Record<Hue, string>>
  channel?: string
}

export interface HighlightRow extends IndexedHighlight {
  articleTitle: string
  source: string | null
  published: string | null
  /** The group it is shown in here; a highlight with several tags is a row in each of their groups. */
  group: string | null
  /** The words found. */
  quoteMatches: TextRange[]
  noteMatches: TextRange[]
}

export interface HighlightGroup {
  /** A tag, article id, hue, source or month (`2025-03`); null: without one. */
  key: string | null
  /** The article's title; else the key. */
  label: string | null
  highlights: number
  notes: number
  articles: number
  /** The row it begins at, counted over all groups. */
  start: number
}

export interface HighlightResult {
  /** Highlights, each counted once. */
  total: number
  /** Highlights with a note among them. */
  notes: number
  articles: number
  /** Rows over all groups: more than `total` where highlights are in several groups. */
  rowCount: number
  remark: string | null
  /** Empty where nothing is grouped. */
  groups: HighlightGroup[]
  /** The rows from `offset` on. */
  rows: HighlightRow[]
}

export interface MatrixRequest {
  rows: 'tag' | 'hue'
  columns: 'article' | 'source'
  filter: HighlightFilter
  /** The reader's names of the hues, which the filter's words may use. */
  hueNames?: Partial<Record<Hue, string>>
}

export interface Matrix {
  /** By name; hues in their order. Highlights without tag are in no row. */
  rows: { key: string; total: number }[]
  /** Articles by date and title, sources by name (null: none, last); only those with highlights. */
  columns: { key: string | null; label: string | null; total: number }[]
  /** Counts that are not zero: indices into `rows` and `columns`. */
  cells: { row: number; column: number; count: number }[]
  /** Highlights, each counted once. */
  total: number
}

export interface Suggestions {
  tags: { tag: string; count: number; matches: TextRange[] }[]
  titles: { id: string; title: string; matches: TextRange[] }[]
}

/** A full-text index over articles and notebooks: derived data that can be deleted at any time. */
export interface SearchIndex {
  /** The file was missing, damaged or of another version: everything must be put again. */
  readonly fresh: boolean
  /** Puts articles in, replacing those with the same ids; their notebooks stay. One transaction. */
  putArticles(articles: readonly IndexedArticle[]): Promise<void>
  /** Takes articles out, with what is known of their notebooks. */
  deleteArticles(ids: readonly string[]): Promise<void>
  /** Replaces what is known of an article's notebook; the article need not be there yet. */
  putNotebook(articleId: string, notebook: IndexedNotebook): Promise<void>
  /** Many notebooks in one transaction. */
  putNotebooks(notebooks: readonly (IndexedNotebook & { articleId: string })[]): Promise<void>
  known(): Promise<KnownState>
  search(request: SearchRequest): Promise<SearchResults>
  listIds(request: ListRequest): Promise<ListResult>
  facets(): Promise<Facets>
  highlights(request: HighlightQuery): Promise<HighlightResult>
  /** The ids of all highlights that a filter leaves, in no particular order: for a saved filter's count or a bulk change. */
  highlightIds(
    filter: HighlightFilter,
    hueNames?: Partial<Record<Hue, string>>,
  ): Promise<{ articleId: string; id: string }[]>
  /** The articles with a highlight that was made on another text than theirs of now. */
  revisedIds(): Promise<string[]>
  matrix(request: MatrixRequest): Promise<Matrix>
  /** Tags and titles that hold words beginning like those of `prefix`. */
  suggest(prefix: string, limit?: number): Promise<Suggestions>
  close(): Promise<void>
}
