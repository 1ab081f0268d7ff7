/**
 * A window over the real services: calls and events travel as over the desktop shell's bridge, and answers wait where a
 * test says so.
 */
import type { Bridge } from '#contract/bridge'
import { serviceCalls, type CallName } from '#contract/calls'
import { dispatch } from '#contract/dispatch'
import type { EventMessage } from '#contract/events'
import type { Services } from '#services/services'

let services: Services | null = null
const listeners = new Set<(message: EventMessage) => void>()
const gates = new Map<string, Promise<void>[]>()

/** The calls that were made since the window was opened. */
export const asked: string[] = []
/** Those that the services have answered, whether the answer is still on its way or not. */
export const answered: string[] = []

const bridge: Bridge = {
  call: async (name, args) => {
    if (!services) throw new Error('no services are open')
    asked.push(name)
    const gate = gates.get(name)?.shift()
    const outcome = await dispatch(serviceCalls, services.handlers, name, args, () => undefined)
    answered.push(name)
    await gate
    return outcome
  },
  onEvent: (listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  filesToTokens: () => Promise.resolve([]),
}
Object.assign(globalThis, { collate: bridge })

/** Puts the window over these services. */
export function openOver(opened: Services): void {
  services = opened
  asked.length = answered.length = 0
  gates.clear()
  opened.onEvent((message) => {
    for (const listener of listeners) listener(message)
  })
}

/** The answer to the next call of this name is on its way until the returned function is called. */
export function holdNext(name: CallName): () => void {
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  gates.set(name, [...(gates.get(name) ?? []), gate])
  return release
}
