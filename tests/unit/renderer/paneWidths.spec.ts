import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { moveDivider, widthsOf } from '../../../src-renderer/features/reader/paneWidths'

test('widths are in proportion to the shares', () => {
  expect(widthsOf([1, 1], 1000)).toEqual([500, 500])
  expect(widthsOf([3, 1], 1600)).toEqual([1200, 400])
})

test('none is narrower than the least while there is room; the others make up for it', () => {
  expect(widthsOf([9, 1], 1000)).toEqual([800, 200])
  expect(widthsOf([8, 1, 1], 1000)).toEqual([600, 200, 200])
})

test('where there is no room for all, they are equal', () => {
  expect(widthsOf([5, 1, 1], 540)).toEqual([180, 180, 180])
})

test('widths always fill the row and keep to the least', () => {
  const shares = fc.array(fc.double({ min: 0.01, max: 50, noNaN: true }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(shares, fc.integer({ min: 800, max: 4000 }), (own, total) => {
      const widths = widthsOf(own, total)
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(total, 5)
      expect(Math.min(...widths)).toBeGreaterThanOrEqual(200 - 1e-6)
    }),
  )
})

test('a divider moves the two panes beside it and no other', () => {
  const shares = moveDivider([1, 1, 1], 0, 100, 1500)
  expect(widthsOf(shares, 1500).map(Math.round)).toEqual([600, 400, 500])
})

test('a divider stops where a pane would get too narrow', () => {
  expect(widthsOf(moveDivider([1, 1], 0, -900, 1000), 1000).map(Math.round)).toEqual([200, 800])
  expect(widthsOf(moveDivider([1, 1], 0, 900, 1000), 1000).map(Math.round)).toEqual([800, 200])
})

test('there is no divider behind the last pane', () => {
  expect(moveDivider([1, 2], 1, 50, 1000)).toEqual([1, 2])
})
