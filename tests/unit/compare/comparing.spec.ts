/** Two articles laid against one another: what they share, where it differs, what is only in one. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { compareTwo, onlyHere, weigherOf } from '../../../src-main/compare/compareArticles'
import { prepare } from '../../../src-main/compare/prepared'
import type { Passage } from '../../../src-main/compare/types'
import { articleOf, courier, passagesOf, preparedOf, said, wire } from './support'

test('two reports of one event: what they share, in grades, with every difference', () => {
  const [a, b] = [preparedOf(courier), preparedOf(wire)]
  const passages = passagesOf(a, b)
  const shown = passages.map(({ grade, a: left, b: right }) => [
    grade,
    a.text.slice(left.start, left.end).slice(0, 24),
    b.text.slice(right.start, right.end).slice(0, 24),
  ])
  expect(shown).toEqual([
    ['may', 'Ferry crossings between ', 'Boats across the harbour'],
    ['same', 'The ferry was carrying 2', 'The ferry was carrying 2'],
    ['same', 'A spokesperson for the o', 'A spokesperson for the o'],
    ['same', 'Divers examined the hull', 'Divers examined the hull'],
    ['may', 'A replacement boat will ', 'A smaller boat will take'],
  ])
  expect(passages.flatMap(({ differences }) => differences.map((each) => said(a, b, each)))).toEqual([
    'figure: 230 ≠ 200',
    'date: Monday 4 November ≠ Tuesday 5 November',
    'negation: no vehicles ≠ vehicles',
    'name: Northern Ferries ≠ North Ferry Line',
    'figure: forty ≠ thirty',
  ])
  const only = onlyHere([a, b], [{ a: 0, b: 1, comparison: { comparable: true, passages } }])
  const words = only.map((indexes, at) =>
    indexes.map((index) => {
      const article = [a, b][at]
      const sentence = article?.sentences[index]
      return article?.text.slice(sentence?.start, sentence?.end)
    }),
  )
  expect(words).toEqual([
    [
      'It had left the north shore ten minutes earlier.',
      'The boat was moved to the repair yard on the evening tide.',
    ],
    [
      'The harbour was calm, with a light westerly wind and good visibility.',
      'The harbour office called the damage minor.',
    ],
  ])
})

test('the reasons are the shared words with their weight, and stand where they are said to', () => {
  const [a, b] = [preparedOf(courier), preparedOf(wire)]
  const [, ferry] = passagesOf(a, b)
  const words = ferry?.shared.map(({ word }) => word) ?? []
  expect(words).toEqual(expect.arrayContaining(['7:40 am', 'passengers', 'struck']))
  for (const { word, a: here } of ferry?.shared ?? []) {
    expect(here.map(({ start, end }) => a.text.slice(start, end))).toContain(word)
  }
  const weights = ferry?.shared.map(({ weight }) => weight) ?? []
  expect(weights).toEqual([...weights].sort((x, y) => y - x))
})

test('Chinese in both scripts and Japanese are compared; two languages are not', () => {
  const traditional = preparedOf(['警方表示，爆炸造成至少二百三十人受傷，其中三人死亡。'], 'zh-Hant')
  const simplified = preparedOf(['警方称，爆炸造成至少200人受伤，其中3人死亡。'], 'zh-Hans')
  const [passage] = passagesOf(traditional, simplified)
  expect(passage?.grade).toBe('same')
  expect(passage?.differences.map((each) => said(traditional, simplified, each))).toEqual([
    'figure: 二百三十 ≠ 200',
  ])
  const [first, second] = [
    preparedOf(['外務省によると、会談は3日に東京で開かれ、約230人の代表団が参加した。'], 'ja'),
    preparedOf(['会談は東京で4日に開かれ、およそ200人の代表団が出席したと外務省は発表した。'], 'ja'),
  ]
  const [talks] = passagesOf(first, second)
  expect(talks?.differences.map((each) => said(first, second, each))).toEqual([
    'date: 3日 ≠ 4日',
    'figure: 230 ≠ 200',
  ])
  const english = preparedOf(courier)
  expect(compareTwo(english, first, weigherOf([english, first]))).toEqual({
    comparable: false,
    reason: 'languages',
  })
  const german = preparedOf(['Die Fähre hatte 230 Passagiere an Bord, als sie gegen den Pier stieß.'], 'de')
  expect(compareTwo(english, german, weigherOf([english, german])).comparable).toBe(false)
})

test('a sentence that another tells in two is one passage with both', () => {
  const one = preparedOf([
    'The minister opened the new bridge over the river Arden on Friday and promised that two more bridges would follow by spring.',
  ])
  const two = preparedOf([
    'The minister opened the new bridge over the river Arden on Friday. Two more bridges would follow by spring, the minister promised.',
  ])
  expect(passagesOf(one, two).map(({ aSentences, bSentences }) => [aSentences, bSentences])).toEqual([
    [[0], [0, 1]],
  ])
})

test('headings go with headings, and with paragraphs only where they are verbatim', () => {
  const heading = (text: string, rest: string) => {
    const article = articleOf([text, rest])
    return prepare({
      ...article,
      blocks: article.blocks.map((block, at) => (at === 0 ? { ...block, kind: 'heading', level: 1 } : block)),
    })
  }
  const words = 'Harbour authority closes the eastern pier for repairs until June'
  const other = 'Nothing else of note was reported from the town that day.'
  const like = `The harbour authority closes the eastern pier for lengthy repairs until June.`
  expect(passagesOf(heading(words, other), preparedOf([like]))).toEqual([])
  expect(passagesOf(heading(words, other), preparedOf([`${words}.`]))).toHaveLength(1)
})

/** Sentences of made-up reports, so that pairs of all grades occur. */
const subjects = [
  'The ferry',
  'A cargo ship',
  'The port authority',
  'Two divers',
  'The mayor',
  'The operator',
]
const verbs = ['struck', 'inspected', 'left', 'did not reach', 'reportedly closed', 'reopened']
const objects = [
  'the east pier',
  'the harbour at Saltmarsh',
  'the repair yard',
  'the northern quay',
  'the market hall',
]
const ends = [
  'on Monday',
  'with 230 passengers',
  'after 40 minutes',
  'on 4 November',
  'in heavy fog',
  'for $3 million',
]
const sentence = fc
  .tuple(
    fc.constantFrom(...subjects),
    fc.constantFrom(...verbs),
    fc.constantFrom(...objects),
    fc.constantFrom(...ends),
  )
  .map((parts) => `${parts.join(' ')}.`)
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '))
const report = fc.array(paragraph, { minLength: 1, maxLength: 5 })

const mirrored = ({ a, b, ...rest }: Passage): unknown => ({
  ...{ grade: rest.grade, score: rest.score, verbatim: rest.verbatim, a: b, b: a },
  aSentences: rest.bSentences,
  bSentences: rest.aSentences,
  aDiffering: rest.bDiffering,
  bDiffering: rest.aDiffering,
  differences: rest.differences
    .map(({ kind, a: left, b: right }) => JSON.stringify({ kind, a: right, b: left }))
    .sort(),
})
const asIs = (passage: Passage): unknown => ({
  ...{ grade: passage.grade, score: passage.score, verbatim: passage.verbatim, a: passage.a, b: passage.b },
  aSentences: passage.aSentences,
  bSentences: passage.bSentences,
  aDiffering: passage.aDiffering,
  bDiffering: passage.bDiffering,
  differences: passage.differences
    .map(({ kind, a: left, b: right }) => JSON.stringify({ kind, a: left, b: right }))
    .sort(),
})
const byPlace = (one: unknown, other: unknown): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1

test('comparing a with b is comparing b with a, mirrored', () => {
  fc.assert(
    fc.property(report, report, (left, right) => {
      const [a, b] = [preparedOf(left), preparedOf(right)]
      expect(passagesOf(a, b).map(asIs).sort(byPlace)).toEqual(passagesOf(b, a).map(mirrored).sort(byPlace))
    }),
  )
})

test('a text is the same as itself, all of it, without a difference', () => {
  fc.assert(
    fc.property(report, (paragraphs) => {
      const [a, b] = [preparedOf(paragraphs), preparedOf(paragraphs)]
      const passages = passagesOf(a, b)
      expect(passages.flatMap(({ aSentences }) => aSentences).sort((x, y) => x - y)).toEqual(
        a.sentences.map(({ index }) => index),
      )
      for (const { grade, verbatim, differences, aDiffering, bDiffering } of passages) {
        expect({ grade, verbatim, differences, aDiffering, bDiffering }).toEqual({
          ...{ grade: 'same', verbatim: true, differences: [], aDiffering: [], bDiffering: [] },
        })
      }
    }),
  )
})

test('a figure that is changed is found wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 999_999 }),
      fc.integer({ min: 2, max: 999_999 }),
      fc.integer({ min: 0, max: 12 }),
      (before, after, at) => {
        fc.pre(before !== after && !isYear(before) && !isYear(after))
        const words =
          'officials of the harbour board said in the report that passengers were brought ashore before the evening tide'.split(
            ' ',
          )
        const told = (figure: number): string =>
          [...words.slice(0, at), figure, ...words.slice(at)].join(' ') + '.'
        const [a, b] = [preparedOf([told(before)]), preparedOf([told(after)])]
        const found = passagesOf(a, b).flatMap(({ differences }) =>
          differences.map((each) => said(a, b, each)),
        )
        expect(found).toEqual([`figure: ${before} ≠ ${after}`])
      },
    ),
  )
})

/** A figure of four digits may be a year. */
const isYear = (figure: number): boolean => figure >= 1800 && figure < 2100

test('offsets give the very sentences, and passages begin and end with them', () => {
  fc.assert(
    fc.property(report, report, (left, right) => {
      const [a, b] = [preparedOf(left), preparedOf(right)]
      for (const article of [a, b]) {
        for (const { start, end } of article.sentences) {
          expect(article.text.slice(start, end)).toMatch(/^(?:The|A|Two) .*[.]$/)
        }
      }
      for (const { a: own, aSentences } of passagesOf(a, b)) {
        expect(own.start).toBe(a.sentences[aSentences[0] ?? -1]?.start)
        expect(own.end).toBe(a.sentences[aSentences.at(-1) ?? -1]?.end)
      }
    }),
  )
})
