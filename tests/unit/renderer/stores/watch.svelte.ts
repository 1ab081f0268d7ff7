/** Looks at a store as a component does. */
import { flushSync } from 'svelte'

export interface Watched<Value> {
  /** The value that a component would show now. */
  now(): Value
  /** How often it was looked at, since something that it reads had changed. */
  readonly looks: number
  stop(): void
}

/** Runs `look` in an effect, at once and whenever what it reads has changed. */
export function watch<Value>(look: () => Value): Watched<Value> {
  const seen: Value[] = []
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(look())
    })
  })
  flushSync()
  return {
    now() {
      flushSync()
      return seen.at(-1) as Value
    },
    get looks() {
      flushSync()
      return seen.length
    },
    stop,
  }
}
