/** Where sentences end is what `Intl.Segmenter` says, in texts of any kind. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { segmentsOf } from '#domain/text/segmenters'
import { sentenceEnds } from '#domain/text/sentenceBreaks'
import { anyText } from '../texts'

const byUnicode = (text: string, lang: string): number[] =>
  [...segmentsOf('sentence', text, lang)].map(({ index, segment }) => index + segment.length)

/** What the rules are about: cased letters, digits, stops of many scripts, brackets, quotation marks, spaces, line ends. */
const piece = fc.constantFrom(
  ...[
    'a',
    'B',
    'ß',
    'é',
    '中',
    'あ',
    '0',
    '7',
    ' ',
    '.',
    '.',
    '!',
    '?',
    ',',
    ':',
    ';',
    '-',
    '–',
    '"',
    "'",
    '“',
    '”',
  ],
  ...[
    '(',
    ')',
    '（',
    '）',
    '「',
    '」',
    '。',
    '！',
    '？',
    '…',
    '、',
    '؟',
    '।',
    '\n',
    '\r',
    '\u2028',
    '\u00a0',
    '\u3000',
  ],
  ...[
    '#',
    '%',
    'Ⅰ',
    'ǅ',
    'ª',
    'U.S.',
    'e.g.',
    ' He',
    ' he',
    '5.2',
    '💥',
    'e\u0301',
    '\u200d',
    '\u00ad',
    '\ufeff',
  ],
)
const text = fc.oneof(
  anyText,
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
)

test('the ends are those of Unicode', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('en', 'de', 'zh', 'ja', 'el', 'und'), (words, lang) => {
      expect(sentenceEnds(words, lang)).toEqual(byUnicode(words, lang))
    }),
    { numRuns: 2000 },
  )
})

test('the ends in what was received are those of Unicode', () => {
  const seeds = join(import.meta.dirname, '../../../../seeds')
  for (const name of readdirSync(seeds)) {
    const words = readFileSync(join(seeds, name), 'utf8')
    expect(sentenceEnds(words, 'en'), name).toEqual(byUnicode(words, 'en'))
  }
})
