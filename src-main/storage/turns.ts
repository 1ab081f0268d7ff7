/** Actions that must not overlap. */

/** Runs actions one after the other, in the order they came; a failed one does not stop the next. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  async run<Result>(action: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(action, action)
    this.#last = turn
    return await turn
  }

  /** Resolves when all that came so far are done. */
  async done(): Promise<void> {
    await this.#last.catch(() => undefined)
  }
}
