/** The shapes that join linked passages of panes: bands behind the passages, ribbons between them, knots on the ribbons. */

/** A passage as it stands on the screen; all in one system of coordinates, CSS pixels. */
export interface Span {
  top: number
  bottom: number
  /** The visible part of its pane's text. */
  left: number
  right: number
  min: number
  max: number
}

export interface Band {
  x: number
  y: number
  width: number
  height: number
}

export interface Ribbon {
  path: string
  /** It crosses a pane that has no passage of the link: a line only, so that the text there stays legible. */
  far: boolean
  /** Where its knot is; null where one of its ends is out of view. */
  knot: { x: number; y: number } | null
}

/** How far an end that is out of view stays from the edge of its pane. */
const inset = 3

const inView = ({ top, bottom, min, max }: Span): boolean => bottom > min && top < max
const within = (value: number, { min, max }: Span): number =>
  Math.min(Math.max(value, min + inset), max - inset)

/** The band behind a passage, the width of its pane; null where it is out of view. */
export function bandOf(span: Span): Band | null {
  const y = Math.max(span.top, span.min)
  const bottom = Math.min(span.bottom, span.max)
  if (bottom <= y) return null
  return { x: span.left, y, width: span.right - span.left, height: bottom - y }
}

/** The ribbon from a passage to one in a pane right of it; null where both are out of view. */
export function ribbonOf(from: Span, to: Span, far = false): Ribbon | null {
  if (!inView(from) && !inView(to)) return null
  const [x1, x2] = [from.right, to.left]
  const bend = (x2 - x1) / 2
  if (far) {
    const [a, b] = [within((from.top + from.bottom) / 2, from), within((to.top + to.bottom) / 2, to)]
    const path = `M${x1} ${a}C${x1 + bend} ${a} ${x2 - bend} ${b} ${x2} ${b}`
    return { path, far, knot: null }
  }
  const [a1, a2] = [within(from.top, from), within(from.bottom, from)]
  const [b1, b2] = [within(to.top, to), within(to.bottom, to)]
  const path =
    `M${x1} ${a1}C${x1 + bend} ${a1} ${x2 - bend} ${b1} ${x2} ${b1}` +
    `L${x2} ${b2}C${x2 - bend} ${b2} ${x1 + bend} ${a2} ${x1} ${a2}Z`
  const both = inView(from) && inView(to)
  return { path, far, knot: both ? { x: (x1 + x2) / 2, y: (a1 + a2 + b1 + b2) / 4 } : null }
}
