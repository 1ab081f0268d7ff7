/** Where floating boxes go. */
import { test, expect } from '@playwright/test'
import * as fc from '../property'
import { place } from '../../../src-renderer/ui/place'

const view = { width: 1000, height: 700 }
const box = (left: number, top: number, width = 80, height = 24) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

test('a box goes below its anchor, aligned as asked', () => {
  const size = { width: 200, height: 100 }
  expect(place(box(300, 100), size, view)).toEqual({ left: 300, top: 128, side: 'below' })
  expect(place(box(300, 100), size, view, { align: 'end' }).left).toBe(180)
  expect(place(box(300, 100), size, view, { align: 'center' }).left).toBe(240)
})

test('where there is no room it goes to the other side', () => {
  const size = { width: 200, height: 100 }
  expect(place(box(300, 650), size, view)).toMatchObject({ top: 546, side: 'above' })
  expect(place(box(900, 300), size, view, { side: 'right' })).toMatchObject({ left: 696, side: 'left' })
})

test('a box that fits into the window is never cut off', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 1050 }),
      fc.integer({ min: -50, max: 750 }),
      fc.integer({ min: 1, max: 980 }),
      fc.integer({ min: 1, max: 680 }),
      fc.constantFrom('below', 'above', 'right', 'left'),
      fc.constantFrom('start', 'center', 'end'),
      (left, top, width, height, side, align) => {
        const at = place(box(left, top), { width, height }, view, { side, align })
        return at.left >= 0 && at.top >= 0 && at.left + width <= view.width && at.top + height <= view.height
      },
    ),
  )
})
