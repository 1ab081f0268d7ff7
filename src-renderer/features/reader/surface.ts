/** What a pane lets others measure and scroll, without their knowing how its text is laid out. */
import type { PaneSurface } from '#stores/workspace.svelte'
import type { PaneReader } from './paneReader.svelte'
import type { ScrollLock } from './scrollLock'

/** The share of the view's height at which passages are kept level; as where a chosen one is brought to. */
const readingShare = 0.28

export function surfaceOf(reader: PaneReader, lock: ScrollLock): PaneSurface {
  const span: PaneSurface['span'] = (range) => {
    const box = reader.view?.range(range)?.getBoundingClientRect()
    return box ? { top: box.top, bottom: box.bottom } : null
  }
  const scrollerOf = (): HTMLElement | null => reader.view?.scroller ?? null
  const line = (): number => (scrollerOf()?.clientHeight ?? 0) * readingShare
  return {
    near: () => reader.view?.near(0) ?? null,
    level: {
      heightOf: (offset) => {
        const scroller = scrollerOf()
        const top = span({ start: offset, end: offset + 1 })?.top
        if (!scroller || top === undefined) return null
        return top - scroller.getBoundingClientRect().top + scroller.scrollTop
      },
      line: () => (scrollerOf()?.scrollTop ?? 0) + line(),
      scrollTo: (height) => height - line(),
      ends: () => {
        const { scrollHeight = 0, clientHeight = 0 } = scrollerOf() ?? {}
        return { top: line(), bottom: scrollHeight - clientHeight + line() }
      },
      scroller: scrollerOf,
    },
    view: () => reader.view?.scroller.getBoundingClientRect() ?? null,
    span,
    reach: (range) => {
      const scroller = reader.view?.scroller
      const top = span(range)?.top
      if (!scroller || top === undefined) return null
      const most = top - scroller.getBoundingClientRect().top + scroller.scrollTop
      return { least: most - (scroller.scrollHeight - scroller.clientHeight), most }
    },
    bring: (range, distance) => {
      const scroller = reader.view?.scroller
      const top = span(range)?.top
      if (!scroller || top === undefined) return
      const to = scroller.scrollTop + top - scroller.getBoundingClientRect().top - distance
      lock.part()
      scroller.scrollTop = to
    },
  }
}
