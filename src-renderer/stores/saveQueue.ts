/** Saves changes one after the other, in the order they were made, and keeps every one until it is on the disk. */
import { allJoined, type Operation, type Overtaken } from '#domain/annotations/operations'

export interface Change {
  /** The name of the change, for undo. */
  label: string
  operations: Operation[]
}

/** What the services answer once a change is on the disk. */
export interface Applied {
  inverse: Operation[]
  savedAt: string
  /** What the change came upon that was changed since it was made. */
  overtaken: Overtaken[]
  /** Something is stored otherwise than the operations say. */
  merged: boolean
}

export type SaveState =
  /** Everything is on the disk; `at` is when the last change reached it (ISO), null where there was none yet. */
  | { kind: 'saved'; at: string | null }
  | { kind: 'saving' }
  /** `pending` changes are kept and tried again; `since` is when the first of them failed (ISO). */
  | { kind: 'failed'; message: string; pending: number; since: string }

export interface SaveQueueOptions {
  /** Makes a change; resolves when it is on the disk. */
  send: (change: Change) => Promise<Applied>
  onstate: (state: SaveState) => void
  /** Whether an error says that the change itself can never be made, so that the others need not wait for it. */
  refused: (error: unknown) => boolean
  /** What an error says to the reader. */
  message: (error: unknown) => string
  /** Waits between automatic tries, in milliseconds; the last one repeats. */
  backoff?: readonly number[]
}

interface Entry {
  change: Change
  /** Changes with the same key become one while they wait. */
  key: string | null
  /** Milliseconds since the epoch before which it need not be sent. */
  due: number
  settle: ((outcome: { ok: true; value: Applied } | { ok: false; error: unknown }) => void)[]
}

const defaultBackoff = [1000, 2000, 5000, 15_000, 30_000]

export class SaveQueue {
  readonly #options: SaveQueueOptions
  #waiting: Entry[] = []
  #sending: Entry | null = null
  /** Changes that were refused: kept for the reader to see and to try by hand, and out of the others' way. */
  #refused: Entry[] = []
  #failure: { message: string; since: string } | null = null
  /** Failed tries in a row; while there are any, sending waits for the timer or for a call to try again. */
  #tries = 0
  #savedAt: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #idleListeners: (() => void)[] = []

  constructor(options: SaveQueueOptions) {
    this.#options = options
  }

  /** Every change that is not on the disk, oldest first. */
  get pending(): Change[] {
    const entries = this.#sending ? [this.#sending, ...this.#waiting] : this.#waiting
    return [...this.#refused, ...entries].map((entry) => entry.change)
  }

  /** The pending changes that are still on their way: those that the services refused are left out. */
  get coming(): Change[] {
    return (this.#sending ? [this.#sending, ...this.#waiting] : this.#waiting).map((entry) => entry.change)
  }

  get busy(): boolean {
    return this.#sending !== null || this.#waiting.length > 0
  }

  /**
   * Queues a change. One with a `key` becomes one with the newest waiting change of that key, and may be held back
   * for `delay` milliseconds, for more keystrokes to join it; a change without a delay sends all before it at once.
   * @returns what the services answer; rejects only when they refuse the change for good
   */
  push(change: Change, options: { key?: string; delay?: number } = {}): Promise<Applied> {
    const { key = null, delay = 0 } = options
    const settled = new Promise<Applied>((resolve, reject) => {
      const settle = (outcome: { ok: true; value: Applied } | { ok: false; error: unknown }): void => {
        if (outcome.ok) resolve(outcome.value)
        else reject(outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error)))
      }
      const last = this.#waiting.at(-1)
      if (key !== null && last?.key === key) {
        // Its due time stays, so that a burst of keystrokes cannot hold the first of them back for long.
        last.change = oneChange(last.change, change)
        last.settle.push(settle)
      } else {
        this.#waiting.push({ change, key, due: Date.now() + delay, settle: [settle] })
      }
    })
    // A caller that does not wait for the answer must not bring an unhandled rejection about.
    settled.catch(() => undefined)
    if (delay === 0) this.#dueNow()
    this.#report()
    if (this.#tries === 0) this.#schedule()
    return settled
  }

  /** Sends what is held back, at once. Resolves when nothing is on its way any more; true when all is on the disk. */
  async flush(): Promise<boolean> {
    this.#dueNow()
    this.#tries = 0
    void this.#pump()
    if (this.#sending) await new Promise<void>((resolve) => this.#idleListeners.push(resolve))
    return this.pending.length === 0
  }

  /**
   * Sends what waits at once and as one change, without waiting for the answer to what is under way: for a page that is
   * going and will not hear it. Should it stay after all, everything is settled or kept as ever.
   */
  leave(): void {
    const left = this.#waiting.splice(0)
    const last = left.at(-1)
    if (!last) return
    const operations = left.flatMap((entry) => entry.change.operations)
    this.#options.send({ label: last.change.label, operations }).then(
      (value) => {
        for (const settle of left.flatMap((entry) => entry.settle)) settle({ ok: true, value })
        this.#report()
      },
      () => {
        this.#waiting.unshift(...left)
        this.#report()
        this.#schedule()
      },
    )
  }

  /** Tries again now what failed, refused changes too. */
  retry(): void {
    this.#waiting = [...this.#refused, ...this.#waiting]
    this.#refused = []
    this.#tries = 0
    this.#dueNow()
    void this.#pump()
  }

  #dueNow(): void {
    for (const entry of this.#waiting) entry.due = 0
  }

  #schedule(): void {
    const next = this.#waiting[0]
    if (!next || this.#sending) return
    clearTimeout(this.#timer)
    // Even what is due waits for the task under way to end, so that what the reader did is seen first.
    this.#timer = setTimeout(() => void this.#pump(), Math.max(0, next.due - Date.now()))
  }

  async #pump(): Promise<void> {
    if (this.#sending) return
    clearTimeout(this.#timer)
    for (;;) {
      const entry = this.#waiting[0]
      if (!entry || entry.due > Date.now()) break
      this.#waiting.shift()
      this.#sending = entry
      this.#report()
      const stopped = await this.#try(entry)
      this.#sending = null
      if (stopped) break
    }
    this.#report()
    for (const listener of this.#idleListeners.splice(0)) listener()
    if (this.#tries === 0) this.#schedule()
  }

  /** Answers true when sending is to stop for now. */
  async #try(entry: Entry): Promise<boolean> {
    try {
      const value = await this.#options.send(entry.change)
      this.#savedAt = value.savedAt
      this.#tries = 0
      if (this.#refused.length === 0) this.#failure = null
      for (const settle of entry.settle) settle({ ok: true, value })
      return false
    } catch (error) {
      const since = this.#failure?.since ?? new Date().toISOString()
      this.#failure = { message: this.#options.message(error), since }
      if (this.#options.refused(error)) {
        this.#refused.push(entry)
        for (const settle of entry.settle.splice(0)) settle({ ok: false, error })
        return false
      }
      this.#keep(entry)
      const backoff = this.#options.backoff ?? defaultBackoff
      const wait = backoff[Math.min(this.#tries, backoff.length - 1)] ?? 30_000
      this.#tries++
      this.#timer = setTimeout(() => {
        this.#dueNow()
        void this.#pump()
      }, wait)
      return true
    }
  }

  /** Puts a failed change back in front; one with its key that has come right behind it becomes one with it. */
  #keep(entry: Entry): void {
    const next = this.#waiting[0]
    if (entry.key !== null && next?.key === entry.key) {
      next.change = oneChange(entry.change, next.change)
      next.settle.push(...entry.settle)
    } else this.#waiting.unshift(entry)
  }

  #report(): void {
    const pending = this.pending.length
    if (this.#failure && pending > 0) {
      const { message, since } = this.#failure
      this.#options.onstate({ kind: 'failed', message, pending, since })
    } else if (this.busy) this.#options.onstate({ kind: 'saving' })
    else this.#options.onstate({ kind: 'saved', at: this.#savedAt })
  }
}

/** Two changes, the second made on top of the first, as one. */
function oneChange(first: Change, second: Change): Change {
  return { ...second, operations: allJoined([...first.operations, ...second.operations]) }
}
