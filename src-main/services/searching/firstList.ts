/** The first list that is asked for: what can wait, waits for it. */
import { setTimeout as delay } from 'node:timers/promises'

/** Milliseconds that is waited for it, at most: where nobody asks, nobody is kept waiting. */
const longest = 2000

export class FirstList {
  readonly #answered = new AbortController()

  /** Says that a list was answered. */
  answered(): void {
    this.#answered.abort()
  }

  /** Resolves when the first list was answered, or when nobody has asked for one for a while. */
  async answeredOrLate(): Promise<void> {
    await delay(longest, undefined, { signal: this.#answered.signal, ref: false }).catch(() => undefined)
  }
}
