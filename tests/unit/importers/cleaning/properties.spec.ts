/** What holds of cleaning whatever the text: nothing is lost unrecorded, and cleaning twice is cleaning once. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { moreProse, prose, readOne } from '../support'

const line = fc.constantFrom(
  prose,
  moreProse,
  `${prose}${moreProse}${prose} ${moreProse}`,
  `${prose}"${moreProse} ${prose}"`,
  `He came.${prose}`,
  '委员会周五公布了报告，称此前的估算有误。成员们秋天将再次开会。',
  '委員会は金曜日に報告書を公表した。',
  'A headline of the harbour',
  'What was found',
  'Committee finds estimates wrong',
  'Really?',
  'THE END',
  'Home > World > Asia',
  '首页 > 国际 > 正文',
  'Updated : 2021-05-04Source : Harbour Office',
  'Source: Agency',
  'By Ann Example',
  '2025-03-03',
  '发布时间：2025-03-03 来源：某某网 字号：【大 中 小】',
  '【Fonts: A+ A A- Print',
  'Share Tweet Email Print',
  'Share',
  'Tweet',
  'Print',
  'Leave a Reply',
  'Name',
  'Email',
  'Your email address will not be published.',
  'Related articles',
  'Harbour opens again',
  'The hall at dawn. Photo: Agency',
  ' date 2024-01-31 The committee met.',
  'date 2024-01-31',
  '（责任编辑：张三）',
  'Cafe\u0301 and \u1112\u1161\u11ab\u1100\u1173\u11af, said e.g.This or that.',
  '- an item',
  '* * *',
)
const texts = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 6, arbitrary: line }, fc.string({ unit: 'grapheme', maxLength: 60 })),
      fc.constantFrom('\n', '\n\n', '\n\n\n', ' \n\t\n'),
    ),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .map((parts) => parts.map(([words, end]) => words + end).join(''))
  // A file of white space holds no article.
  .filter((text) => /[\p{L}\p{N}]/u.test(text))

const solid = (text: string) => text.normalize('NFC').replace(/\s+/gu, '')

/** Plain throws: a property runs hundreds of times, and each `expect` of the runner leaves a trace. */
function agree(what: string, actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${what}: ${a} is not ${b}`)
}

const runs = { numRuns: 300 }

test('what was taken out and what was kept are all of what was received, in its order', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const article = readOne(text)
      const received = article.received ?? article.text
      let kept = ''
      let from = 0
      for (const { received: range, words, replacement } of article.cleanings) {
        agree('words', words, received.slice(range.start, range.end))
        agree('replacement', replacement.trim(), '')
        agree('order', range.start >= from, true)
        kept += received.slice(from, range.start)
        from = range.end
      }
      kept += received.slice(from)
      agree('kept', solid(article.text), solid(kept))
    }),
    runs,
  )
})

test('cleaning what was cleaned takes nothing more', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const once = readOne(text)
      const twice = readOne(once.text)
      agree('cleanings', twice.cleanings, [])
      agree('text', twice.text, once.text)
    }),
    runs,
  )
})

test('blocks are trimmed, in order, and between them stands an empty line', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const article = readOne(text)
      const blocks = article.blocks.map(({ start, end }) => article.text.slice(start, end))
      agree('text', article.text, blocks.join('\n\n'))
      agree(
        'trimmed',
        blocks,
        blocks.map((block) => block.trim()).filter((block) => block !== ''),
      )
      agree('NFC', article.text, article.text.normalize('NFC'))
    }),
    runs,
  )
})

test('the texts that these properties are tried on do hold what every rule takes', () => {
  const names = new Set(
    fc
      .sample(texts, { numRuns: 1000, seed: 1 })
      .flatMap((text) => readOne(text).cleanings.map(({ rule }) => rule)),
  )
  expect([...names].sort()).toEqual([
    'breadcrumb',
    'byline',
    'comment-form',
    'date-prefix',
    'field-line',
    'font-size-widget',
    'lost-paragraph-break',
    'related-links',
    'share-bar',
    'title-line',
  ])
})
