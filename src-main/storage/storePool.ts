/** Stores that are opened when they are needed and forgotten when they have not been for a while. */
import { CollateError } from '#domain/errors'
import type { JsonStore } from './jsonStore'

interface Entry<T extends object> {
  readonly opening: Promise<JsonStore<T>>
  store: JsonStore<T> | null
  users: number
  /** What it counted for when it was last used, in bytes. */
  weight: number
}

/** What an open store weighs beside its content, in bytes. */
const overhead = 1024

/**
 * Keeps up to `limit` bytes (as counted on the disk) of stores in memory. There is never more than one store of a file:
 * one that is in use stays, and one with something that is not in its file yet.
 */
export class StorePool<T extends object> {
  readonly #limit: number
  readonly #open: (key: string) => Promise<JsonStore<T>>
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry<T>>()
  #weight = 0
  #closed = false

  constructor(limit: number, open: (key: string) => Promise<JsonStore<T>>) {
    this.#limit = limit
    this.#open = open
  }

  /** Runs `action` on the store of a key; the store stays open for as long as the action takes. */
  async use<Result>(key: string, action: (store: JsonStore<T>) => Result | Promise<Result>): Promise<Result> {
    if (this.#closed) throw new CollateError('io', 'The data folder is closed. Open it again.')
    const entry = this.#entries.get(key) ?? { opening: this.#open(key), store: null, users: 0, weight: 0 }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    entry.users++
    try {
      entry.store ??= await entry.opening
      return await action(entry.store)
    } finally {
      entry.users--
      this.#settle(key, entry)
    }
  }

  /** Runs `action` on the store of a key where it is open; null where it is not. */
  async peek<Result>(key: string, action: (store: JsonStore<T>) => Promise<Result>): Promise<Result | null> {
    return !this.#closed && this.#entries.has(key) ? await this.use(key, action) : null
  }

  /** Refuses further use and waits for the writes under way. */
  async close(): Promise<void> {
    this.#closed = true
    const opened = await Promise.allSettled([...this.#entries.values()].map((entry) => entry.opening))
    await Promise.all(opened.flatMap((store) => (store.status === 'fulfilled' ? [store.value.close()] : [])))
  }

  #settle(key: string, entry: Entry<T>): void {
    if (this.#entries.get(key) !== entry) return
    if (entry.store === null) {
      // One that could not be opened is tried again the next time.
      this.#entries.delete(key)
      return
    }
    this.#weigh(entry, overhead + entry.store.size)
    for (const [oldKey, old] of this.#entries) {
      if (this.#weight <= this.#limit) return
      if (old.users > 0 || old.store?.pending) continue
      this.#entries.delete(oldKey)
      this.#weigh(old, 0)
    }
  }

  #weigh(entry: Entry<T>, weight: number): void {
    this.#weight += weight - entry.weight
    entry.weight = weight
  }
}
