/** The index in this thread: every call runs at once. The worker holds one; tests and small tools use it directly. */
import type { Hue } from '#domain/notebook'
import { findList, listWindow, searchArticles, type ListFound } from './articleSearch'
import { IndexDatabase } from './database'
import { arrange, highlightIds, matrix, windowOf, type Arrangement } from './notebookSearch'
import { facets, suggest } from './offers'
import type {
  Facets,
  HighlightFilter,
  HighlightQuery,
  HighlightResult,
  IndexedArticle,
  IndexedNotebook,
  KnownState,
  ListRequest,
  ListResult,
  Matrix,
  MatrixRequest,
  SearchRequest,
  SearchResults,
  Suggestions,
} from './types'
import { deleteArticle, putArticle, putNotebook } from './writer'

/** Remembered results; the views of several windows. */
const maxRemembered = 6

/** Results that hold until something is written, the latest used last. */
class Remembered<Value> {
  private readonly values = new Map<string, Value>()

  get(key: string, make: () => Value): Value {
    const value = this.values.get(key) ?? make()
    this.values.delete(key)
    this.values.set(key, value)
    if (this.values.size > maxRemembered) {
      const [oldest] = this.values.keys()
      if (oldest !== undefined) this.values.delete(oldest)
    }
    return value
  }

  clear(): void {
    this.values.clear()
  }
}

/** The parts of a request that say what there is, not which window of it. */
function keyOf(request: ListRequest | HighlightQuery): string {
  return JSON.stringify({ ...request, offset: 0, limit: 0, channel: '' })
}

export class LocalIndex {
  private readonly db: IndexDatabase
  private readonly lists = new Remembered<ListFound>()
  private readonly notebooks = new Remembered<Arrangement>()
  private readonly offers = new Remembered<Facets>()

  constructor(file: string) {
    this.db = IndexDatabase.open(file)
  }

  get fresh(): boolean {
    return this.db.fresh
  }

  putArticles(articles: readonly IndexedArticle[]): void {
    this.write(() => {
      for (const article of articles) putArticle(this.db, article)
    })
  }

  deleteArticles(ids: readonly string[]): void {
    this.write(() => {
      for (const id of ids) deleteArticle(this.db, id)
    })
  }

  putNotebooks(notebooks: readonly (IndexedNotebook & { articleId: string })[]): void {
    this.write(() => {
      for (const notebook of notebooks) putNotebook(this.db, notebook.articleId, notebook)
    })
  }

  known(): KnownState {
    const rows = this.db.all<{ id: string; stamp: string | null; notebookStamp: string | null }>(
      'SELECT id, stamp, notebookStamp FROM articles',
    )
    const known: KnownState = { articles: new Map(), notebooks: new Map() }
    for (const { id, stamp, notebookStamp } of rows) {
      if (stamp !== null) known.articles.set(id, stamp)
      if (notebookStamp !== null) known.notebooks.set(id, notebookStamp)
    }
    return known
  }

  search(request: SearchRequest): SearchResults {
    return searchArticles(this.db, request)
  }

  listIds(request: ListRequest): ListResult {
    const list = this.lists.get(keyOf(request), () => findList(this.db, request))
    return listWindow(this.db, list, request)
  }

  facets(): Facets {
    return this.offers.get('', () => facets(this.db))
  }

  highlights(request: HighlightQuery): HighlightResult {
    const arrangement = this.notebooks.get(keyOf(request), () => arrange(this.db, request))
    return windowOf(this.db, arrangement, request.offset, request.limit)
  }

  highlightIds(
    filter: HighlightFilter,
    hueNames?: Partial<Record<Hue, string>>,
  ): { articleId: string; id: string }[] {
    return highlightIds(this.db, filter, hueNames)
  }

  revisedIds(): string[] {
    return this.db.all<{ id: string }>('SELECT id FROM articles WHERE revised = 1').map(({ id }) => id)
  }

  matrix(request: MatrixRequest): Matrix {
    return matrix(this.db, request)
  }

  suggest(prefix: string, limit: number): Suggestions {
    return suggest(this.db, prefix, limit)
  }

  close(): void {
    this.db.close()
  }

  private write(work: () => void): void {
    this.lists.clear()
    this.notebooks.clear()
    this.offers.clear()
    this.db.transaction(work)
  }
}
