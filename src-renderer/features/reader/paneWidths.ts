/** How the panes share the width, and what moving a divider does to that. */

/** No pane gets narrower than this, in CSS pixels, as long as there is room for all. */
export const leastPaneWidth = 200
/** Four panes with their notes in the least window (1024 pixels) still stand whole side by side: each has so much. */
export const squeezedPaneWidth = 176
/** From this width on a pane is good to read; where the panes have less, the library makes room for them. */
export const comfortablePaneWidth = 280
/** In windows narrower than this (a small one, or a zoomed one) one pane is seen at a time, the notes over it. */
export const oneAtATime = 900

/** The panes' widths in a row of `total` pixels, in proportion to their shares and none below the least. */
export function widthsOf(shares: readonly number[], total: number, least = leastPaneWidth): number[] {
  const floor = Math.min(least, total / Math.max(1, shares.length))
  const widths = shares.map(() => 0)
  let free = total
  let open = shares.map((share, index) => ({ share: Math.max(share, 0.01), index }))
  // Those that would be too narrow get the least; the others share what is left, until all fit.
  for (;;) {
    const sum = open.reduce((all, { share }) => all + share, 0)
    const narrow = open.filter(({ share }) => (share / sum) * free < floor)
    if (narrow.length === 0 || narrow.length === open.length) {
      for (const { share, index } of open) widths[index] = (share / sum) * free
      return widths
    }
    for (const { index } of narrow) widths[index] = floor
    free -= floor * narrow.length
    open = open.filter((entry) => !narrow.includes(entry))
  }
}

/**
 * The shares after the divider behind pane `index` has moved by `delta` pixels; only the two panes beside it change.
 */
export function moveDivider(
  shares: readonly number[],
  index: number,
  delta: number,
  total: number,
  least = leastPaneWidth,
): number[] {
  const widths = widthsOf(shares, total, least)
  const left = widths[index]
  const right = widths[index + 1]
  if (left === undefined || right === undefined) return [...shares]
  const floor = Math.min(least, (left + right) / 2)
  const moved = Math.min(Math.max(left + delta, floor), left + right - floor)
  return widths.map(
    (width, at) => (at === index ? moved : at === index + 1 ? left + right - moved : width) / total,
  )
}
