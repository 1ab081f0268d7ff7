/** Keeps the search index in step with the library and the notebooks, and brings it up to date after it was away. */
import { paragraphAt } from '#domain/article'
import type { Block } from '#domain/article'
import type { PlacedHighlight } from '#domain/notebook'
import type { IndexedArticle, IndexedHighlight, IndexedMetadata, SearchIndex } from '#search/types'
import { articleStamp } from '#search/stamp'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Annotations } from '#services/annotations'
import type { EventHub } from '#services/events'
import type { Library } from '#services/library'
import { TaskQueue } from '#services/taskQueue'

/** Articles put into the index in one go. */
const batchSize = 64

export class Indexer {
  readonly #index: SearchIndex
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #events: EventHub
  readonly #queue = new TaskQueue()
  #closing = false
  /** Articles with a linked highlight, as the index knows it. */
  #linked: Set<string>

  constructor(
    index: SearchIndex,
    folder: LibraryFolder,
    library: Library,
    annotations: Annotations,
    events: EventHub,
  ) {
    this.#index = index
    this.#folder = folder
    this.#library = library
    this.#annotations = annotations
    this.#events = events
    this.#linked = this.#linkedArticles()
    events.on(({ name, payload }) => {
      if (name === 'library.changed') {
        for (const batch of batches(payload.articleIds ?? []))
          void this.#enqueue(() => this.#putArticles(batch))
      } else if (name === 'notebook.changed') {
        for (const id of payload.articleIds ?? []) void this.#enqueue(() => this.#putNotebook(id))
      } else if (name === 'links.changed') {
        void this.#enqueue(() => this.#putLinked())
      }
    })
  }

  /** Resolves when the index knows all that happened before. */
  async settled(): Promise<void> {
    await this.#queue.idle()
  }

  async close(): Promise<void> {
    this.#closing = true
    await this.#queue.idle()
  }

  /**
   * Puts what the index does not know, or knows as it was; resolves when it is done. One batch at a time is queued, so
   * that what the reader does meanwhile is not kept waiting.
   */
  async catchUp(): Promise<void> {
    const known = await this.#index.known()
    const records = this.#library.records()
    const stale = [...records.keys()].filter(
      (id) => known.articles.get(id) !== articleStamp(this.#metadata(id)),
    )
    const gone = [...known.articles.keys()].filter((id) => !records.has(id))
    if (gone.length > 0) await this.#enqueue(() => this.#index.deleteArticles(gone))
    for (const batch of batches(stale)) await this.#enqueue(() => this.#putArticles(batch))
    const stamps = await this.#folder.notebooks.stamps()
    const changed = [...stamps]
      .filter(([id, stamp]) => records.has(id) && known.notebooks.get(id) !== stampText(stamp))
      .map(([id]) => id)
    for (const id of changed) await this.#enqueue(() => this.#putNotebook(id))
    if (stale.length + gone.length + changed.length > 0) this.#events.emit('tags.changed', {})
  }

  async #enqueue(task: () => Promise<void>): Promise<void> {
    try {
      await this.#queue.run(async () => {
        if (!this.#closing) await task()
      })
    } catch (cause) {
      this.#events.emit('failure', {
        code: 'internal',
        message:
          'The search index is not up to date. Search may miss articles until Collate is opened again.',
        subject: cause instanceof Error ? cause.message : String(cause),
      })
    }
  }

  async #putArticles(ids: readonly string[]): Promise<void> {
    const articles: IndexedArticle[] = []
    for (const id of ids) {
      if (!this.#library.records().has(id)) continue
      const { text, blocks } = await this.#library.text(id)
      articles.push({ ...this.#metadata(id), text, blocks })
    }
    await this.#index.putArticles(articles)
  }

  async #putNotebook(id: string): Promise<void> {
    const record = this.#library.records().get(id)
    if (!record) return
    const notebook = await this.#annotations.notebook(id)
    const placed = await this.#annotations.placed(id)
    const blocks = placed.length > 0 ? (await this.#library.text(id)).blocks : []
    const relations = this.#relations()
    const stamp = await this.#folder.notebooks.stamp(id)
    await this.#index.putNotebook(id, {
      note: notebook.note.note,
      noteTags: notebook.note.tags,
      highlights: placed.map((highlight) => indexed(highlight, blocks, relations)),
      stamp: stamp ? stampText(stamp) : '',
    })
  }

  /** Links are kept apart from the notebooks; what they say of a highlight is put with its article. */
  async #putLinked(): Promise<void> {
    const before = this.#linked
    this.#linked = this.#linkedArticles()
    for (const id of new Set([...before, ...this.#linked])) await this.#putNotebook(id)
  }

  #linkedArticles(): Set<string> {
    const { links } = this.#folder.links.data
    return new Set(links.flatMap((link) => link.members.map((member) => member.articleId)))
  }

  #relations(): Map<string, string[]> {
    const relations = new Map<string, string[]>()
    for (const link of this.#folder.links.data.links) {
      for (const { highlightId } of link.members) {
        relations.set(highlightId, [...(relations.get(highlightId) ?? []), link.relation])
      }
    }
    return relations
  }

  #metadata(id: string): IndexedMetadata {
    const record = this.#library.record(id)
    const { title, byline, source, published, lang } = this.#library.metadata(record)
    const { addedAt, revision, words } = record
    const removed = this.#library.isRemoved(id)
    return { id, title, byline, source, published, lang, addedAt, revision, words, removed }
  }
}

function stampText(stamp: { size: number; mtimeMs: number }): string {
  return `${stamp.size}:${stamp.mtimeMs}`
}

function indexed(
  highlight: PlacedHighlight,
  blocks: readonly Block[],
  relations: ReadonlyMap<string, string[]>,
): IndexedHighlight {
  const { id, articleId, hue, tags, note, anchor, created, updated, place } = highlight
  const range = place.status === 'lost' ? null : { start: place.start, end: place.end }
  return {
    ...{ id, articleId, hue, tags, note, created, updated },
    quote: anchor.quote,
    start: range?.start ?? null,
    end: range?.end ?? null,
    paragraph: range ? paragraphAt(blocks, range.start) : null,
    status: place.status,
    linked: relations.has(id),
    relations: relations.get(id) ?? [],
  }
}

function batches(ids: readonly string[]): string[][] {
  const found: string[][] = []
  for (let start = 0; start < ids.length; start += batchSize) found.push(ids.slice(start, start + batchSize))
  return found
}
