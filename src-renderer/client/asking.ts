/**
 * Asking and asking again: the newest question alone counts, and what is told of changes is gathered into one reading.
 * `Query` and `PagedQuery` stand on it, and keep the answers.
 */
import { untrack } from 'svelte'
import type { CallArgs, CallResult } from '#contract/calls'
import type { EventMessage, EventName } from '#contract/events'
import { changes, reads, type Kind, type ReadingCall } from '#contract/kinds'
import { call, onEvent } from './api'

/** Milliseconds that changes wait for others before there is a reading. */
const usualDelay = 150
/**
 * Between two readings passes at least so many times what the last one took: a large import changes the library all the
 * time, and four fifths of it is the import's.
 */
const restTimes = 4
/**
 * Milliseconds that such a rest lasts, at most: where other work keeps the machine busy, an answer takes long that costs
 * little, and what changed must not stay out of sight for minutes.
 */
const longestRest = 3000

/** What was told to have changed. */
export interface Change {
  kinds: readonly Kind[]
  /** The articles it is on; null: any. */
  articleIds: readonly string[] | null
  /** The change, as `notebook.apply` names it; null where it is not known. */
  by: string | null
}

/** How questions and events travel, and how time passes: the window's, or a test's own. */
export interface Surroundings {
  call: typeof call
  onEvent: typeof onEvent
  /** Milliseconds from any beginning. */
  now: () => number
  /** Runs something in that many milliseconds. @returns what prevents it */
  after: (delay: number, run: () => void) => () => void
}

const window_: Surroundings = {
  ...{ call, onEvent },
  now: () => performance.now(),
  after: (delay, run) => {
    const timer = setTimeout(run, delay)
    return () => clearTimeout(timer)
  },
}

export interface Options {
  /** Milliseconds that changes wait for others. */
  delay?: number
  /** Which of the changes there has to be a reading after; all of them, where nothing is said. */
  concerns?: (change: Change) => boolean
  surroundings?: Surroundings
}

/** Makes the named calls and no others, so that nothing is read whose changes are not followed. */
export type CallOf<Names extends ReadingCall> = <Name extends Names>(
  name: Name,
  args: CallArgs<Name>,
) => Promise<CallResult<Name>>

export class Asking {
  readonly call: typeof call
  readonly #kinds: ReadonlySet<Kind>
  readonly #again: () => unknown
  readonly #delay: number
  readonly #concerns: (change: Change) => boolean
  readonly #surroundings: Surroundings
  #turn = 0
  /** A question is under way. */
  #busy = false
  /** There were changes since the last question. */
  #stale = false
  #held = false
  /** Milliseconds that the last answer took. */
  #took = 0
  #cancel: (() => void) | null = null

  /**
   * @param calls that are made, by whose kinds it knows what to follow
   * @param again asks again; it ends in `ask`
   */
  constructor(
    calls: readonly ReadingCall[],
    again: () => unknown,
    { delay = usualDelay, concerns = () => true, surroundings = window_ }: Options = {},
  ) {
    this.call = surroundings.call
    this.#kinds = new Set(calls.flatMap((name): readonly Kind[] => reads[name]))
    this.#again = again
    this.#delay = delay
    this.#concerns = concerns
    this.#surroundings = surroundings
  }

  /** Counts the questions: an answer counts as long as this is the same. */
  get turn(): number {
    return this.#turn
  }

  get held(): boolean {
    return this.#held
  }

  /**
   * Asks now; what is under way is overtaken.
   * @returns null where a newer question was asked meanwhile, whatever became of this one
   */
  async ask<Answer>(question: () => Promise<Answer>): Promise<{ answer: Answer } | null> {
    const turn = ++this.#turn
    this.#forget()
    this.#busy = true
    const started = this.#surroundings.now()
    try {
      const answer = await untrack(question)
      return turn === this.#turn ? { answer } : null
    } catch (error) {
      if (turn === this.#turn) throw error
      return null
    } finally {
      if (turn === this.#turn) {
        this.#took = this.#surroundings.now() - started
        this.#busy = false
        if (this.#stale) this.soon()
      }
    }
  }

  /** Asks again after the changes that are told of, until the returned function is called. */
  follow(): () => void {
    const stops = (Object.keys(changes) as EventName[])
      .filter((name) => changes[name].some((kind) => this.#kinds.has(kind)))
      .map((name) =>
        this.#surroundings.onEvent(name, (payload) => {
          if (this.#concerns(changeOf(name, payload))) this.soon()
        }),
      )
    return () => {
      for (const stop of stops) stop()
      this.#turn++
      this.#forget()
      this.#busy = this.#held = false
    }
  }

  /** There was a change: asks again soon, together with what else comes, not before the answer that is under way. */
  soon(): void {
    this.#stale = true
    if (this.#held || this.#busy || this.#cancel) return
    const wait = Math.max(this.#delay, Math.min(this.#took * restTimes, longestRest))
    this.#cancel = this.#surroundings.after(wait, () => {
      this.#forget()
      this.#again()
    })
  }

  /** While it is held, changes wait. */
  hold(held: boolean): void {
    this.#held = held
    const stale = this.#stale
    this.#forget()
    this.#stale = stale
    if (!held && stale) this.soon()
  }

  #forget(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#stale = false
  }
}

function changeOf(name: EventName, payload: EventMessage['payload']): Change {
  return {
    kinds: changes[name],
    articleIds: 'articleIds' in payload ? payload.articleIds : null,
    by: 'by' in payload ? payload.by : null,
  }
}
