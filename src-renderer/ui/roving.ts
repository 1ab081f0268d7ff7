/** Roving focus: one stop for the Tab key in a toolbar or group, arrows move inside it. */
import type { Attachment } from 'svelte/attachments'
import { on } from 'svelte/events'
import { keyName } from './keys'

const focusable = 'button:not(:disabled), a[href], input:not(:disabled), [role="radio"], [role="tab"]'

/** The index the key leads to among `count` items, or null if the key does not move. */
export function rovingTarget(
  key: string,
  index: number,
  count: number,
  orientation: 'horizontal' | 'vertical' | 'both',
): number | null {
  if (count === 0) return null
  const forward = orientation !== 'vertical' ? ['ArrowRight'] : []
  const back = orientation !== 'vertical' ? ['ArrowLeft'] : []
  if (orientation !== 'horizontal') {
    forward.push('ArrowDown')
    back.push('ArrowUp')
  }
  if (forward.includes(key)) return (index + 1) % count
  if (back.includes(key)) return (index - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

/**
 * Makes the focusable descendants of the element one Tab stop. Text fields keep their own arrow keys, and so do the
 * menus that are open in it.
 */
export function roving(
  orientation: 'horizontal' | 'vertical' | 'both' = 'horizontal',
): Attachment<HTMLElement> {
  return (element) => {
    let current: HTMLElement | null = null
    const items = (): HTMLElement[] =>
      [...element.querySelectorAll<HTMLElement>(focusable)].filter(
        (item) => item.offsetParent !== null && !item.closest('[popover]'),
      )

    const update = (): void => {
      const all = items()
      if (!current || !all.includes(current)) {
        current = all.find((item) => item.getAttribute('aria-checked') === 'true') ?? all[0] ?? null
      }
      for (const item of all) item.tabIndex = item === current ? 0 : -1
    }
    const focusin = (event: FocusEvent): void => {
      const item = items().find((each) => each.contains(event.target as Node))
      if (!item) return
      current = item
      update()
    }
    const keydown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (!(event.target instanceof HTMLElement) || event.target.closest('[popover]')) return
      if (event.target instanceof HTMLInputElement && event.target.type === 'text') return
      const all = items()
      const target = rovingTarget(keyName(event), all.indexOf(current ?? element), all.length, orientation)
      if (target === null) return
      event.preventDefault()
      all[target]?.focus()
    }

    const observer = new MutationObserver(update)
    observer.observe(element, {
      childList: true,
      subtree: true,
      attributeFilter: ['disabled', 'aria-checked'],
    })
    const stops = [on(element, 'focusin', focusin), on(element, 'keydown', keydown)]
    update()
    return () => {
      observer.disconnect()
      for (const stop of stops) stop()
    }
  }
}
