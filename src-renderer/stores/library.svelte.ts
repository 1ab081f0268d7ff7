/** The list of articles as it is filtered and sorted, loaded page by page, and what can be done with its articles. */
import { createContext, untrack } from 'svelte'
import { call, onEvent } from '#client/api'
import type { CallResult } from '#contract/calls'
import type { ArticleRow, ArticleSummary, ArticleView, Notice } from '#contract/library'
import type { SearchHit } from '#contract/search'
import type { Cleaning, Corrections, MetadataField } from '#domain/articles/article'
import { CollateError, messageOf } from '#domain/errors'
import { newId } from '#domain/ids'
import {
  noArticleFilter,
  restrictsArticles,
  type ArticleFilter,
  type ArticleSort,
} from '#domain/queries/articleFilter'
import type { FindTerm } from '#domain/text/find'
import { Newest } from '#client/newest'

/** A window of a list of articles, with what was found in them. */
export type FoundList = CallResult<'library.list'>
export type Facets = CallResult<'library.facets'>

const pageSize = 100
/** Rows of a page with passages, which take longer and fill more of the view. */
const foundPageSize = 30
/** Passages of an article that a list of what was found shows at first. */
const passages = 3
/** Milliseconds that changes from elsewhere wait for others before the list is read again. */
const refreshDelay = 200
/** While a reader marks fast, the counts are not further behind than this, in milliseconds; the list may be. */
const countDelay = 800
/** Between two readings of the list passes at least so many times what the last one took. */
const restTimes = 4

/** An article that was found, with what was found in it. */
export interface FoundArticle extends SearchHit {
  row: ArticleRow
}

interface Page {
  rows: readonly ArticleRow[]
  hits: readonly SearchHit[]
}

export class Library {
  filter = $state.raw<ArticleFilter>(noArticleFilter())
  sort = $state.raw<ArticleSort>('newest')
  /** Articles that pass the filter; null until it is known. */
  total = $state<number | null>(null)
  /** Places that match the words. */
  matches = $state(0)
  /** False where there may be more of them than that. */
  matchesExact = $state(true)
  /** Articles that are not searched yet. */
  indexing = $state(0)
  /** The list is of what was found by words: its articles have passages. */
  searched = $state(false)
  /** The words that were found, to be looked for in an article that is opened. */
  terms = $state.raw<readonly FindTerm[]>([])
  remark = $state<string | null>(null)
  failure = $state<string | null>(null)
  facets = $state.raw<Facets | null>(null)
  notices = $state.raw<readonly Notice[]>([])
  /** Counts the lists that were begun anew (another filter or order), for views that then go to the top. */
  listVersion = $state(0)
  #pages = $state.raw<readonly (Page | undefined)[]>([])
  readonly #client = newId()
  readonly #newestFacets = new Newest()
  readonly #newestNotices = new Newest()
  #inView = { first: 0, last: 0 }
  #generation = 0
  /** The list was begun anew, and its first page is not there yet. */
  #beginning = false
  #loading: number[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #countTimer: ReturnType<typeof setTimeout> | undefined
  /** How long the list took to be read again, in milliseconds. */
  #refreshTime = 0

  /** A row of the list, undefined while it is not loaded. */
  row(index: number): ArticleRow | undefined {
    return this.#pages[Math.floor(index / this.#pageSize)]?.rows[index % this.#pageSize]
  }

  /** An article that was found, undefined while it is not loaded. */
  found(index: number): FoundArticle | undefined {
    const page = this.#pages[Math.floor(index / this.#pageSize)]
    const [row, hit] = [page?.rows[index % this.#pageSize], page?.hits[index % this.#pageSize]]
    return row && hit ? { ...hit, row } : undefined
  }

  /** The loaded row of an article, and its place in the list. */
  find(articleId: string): { row: ArticleRow; index: number } | undefined {
    for (const [number, page] of this.#pages.entries()) {
      const at = page?.rows.findIndex((row) => row.id === articleId) ?? -1
      const row = page?.rows[at]
      if (row) return { row, index: number * this.#pageSize + at }
    }
    return undefined
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
    void this.#begin()
  }

  clearFilter(): void {
    this.setFilter(noArticleFilter())
  }

  setSort(sort: ArticleSort): void {
    if (sort === this.sort && this.total !== null) return
    this.sort = sort
    void this.#begin()
  }

  /** The rows from `first` to `last` are looked at: load what is missing of them. */
  ensure(first: number, last: number): void {
    this.#inView = { first, last }
    for (const page of this.#pagesInView()) {
      if (!this.#pages[page] && !this.#loading.includes(page)) void this.#load(page)
    }
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
    this.notices = this.notices.filter((notice) => notice.id !== id)
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
    void this.#loadFacets()
    void this.#loadNotices()
    $effect(() => {
      const sort = order()
      if (sort !== null) untrack(() => this.setSort(sort))
    })
    $effect(() => {
      const stops = [
        onEvent('library.changed', () => this.#refreshSoon()),
        onEvent('notebook.changed', () => {
          this.#refreshSoon()
          this.#countSoon()
        }),
        onEvent('tags.changed', () => this.#refreshSoon()),
        onEvent('index.progress', ({ waiting }) => {
          this.indexing = waiting
          if (restrictsArticles(this.filter)) this.#refreshSoon()
        }),
        onEvent('notices.changed', () => void this.#loadNotices()),
      ]
      return () => {
        clearTimeout(this.#timer)
        this.#timer = undefined
        clearTimeout(this.#countTimer)
        this.#countTimer = undefined
        for (const stop of stops) stop()
      }
    })
  }

  get #pageSize(): number {
    return this.searched ? foundPageSize : pageSize
  }

  #pagesInView(): number[] {
    const first = Math.floor(this.#inView.first / this.#pageSize)
    const last = Math.floor(Math.max(0, this.#inView.last) / this.#pageSize)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }

  /** Begins the list anew. What is on the screen stays until the first page is there. */
  async #begin(): Promise<void> {
    const generation = ++this.#generation
    this.#loading = []
    this.#beginning = true
    try {
      const searched = this.filter.words.trim() !== ''
      const page = await this.#fetch(0, searched)
      if (generation !== this.#generation) return
      this.#beginning = false
      this.searched = searched
      this.#pages = [page]
      this.#inView = { first: 0, last: 0 }
      this.#take(page)
      this.listVersion++
    } catch (error) {
      if (generation === this.#generation) this.#fail(error)
    }
  }

  async #load(page: number): Promise<void> {
    const generation = this.#generation
    this.#loading.push(page)
    try {
      const answer = await this.#fetch(page)
      if (generation !== this.#generation) return
      this.#pages = Object.assign([...this.#pages], { [page]: answer })
      this.#take(answer)
    } catch (error) {
      if (generation === this.#generation) this.#fail(error)
    } finally {
      if (generation === this.#generation) this.#loading = this.#loading.filter((each) => each !== page)
    }
  }

  /** The longer it takes, the less often: a large import changes the list all the time. */
  #refreshSoon(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined
        const started = performance.now()
        void this.#refresh().finally(() => (this.#refreshTime = performance.now() - started))
      },
      Math.max(refreshDelay, this.#refreshTime * restTimes),
    )
  }

  #countSoon(): void {
    this.#countTimer ??= setTimeout(() => {
      this.#countTimer = undefined
      void this.#loadFacets()
    }, countDelay)
  }

  /** Reads the pages in view again, and forgets the others. */
  async #refresh(): Promise<void> {
    void this.#loadFacets()
    if (this.#beginning) {
      await this.#begin()
      return
    }
    const generation = ++this.#generation
    this.#loading = []
    const wanted = this.#pagesInView()
    try {
      const answers = await Promise.all(wanted.map((page) => this.#fetch(page)))
      if (generation !== this.#generation) return
      const pages: (Page | undefined)[] = []
      for (const [index, page] of wanted.entries()) pages[page] = answers[index]
      this.#pages = pages
      const last = answers.at(-1)
      if (last) this.#take(last)
    } catch (error) {
      if (generation === this.#generation) this.#fail(error)
    }
  }

  async #fetch(page: number, searched = this.searched): Promise<FoundList> {
    const limit = searched ? foundPageSize : pageSize
    return await call('library.list', {
      filter: this.filter,
      sort: searched ? 'relevance' : this.sort,
      offset: page * limit,
      limit,
      ...(searched && { passages }),
      client: this.#client,
    })
  }

  #take(answer: FoundList): void {
    this.total = answer.total
    this.matches = answer.matches
    this.matchesExact = answer.matchesExact
    this.remark = answer.remark
    this.indexing = answer.indexing
    this.terms = answer.terms
    this.failure = null
  }

  #fail(error: unknown): void {
    if (error instanceof CollateError && error.code === 'cancelled') return
    this.failure = messageOf(error)
    this.total ??= 0
  }

  async #loadFacets(): Promise<void> {
    try {
      const read = await this.#newestFacets.ask(() => call('library.facets', {}))
      if (read) this.facets = read.answer
    } catch {
      // The list says what is wrong; without facets the filters offer nothing.
      this.facets = null
    }
  }

  async #loadNotices(): Promise<void> {
    try {
      const read = await this.#newestNotices.ask(() => call('library.notices', {}))
      if (read) this.notices = read.answer
    } catch {
      this.notices = []
    }
  }
}

export const [useLibrary, setLibrary] = createContext<Library>()
