/** Orders that depend on nothing but the data, so that an export has the same bytes on every machine. */
import type { PlacedHighlight } from '#domain/annotations/notebook'

/** By UTF-16 units, without regard to any locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Text order; lost highlights last, by the place they had. */
export function textOrder(a: PlacedHighlight, b: PlacedHighlight): number {
  const placeA = a.place.status === 'lost' ? a.anchor : a.place
  const placeB = b.place.status === 'lost' ? b.anchor : b.place
  return (
    Number(a.place.status === 'lost') - Number(b.place.status === 'lost') ||
    placeA.start - placeB.start ||
    placeA.end - placeB.end ||
    byCodeUnits(a.created, b.created) ||
    byCodeUnits(a.id, b.id)
  )
}
