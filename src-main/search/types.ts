/** The search index as the services know it. */
import type { Hue } from '#domain/annotations/notebook'
import type { HighlightFilter } from '#domain/queries/highlightFilter'
import type { Facets, ListRequest, ListResult, PassagesRequest, PassagesResult } from './articleTypes'
import type { IndexedArticle, IndexedNotebook, KnownState } from './indexed'
import type { HighlightQuery, HighlightResult, Matrix, MatrixRequest } from './notebookTypes'

export type * from './articleTypes'
export type * from './indexed'
export type * from './notebookTypes'

/** A full-text index over articles and notebooks: derived data that can be deleted at any time. */
export interface SearchIndex {
  /** Puts articles in, replacing those with the same ids; their notebooks stay. One transaction. */
  putArticles(articles: readonly IndexedArticle[]): Promise<void>
  /** Takes articles out, with what is known of their notebooks. */
  deleteArticles(ids: readonly string[]): Promise<void>
  /** Replaces what is known of articles' notebooks; the articles need not be there yet. One transaction. */
  putNotebooks(notebooks: readonly (IndexedNotebook & { articleId: string })[]): Promise<void>
  known(): Promise<KnownState>
  list(request: ListRequest): Promise<ListResult>
  passages(request: PassagesRequest): Promise<PassagesResult>
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
  close(): Promise<void>
}

export interface OpenedIndex extends SearchIndex {
  /** The file was missing, damaged or of another version: everything must be put again. */
  readonly fresh: boolean
}
