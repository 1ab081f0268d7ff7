/** What the frame that shows a change need not wait for. */
import { untrack } from 'svelte'

/** Where nothing is drawn (a window that is not in sight) there are no frames: so many milliseconds then. */
const withoutFrames = 100

/** Calls back once the next frame is painted. @returns calls that off */
export function onPainted(run: () => void): () => void {
  let timer = setTimeout(run, withoutFrames)
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer)
    timer = setTimeout(run)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/**
 * Follows a value one frame behind: what a change brings elsewhere is worked out once the change itself is seen. Call it
 * while a component initialises.
 */
export function afterPaint<Value>(value: () => Value): { readonly current: Value } {
  let current = $state.raw(untrack(value))
  let callOff: (() => void) | null = null
  $effect(() => {
    if (value() === untrack(() => current)) return
    callOff ??= onPainted(() => {
      callOff = null
      current = untrack(value)
    })
  })
  $effect(() => () => callOff?.())
  return {
    get current() {
      return current
    },
  }
}
