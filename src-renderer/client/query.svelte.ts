/** What is fetched from the services, kept, and read again when it has changed. */
import type { ReadingCall } from '#contract/kinds'
import { CollateError, messageOf } from '#domain/errors'
import { Asking, type CallOf, type Options } from './asking'

export class Query<Names extends ReadingCall, Answer> {
  /** The last answer, which stays while there is none to the next question; null before the first. */
  value = $state.raw<Answer | null>(null)
  loading = $state(false)
  /** Why the last question has no answer, for the reader. */
  failure = $state<string | null>(null)
  readonly #asking: Asking
  readonly #read: (call: CallOf<Names>) => Promise<Answer>

  /**
   * @param calls that `read` makes: what changes of what they read is followed
   * @param read asks with the arguments of that moment
   */
  constructor(calls: readonly Names[], read: (call: CallOf<Names>) => Promise<Answer>, options?: Options) {
    this.#asking = new Asking(calls, () => this.ask(), options)
    this.#read = read
  }

  /** Asks now; an answer that is under way does not count any more. A failure is told in `failure`. */
  async ask(): Promise<void> {
    await this.take(() => this.#read(this.#asking.call)).catch(() => undefined)
  }

  /**
   * Takes the answer of another question that says the same: of a change that answers what there is after it.
   * @throws what became of it, unless a newer question was asked
   */
  async take(question: () => Promise<Answer>): Promise<void> {
    this.loading = true
    try {
      const got = await this.#asking.ask(question)
      if (!got) return
      this.value = got.answer
      this.failure = null
      this.loading = false
    } catch (error) {
      this.loading = false
      // The services were asked something newer.
      if (error instanceof CollateError && error.code === 'cancelled') return
      this.failure = messageOf(error)
      throw error
    }
  }

  /** Asks, and again after every change. Call it once, while a component initialises. */
  start(): void {
    void this.ask()
    $effect(() => this.follow())
  }

  /** Asks again after the changes that are told of, until the returned function is called. */
  follow(): () => void {
    return this.#asking.follow()
  }

  /** There was a change that no event tells of: asks again soon. */
  soon(): void {
    this.#asking.soon()
  }
}
