/** Full-text search as the interface asks for it: hits with their rows, and the words to look for in an opened article. */
import type { ArgsOf, ResultOf } from '#contract/call'
import type { searchCalls } from '#contract/search'
import type { SearchIndex } from '#search/types'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { ArticleList } from '#services/articleList'
import type { Indexer } from '#services/indexer'
import { channelOf } from '#services/asker'

type QueryArgs = ArgsOf<(typeof searchCalls)['search.query']>
type QueryResult = ResultOf<(typeof searchCalls)['search.query']>

export class Search {
  readonly #index: SearchIndex
  readonly #indexer: Indexer
  readonly #list: ArticleList
  readonly #folder: LibraryFolder

  constructor(index: SearchIndex, indexer: Indexer, list: ArticleList, folder: LibraryFolder) {
    this.#index = index
    this.#indexer = indexer
    this.#list = list
    this.#folder = folder
  }

  /** What the reader imported, edited or noted before is found; of what comes in bulk, what is indexed by now. */
  async query({ query, offset, limit, asker }: QueryArgs): Promise<QueryResult> {
    await this.#indexer.settled()
    const { hueNames } = this.#folder.settings.data
    const channel = channelOf('search', asker, offset)
    const found = await this.#index.search({ query, offset, limit, hueNames, ...channel })
    const rows = await this.#list.rows(found.articles.map(({ id }) => id))
    const byId = new Map(rows.map((row) => [row.id, row]))
    return {
      total: found.total,
      matches: found.matches,
      matchesExact: found.matchesExact,
      indexing: this.#indexer.waiting,
      remark: found.remark,
      terms: found.terms.map(({ text }) => text),
      hits: found.articles.flatMap(({ id, matches, titleMatches, passages }) => {
        const row = byId.get(id)
        return row ? [{ row, matches, titleMarks: titleMatches, passages }] : []
      }),
    }
  }
}
