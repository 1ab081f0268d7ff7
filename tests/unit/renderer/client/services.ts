/** Services that answer when the test says so, events that it sends, and a clock that it moves. */
import type { Surroundings } from '#client/asking'
import type { EventName, EventPayload } from '#contract/events'

/** A question that waits for its answer. */
export interface Question {
  name: string
  args: Record<string, unknown>
  /** Answers it, and lets everything happen that follows from it. */
  answer: (value: unknown) => Promise<void>
  fail: (error: Error) => Promise<void>
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export class Services {
  /** What was asked and not answered yet, oldest first. */
  readonly open: Question[] = []
  #timers: { at: number; run: () => void }[] = []
  readonly #listeners = new Set<{ name: string; hear: (payload: never) => void }>()
  #now = 0

  readonly surroundings: Surroundings = {
    call: ((name: string, args: Record<string, unknown>) => this.#asked(name, args)) as Surroundings['call'],
    onEvent: (name, hear) => {
      const listener = { name, hear }
      this.#listeners.add(listener)
      return () => void this.#listeners.delete(listener)
    },
    now: () => this.#now,
    after: (delay, run) => {
      const timer = { at: this.#now + delay, run }
      this.#timers.push(timer)
      return () => void (this.#timers = this.#timers.filter((other) => other !== timer))
    },
  }

  get listeners(): number {
    return this.#listeners.size
  }

  /** The question that was asked first and is not answered yet. */
  next(): Question {
    const [question] = this.open
    if (!question) throw new Error('nothing was asked')
    return question
  }

  tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    for (const listener of this.#listeners) if (listener.name === name) listener.hear(payload as never)
  }

  /** Lets time pass, in milliseconds. */
  pass(time: number): void {
    const end = this.#now + time
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#timers = this.#timers.filter((timer) => timer !== due)
      this.#now = due.at
      due.run()
    }
    this.#now = end
  }

  #asked(name: string, args: Record<string, unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const close = async (end: () => void): Promise<void> => {
        this.open.splice(this.open.indexOf(question), 1)
        end()
        await settled()
      }
      const question: Question = {
        ...{ name, args },
        answer: (value) => close(() => resolve(value)),
        fail: (error) => close(() => reject(error)),
      }
      this.open.push(question)
    })
  }
}
