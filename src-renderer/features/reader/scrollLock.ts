/** Scrolls the locked panes together: each is kept at the same share of its way as the one that the reader scrolls. */

/** What the lock needs of a pane's scrolling element; lengths are CSS pixels. */
export interface Scroller {
  scrollTop: number
  readonly scrollHeight: number
  readonly clientHeight: number
}

/** The share of its way that an element is scrolled, 0 to 1. */
export function shareOf({ scrollTop, scrollHeight, clientHeight }: Scroller): number {
  const way = scrollHeight - clientHeight
  return way <= 0 ? 0 : Math.min(1, Math.max(0, scrollTop / way))
}

export class ScrollLock {
  readonly #members = new Map<Scroller, () => boolean>()
  /** Where an element was put by the lock: the scroll event that follows is none of the reader's. */
  readonly #put = new Map<Scroller, number>()
  /** Where a jump of Collate's own leads. */
  readonly #jumps = new Map<Scroller, number>()

  /** Adds a pane's element; `locked` says whether it takes part at the moment. Returns the way out. */
  add(scroller: Scroller, locked: () => boolean): () => void {
    this.#members.set(scroller, locked)
    return () => {
      this.#members.delete(scroller)
      this.#put.delete(scroller)
      this.#jumps.delete(scroller)
    }
  }

  /** Announces that Collate itself scrolls an element (a jump, maybe a smooth one): the others stay where they are. */
  jump(scroller: Scroller, top: number): void {
    this.#jumps.set(scroller, clampTop(scroller, top))
  }

  /** The reader takes hold of an element: a jump that is still on its way is over. */
  release(scroller: Scroller): void {
    this.#jumps.delete(scroller)
  }

  /** An element was scrolled. Takes the others along unless the lock put it there itself. */
  scrolled(scroller: Scroller): void {
    const jump = this.#jumps.get(scroller)
    if (jump !== undefined) {
      if (Math.abs(jump - scroller.scrollTop) < 2) this.#jumps.delete(scroller)
      return
    }
    const put = this.#put.get(scroller)
    this.#put.delete(scroller)
    // Browsers round what they are told to scroll to.
    if (put !== undefined && Math.abs(put - scroller.scrollTop) < 2) return
    if (this.#members.get(scroller)?.() !== true) return
    const share = shareOf(scroller)
    for (const [other, locked] of this.#members) {
      if (other === scroller || !locked()) continue
      const top = clampTop(other, share * (other.scrollHeight - other.clientHeight))
      if (Math.abs(other.scrollTop - top) < 1) continue
      this.#put.set(other, top)
      other.scrollTop = top
    }
  }
}

function clampTop(scroller: Scroller, top: number): number {
  return Math.min(Math.max(0, scroller.scrollHeight - scroller.clientHeight), Math.max(0, top))
}
