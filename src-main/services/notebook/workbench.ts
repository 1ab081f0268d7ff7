/** The notebook view: every highlight of the library, asked of the index, read whole from the notebooks. */
import type { ArgsOf, ResultOf } from '#contract/call'
import type { notebookCalls } from '#contract/notebook'
import type { SavedFilter, workbenchCalls } from '#contract/workbench'
import { SavedFilterSchema } from '#contract/workbench'
import type { Highlight } from '#domain/annotations/notebook'
import { noHighlightFilter, type HighlightFilter } from '#domain/queries/highlightFilter'
import type { SearchIndex } from '#search/types'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { Annotations } from '#services/annotations/annotations'
import type { Indexer } from '#services/searching/indexer'
import { supersedeKey } from '#services/searching/supersedeKey'
import * as v from 'valibot'

type Calls = typeof workbenchCalls
type NotebookCalls = typeof notebookCalls

/** Linked passages asked of the index at a time. */
const linkPage = 1000

export class Workbench {
  readonly #index: SearchIndex
  readonly #indexer: Indexer
  readonly #folder: LibraryFolder
  readonly #annotations: Annotations

  constructor({
    index,
    indexer,
    folder,
    annotations,
  }: Needs<'index' | 'indexer' | 'folder' | 'annotations'>) {
    this.#index = index
    this.#indexer = indexer
    this.#folder = folder
    this.#annotations = annotations
  }

  async query({
    client,
    ...args
  }: ArgsOf<Calls['highlights.query']>): Promise<ResultOf<Calls['highlights.query']>> {
    await this.#indexer.notebooks()
    const { hueNames } = this.#folder.settings.data
    const key = supersedeKey('highlights', client, args.offset)
    const found = await this.#index.highlights({ ...args, hueNames, ...key })
    const rows = found.rows.map((row) => ({ ...row, tags: [...row.tags], relations: [...row.relations] }))
    return { ...found, rows }
  }

  async ids(filter: HighlightFilter): Promise<{ articleId: string; id: string }[]> {
    await this.#indexer.notebooks()
    return await this.#index.highlightIds(filter, this.#folder.settings.data.hueNames)
  }

  /** What is shown of every passage that a link joins. */
  async linkEnds(): Promise<ResultOf<NotebookCalls['notebook.linkEnds']>> {
    await this.#indexer.notebooks()
    const filter = { ...noHighlightFilter(), linked: true }
    const query = {
      filter,
      groupBy: 'none',
      sort: 'text',
      hueNames: this.#folder.settings.data.hueNames,
    } as const
    const ends: ResultOf<NotebookCalls['notebook.linkEnds']> = []
    for (let offset = 0, more = true; more; offset += linkPage) {
      const { rows, rowCount } = await this.#index.highlights({ ...query, offset, limit: linkPage })
      for (const { id, articleId, quote, hue, articleTitle, source, published, paragraph } of rows) {
        ends.push({ articleId, highlightId: id, quote, hue, articleTitle, source, published, paragraph })
      }
      more = offset + linkPage < rowCount
    }
    return ends
  }

  /** The stored records, in the order asked for; those that are not there any more are left out. */
  async records(ids: readonly { articleId: string; id: string }[]): Promise<Highlight[]> {
    const byArticle = new Map<string, Map<string, Highlight>>()
    const found: Highlight[] = []
    for (const { articleId, id } of ids) {
      let highlights = byArticle.get(articleId)
      if (!highlights) {
        const { notebook } = await this.#annotations.readable(articleId)
        highlights = new Map((notebook?.highlights ?? []).map((highlight) => [highlight.id, highlight]))
        byArticle.set(articleId, highlights)
      }
      const highlight = highlights.get(id)
      if (highlight) found.push(highlight)
    }
    return found
  }

  async matrix(args: ArgsOf<Calls['highlights.matrix']>): Promise<ResultOf<Calls['highlights.matrix']>> {
    await this.#indexer.notebooks()
    const { hueNames } = this.#folder.settings.data
    return await this.#index.matrix({ ...args, hueNames })
  }

  /** The reader's filters, each with how many highlights it leaves now. */
  async filters(): Promise<ResultOf<Calls['filters.list']>> {
    await this.#indexer.notebooks()
    const found: ResultOf<Calls['filters.list']> = []
    for (const { id, name, query } of this.#folder.savedFilters.data.filters) {
      const parsed = v.safeParse(SavedFilterSchema, { ...(query as object), id, name })
      if (!parsed.success) {
        found.push({
          id,
          name,
          filter: noHighlightFilter(),
          groupBy: 'none',
          count: 0,
          problem: notUnderstood,
        })
        continue
      }
      const filter = parsed.output
      const { hueNames } = this.#folder.settings.data
      const { length } = await this.#index.highlightIds(filter.filter, hueNames)
      found.push({ ...filter, count: length, problem: null })
    }
    return found
  }

  async saveFilter(filter: SavedFilter): Promise<void> {
    const { id, name, ...query } = filter
    await this.#folder.savedFilters.update(({ filters }) => {
      const at = filters.findIndex((other) => other.id === id)
      const entry = { id, name, query }
      return { filters: at === -1 ? [...filters, entry] : filters.with(at, entry) }
    })
  }

  async deleteFilter(id: string): Promise<void> {
    await this.#folder.savedFilters.update(({ filters }) => ({
      filters: filters.filter((filter) => filter.id !== id),
    }))
  }
}

const notUnderstood =
  'This version of Collate does not understand what it filters by. It is kept as it is; it can be deleted.'
