/** The library list: which articles, in which order, with what each row shows. */
import type { ArticleRecord } from '#domain/article'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { ArticleRow, LibraryFilter, libraryCalls } from '#contract/library'
import type { SearchIndex } from '#search/searchIndex'
import type { Annotations } from '#services/annotations'
import type { Library } from '#services/library'

type ListArgs = ArgsOf<(typeof libraryCalls)['library.list']>
type ListResult = ResultOf<(typeof libraryCalls)['library.list']>
type SortOrder = ListArgs['sort']
type Facets = ResultOf<(typeof libraryCalls)['library.facets']>

export class ArticleList {
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #index: SearchIndex
  /** The last list that was worked out from the catalogue alone. */
  #remembered: { version: number; key: string; ids: string[] } | null = null

  constructor(library: Library, annotations: Annotations, index: SearchIndex) {
    this.#library = library
    this.#annotations = annotations
    this.#index = index
  }

  async list({ filter, sort, offset, limit }: ListArgs): Promise<ListResult> {
    if (needsIndex(filter, sort)) {
      const found = await this.#index.listIds({ ...filter, sort, offset, limit })
      return { ...found, rows: await this.rows(found.ids) }
    }
    const ids = this.#fromCatalogue(filter, sort)
    return {
      total: ids.length,
      matches: 0,
      matchesExact: true,
      remark: null,
      rows: await this.rows(ids.slice(offset, offset + limit)),
    }
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
    const placed = notebook ? await this.#annotations.placed(record.id) : []
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

  #fromCatalogue(filter: LibraryFilter, sort: SortOrder): string[] {
    const key = JSON.stringify([filter, sort])
    const { version } = this.#library
    if (this.#remembered?.version === version && this.#remembered.key === key) return this.#remembered.ids
    const entries = [...this.#library.records().values()]
      .filter((record) => this.#library.isRemoved(record.id) === filter.removed)
      .map((record) => ({ record, metadata: this.#library.metadata(record) }))
      .filter(({ metadata }) => {
        const { source, published } = metadata
        if (filter.sources.length > 0 && !filter.sources.includes(source)) return false
        if (filter.from !== null && (published === null || published < filter.from)) return false
        // A date that is only a year or a month lies within the range when its beginning does.
        return filter.to === null || (published !== null && published.slice(0, filter.to.length) <= filter.to)
      })
    const ids = entries.sort(comparators[sort]).map(({ record }) => record.id)
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

const comparators: Record<SortOrder, (a: Entry, b: Entry) => number> = {
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

function needsIndex(filter: LibraryFilter, sort: SortOrder): boolean {
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
