/**
 * Keeps the comparer's index of the library in step: article by article with what is imported, changed and removed, and
 * brought up to date when it is first needed. Its file is derived: it can be deleted without loss.
 */
import { setImmediate as immediate } from 'node:timers/promises'
import type { StampedArticle } from '#compare/comparer'
import type { ArticleRecord } from '#domain/articles/article'
import type { ComparerThread } from '#services/comparing/comparerThread'
import type { EventHub } from '#services/events'
import type { Library } from '#services/library/library'
import { SerialQueue } from '#storage/serialQueue'

/** Articles that are handed over at once: what the reader asks for meanwhile waits for one of these. */
const batchSize = 64

export class CompareIndex {
  readonly #file: string
  readonly #thread: ComparerThread
  readonly #library: Library
  readonly #queue = new SerialQueue()
  readonly #events: EventHub
  #opened: Promise<void> | null = null
  #isOpen = false
  #start = 0
  #closing = false
  /** The stamps of the articles that the comparer knows. */
  #known = new Map<string, string>()

  constructor(file: string, thread: ComparerThread, library: Library, events: EventHub) {
    this.#file = file
    this.#thread = thread
    this.#library = library
    this.#events = events
    events.on(({ name, payload }) => {
      if (name !== 'library.changed' || this.#opened === null || this.#closing) return
      void this.#queue.run(() => this.#update(payload.articleIds)).catch(() => undefined)
    })
  }

  /** The comparer knows the library; what changed just now it is about to learn. */
  get isOpen(): boolean {
    return this.#isOpen && this.#start === this.#thread.starts
  }

  /** Resolves when the comparer knows the library as it was when it was asked. */
  async ready(): Promise<void> {
    if (this.#start !== this.#thread.starts) this.#opened = null
    this.#opened ??= this.#queue.run(() => this.#open())
    await this.#opened
    await this.#queue.idle()
  }

  /** Resolves when nothing is under way; what is not known by then is learned at the next start. */
  async close(): Promise<void> {
    this.#closing = true
    await this.#queue.idle()
  }

  async #open(): Promise<void> {
    this.#known = await this.#thread.call('open', this.#file)
    this.#start = this.#thread.starts
    await this.#update(null)
    this.#isOpen = true
    this.#events.emit('comparing.ready', {})
  }

  /** @param ids what may have changed; null: anything */
  async #update(ids: readonly string[] | null): Promise<void> {
    const records = this.#library.records()
    const looked = ids ?? [...new Set([...this.#known.keys(), ...records.keys()])]
    const gone = looked.filter((id) => this.#known.has(id) && !records.has(id))
    if (gone.length > 0) await this.#thread.call('delete', gone)
    for (const id of gone) this.#known.delete(id)
    const wanted = looked.flatMap((id) => {
      const record = records.get(id)
      return record && this.#known.get(id) !== stampOf(this.#library, record) ? [record] : []
    })
    for (let from = 0; from < wanted.length && !this.#closing; from += batchSize) {
      const articles: StampedArticle[] = []
      for (const record of wanted.slice(from, from + batchSize)) {
        const article = await stamped(this.#library, record)
        if (article) articles.push(article)
      }
      await this.#thread.call('put', articles)
      for (const { id, stamp } of articles) this.#known.set(id, stamp)
      await immediate()
    }
  }
}

/** What an article is known by: its text, its language, and its date, from which days are worked out. */
function stampOf(library: Library, record: ArticleRecord): string {
  const { lang, published } = library.metadata(record)
  return `${record.revision} ${lang} ${published ?? ''}`
}

/** An article as the comparer takes it; null where its text cannot be read (a notice says so). */
export async function stamped(library: Library, record: ArticleRecord): Promise<StampedArticle | null> {
  try {
    const { text, blocks } = await library.text(record.id)
    const { lang, published } = library.metadata(record)
    return { id: record.id, stamp: stampOf(library, record), text, blocks, lang, published }
  } catch {
    return null
  }
}
