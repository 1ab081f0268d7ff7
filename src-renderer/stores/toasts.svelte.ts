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

/** Milliseconds that a toast stays; one with an action stays longer. */
const duration = { plain: 4000, action: 9000 }

export class Toasts {
  current = $state.raw<Toast | null>(null)
  #nextId = 1
  #held = false

  /** Says something in place of what was said before: the newest is what the reader has just done. */
  show(message: string, ...actions: readonly (ToastAction | undefined)[]): void {
    const id = this.#nextId++
    const given = actions.filter((action) => action !== undefined)
    this.current = { id, message, actions: given }
    this.#arm(id, given.length > 0 ? duration.action : duration.plain)
  }

  /** Says what went wrong. */
  failure(error: unknown): void {
    this.show(messageOf(error))
  }

  dismiss(id: number): void {
    if (this.current?.id === id) this.current = null
  }

  /** Keeps it while the pointer or the focus is on it. */
  hold(held: boolean): void {
    this.#held = held
  }

  #arm(id: number, delay: number): void {
    setTimeout(() => {
      if (this.current?.id !== id) return
      if (this.#held) this.#arm(id, 1000)
      else this.dismiss(id)
    }, delay)
  }
}

export const [useToasts, setToasts] = createContext<Toasts>()
