/** The parts of the window that F6 goes through, in their order: elements with `data-region`. */

const focusable =
  'button:not(:disabled), a[href], input:not(:disabled), textarea, [tabindex]:not([tabindex="-1"])'

/** The regions that are on the screen. */
function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null || region.getClientRects().length > 0,
  )
}

/** The name of the region to go to from where the focus is; null where there is none. */
export function nextRegion(by: 1 | -1): string | null {
  const all = regions()
  const current = all.findIndex((region) => region.contains(document.activeElement))
  const next = current < 0 ? (by === 1 ? 0 : all.length - 1) : (current + by + all.length) % all.length
  return all[next]?.dataset['region'] ?? null
}

/** Puts the focus on the region's first stop. */
export function focusRegion(name: string): void {
  const region = regions().find((each) => each.dataset['region'] === name)
  const stops = [...(region?.querySelectorAll<HTMLElement>(focusable) ?? [])]
  stops.find((stop) => stop.tabIndex >= 0 && stop.offsetParent !== null)?.focus()
}
