import { expect, test } from '@playwright/test'
import { bandOf, ribbonOf, type Span } from '../../../src-renderer/features/compare/ribbons'

const left: Span = { top: 100, bottom: 140, left: 0, right: 300, min: 50, max: 600 }
const right: Span = { top: 200, bottom: 220, left: 344, right: 644, min: 50, max: 600 }

test('a band covers the part of a passage that is in view', () => {
  expect(bandOf(left)).toEqual({ x: 0, y: 100, width: 300, height: 40 })
  expect(bandOf({ ...left, top: 20, bottom: 70 })).toEqual({ x: 0, y: 50, width: 300, height: 20 })
  expect(bandOf({ ...left, top: 10, bottom: 50 })).toBeNull()
  expect(bandOf({ ...left, top: 600, bottom: 640 })).toBeNull()
})

test('a ribbon leads from the right edge of one pane to the left edge of the other, with a knot halfway', () => {
  const ribbon = ribbonOf(left, right)
  expect(ribbon?.path).toMatch(/^M300 100C.* 344 200L344 220C.* 300 140Z$/)
  expect(ribbon?.knot).toEqual({ x: 322, y: 165 })
})

test('an end out of view stays at the edge of its pane and there is no knot; with both out there is no ribbon', () => {
  const above = { ...right, top: -300, bottom: -200 }
  const ribbon = ribbonOf(left, above)
  expect(ribbon?.path).toContain('344 53L344 53')
  expect(ribbon?.knot).toBeNull()
  expect(ribbonOf({ ...left, top: 700, bottom: 720 }, above)).toBeNull()
})

test('across a pane without a passage there is a line between the middles, and no area', () => {
  const ribbon = ribbonOf(left, right, true)
  expect(ribbon).toMatchObject({ far: true, knot: null })
  expect(ribbon?.path).toMatch(/^M300 120C.* 344 210$/)
})
