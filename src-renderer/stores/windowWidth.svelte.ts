/**
 * How wide the window is. It is followed from the first moment on, whoever reads it: what begins to follow only when an
 * effect reads it (Svelte's own `MediaQuery` and `innerWidth`) misses a change before that, and a window that is zoomed
 * while it opens stays laid out for the width it had.
 */

let width = $state(innerWidth)
addEventListener('resize', () => (width = innerWidth))

/** The window's width, in CSS pixels. */
export function windowWidth(): number {
  return width
}
