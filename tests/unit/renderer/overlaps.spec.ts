import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { hues } from '#domain/annotations/notebook'
import { findOverlaps, type Mark } from '../../../src-renderer/features/reader/overlaps'

const mark = (start: number, end: number, hue: Mark['hue']): Mark => ({
  id: `${start}-${end}-${hue}`,
  start,
  end,
  hue,
})

test('the shortest mark is on top, and the others are beneath it from the shortest to the longest', () => {
  expect(findOverlaps([mark(0, 10, 'violet'), mark(6, 20, 'amber')])).toEqual([
    { start: 6, end: 10, top: 'violet', beneath: ['amber'] },
  ])
  expect(findOverlaps([mark(0, 30, 'amber'), mark(2, 20, 'rose'), mark(4, 8, 'blue')])).toEqual([
    { start: 2, end: 4, top: 'rose', beneath: ['amber'] },
    { start: 4, end: 8, top: 'blue', beneath: ['rose', 'amber'] },
    { start: 8, end: 20, top: 'rose', beneath: ['amber'] },
  ])
})

test('of two marks on the same words the one whose hue is painted later is on top', () => {
  expect(findOverlaps([mark(0, 9, 'green'), mark(0, 9, 'rose')])).toEqual([
    { start: 0, end: 9, top: 'green', beneath: ['rose'] },
  ])
})

test('a nested highlight of the same hue has that hue beneath it', () => {
  expect(findOverlaps([mark(0, 20, 'rose'), mark(5, 9, 'rose')])).toEqual([
    { start: 5, end: 9, top: 'rose', beneath: ['rose'] },
  ])
})

test('neighbours that only touch share nothing', () => {
  expect(findOverlaps([mark(0, 5, 'amber'), mark(5, 9, 'rose')])).toEqual([])
})

test('every character that two or more marks cover is in exactly one overlap', () => {
  const arbitrary = fc.array(
    fc
      .tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.constantFrom(...hues))
      .map(([start, length, hue]) => mark(start, start + length, hue)),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(arbitrary, (marks) => {
      const found = findOverlaps(marks)
      const places = Array.from({ length: 90 }, (_, at) => at)
      const wanted = places.map((at) => {
        const covering = marks.filter(({ start, end }) => start <= at && at < end)
        if (covering.length < 2) return []
        const least = Math.min(...covering.map(({ start, end }) => end - start))
        const shortest = covering.filter(({ start, end }) => end - start === least)
        const top = hues.findLast((hue) => shortest.some((each) => each.hue === hue))
        const others = [...covering]
        others.splice(
          covering.findIndex((each) => each.hue === top && shortest.includes(each)),
          1,
        )
        return [{ top, beneath: new Set(others.map(({ hue }) => hue)) }]
      })
      const got = places.map((at) =>
        found
          .filter(({ start, end }) => start <= at && at < end)
          .map(({ top, beneath }) => ({ top, beneath: new Set(beneath) })),
      )
      expect(got).toEqual(wanted)
    }),
  )
})
