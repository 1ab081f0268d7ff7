import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { findAll, fold, matchFrom } from '#domain/text/find'

function found(text: string, words: string): string[] {
  return findAll(fold(text), words).map(({ start, end }) => text.slice(start, end))
}

test('case and accents do not matter, in the text or in the words', () => {
  expect(found('Café, CAFE\u0301, cafe', 'cafe')).toEqual(['Café', 'CAFE\u0301', 'cafe'])
  expect(found('Genève', 'GENÈVE')).toEqual(['Genève'])
  expect(found('Ελλάδα and Ёлка', 'ελλαδα')).toEqual(['Ελλάδα'])
})

test('full and half width are the same; kana and Hangul stay what they are', () => {
  expect(found('ＡＢＣ and abc', 'abc')).toEqual(['ＡＢＣ', 'abc'])
  expect(found('ｶﾞｲﾄﾞ', 'ガイド')).toEqual(['ｶﾞｲﾄﾞ'])
  expect(found('かがみ', 'が')).toEqual(['が'])
  expect(found('かがみ', 'か')).toEqual(['か'])
  expect(found('각', '가')).toEqual([])
})

test('curly quotation marks, dashes and runs of white space are found by what a keyboard types', () => {
  expect(found('the ‘ballast stone’', "'ballast stone'")).toEqual(['‘ballast stone’'])
  expect(found('win–win', 'win-win')).toEqual(['win–win'])
  expect(found('two\u00a0 words\nthree', 'two words three')).toEqual(['two\u00a0 words\nthree'])
})

test('a match never begins or ends inside a character', () => {
  expect(found('ﬁne', 'i')).toEqual([])
  expect(found('ﬁne', 'fi')).toEqual(['ﬁ'])
  expect(found('👩‍🔬', '🔬')).toEqual([])
})

test('matches do not overlap, and white space alone finds nothing', () => {
  expect(found('aaaa', 'aa')).toHaveLength(2)
  expect(findAll(fold('a b'), '  ')).toEqual([])
  expect(findAll(fold(''), 'a')).toEqual([])
})

test('whatever a text holds, each of its own stretches is found where it is', () => {
  const unit = fc.constantFrom('a', 'É', 'ß', '日', '本', 'ｶ', 'ﾞ', '😀', ' ', '\n', '’', 'ﬁ', 'e\u0301')
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 30 }),
      fc.nat(),
      fc.nat(),
      (units, from, length) => {
        const text = units.join('')
        const graphemes = [...new Intl.Segmenter().segment(text)]
        const first = from % graphemes.length
        const chosen = graphemes.slice(first, first + 1 + (length % 5))
        const words = chosen.map(({ segment }) => segment).join('')
        fc.pre(words.trim() === words)
        const start = chosen[0]?.index ?? 0
        const matches = findAll(fold(text), words)
        // Found at the place itself, or covered by a match that began earlier and overlaps it.
        expect(matches.some((match) => match.start <= start && start < match.end)).toBe(true)
      },
    ),
  )
})

test('the first match at or after a place is where find begins, going round at the end', () => {
  const matches = findAll(fold('x..x..x'), 'x')
  expect([matchFrom(matches, 0), matchFrom(matches, 1), matchFrom(matches, 7), matchFrom([], 3)]).toEqual([
    0, 1, 0, -1,
  ])
})
