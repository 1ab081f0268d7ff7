/** Carries what the services tell to whoever listens: the shells, and one another. */
import type { EventMessage, EventName, EventPayload } from '#contract/events'

export type EventListener = (message: EventMessage) => void

export class EventHub {
  readonly #listeners = new Set<EventListener>()

  /** Calls the listener for every event until the returned function is called. */
  on(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A listener that throws does not keep the others from hearing. */
  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    const message = { name, payload } as EventMessage
    for (const listener of this.#listeners) {
      try {
        listener(message)
      } catch {
        // A shell that cannot pass an event on (a closed window) has nothing left to tell it to.
      }
    }
  }
}
