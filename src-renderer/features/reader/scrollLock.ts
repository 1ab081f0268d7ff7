/**
 * Scrolls the locked panes together: each is kept at the same share of its way as the one that leads, or where it stands
 * level with that. Only the pane that
 * the reader took hold of leads, by scrolling it or by a jump in it; what moves any other is never passed on.
 */

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

/** The wanted place, or one nearly a screen towards it. */
function towards(wanted: number, { scrollTop, clientHeight }: Scroller): number {
  const most = clientHeight * 0.9
  return scrollTop + Math.max(-most, Math.min(most, wanted - scrollTop))
}

export class ScrollLock {
  readonly #members = new Map<Scroller, () => boolean>()
  #leader: Scroller | null = null
  /** Where another element has to be scrolled to stand level with the leader, CSS pixels; null: at the same share. */
  level: (leader: Scroller, other: Scroller) => number | null = () => null

  /** Adds a pane's element; `locked` says whether it takes part at the moment. Returns the way out. */
  add(scroller: Scroller, locked: () => boolean): () => void {
    this.#members.set(scroller, locked)
    return () => {
      this.#members.delete(scroller)
      if (this.#leader === scroller) this.#leader = null
    }
  }

  /** The reader takes hold of an element, or jumps in it: from now on the others follow it, and it follows none. */
  lead(scroller: Scroller): void {
    this.#leader = scroller
  }

  /** Collate lays the panes out itself: none follows another until the reader takes hold of one. */
  part(): void {
    this.#leader = null
  }

  /** An element was scrolled, or has come to rest. Takes the others along if it leads, and answers whether it does. */
  scrolled(scroller: Scroller): boolean {
    if (scroller !== this.#leader || this.#members.get(scroller)?.() !== true) return false
    const share = shareOf(scroller)
    for (const [other, locked] of this.#members) {
      if (other === scroller || !locked()) continue
      const way = Math.max(0, other.scrollHeight - other.clientHeight)
      const level = this.level(scroller, other)
      const wanted = Math.min(way, Math.max(0, level ?? share * way))
      const top = level === null ? wanted : towards(wanted, other)
      // What is far away is come to in steps that can be followed with the eye.
      if (top !== wanted) requestAnimationFrame(() => this.scrolled(scroller))
      // Browsers round what they are told to scroll to.
      if (Math.abs(other.scrollTop - top) >= 1) other.scrollTop = top
    }
    return true
  }
}
