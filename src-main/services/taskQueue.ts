/** Runs asynchronous tasks strictly one after another. */
export class TaskQueue {
  #tail: Promise<unknown> = Promise.resolve()

  /** Runs the task when all earlier ones have ended, however they ended; answers as it does. */
  run<Value>(task: () => Promise<Value>): Promise<Value> {
    const result = this.#tail.then(task)
    this.#tail = result.catch(() => undefined)
    return result
  }

  /** Resolves when everything queued so far has ended. */
  async idle(): Promise<void> {
    await this.#tail
  }
}
