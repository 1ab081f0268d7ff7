/**
 * How much of what two reports of one event both say is found, and how much of what is found is so: on small reports of
 * our own in five languages (tests/fixtures/comparing), where each pair of sentences that says the same is noted.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { articleOf, passagesOf, preparedOf } from './support'

interface Reports {
  name: string
  a: string[]
  b: string[]
  /** Paragraphs of `a` and `b` that say the same. */
  same: [number, number][]
}

const reportsIn = (lang: string): Reports[] =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../fixtures/comparing/${lang}.json`), 'utf8'),
  ) as Reports[]

/** Pairs of paragraphs that are in one passage, with its grade. */
function found({ a, b }: Reports, lang: string): { pair: string; grade: string }[] {
  const [left, right] = [preparedOf(a, lang), preparedOf(b, lang)]
  return passagesOf(left, right).flatMap(({ grade, aSentences, bSentences }) =>
    aSentences.flatMap((one) =>
      bSentences.map((other) => ({
        grade,
        pair: `${left.sentences[one]?.block},${right.sentences[other]?.block}`,
      })),
    ),
  )
}

/** What is reached today, in sentences of a hundred: a change that costs any of it has to say why. */
const reached = {
  en: { precision: 100, recall: 63 },
  de: { precision: 100, recall: 60 },
  fr: { precision: 100, recall: 88 },
  zh: { precision: 100, recall: 100 },
  ja: { precision: 100, recall: 100 },
}

for (const [lang, { precision, recall }] of Object.entries(reached)) {
  test(`reports in ${lang}: what both say is found, and little else`, () => {
    let [right, all, wanted] = [0, 0, 0]
    for (const reports of reportsIn(lang)) {
      const gold = new Set(reports.same.map(([a, b]) => `${a},${b}`))
      const pairs = found(reports, lang)
      wanted += gold.size
      all += pairs.length
      right += pairs.filter(({ pair }) => gold.has(pair)).length
      const wrongly = pairs.filter(({ pair, grade }) => grade === 'same' && !gold.has(pair))
      expect(wrongly, reports.name).toEqual([])
    }
    expect((right / all) * 100).toBeGreaterThanOrEqual(precision)
    expect((right / wanted) * 100).toBeGreaterThanOrEqual(recall)
  })
}

test('British and American spelling are one, and so are two Chinese words for a thing that share a character', () => {
  const scores = (a: string, b: string, lang: string): number =>
    passagesOf(preparedOf([a], lang), preparedOf([b], lang))[0]?.score ?? 0
  const british = 'The harbour authority organised talks at the centre on the defence programme.'
  const american = 'The harbor authority organized talks at the center on the defense program.'
  expect(scores(british, american, 'en')).toBeGreaterThan(0.99)
  expect(scores('木材工場で火災が起きた。', '木材の工場で火事があった。', 'ja')).toBeGreaterThan(0.5)
  const [passage] = passagesOf(
    preparedOf(['第八届东北亚博览会在长春开幕。'], 'zh'),
    preparedOf(['东北亚博览会在长春市开幕。'], 'zh'),
  )
  const { text } = articleOf(['第八届东北亚博览会在长春开幕。'], 'zh')
  for (const { a } of passage?.shared ?? [])
    for (const { start, end } of a) expect(text.slice(start, end)).toHaveLength(2)
})
