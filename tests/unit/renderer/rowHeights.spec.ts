/** Heights of rows, against the plain sum. */
import { test, expect } from '@playwright/test'
import * as fc from '../property'
import { RowHeights } from '../../../src-renderer/ui/rowHeights'

test('offsets and hits agree with adding the heights up', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.tuple(fc.nat(59), fc.integer({ min: 1, max: 300 })), { maxLength: 80 }),
      fc.nat(4000),
      (count, measured, at) => {
        const heights = new RowHeights(count, 40)
        const plain = Array.from({ length: count }, () => 40)
        const changes: number[] = []
        for (const [index, height] of measured) {
          if (index >= count) continue
          changes.push(heights.set(index, height) - (height - (plain[index] ?? 0)))
          plain[index] = height
        }
        const offsets = [0]
        for (const height of plain) offsets.push((offsets.at(-1) ?? 0) + height)
        expect(changes.filter((change) => change !== 0)).toEqual([])
        expect(offsets.map((_, index) => heights.offset(index))).toEqual(offsets)
        expect(heights.total).toBe(offsets.at(-1))
        const last = offsets.findLastIndex((offset, index) => offset <= at && index < count)
        expect(heights.indexAt(at)).toBe(last)
      },
    ),
  )
})

test('a row that is not there changes nothing', () => {
  const heights = new RowHeights(3, 40)
  expect(heights.set(3, 90)).toBe(0)
  expect(heights.set(-1, 90)).toBe(0)
  expect(heights.total).toBe(120)
})

test('an empty list has no height', () => {
  const heights = new RowHeights(0, 40)
  expect(heights.total).toBe(0)
  expect(heights.indexAt(10)).toBe(0)
})
