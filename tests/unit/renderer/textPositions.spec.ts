import { expect, test } from '@playwright/test'
import * as fc from '../property'
import type { Block } from '#domain/articles/article'
import {
  blockAt,
  offsetOf,
  overlaps,
  piecesOf,
  placeOf,
  tidyRange,
} from '../../../src-renderer/features/reader/textPositions'

const text = 'First block.\n\nSecond 👩‍🔬 block.\n\n第三段。'
const blocks: Block[] = [
  { kind: 'paragraph', start: 0, end: 12 },
  { kind: 'paragraph', start: 14, end: 33 },
  { kind: 'paragraph', start: 35, end: 39 },
]

test('the sample is what the tests below take it for', () => {
  expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual([
    'First block.',
    'Second 👩‍🔬 block.',
    '第三段。',
  ])
})

test('an offset belongs to the last block that starts at or before it', () => {
  expect([0, 11, 12, 13, 14, 34, 35, 1000].map((offset) => blockAt(blocks, offset))).toEqual([
    0, 0, 0, 0, 1, 1, 2, 2,
  ])
  expect(blockAt([], 5)).toBe(0)
})

test('an offset between blocks is at the end of the earlier one', () => {
  expect(placeOf(blocks, 13)).toEqual({ block: 0, offset: 12 })
  expect(placeOf(blocks, 34)).toEqual({ block: 1, offset: 19 })
})

test('a place past the end of its block is its end', () => {
  expect(offsetOf(blocks, { block: 0, offset: Infinity })).toBe(12)
  expect(offsetOf(blocks, { block: 9, offset: 0 })).toBe(39)
})

test('places of offsets within blocks lead back to the offsets', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 3 })), { minLength: 1 }),
      (parts) => {
        let at = 0
        const own = parts.map(([length, gap]): Block => {
          const block: Block = { kind: 'paragraph', start: at, end: at + length }
          at += length + gap
          return block
        })
        const offsets = own.flatMap(({ start, end }) =>
          Array.from({ length: end - start }, (_, index) => start + index),
        )
        expect(offsets.map((offset) => offsetOf(own, placeOf(own, offset)))).toEqual(offsets)
      },
    ),
  )
})

test('a range over several blocks gives a piece for each, and none for what lies between', () => {
  expect(piecesOf(blocks, { start: 6, end: 37 })).toEqual([
    { block: 0, start: 6, end: 12 },
    { block: 1, start: 0, end: 19 },
    { block: 2, start: 0, end: 2 },
  ])
  expect(piecesOf(blocks, { start: 12, end: 14 })).toEqual([])
  expect(piecesOf(blocks, { start: 12, end: 15 })).toEqual([{ block: 1, start: 0, end: 1 }])
})

test('the pieces of a range hold all of its words, in order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: text.length }),
      fc.integer({ min: 0, max: text.length }),
      (a, b) => {
        const range = { start: Math.min(a, b), end: Math.max(a, b) }
        const joined = piecesOf(blocks, range)
          .map(({ block, start, end }) => {
            const from = blocks[block]?.start ?? 0
            return text.slice(from + start, from + end)
          })
          .join('')
        expect(joined).toBe(text.slice(range.start, range.end).replaceAll('\n', ''))
      },
    ),
  )
})

test('a selection is freed of white space at its ends and keeps what lies between', () => {
  const start = text.indexOf('block.')
  expect(tidyRange(text, { start: start - 1, end: 21 })).toEqual({ start, end: 20 })
  expect(text.slice(start, 20)).toBe('block.\n\nSecond')
})

test('a selection that cuts a character takes the whole of it', () => {
  const scientist = text.indexOf('👩')
  const range = tidyRange(text, { start: scientist + 1, end: scientist + 3 })
  expect(range && text.slice(range.start, range.end)).toBe('👩‍🔬')
})

test('white space alone is no selection', () => {
  expect(tidyRange(text, { start: 12, end: 14 })).toBeNull()
  expect(tidyRange(text, { start: 5, end: 5 })).toBeNull()
})

test('ranges that only touch do not overlap', () => {
  expect(overlaps({ start: 0, end: 5 }, { start: 5, end: 9 })).toBe(false)
  expect(overlaps({ start: 0, end: 6 }, { start: 5, end: 9 })).toBe(true)
})
