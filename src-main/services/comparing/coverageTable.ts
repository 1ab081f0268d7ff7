/**
 * How much each article of the library has in common with others: worked out when it is first wanted, one article after
 * the other, and kept. After a change only the articles that share something with what changed are worked out again.
 */
import type { Coverage } from '#compare/index/libraryIndex'
import { fitsElsewhere, type Elsewhere } from '#domain/queries/articleFilter'
import type { CompareIndex } from '#services/comparing/compareIndex'
import type { ComparerThread } from '#services/comparing/comparerThread'
import type { EventHub } from '#services/events'
import type { Library } from '#services/library/library'
import { Paced } from '#services/paced'
import { SerialQueue } from '#storage/serialQueue'

/** From this share of its sentences on, an article has nearly the same text as another. */
export const nearFrom = 0.9
/** An article of fewer sentences has the same text as any that quotes it: a headline, a caption. */
const leastSentences = 3
/** How often the interface hears how many articles are left, in milliseconds. */
const progressInterval = 500

interface Covered {
  /** Sentences that count, and those of them that any other article has. */
  counted: number
  shared: number
  /** The articles that have them, by number. */
  others: Uint32Array
  /** Articles that have nearly all of its sentences, with their share. */
  near: { id: string; share: number }[]
}

export class CoverageTable {
  readonly #thread: ComparerThread
  readonly #index: CompareIndex
  readonly #library: Library
  readonly #queue = new SerialQueue()
  readonly #progress: Paced
  readonly #known = new Map<string, Covered>()
  /** Changed since: what others share with them by now is still to be found out. */
  readonly #changed = new Set<string>()
  /** Ids are kept once, and stand for each other by their place in the list. */
  readonly #ids: string[] = []
  readonly #numbers = new Map<string, number>()
  #removed: { version: number; ids: string[] } | null = null
  #sweeping = false
  #closing = false

  constructor(thread: ComparerThread, index: CompareIndex, library: Library, events: EventHub) {
    this.#thread = thread
    this.#index = index
    this.#library = library
    this.#progress = new Paced(progressInterval, () =>
      events.emit('coverage.progress', { waiting: this.#waiting() }),
    )
    events.on(({ name, payload }) => {
      if (name !== 'library.changed') return
      if (payload.articleIds === null) this.#known.clear()
      for (const id of payload.articleIds ?? []) {
        this.#forget(id)
        this.#changed.add(id)
      }
    })
  }

  /** In how many others each article is also found; worked out for those of which it is not known. */
  async of(ids: readonly string[]): Promise<{ id: string; articles: number }[]> {
    await this.#settle()
    const counts: { id: string; articles: number }[] = []
    for (const id of ids) {
      const covered = await this.#queue.run(() => this.#covered(id))
      if (covered) counts.push({ id, articles: covered.others.length })
    }
    return counts
  }

  /**
   * The articles that share so much, as far as it is known, and of how many it is not known yet. Of those it is then
   * worked out; `coverage.progress` tells how far that is.
   */
  sharing(elsewhere: Elsewhere): { ids: Set<string>; waiting: number } {
    this.#sweep()
    const ids = [...this.#known].flatMap(([id, covered]) => (fitsElsewhere(covered, elsewhere) ? [id] : []))
    return { ids: new Set(ids), waiting: this.#waiting() }
  }

  /** Every two articles of which one has nearly all of the other, as far as it is known. */
  near(): { pairs: { id: string; other: string; share: number }[]; waiting: number } {
    this.#sweep()
    const pairs = [...this.#known].flatMap(([id, { near }]) =>
      near.map(({ id: other, share }) => ({ id, other, share })),
    )
    return { pairs, waiting: this.#waiting() }
  }

  async close(): Promise<void> {
    this.#closing = true
    this.#progress.stop()
    await this.#queue.idle()
  }

  /** Articles of the library of which it is not known yet. */
  #waiting(): number {
    let waiting = 0
    for (const id of this.#library.records().keys())
      if ((!this.#known.has(id) || this.#changed.has(id)) && !this.#library.isRemoved(id)) waiting += 1
    return waiting
  }

  /** Works out what is not known of the library, in the background. */
  #sweep(): void {
    if (this.#sweeping || this.#closing || this.#waiting() === 0) return
    this.#sweeping = true
    void this.#workOut()
      .catch(() => undefined)
      .finally(() => {
        this.#sweeping = false
        if (!this.#closing) this.#progress.now()
      })
  }

  async #workOut(): Promise<void> {
    // What changes meanwhile makes others unknown again.
    while (this.#waiting() > 0) {
      await this.#settle()
      for (const id of [...this.#library.records().keys()]) {
        if (this.#closing) return
        if (this.#known.has(id)) continue
        await this.#queue.run(() => this.#covered(id))
        this.#progress.soon()
      }
    }
  }

  /** Works out what has changed, and forgets what was known of the articles that share something with it. */
  async #settle(): Promise<void> {
    await this.#index.ready()
    await this.#queue.run(async () => {
      if (this.#changed.size > this.#known.size) {
        this.#known.clear()
        this.#changed.clear()
      }
      for (const id of [...this.#changed]) {
        this.#changed.delete(id)
        this.#known.delete(id)
        const covered = await this.#covered(id)
        for (const other of covered?.others ?? []) this.#known.delete(this.#ids[other] ?? '')
      }
    })
  }

  #forget(id: string): void {
    for (const other of this.#known.get(id)?.others ?? []) this.#known.delete(this.#ids[other] ?? '')
    this.#known.delete(id)
  }

  /** What is known of an article, or is found out; null where it is not in the library. */
  async #covered(id: string): Promise<Covered | null> {
    const known = this.#known.get(id)
    if (known) return known
    if (this.#closing || !this.#library.records().has(id) || this.#library.isRemoved(id)) return null
    const found = await this.#thread.call('coverage', id, this.#hidden())
    // An article whose text cannot be read has no sentences.
    const covered = this.#kept(found ?? { counted: 0, shared: 0, others: [] })
    this.#known.set(id, covered)
    return covered
  }

  #kept({ counted, shared, others }: Coverage): Covered {
    return {
      ...{ counted, shared },
      others: Uint32Array.from(others, ({ articleId }) => this.#numberOf(articleId)),
      near:
        counted < leastSentences
          ? []
          : others
              .map(({ articleId, shared: part }) => ({ id: articleId, share: part / counted }))
              .filter(({ share }) => share >= nearFrom),
    }
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    const number = this.#ids.push(id) - 1
    this.#numbers.set(id, number)
    return number
  }

  /** The removed articles, which count for nothing. */
  #hidden(): readonly string[] {
    const { version } = this.#library
    if (this.#removed?.version !== version) {
      const ids = [...this.#library.records().keys()].filter((id) => this.#library.isRemoved(id))
      this.#removed = { version, ids }
    }
    return this.#removed.ids
  }
}
