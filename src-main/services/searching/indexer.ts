/**
 * Keeps the search index in step with the library and the notebooks, and brings it up to date after it was away. What
 * the reader did just now goes before what comes in bulk, so that it is found right after, whatever else is waiting.
 */
import { setImmediate as immediate } from 'node:timers/promises'
import { paragraphAt } from '#domain/articles/article'
import type { Block } from '#domain/articles/article'
import { messageOf } from '#domain/errors'
import type { PlacedHighlight } from '#domain/annotations/notebook'
import type {
  IndexedArticle,
  IndexedHighlight,
  IndexedMetadata,
  IndexedNotebook,
  SearchIndex,
} from '#search/types'
import { articleStamp } from '#search/stamp'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { Annotations } from '#services/annotations/annotations'
import type { EventHub } from '#services/events'
import { Paced } from '#services/paced'
import { WaitingIds } from '#services/searching/waitingIds'
import type { Library } from '#services/library/library'

/** Put into the index in one go, at the most: a search waits for one of these, and larger ones are hardly faster. */
const batchSize = 128
/** A change of so few articles is one that a reader made, or waits for. */
const few = 64
/** How many articles are compared with the index before others have their turn. */
const stampsAtOnce = 250
/** How often the interface hears how much is left, in milliseconds. */
const progressInterval = 500

/** Which work goes first. `annotated`: articles with their notebooks; the others are of one of the two alone. */
type QueueName = 'ownNotebooks' | 'ownArticles' | 'notebooks' | 'annotated' | 'articles'
const queueNames: readonly QueueName[] = ['ownNotebooks', 'ownArticles', 'notebooks', 'annotated', 'articles']

export class Indexer {
  readonly #index: SearchIndex
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #events: EventHub
  readonly #queues: Record<QueueName, WaitingIds> = {
    ownNotebooks: new WaitingIds(),
    ownArticles: new WaitingIds(),
    notebooks: new WaitingIds(),
    annotated: new WaitingIds(),
    articles: new WaitingIds(),
  }
  /** Articles with a notebook. */
  #annotated = new Set<string>()
  /** Resolves when what `catchUp` has to do is known. */
  readonly #planned: Promise<void>
  #plan: () => void = () => undefined
  /** Resolves when somebody waits for what `catchUp` does. */
  readonly wanted: Promise<void>
  #want: () => void = () => undefined
  #working: Promise<void> | null = null
  #closing = false
  /** Articles with a linked highlight, as the index knows it. */
  #linked: Set<string>
  #told = 0
  readonly #progress = new Paced(progressInterval, () => {
    this.#told = this.waiting
    this.#events.emit('index.progress', { waiting: this.#told })
  })

  constructor({
    index,
    folder,
    library,
    annotations,
    events,
  }: Needs<'index' | 'folder' | 'library' | 'annotations' | 'events'>) {
    this.#index = index
    this.#folder = folder
    this.#library = library
    this.#annotations = annotations
    this.#events = events
    this.#linked = this.#linkedArticles()
    this.#planned = new Promise((resolve) => (this.#plan = resolve))
    this.wanted = new Promise((resolve) => (this.#want = resolve))
    events.on(({ name, payload }) => {
      if (name === 'library.changed') this.#addArticles(payload.articleIds ?? [])
      else if (name === 'notebook.changed') this.#addNotebooks(payload.articleIds ?? [])
      else if (name === 'links.changed') this.#addLinked()
    })
  }

  /** Articles that came in bulk and that the index does not know yet, or not with the work on them. */
  get waiting(): number {
    const { notebooks, annotated, articles } = this.#queues
    return notebooks.left + annotated.left + articles.left
  }

  /** Resolves when the index knows what the reader did before; of what came in bulk it may know a part. */
  async settled(): Promise<void> {
    await Promise.all([this.#queues.ownNotebooks.drained(), this.#queues.ownArticles.drained()])
  }

  /** Resolves when the index knows every notebook as it is, and the articles that have one. */
  async notebooks(): Promise<void> {
    this.#want()
    await this.#planned
    await Promise.all([this.settled(), this.#queues.notebooks.drained(), this.#queues.annotated.drained()])
  }

  /** Resolves when the index knows all that happened before. */
  async complete(): Promise<void> {
    this.#want()
    await this.#planned
    await Promise.all([this.settled(), this.#pastBulk()])
  }

  /** Resolves when the index knows an import that changed no more than so many articles, whatever else waits. */
  async imported(articles: number): Promise<void> {
    await (articles <= few ? this.settled() : Promise.all([this.settled(), this.#pastBulk()]))
  }

  /** Resolves when no more than so many articles wait that came in bulk. */
  async waitUntilAtMost(articles: number): Promise<void> {
    await this.#queues.articles.waitUntilAtMost(articles)
  }

  async #pastBulk(): Promise<void> {
    const { notebooks, annotated, articles } = this.#queues
    await Promise.all([notebooks.drained(), annotated.drained(), articles.drained()])
  }

  async close(): Promise<void> {
    this.#closing = true
    this.#plan()
    this.#progress.stop()
    for (const name of queueNames) this.#queues[name].clear()
    await this.#working
  }

  /**
   * Puts what the index does not know, or knows as it was; resolves when it is done. Notebooks go first, and so do the
   * articles they are about: they are the reader's own, and an article is put once with the words of its notes.
   * @param start what goes before: the first list, which the comparison would keep waiting
   */
  async catchUp(start: Promise<void> = Promise.resolve()): Promise<void> {
    try {
      await Promise.race([start, this.#planned])
      if (this.#closing) return
      const known = await this.#index.known()
      const records = this.#library.records()
      const stamps = await this.#folder.notebooks.stamps()
      for (const id of stamps.keys()) this.#annotated.add(id)
      const gone = [...known.articles.keys()].filter((id) => !records.has(id))
      const notebooks = [...stamps].flatMap(([id, stamp]) => {
        const record = records.get(id)
        return record && known.notebooks.get(id) !== stampText(stamp, record.revision) ? [id] : []
      })
      for (const [id, stamp] of known.notebooks) {
        // The file is gone, and what the index knows of it is found no more.
        if (!stamps.has(id) && records.has(id) && stamp !== '') notebooks.push(id)
      }
      const articles: string[] = []
      for (const [n, id] of [...records.keys()].entries()) {
        // The first list is asked for meanwhile.
        if (n % stampsAtOnce === 0) await immediate()
        if (records.has(id) && known.articles.get(id) !== articleStamp(this.#metadata(id))) articles.push(id)
      }
      if (gone.length > 0) await this.#guarded(() => this.#index.deleteArticles(gone))
      const whole = new Set(articles)
      this.#add('notebooks', this.#byPack(notebooks.filter((id) => !whole.has(id))))
      this.#addArticles(this.#byPack(articles))
      this.#plan()
      await this.complete()
      if (gone.length + notebooks.length + articles.length > 0)
        this.#events.emit('tags.changed', { by: null })
    } catch (cause) {
      if (!this.#closing) this.#fail(cause)
    } finally {
      this.#plan()
    }
  }

  /** In the order of their texts on the disk, so that each pack is read once. */
  #byPack(ids: readonly string[]): string[] {
    const packOf = (id: string): string => this.#library.record(id).pack
    return [...ids].sort((a, b) => (packOf(a) < packOf(b) ? -1 : packOf(a) > packOf(b) ? 1 : 0))
  }

  #add(name: QueueName, ids: readonly string[]): void {
    if (this.#closing || ids.length === 0) return
    this.#queues[name].add(ids)
    this.#working ??= this.#work()
    this.#tell()
  }

  /** Where an article's text changed, its highlights may be elsewhere. */
  #addArticles(ids: readonly string[]): void {
    const annotated = ids.filter((id) => this.#annotated.has(id))
    if (ids.length <= few) {
      this.#add('ownNotebooks', annotated)
      this.#add('ownArticles', ids)
    } else {
      this.#add('annotated', annotated)
      this.#add('articles', annotated.length === 0 ? ids : ids.filter((id) => !this.#annotated.has(id)))
    }
  }

  #addNotebooks(ids: readonly string[]): void {
    const { articles, annotated } = this.#queues
    for (const id of ids) this.#annotated.add(id)
    this.#add('ownNotebooks', ids)
    // A highlight is found with its article alone.
    this.#add(
      'ownArticles',
      ids.filter((id) => articles.has(id) || annotated.has(id)),
    )
  }

  /** Links are kept apart from the notebooks; what they say of a highlight is put with its article. */
  #addLinked(): void {
    const before = this.#linked
    this.#linked = this.#linkedArticles()
    this.#add('ownNotebooks', [...new Set([...before, ...this.#linked])])
  }

  /** One batch is read while the one before it is put. */
  async #work(): Promise<void> {
    let putting = Promise.resolve()
    // What is added in one go is taken in one go.
    await putting
    for (;;) {
      const name = queueNames.find((queue) => this.#queues[queue].hasNext)
      if (name === undefined) {
        await putting
        if (queueNames.some((queue) => this.#queues[queue].hasNext)) continue
        this.#working = null
        return
      }
      const queue = this.#queues[name]
      const ids = queue.take(batchSize)
      const put = this.#read(name, ids)
      // A failure is met where it is awaited.
      put.catch(() => undefined)
      await putting
      putting = this.#guarded(async () => {
        await (
          await put
        )()
      }).then(() => {
        queue.finish(ids.length)
        this.#tell()
      })
    }
  }

  async #guarded(task: () => Promise<void>): Promise<void> {
    try {
      if (!this.#closing) await task()
    } catch (cause) {
      this.#fail(cause)
    }
  }

  #fail(cause: unknown): void {
    this.#events.emit('failure', {
      code: 'internal',
      message: 'The search index is not up to date. Search may miss articles until Collate is opened again.',
      subject: messageOf(cause),
    })
  }

  #tell(): void {
    if (this.waiting === this.#told || this.#closing) this.#progress.stop()
    else if (this.waiting === 0) this.#progress.now()
    else this.#progress.soon()
  }

  /** Reads a batch; answers with what puts it. */
  async #read(name: QueueName, ids: readonly string[]): Promise<() => Promise<void>> {
    const notebooks = name === 'ownArticles' || name === 'articles' ? null : await this.#notebooks(ids)
    const articles = name === 'ownNotebooks' || name === 'notebooks' ? null : await this.#articles(ids)
    return async () => {
      await notebooks?.()
      await articles?.()
    }
  }

  /** Reads articles; answers with what puts them. One that cannot be read is left out, and does not keep the others. */
  async #articles(ids: readonly string[]): Promise<() => Promise<void>> {
    const articles: IndexedArticle[] = []
    for (const id of ids) {
      if (!this.#library.records().has(id)) continue
      try {
        const { text, blocks } = await this.#library.text(id)
        articles.push({ ...this.#metadata(id), text, blocks })
      } catch (cause) {
        this.#fail(cause)
      }
    }
    return () => this.#index.putArticles(articles)
  }

  async #notebooks(ids: readonly string[]): Promise<() => Promise<void>> {
    const relations = this.#relations()
    const notebooks: (IndexedNotebook & { articleId: string })[] = []
    for (const articleId of ids) {
      if (!this.#library.records().has(articleId)) continue
      try {
        notebooks.push({ articleId, ...(await this.#notebook(articleId, relations)) })
      } catch (cause) {
        this.#fail(cause)
      }
    }
    return () => this.#index.putNotebooks(notebooks)
  }

  async #notebook(id: string, relations: ReadonlyMap<string, string[]>): Promise<IndexedNotebook> {
    // Read first: a stamp that is older than what it stands for makes that put again, the other way round not.
    const stamp = await this.#folder.notebooks.stamp(id)
    const { revision } = this.#library.record(id)
    const { notebook } = await this.#annotations.readable(id)
    // Read again at the next start; until it can be, nothing on the article is found.
    if (!notebook) return { note: '', noteTags: [], highlights: [], revised: false, stamp: '' }
    const { note } = notebook
    const placed = await this.#annotations.placed(id)
    const blocks = placed.length > 0 ? (await this.#library.text(id)).blocks : []
    return {
      note: note.note,
      noteTags: note.tags,
      highlights: placed.map((highlight) => indexed(highlight, blocks, relations)),
      revised: placed.some(({ anchor, place }) => anchor.revision !== revision || place.status !== 'exact'),
      stamp: stamp ? stampText(stamp, revision) : '',
    }
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

/** Where highlights are depends on the article's text as well. */
function stampText(stamp: { size: number; mtimeMs: number }, revision: string): string {
  return `${stamp.size}:${stamp.mtimeMs}:${revision.slice(0, 16)}`
}

/** What was made of highlights, each an object of its own for each of its states. */
const known = new WeakMap<
  PlacedHighlight,
  { blocks: readonly Block[]; relations: string; made: IndexedHighlight }
>()

/** Of thousands of highlights on an article only what changed is worked out anew. */
function indexed(
  highlight: PlacedHighlight,
  blocks: readonly Block[],
  relations: ReadonlyMap<string, string[]>,
): IndexedHighlight {
  const before = known.get(highlight)
  const related = relations.get(highlight.id)?.join('\n') ?? ''
  if (before?.blocks === blocks && before.relations === related) return before.made
  const made = indexedAnew(highlight, blocks, relations)
  known.set(highlight, { blocks, relations: related, made })
  return made
}

function indexedAnew(
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
