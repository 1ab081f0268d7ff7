import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { minimumSize, placeWindow, type Area } from '#shell/placeWindow'

const primary: Area = { x: 0, y: 25, width: 1920, height: 1055 }
const second: Area = { x: 1920, y: 0, width: 1280, height: 1024 }

function left(bounds: Area): { bounds: Area; maximized: boolean; fullscreen: boolean } {
  return { bounds, maximized: true, fullscreen: false }
}

test('a window that can be reached comes back where it was', () => {
  const saved = left({ x: 2000, y: 100, width: 1100, height: 800 })
  expect(placeWindow(saved, [primary, second], primary)).toEqual(saved)
})

test('a first window has its usual size, in the middle of the main display', () => {
  const unknown = { bounds: null, maximized: false, fullscreen: false }
  expect(placeWindow(unknown, [primary], primary)).toEqual({
    bounds: { x: 240, y: 103, width: 1440, height: 900 },
    maximized: false,
    fullscreen: false,
  })
})

test('a window on a display that is gone comes back on the main one', () => {
  const saved = left({ x: 2000, y: 100, width: 1100, height: 800 })
  const { bounds, maximized } = placeWindow(saved, [primary], primary)
  expect(bounds).toEqual({ x: 410, y: 153, width: 1100, height: 800 })
  expect(maximized).toBe(true)
})

test('a window whose top bar lies above or below every display is brought back', () => {
  for (const y of [-20, 1075, 5000]) {
    expect(placeWindow(left({ x: 10, y, width: 1100, height: 800 }), [primary], primary).bounds.y).toBe(153)
  }
})

test('wherever it was and whatever the displays, a window is large enough and its top bar can be grasped', () => {
  const coordinate = fc.integer({ min: -10_000, max: 10_000 })
  const length = fc.integer({ min: 1, max: 8000 })
  const area = fc.record({ x: coordinate, y: coordinate, width: length, height: length })
  const display = fc.record({
    x: coordinate,
    y: coordinate,
    width: fc.integer({ min: 640, max: 8000 }),
    height: fc.integer({ min: 480, max: 8000 }),
  })
  fc.assert(
    fc.property(area, display, fc.array(display, { maxLength: 3 }), (saved, main, others) => {
      const areas = [main, ...others]
      const { bounds } = placeWindow(left(saved), areas, main)
      expect(bounds.width).toBeGreaterThanOrEqual(minimumSize.width)
      expect(bounds.height).toBeGreaterThanOrEqual(minimumSize.height)
      const grasped = areas.some(
        (one) =>
          Math.min(one.x + one.width, bounds.x + bounds.width) - Math.max(one.x, bounds.x) >= 200 &&
          bounds.y >= one.y &&
          bounds.y + 30 <= one.y + one.height,
      )
      expect(grasped).toBe(true)
    }),
  )
})
