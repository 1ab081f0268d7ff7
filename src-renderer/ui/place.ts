/** Where a floating box goes: beside its anchor, inside the window. All figures are CSS pixels. */

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}
export interface Size {
  width: number
  height: number
}
export type Side = 'below' | 'above' | 'right' | 'left'
export type Align = 'start' | 'center' | 'end'
/** An element, a point, or a box in window coordinates. */
export type Anchor = Element | { x: number; y: number } | Box

const margin = 6

/** The anchor's box in window coordinates. */
function anchorBox(anchor: Anchor): Box {
  if (anchor instanceof Element) return anchor.getBoundingClientRect()
  if ('x' in anchor && !('left' in anchor)) {
    return { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y }
  }
  return anchor as Box
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high))

function aligned(start: number, end: number, size: number, align: Align): number {
  if (align === 'start') return start
  return align === 'end' ? end - size : (start + end - size) / 2
}

/** Left and top of a box of `size` on the wished side, on the opposite one where there is no room. */
export function place(
  anchor: Box,
  size: Size,
  view: Size,
  { side = 'below', align = 'start', gap = 4 }: { side?: Side; align?: Align; gap?: number } = {},
): { left: number; top: number; side: Side } {
  const room = {
    below: view.height - anchor.bottom,
    above: anchor.top,
    right: view.width - anchor.right,
    left: anchor.left,
  }
  const opposite = { below: 'above', above: 'below', right: 'left', left: 'right' } as const
  const vertical = side === 'below' || side === 'above'
  const needed = (vertical ? size.height : size.width) + gap + margin
  const used = room[side] >= needed || room[side] >= room[opposite[side]] ? side : opposite[side]

  const left = vertical
    ? aligned(anchor.left, anchor.right, size.width, align)
    : used === 'right'
      ? anchor.right + gap
      : anchor.left - gap - size.width
  const top = vertical
    ? used === 'below'
      ? anchor.bottom + gap
      : anchor.top - gap - size.height
    : aligned(anchor.top, anchor.bottom, size.height, align)

  return {
    left: clamp(left, margin, Math.max(margin, view.width - size.width - margin)),
    top: clamp(top, margin, Math.max(margin, view.height - size.height - margin)),
    side: used,
  }
}

/** Moves a fixed element beside its anchor; returns the side it took. */
export function placeElement(
  element: HTMLElement,
  anchor: Anchor,
  options?: { side?: Side; align?: Align; gap?: number },
): Side {
  const { left, top, side } = place(
    anchorBox(anchor),
    { width: element.offsetWidth, height: element.offsetHeight },
    { width: window.innerWidth, height: window.innerHeight },
    options,
  )
  const [x, y] = [`${left}px`, `${top}px`]
  if (element.style.left !== x) element.style.left = x
  if (element.style.top !== y) element.style.top = y
  return side
}
