/** Short words at the foot of the window, with one way to act on them. They go by themselves. */
import { createContext } from 'svelte'
import { messageOf } from '#domain/errors'

export interface Toast {
  id: number
  message: string
  action?: { label: string; run: () => void } | undefined
}

/** Milliseconds that a toast stays; one with an action stays longer. */
const duration = { plain: 4000, action: 9000 }

export class Toasts {
  list = $state.raw<readonly Toast[]>([])
  #nextId = 1
  #held = false

  show(message: string, action?: Toast['action']): void {
    const id = this.#nextId++
    this.list = [...this.list.slice(-2), { id, message, action }]
    this.#arm(id, action ? duration.action : duration.plain)
  }

  /** Says what went wrong. */
  failure(error: unknown): void {
    this.show(messageOf(error))
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id)
  }

  /** Keeps all of them while the pointer or the focus is on one. */
  hold(held: boolean): void {
    this.#held = held
  }

  #arm(id: number, delay: number): void {
    setTimeout(() => {
      if (this.#held) this.#arm(id, 1000)
      else this.dismiss(id)
    }, delay)
  }
}

export const [useToasts, setToasts] = createContext<Toasts>()
