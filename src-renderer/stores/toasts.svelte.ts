/** A short word at the foot of the window, with ways to act on it. It goes by itself, or when the next one comes. */
import { createContext } from 'svelte'
import { messageOf } from '#domain/errors'

export interface ToastAction {
  label: string
  run: () => void
}

export interface Toast {
  id: number
  message: string
  actions: readonly ToastAction[]
}

/**
 * Milliseconds that a toast stays: to be noticed, to decide on its action, and for each character. Slow readers take in
 * 100 words, 600 characters, a minute.
 */
const duration = { plain: 4000, action: 9000, character: 100 }

export class Toasts {
  current = $state.raw<Toast | null>(null)
  #nextId = 1
  #held = false
  /** Counts what a toast waits for: a wait that is not the newest says nothing. */
  #wait = 0

  /** Says something in place of what was said before: the newest is what the reader has just done. */
  show(message: string, ...actions: readonly (ToastAction | undefined)[]): void {
    const id = this.#nextId++
    const given = actions.filter((action) => action !== undefined)
    this.current = { id, message, actions: given }
    this.#takeAwayLater()
  }

  /** Says what went wrong. */
  failure(error: unknown): void {
    this.show(messageOf(error))
  }

  /** Says what went wrong, should it. */
  attempt(work: Promise<unknown>): void {
    void work.catch((error: unknown) => this.failure(error))
  }

  dismiss(id: number): void {
    if (this.current?.id === id) this.current = null
  }

  /** Keeps it while the reader is at it or cannot see it; afterwards it has its whole time again. */
  hold(held: boolean): void {
    if (held === this.#held) return
    this.#held = held
    this.#takeAwayLater()
  }

  #takeAwayLater(): void {
    const wait = ++this.#wait
    const toast = this.current
    if (!toast || this.#held) return
    const least = toast.actions.length > 0 ? duration.action : duration.plain
    setTimeout(
      () => {
        if (wait === this.#wait) this.dismiss(toast.id)
      },
      least + toast.message.length * duration.character,
    )
  }
}

export const [useToasts, setToasts] = createContext<Toasts>()
