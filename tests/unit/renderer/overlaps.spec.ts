import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { hues } from '#domain/notebook'
import { findOverlaps, paintOrder, type Mark } from '../../../src-renderer/features/reader/overlaps'

const mark = (start: number, end: number, hue: Mark['hue']): Mark => ({
  id: `${start}-${end}-${hue}`,
  start,
  end,
  hue,
})

test('where two hues meet, the one painted later is the upper', () => {
  expect(findOverlaps([mark(0, 10, 'violet'), mark(6, 20, 'amber')])).toEqual([
    { start: 6, end: 10, upper: 'violet', twice: false },
  ])
})

test('a nested highlight of the same hue is seen as a second coat', () => {
  expect(findOverlaps([mark(0, 20, 'rose'), mark(5, 9, 'rose')])).toEqual([
    { start: 5, end: 9, upper: 'rose', twice: true },
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
        const upper = paintOrder.findLast((hue) => covering.some((each) => each.hue === hue))
        return [{ upper, twice: covering.filter(({ hue }) => hue === upper).length > 1 }]
      })
      const got = places.map((at) =>
        found
          .filter(({ start, end }) => start <= at && at < end)
          .map(({ upper, twice }) => ({ upper, twice })),
      )
      expect(got).toEqual(wanted)
    }),
  )
})
