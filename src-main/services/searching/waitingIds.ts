/** Ids that wait for something to be done about them, first come first served, and those who wait for that. */
export class WaitingIds {
  readonly #ids = new Set<string>()
  readonly #waiters: { until: number; resolve: () => void }[] = []
  /** How many were ever added, and how many of those are done with. */
  #added = 0
  #done = 0

  get hasNext(): boolean {
    return this.#ids.size > 0
  }

  /** How many are not done with: those that wait, and those that were taken. */
  get left(): number {
    return this.#added - this.#done
  }

  /** Whether it waits; false for one that was taken. */
  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** One that waits already keeps its place. */
  add(ids: Iterable<string>): void {
    const before = this.#ids.size
    for (const id of ids) this.#ids.add(id)
    this.#added += this.#ids.size - before
  }

  /** Takes the first ones out, at most `most`. Once they are dealt with, `finish` says so. */
  take(most: number): string[] {
    const taken: string[] = []
    for (const id of this.#ids) {
      if (taken.length === most) break
      taken.push(id)
    }
    for (const id of taken) this.#ids.delete(id)
    return taken
  }

  /** Another `count` of those that were taken, in the order in which they were, are done with. */
  finish(count: number): void {
    this.#done += count
    const left = this.#waiters.splice(0)
    for (const waiter of left) {
      if (waiter.until <= this.#done) waiter.resolve()
      else this.#waiters.push(waiter)
    }
  }

  /** Forgets those that wait: nobody waits for them any longer. */
  clear(): void {
    const count = this.#ids.size
    this.#ids.clear()
    this.finish(count)
  }

  /** Resolves when all that were added up to now are done with. */
  async drained(): Promise<void> {
    await this.#until(this.#added)
  }

  /** Resolves when at most `count` of those that were added up to now are left. */
  async waitUntilAtMost(count: number): Promise<void> {
    await this.#until(this.#added - count)
  }

  async #until(until: number): Promise<void> {
    if (until <= this.#done) return
    await new Promise<void>((resolve) => this.#waiters.push({ until, resolve }))
  }
}
