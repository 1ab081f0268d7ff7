/** Sentences: by Unicode's rules, less the splits that are known to be wrong. */
import assert from 'node:assert/strict'
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { sentences, words } from '#domain/text/sentences'
import { anyText } from '../texts'

function split(text: string, lang = 'en'): string[] {
  return sentences(text, [{ start: 0, end: text.length }], lang).map(({ start, end }) =>
    text.slice(start, end),
  )
}

test('abbreviations, initials and numbers end no sentence', () => {
  expect(
    split('Mr. Lee and Gen. Park met J. R. Smith, Ph.D., on Jan. 5. It rose 3.5 percent vs. 2.1.'),
  ).toEqual(['Mr. Lee and Gen. Park met J. R. Smith, Ph.D., on Jan. 5.', 'It rose 3.5 percent vs. 2.1.'])
  expect(split('The U.S. Treasury said so. See No. 5. Acme Inc. Chairman Ito left.')).toEqual([
    'The U.S. Treasury said so.',
    'See No. 5.',
    'Acme Inc. Chairman Ito left.',
  ])
})

test('a short form of a magnitude ends no sentence before what it counts', () => {
  expect(
    split('Das Land gibt 21,4 Mrd. Euro aus. Im Vorjahr waren es 20 Mrd. Die Schulden steigen.', 'de'),
  ).toEqual(['Das Land gibt 21,4 Mrd. Euro aus.', 'Im Vorjahr waren es 20 Mrd.', 'Die Schulden steigen.'])
})

test('an abbreviation can be the last word, where a word follows that opens sentences', () => {
  expect(split('He went to the U.S. The end. It closed at 5 p.m. They left. So did I. Ken came.')).toEqual([
    'He went to the U.S.',
    'The end.',
    'It closed at 5 p.m.',
    'They left.',
    'So did I.',
    'Ken came.',
  ])
})

test('a sentence goes on after quoted speech', () => {
  expect(split('“Is it?” he asked. ‘Yes!’ she said. “Go.” He left.')).toEqual([
    '“Is it?” he asked.',
    '‘Yes!’ she said.',
    '“Go.”',
    'He left.',
  ])
  expect(split('彼は「行く。」と言った。次の日。「なぜ？」と聞いた。', 'ja')).toEqual([
    '彼は「行く。」と言った。',
    '次の日。',
    '「なぜ？」と聞いた。',
  ])
})

test('Chinese, and brackets within a sentence', () => {
  expect(split('他说：“很好。”他走了。真的吗？！是的……后来。价格为3.5元。', 'zh')).toEqual([
    '他说：“很好。”',
    '他走了。',
    '真的吗？！',
    '是的……后来。',
    '价格为3.5元。',
  ])
  expect(split('彼（田中氏。東京在住）は語った。', 'ja')).toEqual(['彼（田中氏。東京在住）は語った。'])
})

test('German ordinal numbers and short forms', () => {
  expect(split('Er kam am 3. März. Dr. Müller ging z. B. nach Hause. „Gut.“ Er ging.', 'de')).toEqual([
    'Er kam am 3. März.',
    'Dr. Müller ging z. B. nach Hause.',
    '„Gut.“',
    'Er ging.',
  ])
})

test('a wrapped line goes on; a short line and a list item do not', () => {
  expect(
    split('Prices for grain and timber rose\nand fell. Those of everything else that we know of\nDid not.'),
  ).toEqual([
    'Prices for grain and timber rose\nand fell.',
    'Those of everything else that we know of\nDid not.',
  ])
  expect(split('Prices\nWages\n1. First item. And more.')).toEqual([
    'Prices',
    'Wages',
    '1. First item.',
    'And more.',
  ])
})

test('no sentence crosses a block, and what is between blocks is in none', () => {
  const text = 'A heading\n\nOne. Two without a stop\n\nThree.'
  const blocks = [
    { start: 0, end: 9 },
    { start: 11, end: 34 },
    { start: 36, end: 42 },
  ]
  expect(sentences(text, blocks, 'en').map(({ start, end }) => text.slice(start, end))).toEqual([
    'A heading',
    'One.',
    'Two without a stop',
    'Three.',
  ])
})

test('sentences are in order, do not overlap, and hold all but white space', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('en', 'zh', 'ja', 'ar', 'und', 'not a tag'), (text, lang) => {
      const ranges = sentences(text, [{ start: 0, end: text.length }], lang)
      let at = 0
      for (const { start, end } of ranges) {
        assert(start >= at && end > start)
        assert.equal(text.slice(at, start).trim(), '')
        assert.equal(text.slice(start, end), text.slice(start, end).trim())
        at = end
      }
      assert.equal(text.slice(at).trim(), '')
    }),
  )
})

test('words of a range, at their places in the text', () => {
  const text = 'Well — the 3rd U.S. talks, 中国经济.'
  const found = words(text, { start: 5, end: text.length }, 'en').map(({ start, end }) =>
    text.slice(start, end),
  )
  expect(found).toEqual(['the', '3rd', 'U.S', 'talks', '中国', '经济'])
  expect(words('…', { start: 0, end: 1 }, 'en')).toEqual([])
})

test('a long text is cut as a short one is, and soon', () => {
  const paragraph =
    'He met Mr. Smith of the U.S. Treasury. 他说：“很好。”他走了。 Prices rose by 3.5 percent. '
  const text = paragraph.repeat(2000)
  const found = split(text)
  expect(found.length).toBe(split(paragraph).length * 2000)
  expect(new Set(found)).toEqual(new Set(split(paragraph)))
  expect(words(text, { start: 0, end: text.length }, 'en').length).toBe(
    words(paragraph, { start: 0, end: paragraph.length }, 'en').length * 2000,
  )
})
