/** Brings a range of a pane's text into view, and marks it for a moment. */
import type { TextRange } from '#domain/articles/article'
import type { ScrollLock } from './scrollLock'
import type { TextView } from './textView'

/** For so many frames after a jump the text may still move under it. */
const settlingFrames = 6
/** How long a passage flashes after a jump, in milliseconds. */
const flashTime = 600

export class Jump {
  /** The range that flashes. */
  flash = $state.raw<TextRange | null>(null)
  /** CSS pixels at the top of the view that the find bar lies over. */
  covered = 0
  readonly #view: () => TextView | null
  readonly #lock: ScrollLock
  /** Counts up with each jump, and when the reader takes hold. */
  #way = 0
  #flashTimer: ReturnType<typeof setTimeout> | undefined

  constructor(view: () => TextView | null, lock: ScrollLock) {
    this.#view = view
    this.#lock = lock
  }

  /** Scrolls a range into view: smoothly over up to two screens, else at once. Nothing happens where it is visible. */
  show(range: TextRange): void {
    const view = this.#view()
    const target = view?.targetFor(range, this.covered)
    if (!view || !target || target.distance === 0) return
    const way = ++this.#way
    this.#lock.lead(view.scroller)
    const far = target.distance > 2 * view.scroller.clientHeight
    const still = far || matchMedia('(prefers-reduced-motion: reduce)').matches
    view.scroller.scrollTo({ top: target.top, behavior: still ? 'instant' : 'smooth' })
    if (still) this.#settle(view, range, way)
    else {
      const arrived = (): void => this.#settle(view, range, way)
      view.scroller.addEventListener('scrollend', arrived, { once: true })
    }
  }

  /** Shows a range and marks it for a moment. */
  to(range: TextRange, flash: boolean): void {
    this.show(range)
    if (!flash) return
    clearTimeout(this.#flashTimer)
    this.flash = range
    this.#flashTimer = setTimeout(() => (this.flash = null), flashTime)
  }

  /** The reader takes hold of the text: a jump that is still on its way is over. */
  takeHold(): void {
    this.#way++
    const view = this.#view()
    if (view) this.#lock.lead(view.scroller)
  }

  /** Goes on to where a jump led while the heights of text that was never seen turn out to be others. */
  #settle(view: TextView, range: TextRange, way: number, frames = settlingFrames): void {
    if (frames === 0) return
    requestAnimationFrame(() => {
      if (way !== this.#way || view !== this.#view()) return
      const target = view.targetFor(range, this.covered)
      if (target && target.distance > 0) view.scroller.scrollTop = target.top
      this.#settle(view, range, way, frames - 1)
    })
  }
}
