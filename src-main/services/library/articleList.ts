/** The library list: which articles, in which order, with what each row shows. */
import type { ArticleRecord } from '#domain/articles/article'
import type { ArticleFilter, ArticleSort, SearchSort } from '#domain/queries/articleFilter'
import { firstDay, lastDay } from '#domain/queries/dates'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { ArticleRow, libraryCalls } from '#contract/library'
import type { searchCalls } from '#contract/search'
import type { SearchIndex } from '#search/searchIndex'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { CoverageTable } from '#services/comparing/coverageTable'
import type { Annotations } from '#services/annotations/annotations'
import type { Indexer } from '#services/searching/indexer'
import type { Library } from '#services/library/library'
import { supersedeKey } from '#services/searching/supersedeKey'

type ListArgs = ArgsOf<(typeof libraryCalls)['library.list']>
type ListResult = ResultOf<(typeof libraryCalls)['library.list']>
type PassagesArgs = ArgsOf<(typeof searchCalls)['search.passages']>
type PassagesResult = ResultOf<(typeof searchCalls)['search.passages']>
type Facets = ResultOf<(typeof libraryCalls)['library.facets']>

export class ArticleList {
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #index: SearchIndex
  readonly #indexer: Indexer
  readonly #folder: LibraryFolder
  readonly #coverage: CoverageTable
  /** The last list that was worked out from the catalogue alone. */
  #remembered: { version: number; key: string; ids: string[] } | null = null

  constructor(
    {
      library,
      annotations,
      index,
      indexer,
      folder,
    }: Needs<'library' | 'annotations' | 'index' | 'indexer' | 'folder'>,
    coverage: CoverageTable,
  ) {
    this.#coverage = coverage
    this.#library = library
    this.#annotations = annotations
    this.#index = index
    this.#indexer = indexer
    this.#folder = folder
  }

  /** What the reader imported, edited or noted before is found; of what comes in bulk, what is indexed by now. */
  async list({ filter, sort, offset, limit, passages = 0, client }: ListArgs): Promise<ListResult> {
    await this.#indexer.settled()
    const indexing = this.#indexer.waiting
    const { elsewhere, ...rest } = filter
    const sharing = elsewhere === undefined ? null : this.#coverage.sharing(elsewhere)
    const comparing = sharing?.waiting ?? 0
    if (needsIndex(filter, sort)) {
      const { hueNames } = this.#folder.settings.data
      const key = supersedeKey('articles', client, offset)
      const found = await this.#index.list({
        filter: { ...rest, ...(sharing && { among: [...sharing.ids] }) },
        ...{ sort, offset, limit, passages, hueNames, ...key },
      })
      const { total, matches, matchesExact, remark } = found
      const rows = await this.rows(found.ids)
      const hits = new Map(found.ids.map((id, at) => [id, found.hits[at]]))
      return {
        ...{ total, matches, matchesExact, remark, indexing, comparing, rows },
        terms: found.terms.map(({ text, prefix }) => ({ text, prefix })),
        hits: rows.flatMap(({ id }) => {
          const hit = hits.get(id)
          if (!hit) return []
          return [
            { matches: hit.matches, titleMarks: hit.titleMatches, passages: hit.passages, more: hit.more },
          ]
        }),
      }
    }
    const all = this.#fromCatalogue(rest, sort)
    const ids = sharing ? all.filter((id) => sharing.ids.has(id)) : all
    const rows = await this.rows(ids.slice(offset, offset + limit))
    return {
      ...{ total: ids.length, matches: 0, matchesExact: true, indexing, comparing, remark: null, rows },
      ...{ terms: [], hits: [] },
    }
  }

  /** A page of all passages that were found in an article. */
  async passages(args: PassagesArgs): Promise<PassagesResult> {
    await this.#indexer.settled()
    const { hueNames } = this.#folder.settings.data
    return await this.#index.passages({ ...args, hueNames })
  }

  /** The rows of articles, in the order given; unknown ones are left out. */
  async rows(ids: readonly string[]): Promise<ArticleRow[]> {
    const records = ids.flatMap((id) => this.#library.records().get(id) ?? [])
    return await Promise.all(records.map((record) => this.#row(record)))
  }

  async facets(): Promise<Facets> {
    const { tags, hues } = await this.#index.facets()
    const sources = new Map<string | null, number>()
    const years = new Map<string | null, number>()
    let articles = 0
    let removed = 0
    for (const record of this.#library.records().values()) {
      if (this.#library.isRemoved(record.id)) {
        removed++
        continue
      }
      articles++
      const { source, published } = this.#library.metadata(record)
      const year = published?.slice(0, 4) ?? null
      sources.set(source, (sources.get(source) ?? 0) + 1)
      years.set(year, (years.get(year) ?? 0) + 1)
    }
    return { articles, removed, sources: mostFirst(sources), tags, hues, years: latestFirst(years) }
  }

  async #row(record: ArticleRecord): Promise<ArticleRow> {
    const { notebook, unreadable } = await this.#annotations.readable(record.id)
    const placed = notebook ? await this.#annotations.sketched(record.id) : []
    const length = Math.max(1, record.length)
    return {
      ...this.#library.summary(record),
      highlights: placed.length,
      toReview: placed.filter(({ place }) => place.status === 'fuzzy' || place.status === 'lost').length,
      hasNote:
        notebook !== null &&
        (notebook.note.note !== '' || notebook.highlights.some(({ note }) => note !== '')),
      unreadable,
      ticks: placed.flatMap(({ hue, place }) =>
        place.status === 'lost' ? [] : [{ hue, at: Math.min(1, place.start / length) }],
      ),
    }
  }

  #fromCatalogue(filter: ArticleFilter, sort: SearchSort): string[] {
    const key = JSON.stringify([filter, sort])
    const { version } = this.#library
    if (this.#remembered?.version === version && this.#remembered.key === key) return this.#remembered.ids
    const entries = [...this.#library.records().values()]
      .filter((record) => this.#library.isRemoved(record.id) === filter.removed)
      .map((record) => ({ record, metadata: this.#library.metadata(record) }))
      .filter(({ metadata }) => {
        const { source, published } = metadata
        if (filter.sources.length > 0 && !filter.sources.includes(source)) return false
        if (filter.from === null && filter.to === null) return true
        // A date that is only a year or a month passes when any of its days does, as in the index.
        if (published === null) return false
        return (
          (filter.from === null || lastDay(published) >= firstDay(filter.from)) &&
          (filter.to === null || firstDay(published) <= lastDay(filter.to))
        )
      })
    const ids = entries
      .sort(comparators[sort === 'relevance' ? 'newest' : sort])
      .map(({ record }) => record.id)
    this.#remembered = { version, key, ids }
    return ids
  }
}

type Entry = { record: ArticleRecord; metadata: ArticleRecord['metadata'] }
const collator = new Intl.Collator(undefined, { numeric: true })
const byTitle = (a: Entry, b: Entry): number =>
  collator.compare(a.metadata.title, b.metadata.title) || compare(a.record.id, b.record.id)
/** Without a date last, whichever way round. */
const byDate =
  (direction: 1 | -1) =>
  (a: Entry, b: Entry): number => {
    const [left, right] = [a.metadata.published, b.metadata.published]
    if (left === right) return byTitle(a, b)
    if (left === null) return 1
    if (right === null) return -1
    return direction * compare(left, right)
  }

const comparators: Record<ArticleSort, (a: Entry, b: Entry) => number> = {
  newest: byDate(-1),
  oldest: byDate(1),
  title: byTitle,
  source: (a, b) => {
    const [left, right] = [a.metadata.source, b.metadata.source]
    if (left === right) return byDate(-1)(a, b)
    if (left === null) return 1
    if (right === null) return -1
    return collator.compare(left, right)
  },
  added: (a, b) => compare(b.record.addedAt, a.record.addedAt) || byTitle(a, b),
  // Counted by the index; never asked of the catalogue.
  highlights: byTitle,
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function needsIndex(filter: ArticleFilter, sort: SearchSort): boolean {
  return (
    filter.words.trim() !== '' || filter.tags.length > 0 || filter.hues.length > 0 || sort === 'highlights'
  )
}

function mostFirst<Value extends string | null>(
  counts: Map<Value, number>,
): { value: Value; count: number }[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compare(a.value ?? '\uffff', b.value ?? '\uffff'))
}

function latestFirst(counts: Map<string | null, number>): { value: string | null; count: number }[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => compare(b.value ?? '', a.value ?? ''))
}
