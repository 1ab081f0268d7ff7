/** What a pane lets others measure and scroll, without their knowing how its text is laid out. */
import type { PaneSurface } from '#stores/workspace.svelte'
import type { PaneReader } from './paneReader.svelte'
import type { ScrollLock } from './scrollLock'

export function surfaceOf(reader: PaneReader, lock: ScrollLock): PaneSurface {
  const span: PaneSurface['span'] = (range) => {
    const box = reader.view?.range(range)?.getBoundingClientRect()
    return box ? { top: box.top, bottom: box.bottom } : null
  }
  return {
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
