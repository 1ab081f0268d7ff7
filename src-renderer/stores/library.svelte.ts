/** The list of articles as it is filtered and sorted, loaded page by page, and what can be done with its articles. */
import { createContext, untrack } from 'svelte'
import { call, onEvent } from '#client/api'
import { PagedQuery } from '#client/pagedQuery.svelte'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'
import type { ArticleRow, ArticleSummary, ArticleView, Notice } from '#contract/library'
import type { SearchHit } from '#contract/search'
import type { Cleaning, Corrections, MetadataField } from '#domain/articles/article'
import { newId } from '#domain/ids'
import {
  noArticleFilter,
  restrictsArticles,
  type ArticleFilter,
  type ArticleSort,
} from '#domain/queries/articleFilter'
import type { FindTerm } from '#domain/text/find'

/** A window of a list of articles, with what was found in them. */
export type FoundList = CallResult<'library.list'>
export type Facets = CallResult<'library.facets'>

const pageSize = 100
/** Rows of a page with passages, which take longer and fill more of the view. */
const foundPageSize = 30
/** Passages of an article that a list of what was found shows at first. */
const passages = 3
/** An article that was found, with what was found in it. */
export interface FoundArticle extends SearchHit {
  row: ArticleRow
}

/** What the list is asked for. */
interface Asked {
  filter: ArticleFilter
  sort: ArticleSort
  /** By words: the list has passages. */
  searched: boolean
}

interface LoadedRow {
  row: ArticleRow
  found: FoundArticle | undefined
}

export class Library {
  filter = $state.raw<ArticleFilter>(noArticleFilter())
  sort = $state.raw<ArticleSort>('newest')
  /** Articles that are not searched yet. */
  indexing = $state(0)
  readonly #client = newId()
  readonly #list = new PagedQuery(['library.list'], {
    delay: 200,
    concerns: ({ kinds }) =>
      kinds.includes('coverage')
        ? this.filter.elsewhere !== undefined
        : restrictsArticles(this.filter) || !kinds.includes('index'),
    read: async (call, { filter, sort, searched }: Asked, window) => {
      const answer = await call('library.list', {
        ...{ filter, ...window, client: this.#client },
        sort: searched ? 'relevance' : sort,
        ...(searched && { passages }),
      })
      this.indexing = answer.indexing
      return answer
    },
    rows: ({ rows, hits }) =>
      rows.map((row, index): LoadedRow => {
        const hit = hits[index]
        return { row, found: hit && { ...hit, row } }
      }),
    total: ({ total }) => total,
    pageSize: ({ searched }) => (searched ? foundPageSize : pageSize),
  })
  readonly #facets = new Query(['library.facets'], (call) => call('library.facets', {}))
  readonly #notices = new Query(['library.notices'], (call) => call('library.notices', {}), { delay: 0 })

  /** Articles that pass the filter; null until it is known. */
  get total(): number | null {
    return this.#list.value?.total ?? (this.failure === null ? null : 0)
  }

  /** Articles of which it is not known yet what others share with them, where the filter asks for that. */
  get comparing(): number {
    return this.#list.value?.comparing ?? 0
  }

  /** Places that match the words. */
  get matches(): number {
    return this.#list.value?.matches ?? 0
  }

  /** False where there may be more of them than that. */
  get matchesExact(): boolean {
    return this.#list.value?.matchesExact ?? true
  }

  /** The list is of what was found by words: its articles have passages. */
  get searched(): boolean {
    return this.#list.args?.searched ?? false
  }

  /** The words that were found, to be looked for in an article that is opened. */
  get terms(): readonly FindTerm[] {
    return this.#list.value?.terms ?? []
  }

  get remark(): string | null {
    return this.#list.value?.remark ?? null
  }

  get failure(): string | null {
    return this.#list.failure
  }

  get facets(): Facets | null {
    return this.#facets.value
  }

  get notices(): readonly Notice[] {
    return this.#notices.value ?? []
  }

  /** Whether a notice says more than what was done. */
  get alarming(): boolean {
    return this.notices.some((notice) => notice.severity !== 'info')
  }

  /** Counts the lists that were begun anew (another filter or order), for views that then go to the top. */
  get begun(): number {
    return this.#list.begun
  }

  /** A row of the list, undefined while it is not loaded. */
  row(index: number): ArticleRow | undefined {
    return this.#list.row(index)?.row
  }

  /** An article that was found, undefined while it is not loaded. */
  found(index: number): FoundArticle | undefined {
    return this.#list.row(index)?.found
  }

  /** The loaded row of an article, and its place in the list. */
  find(articleId: string): { row: ArticleRow; index: number } | undefined {
    const [index, loaded] = this.#list.loaded.find(([, { row }]) => row.id === articleId) ?? []
    return index === undefined || !loaded ? undefined : { row: loaded.row, index }
  }

  /** The next loaded row whose title begins with `typed`, searched from an index on and round; -1 for none. */
  indexOfTitle(typed: string, from: number): number {
    const wanted = typed.toLowerCase()
    const total = this.total ?? 0
    for (let step = 0; step < total; step++) {
      const index = (from + step) % total
      if (this.row(index)?.metadata.title.toLowerCase().startsWith(wanted)) return index
    }
    return -1
  }

  setFilter(changes: Partial<ArticleFilter>): void {
    this.filter = { ...this.filter, ...changes }
    this.#begin()
  }

  clearFilter(): void {
    this.setFilter(noArticleFilter())
  }

  setSort(sort: ArticleSort): void {
    if (sort === this.sort && this.total !== null) return
    this.sort = sort
    this.#begin()
  }

  /** The rows from `first` to `last` are looked at: load what is missing of them. */
  ensure(first: number, last: number): void {
    this.#list.ensure(Array.from({ length: last - first + 1 }, (_, index) => first + index))
  }

  /**
   * The first articles of another list, for pickers and the palette.
   * @param found with the most passages for each of them, the best article first; `client` is whose later question
   * takes the place of this one
   */
  async search(
    words: string,
    limit: number,
    found?: { passages: number; client: string },
  ): Promise<FoundList> {
    return await call('library.list', {
      filter: { ...noArticleFilter(), words },
      sort: words.trim() === '' ? this.sort : found ? 'relevance' : 'newest',
      ...{ offset: 0, limit, ...found },
    })
  }

  async removed(): Promise<readonly ArticleRow[]> {
    const { rows } = await call('library.list', {
      filter: { ...noArticleFilter(), removed: true },
      sort: 'added',
      offset: 0,
      limit: 500,
    })
    return rows
  }

  async rows(ids: readonly string[]): Promise<readonly ArticleRow[]> {
    return await call('library.rows', { ids: [...ids] })
  }

  async article(id: string): Promise<ArticleView> {
    return await call('library.article', { id })
  }

  async received(id: string): Promise<{ text: string; cleanings: Cleaning[] }> {
    return await call('library.received', { id })
  }

  async correct(id: string, corrections: Corrections, reset: MetadataField[]): Promise<ArticleSummary> {
    return await call('library.correct', { id, corrections, reset })
  }

  async remove(ids: readonly string[]): Promise<void> {
    await call('library.remove', { ids: [...ids] })
  }

  async restore(ids: readonly string[]): Promise<void> {
    await call('library.restore', { ids: [...ids] })
  }

  async dismissNotice(id: string): Promise<void> {
    this.#notices.value = this.notices.filter((notice) => notice.id !== id)
    await call('library.dismissNotice', { id })
  }

  /** Looks at the sources again. */
  async refreshSources(): Promise<CallResult<'library.refresh'>> {
    return await call('library.refresh', {})
  }

  async showSource(articleId: string): Promise<void> {
    await call('shell.showSource', { articleId })
  }

  /**
   * Loads the list, what the filters offer and the notices, and follows the changes. Call it once, while a component
   * initialises. The list is read here and not where it is shown: panel, rail and first screen all stand on it.
   * @param order the order that was chosen, null until it is known; the list follows it
   */
  start(order: () => ArticleSort | null): void {
    this.#facets.start()
    this.#notices.start()
    $effect(() => {
      const sort = order()
      if (sort !== null) untrack(() => this.setSort(sort))
    })
    $effect(() => this.#list.follow())
    $effect(() => onEvent('index.progress', ({ waiting }) => (this.indexing = waiting)))
  }

  #begin(): void {
    const { filter, sort } = this
    void this.#list.begin({ filter, sort, searched: filter.words.trim() !== '' })
  }
}

export const [useLibrary, setLibrary] = createContext<Library>()
