/** Full-text search as the reader types: hits with their passages, loaded page by page. */
import { createContext } from 'svelte'
import { call, onEvent } from '#api'
import type { CallResult } from '#contract/calls'
import type { LibraryFilter } from '#contract/library'
import type { SearchHit } from '#contract/search'
import { CollateError, messageOf } from '#domain/errors'
import { newId } from '#domain/ids'
import type { Library } from './library.svelte'

export type QueryHelp = CallResult<'search.help'>

const pageSize = 30

export class Search {
  total = $state<number | null>(null)
  matches = $state(0)
  /** Articles that are not searched yet. */
  indexing = $state(0)
  remark = $state<string | null>(null)
  failure = $state<string | null>(null)
  /** The words to look for in an article that is opened from a hit. */
  terms = $state.raw<readonly string[]>([])
  /** Counts the searches, for views that then go to the top. */
  version = $state(0)
  #pages = $state.raw<readonly (readonly SearchHit[] | undefined)[]>([])
  #query = ''
  readonly #asker = newId()
  #inView = { first: 0, last: 0 }
  #generation = 0
  readonly #library: Library

  /** The query that stands in the library's field with its filters; null where there are no words. */
  readonly query = $derived.by((): string | null => {
    const { filter } = this.#library
    return filter.words.trim() === '' || filter.sources.includes(null) ? null : queryOf(filter)
  })

  constructor(library: Library) {
    this.#library = library
  }

  hit(index: number): SearchHit | undefined {
    return this.#pages[Math.floor(index / pageSize)]?.[index % pageSize]
  }

  /** The hits from `first` to `last` are looked at: load what is missing of them. */
  ensure(first: number, last: number): void {
    this.#inView = { first, last }
    for (const page of this.#pagesInView()) if (!this.#pages[page]) void this.#load(page)
  }

  async help(): Promise<QueryHelp> {
    return await call('search.help', {})
  }

  /** Searches when the query changes, and again when articles or notes do. Call it once, while a component initialises. */
  start(): void {
    $effect(() => {
      const query = this.query
      if (query !== null) void this.#begin(query)
    })
    $effect(() => {
      const again = (): void => {
        if (this.query !== null) void this.#begin(this.query)
      }
      const stops = [
        onEvent('library.changed', again),
        onEvent('notebook.changed', again),
        onEvent('index.progress', ({ waiting }) => {
          this.indexing = waiting
          again()
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    })
  }

  async #begin(query: string): Promise<void> {
    const anew = query !== this.#query
    this.#query = query
    if (anew) this.#inView = { first: 0, last: 0 }
    const generation = ++this.#generation
    const pages: (readonly SearchHit[])[] = []
    // What is looked at, and nothing else, is asked for again.
    for (const page of this.#pagesInView()) {
      const answer = await this.#ask(page)
      if (!answer || generation !== this.#generation) return
      pages[page] = answer.hits
    }
    this.#pages = pages
    if (anew) this.version++
  }

  #pagesInView(): number[] {
    const first = Math.floor(this.#inView.first / pageSize)
    const last = Math.floor(Math.max(0, this.#inView.last) / pageSize)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  }

  async #load(page: number): Promise<void> {
    const generation = this.#generation
    const answer = await this.#ask(page)
    if (answer && generation === this.#generation) {
      this.#pages = Object.assign([...this.#pages], { [page]: answer.hits })
    }
  }

  /** null where a later search took this one's place, or it failed. */
  async #ask(page: number): Promise<CallResult<'search.query'> | null> {
    const query = this.#query
    try {
      const answer = await call('search.query', {
        ...{ query, offset: page * pageSize, limit: pageSize, asker: this.#asker },
      })
      if (query !== this.#query) return null
      this.total = answer.total
      this.matches = answer.matches
      this.indexing = answer.indexing
      this.remark = answer.remark
      this.terms = answer.terms
      this.failure = null
      return answer
    } catch (error) {
      const superseded = error instanceof CollateError && error.code === 'cancelled'
      if (!superseded) this.failure = messageOf(error)
      return null
    }
  }
}

/** Words and filters as one query of the search language. */
function queryOf({ words, sources, tags, hues, from, to }: LibraryFilter): string {
  const any = (field: string, values: readonly (string | null)[]): string => {
    const parts = values.flatMap((value) =>
      value === null ? [] : [`${field}:"${value.replaceAll('"', ' ')}"`],
    )
    return parts.length > 1 ? `(${parts.join(' OR ')})` : (parts[0] ?? '')
  }
  const fields = [
    any('source', sources),
    any('tag', tags),
    any('hue', hues),
    from === null ? '' : `after:${from}`,
    to === null ? '' : `before:${dayAfter(to)}`,
  ].filter((field) => field !== '')
  return fields.length === 0 ? words.trim() : `(${words.trim()}) ${fields.join(' ')}`
}

/** The first day, month or year after a date of that precision: `before:` leaves out what it names. */
function dayAfter(date: string): string {
  const [year = 0, month, day] = date.split('-').map(Number)
  if (month === undefined) return String(year + 1)
  const next = new Date(
    Date.UTC(year, month - 1 + (day === undefined ? 1 : 0), day === undefined ? 1 : day + 1),
  )
  return next.toISOString().slice(0, day === undefined ? 7 : 10)
}

export const [useSearch, setSearch] = createContext<Search>()
