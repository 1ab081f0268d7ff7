/** What the notebook view asks of the index, and what it answers. */
import type { TextRange } from '#domain/articles/article'
import type { Hue } from '#domain/annotations/notebook'
import type { HighlightFilter, HighlightGrouping, HighlightSort } from '#domain/queries/highlightFilter'
import type { IndexedHighlight } from './indexed'

export interface HighlightQuery {
  filter: HighlightFilter
  /** `date` groups by the month of the date that `filter.dateOf` names. */
  groupBy: HighlightGrouping
  sort: HighlightSort
  offset: number
  limit: number
  hueNames?: Partial<Record<Hue, string>>
  supersedeKey?: string
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
