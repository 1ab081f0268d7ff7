/** Where a floating box goes: beside its anchor, inside the window, and with it where it moves. Figures are CSS pixels. */
import { autoUpdate, computePosition, flip, offset, shift, type Placement } from '@floating-ui/dom'

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}
export type Side = 'below' | 'above' | 'right' | 'left'
export type Align = 'start' | 'center' | 'end'
/** An element, a point, or a box in window coordinates. */
export type Anchor = Element | { x: number; y: number } | Box

export interface PlaceOptions {
  /** The side that is wished; the opposite one is taken where there is no room. */
  side?: Side
  align?: Align
  gap?: number
}

/** What stays free at the window's edges. */
const padding = 6

const sides = { below: 'bottom', above: 'top', right: 'right', left: 'left' } as const

function boxOf(anchor: Exclude<Anchor, Element>): DOMRect {
  if (!('left' in anchor)) return new DOMRect(anchor.x, anchor.y)
  return new DOMRect(anchor.left, anchor.top, anchor.right - anchor.left, anchor.bottom - anchor.top)
}

/** Puts a fixed element beside its anchor, and keeps it there until the returned function is called. */
export function keepPlaced(
  element: HTMLElement,
  anchor: Anchor,
  { side = 'below', align = 'start', gap = 4 }: PlaceOptions = {},
): () => void {
  const reference = anchor instanceof Element ? anchor : { getBoundingClientRect: () => boxOf(anchor) }
  const placement: Placement = align === 'center' ? sides[side] : `${sides[side]}-${align}`
  const middleware = [offset(gap), flip({ padding, crossAxis: false }), shift({ padding, crossAxis: true })]
  let placed = true
  const update = async (): Promise<void> => {
    const { x, y } = await computePosition(reference, element, { placement, strategy: 'fixed', middleware })
    if (placed) Object.assign(element.style, { left: `${x}px`, top: `${y}px` })
  }
  const stop = autoUpdate(reference, element, () => void update())
  return () => {
    placed = false
    stop()
  }
}
