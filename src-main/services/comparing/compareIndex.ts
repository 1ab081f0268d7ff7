/**
 * Keeps the comparer's index of the library in step: article by article with what is imported, changed and removed, and
 * brought up to date from its file when it is first needed. The file is derived: it can be deleted without loss.
 */
import { readFile } from 'node:fs/promises'
import { setImmediate as immediate } from 'node:timers/promises'
import type { StampedArticle } from '#compare/comparer'
import type { ArticleRecord } from '#domain/articles/article'
import { writeDurably } from '#storage/durableFile'
import type { ComparerThread } from '#services/comparing/comparerThread'
import type { EventHub } from '#services/events'
import type { Library } from '#services/library/library'
import { TaskQueue } from '#services/taskQueue'

/** Articles that are handed over at once: what the reader asks for meanwhile waits for one of these. */
const batchSize = 64
/** Milliseconds after the last change until the index is written; a kill costs the reading of what changed since. */
const writeDelay = 5000

export class CompareIndex {
  readonly #file: string
  readonly #thread: ComparerThread
  readonly #library: Library
  readonly #queue = new TaskQueue()
  #opened: Promise<void> | null = null
  #changed = false
  #closing = false
  #timer: NodeJS.Timeout | undefined

  constructor(file: string, thread: ComparerThread, library: Library, events: EventHub) {
    this.#file = file
    this.#thread = thread
    this.#library = library
    events.on(({ name, payload }) => {
      if (name !== 'library.changed' || this.#opened === null || this.#closing) return
      void this.#queue.run(() => this.#update(payload.articleIds)).catch(() => undefined)
    })
  }

  /** Resolves when the comparer knows the library as it was when it was asked. */
  async ready(): Promise<void> {
    this.#opened ??= this.#queue.run(() => this.#open())
    await this.#opened
    await this.#queue.idle()
  }

  /** Whether `ready` would have nothing to do. */
  get opened(): boolean {
    return this.#opened !== null
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    this.#closing = true
    clearTimeout(this.#timer)
    await this.#queue.idle()
    if (this.#changed) await this.#write().catch(() => undefined)
  }

  async #open(): Promise<void> {
    try {
      await this.#thread.call('load', await readFile(this.#file))
    } catch {
      // Missing or unreadable: it is made again.
    }
    await this.#update(null)
  }

  /** @param ids what may have changed; null: anything */
  async #update(ids: readonly string[] | null): Promise<void> {
    const known = await this.#thread.call('known')
    const records = this.#library.records()
    const looked = ids ?? [...new Set([...known.keys(), ...records.keys()])]
    const gone = looked.filter((id) => known.has(id) && !records.has(id))
    if (gone.length > 0) await this.#thread.call('delete', gone)
    const wanted = looked.flatMap((id) => {
      const record = records.get(id)
      return record && known.get(id) !== stampOf(this.#library, record) ? [record] : []
    })
    for (let from = 0; from < wanted.length && !this.#closing; from += batchSize) {
      const articles: StampedArticle[] = []
      for (const record of wanted.slice(from, from + batchSize)) {
        const article = await stamped(this.#library, record)
        if (article) articles.push(article)
      }
      await this.#thread.call('put', articles)
      await immediate()
    }
    if (gone.length + wanted.length > 0) this.#writeSoon()
  }

  #writeSoon(): void {
    this.#changed = true
    clearTimeout(this.#timer)
    if (this.#closing) return
    this.#timer = setTimeout(() => {
      void this.#queue.run(() => this.#write()).catch(() => undefined)
    }, writeDelay)
    this.#timer.unref()
  }

  async #write(): Promise<void> {
    this.#changed = false
    await writeDurably(this.#file, await this.#thread.call('store'))
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
