/** The index in this thread: every call runs at once. The worker holds one; tests and small tools use it directly. */
import type { Hue } from '#domain/annotations/notebook'
import type { HighlightFilter } from '#domain/queries/highlightFilter'
import { articlePassages, findList, listWindow, type ListFound } from './articleSearch'
import { IndexDatabase } from './database'
import { arrange, highlightIds, matrix, windowOf, type Arrangement } from './notebookSearch'
import { facets } from './facets'
import type {
  Facets,
  HighlightQuery,
  HighlightResult,
  IndexedArticle,
  IndexedNotebook,
  KnownState,
  ListRequest,
  ListResult,
  Matrix,
  MatrixRequest,
  PassagesRequest,
  PassagesResult,
} from './types'
import { deleteArticle, putArticle, putNotebook } from './writer'

/** Remembered results; the views of several windows. */
const maxRemembered = 6

/** Results that hold until something is written, the latest used last. */
class Remembered<Value> {
  readonly #values = new Map<string, Value>()

  get(key: string, make: () => Value): Value {
    const value = this.#values.get(key) ?? make()
    this.#values.delete(key)
    this.#values.set(key, value)
    if (this.#values.size > maxRemembered) {
      const [oldest] = this.#values.keys()
      if (oldest !== undefined) this.#values.delete(oldest)
    }
    return value
  }

  clear(): void {
    this.#values.clear()
  }
}

/** The parts of a question that say what there is, not which window of it. */
function keyOf(question: HighlightQuery): string {
  return JSON.stringify({ ...question, offset: 0, limit: 0, supersedeKey: '' })
}

export class LocalIndex {
  readonly #db: IndexDatabase
  readonly #lists = new Remembered<ListFound>()
  readonly #notebooks = new Remembered<Arrangement>()
  readonly #counted = new Remembered<Facets>()

  constructor(file: string) {
    this.#db = IndexDatabase.open(file)
  }

  get fresh(): boolean {
    return this.#db.fresh
  }

  putArticles(articles: readonly IndexedArticle[]): void {
    this.#write(() => {
      for (const article of articles) putArticle(this.#db, article)
    })
  }

  deleteArticles(ids: readonly string[]): void {
    this.#write(() => {
      for (const id of ids) deleteArticle(this.#db, id)
    })
  }

  putNotebooks(notebooks: readonly (IndexedNotebook & { articleId: string })[]): void {
    this.#write(() => {
      for (const notebook of notebooks) putNotebook(this.#db, notebook.articleId, notebook)
    })
  }

  known(): KnownState {
    const rows = this.#db.all<{ id: string; stamp: string | null; notebookStamp: string | null }>(
      'SELECT id, stamp, notebookStamp FROM articles',
    )
    const known: KnownState = { articles: new Map(), notebooks: new Map() }
    for (const { id, stamp, notebookStamp } of rows) {
      if (stamp !== null) known.articles.set(id, stamp)
      if (notebookStamp !== null) known.notebooks.set(id, notebookStamp)
    }
    return known
  }

  list(request: ListRequest): ListResult {
    return listWindow(this.#db, this.#found(request), request)
  }

  passages(request: PassagesRequest): PassagesResult {
    return articlePassages(this.#db, this.#found(request), request)
  }

  facets(): Facets {
    return this.#counted.get('', () => facets(this.#db))
  }

  highlights(request: HighlightQuery): HighlightResult {
    const arrangement = this.#notebooks.get(keyOf(request), () => arrange(this.#db, request))
    return windowOf(this.#db, arrangement, request.offset, request.limit)
  }

  highlightIds(
    filter: HighlightFilter,
    hueNames?: Partial<Record<Hue, string>>,
  ): { articleId: string; id: string }[] {
    return highlightIds(this.#db, filter, hueNames)
  }

  revisedIds(): string[] {
    return this.#db.all<{ id: string }>('SELECT id FROM articles WHERE revised = 1').map(({ id }) => id)
  }

  matrix(request: MatrixRequest): Matrix {
    return matrix(this.#db, request)
  }

  close(): void {
    this.#db.close()
  }

  /** What a filter selects: parsed and counted once for all that is asked of it. */
  #found({ filter, hueNames }: Pick<ListRequest, 'filter' | 'hueNames'>): ListFound {
    return this.#lists.get(JSON.stringify([filter, hueNames]), () =>
      findList(this.#db, { filter, ...(hueNames && { hueNames }) }),
    )
  }

  #write(work: () => void): void {
    this.#lists.clear()
    this.#notebooks.clear()
    this.#counted.clear()
    this.#db.transaction(work)
  }
}
