/** Code points at the border, UTF-16 units inside; and ranges widened to whole characters. */
import assert from 'node:assert/strict'
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import {
  allFromCodePoints,
  allToCodePoints,
  fromCodePoints,
  snapRange,
  toCodePoints,
} from '#domain/anchoring/anchoring'
import { splitsPair } from '#domain/anchoring/codePoints'
import { CollateError } from '#domain/errors'
import { anyMarked, anyText } from '../texts'

test('counts as iterating the string does, and comes back', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const points = Array.from({ length: Array.from(text).length + 1 }, (_, index) => index)
      const units = allFromCodePoints(text, points)
      assert.deepEqual(
        units.map((unit) => Array.from(text.slice(0, unit)).length),
        points,
      )
      assert.deepEqual(allToCodePoints(text, units), points)
      for (const unit of units) assert(!splitsPair(text, unit))
      const middle = points.length >> 1
      assert.equal(fromCodePoints(text, middle), units[middle])
      assert.equal(toCodePoints(text, units[middle] ?? 0), middle)
    }),
  )
})

test('refuses offsets outside the text, within a pair, or out of order', () => {
  expect(toCodePoints('a𠮷b', 3)).toBe(2)
  expect(() => toCodePoints('a𠮷b', 2)).toThrow('within a character')
  expect(() => toCodePoints('a𠮷b', 5)).toThrow(CollateError)
  expect(() => toCodePoints('a', -1)).toThrow(CollateError)
  expect(() => fromCodePoints('a𠮷b', 4)).toThrow(CollateError)
  expect(() => fromCodePoints('a', 0.5)).toThrow(CollateError)
  expect(() => allToCodePoints('abc', [2, 1])).toThrow(CollateError)
  expect(() => allFromCodePoints('abc', [2, 1])).toThrow(CollateError)
  expect(allToCodePoints('abc', [1, 1, 3])).toEqual([1, 1, 3])
})

test.describe('snapRange', () => {
  test('widens to what a reader sees as characters, wherever they stand in the text', () => {
    const clusters = ['👩‍👩‍👧‍👦', '🇯🇵', 'e\u0301', 'क्षि', '각', '𠮷', '\r\n', 'a']
    const text = `${'行文。'.repeat(300)}${clusters.join('')}${clusters.join('')}`
    const starts = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map(
      ({ index }) => index,
    )
    const edges = [...starts, text.length]
    for (let at = 880; at <= text.length; at += 1) {
      const snapped = snapRange(text, { start: at, end: at })
      expect(snapped.start).toBe(Math.max(...edges.filter((edge) => edge <= at)))
      expect(snapped.end).toBe(Math.min(...edges.filter((edge) => edge >= at)))
    }
  })

  test('contains the range, cuts no pair, and leaves whole characters as they are', () => {
    fc.assert(
      fc.property(anyMarked, ({ text, range }) => {
        const snapped = snapRange(text, range)
        assert(snapped.start <= range.start && snapped.end >= range.end)
        assert(!splitsPair(text, snapped.start) && !splitsPair(text, snapped.end))
        assert.deepEqual(snapRange(text, snapped), snapped)
      }),
    )
  })

  test('refuses a range that is not in the text', () => {
    expect(() => snapRange('abc', { start: 0, end: 4 })).toThrow(CollateError)
    expect(() => snapRange('abc', { start: 2, end: 1 })).toThrow(CollateError)
  })
})
