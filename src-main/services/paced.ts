/** Tells of what changes all the time: not too often, and never so that the state in which it rests stays untold. */
export class Paced {
  readonly #interval: number
  readonly #tell: () => void
  #last = -Infinity
  #timer: NodeJS.Timeout | undefined

  /**
   * @param interval milliseconds between two tellings, at the least
   * @param tell tells what is so by then
   */
  constructor(interval: number, tell: () => void) {
    this.#interval = interval
    this.#tell = tell
  }

  /** Tells at once where it was not done lately, else later. */
  soon(): void {
    const wait = this.#last + this.#interval - performance.now()
    if (wait <= 0) this.now()
    else this.#timer ??= setTimeout(() => this.now(), wait).unref()
  }

  now(): void {
    this.stop()
    this.#last = performance.now()
    this.#tell()
  }

  /** Lets go of what was to be told later. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
