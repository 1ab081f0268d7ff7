/** Panes that are kept level by what they share. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { heaviestRising, scrolledTo } from '../../../src-renderer/features/compare/level'
import type { Leveller } from '../../../src-renderer/stores/workspace.svelte'

/** A text of lines of 10 pixels, one character each, in a view of 100, of which 20 are above the line that is read. */
function textOf(lines: number, scrollTop: number): Leveller {
  return {
    heightOf: (offset) => offset * 10,
    line: () => scrollTop + 20,
    scrollTo: (height) => height - 20,
    ends: () => ({ top: 20, bottom: lines * 10 - 80 }),
    scroller: () => null,
  }
}

test('passages that cross a better one are left out', () => {
  const pair = (from: number, to: number, score: number) => ({ from, to, score })
  expect(heaviestRising([pair(1, 9, 0.6), pair(2, 3, 0.9), pair(4, 5, 0.8), pair(6, 2, 0.7)])).toEqual([
    { from: 2, to: 3 },
    { from: 4, to: 5 },
  ])
  expect(heaviestRising([])).toEqual([])
})

test('a shared passage at the line that is read stands there in the other text too, and the ends of the texts are level', () => {
  const chain = [
    { from: 20, to: 60 },
    { from: 50, to: 70 },
  ]
  const other = textOf(100, 0)
  expect(scrolledTo(textOf(80, 180), other, chain)).toBe(580)
  expect(scrolledTo(textOf(80, 480), other, chain)).toBe(680)
  // Half way from one to the next.
  expect(scrolledTo(textOf(80, 330), other, chain)).toBe(630)
  expect(scrolledTo(textOf(80, 0), other, chain)).toBe(0)
  expect(scrolledTo(textOf(80, 700), other, chain)).toBe(900)
  expect(scrolledTo(textOf(80, 0), other, [])).toBeNull()
})

test('what follows never goes back while the leader goes on', () => {
  const places = fc.uniqueArray(fc.nat(90), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(places, places, (left, right) => {
      const [from, to] = [left, right].map((row) => [...row].sort((a, b) => a - b))
      const chain = (from ?? []).flatMap((place, at) => {
        const other = to?.[at]
        return other === undefined ? [] : [{ from: place, to: other }]
      })
      const wanted = Array.from(
        { length: 61 },
        (_, step) => scrolledTo(textOf(100, step * 15), textOf(100, 0), chain) ?? 0,
      )
      expect(wanted.every((place, at) => place >= (wanted[at - 1] ?? 0) - 1e-6)).toBe(true)
    }),
  )
})
