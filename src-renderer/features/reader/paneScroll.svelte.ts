/** Where a pane's text is scrolled to: put back to its place when it is laid out anew, measured, and followed. */
import type { TextRange } from '#domain/articles/article'
import type { Workspace, Pane } from '#stores/workspace.svelte'
import type { PaneReader } from './paneReader.svelte'
import type { ScrollLock } from './scrollLock'

/** The share of the view above what is being read; a jump puts its passage a little higher. */
const readingLine = 0.4
/** Milliseconds without scrolling after which a text has come to rest. */
const restDelay = 300
/** CSS pixels above a passage that a pane opens at. */
const revealMargin = 96

interface PaneScrollOptions {
  pane: Pane
  reader: PaneReader
  lock: ScrollLock
  workspace: Workspace
}

export class PaneScroll {
  readonly #options: PaneScrollOptions
  /** What scrolls, and the text in it. */
  scroller = $state<HTMLElement>()
  content = $state<HTMLElement>()
  /** Counts up whenever lines may have moved. */
  version = $state(0)
  /** CSS pixels. */
  place = $state.raw({ top: 0, height: 0, client: 0 })
  /** The part of the text around the view: what is painted of long lists, and whose glyphs are drawn. */
  near = $state.raw<TextRange>({ start: 0, end: 0 })
  /** While Collate puts the text back to its place, scrolling is no news of the reader's. */
  #holding = 0
  /** A pane that is being put back is put to where a jump led. */
  #ledThere = false
  /** Others followed it since it last came to rest. */
  #led = false
  /** The width (CSS pixels) that the text was put back at. */
  #settledWidth = 0
  #restTimer: ReturnType<typeof setTimeout> | undefined
  #frame = 0

  constructor(options: PaneScrollOptions) {
    this.#options = options
  }

  /** Scrolls to the place the reader was at, again in the next frames: heights that were estimated may settle. */
  putBack(frames = 3): void {
    const { pane, reader, lock } = this.#options
    const { view } = reader
    if (!view) return
    this.#holding++
    const moved = view.restore(pane.position)
    this.measure()
    requestAnimationFrame(() => {
      this.#holding--
      if (frames > 0 && (moved > 0.5 || frames === 3) && reader.view === view) this.putBack(frames - 1)
      else if (this.#ledThere && this.scroller) {
        this.#ledThere = false
        lock.lead(this.scroller)
        lock.scrolled(this.scroller)
      }
    })
  }

  /** A pane that is still being put back to its old place is put back to a passage that was asked for. */
  leadTo(range: TextRange | null): void {
    if (this.#holding === 0 || !range) return
    this.#options.pane.position = { offset: range.start, pixels: -revealMargin }
    this.#ledThere = true
  }

  measure(): void {
    if (!this.scroller) return
    const { view } = this.#options.reader
    const { scrollTop: top, scrollHeight: height, clientHeight: client } = this.scroller
    const { place, near } = this
    if (place.top !== top || place.height !== height || place.client !== client)
      this.place = { top, height, client }
    this.#options.reader.place = view?.offsetBelow(client * readingLine) ?? 0
    const inView = view?.near(0)
    if (inView && (inView.start < near.start || inView.end > near.end || near.end === 0)) {
      this.near = view?.near(client * 1.5) ?? near
    }
    clearTimeout(this.#restTimer)
    this.#restTimer = setTimeout(() => this.#rested(), restDelay)
  }

  #rested(): void {
    // Those that followed may have come to rest elsewhere: their texts were measured only on the way.
    if (this.#led && this.scroller) this.#options.lock.scrolled(this.scroller)
    this.#led = false
  }

  readonly scrolled = (): void => {
    // Text that is laid out at another width may be scrolled by the browser before it is put back to its place.
    if (this.content?.clientWidth !== this.#settledWidth) return
    const { pane, reader, lock, workspace } = this.#options
    if (this.scroller && this.#holding === 0) this.#led = lock.scrolled(this.scroller)
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => {
      this.measure()
      if (this.#holding > 0 || !reader.view) return
      pane.position = reader.view.position()
      workspace.saveSoon()
    })
  }

  /** Follows the size of the view and of the text. Call it once, while a component initialises. */
  start(): void {
    $effect(() => {
      if (!this.scroller || !this.content) return
      const [box, inner] = [this.scroller, this.content]
      this.#settledWidth = inner.clientWidth
      const observer = new ResizeObserver(() => {
        this.version++
        this.near = { start: 0, end: 0 }
        const wider = inner.clientWidth !== this.#settledWidth
        this.#settledWidth = inner.clientWidth
        if (wider) this.putBack()
        else this.measure()
      })
      observer.observe(box)
      observer.observe(inner)
      return () => {
        observer.disconnect()
        cancelAnimationFrame(this.#frame)
      }
    })
    $effect(() => () => clearTimeout(this.#restTimer))
  }
}
