/** Tooltips: `{@attach tooltip('Export notes', 'Mod+E')}`. Shown after a pause, and at once on keyboard focus. */
import type { Attachment } from 'svelte/attachments'
import { on } from 'svelte/events'
import { keyName } from './keys'
import { tooltipState } from './tooltipState.svelte'

const delay = 450
/** After one tooltip has shown, its neighbours follow without a pause. */
const warmFor = 600
let lastShown = 0

/** Shows `text`, and the keys that do the same, beside the element. It is no name: give the element one of its own. */
export function tooltip(text: string, keys?: string): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined

    const show = (): void => {
      tooltipState.current = { text, keys, anchor: element }
      lastShown = Date.now()
    }
    const hide = (): void => {
      clearTimeout(timer)
      if (tooltipState.current?.anchor !== element) return
      tooltipState.current = null
      lastShown = Date.now()
    }
    const enter = (event: PointerEvent): void => {
      if (event.pointerType === 'touch') return
      clearTimeout(timer)
      timer = setTimeout(show, Date.now() - lastShown < warmFor ? 0 : delay)
    }
    const focus = (): void => {
      if (element.matches(':focus-visible')) show()
    }
    const keydown = (event: KeyboardEvent): void => {
      if (keyName(event) === 'Escape' || keyName(event) === 'Enter' || keyName(event) === ' ') hide()
    }

    // `on` keeps a handler that runs while some effect moves the focus from becoming a dependency of that effect.
    const stops = [
      on(element, 'pointerenter', enter),
      on(element, 'pointerleave', hide),
      on(element, 'pointerdown', hide),
      on(element, 'focus', focus),
      on(element, 'blur', hide),
      on(element, 'keydown', keydown),
    ]
    return () => {
      hide()
      for (const stop of stops) stop()
    }
  }
}
