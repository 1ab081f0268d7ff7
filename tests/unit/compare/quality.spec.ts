/**
 * How much of what two reports of one event both say is found, and how much of what is found is so: on small reports of
 * our own in five languages (tests/fixtures/comparing), where each pair of sentences that says the same is noted.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { mayFrom, sameFrom } from '#compare/matches'
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
  en: { precision: 100, recall: 86 },
  de: { precision: 100, recall: 80 },
  fr: { precision: 100, recall: 100 },
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

/** Sentences of two papers: pairs that say the same, and pairs on one matter of which each says something else. */
interface Pairs {
  same: [string, string][]
  other: [string, string][]
}

const pairs = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/comparing/pairs.json'), 'utf8'),
) as Record<string, Pairs>

/** What is reached today: of so many pairs that are surest in all languages, how many say the same. */
const surest = { 10: 10, 20: 20, 30: 29, 46: 39 }
/** How many pairs on other facts are graded same, at most, by language. */
const wronglySame = { en: 2, de: 2, zh: 0, ja: 0 }

test('of pairs of sentences on one matter those that say the same are the surest, and all are found', () => {
  const scored = Object.entries(pairs).flatMap(([lang, { same, other }]) => {
    const score = ([left, right]: [string, string]): number =>
      passagesOf(preparedOf([left], lang), preparedOf([right], lang))[0]?.score ?? 0
    return [
      ...same.map((pair) => ({ lang, says: true, score: score(pair) })),
      ...other.map((pair) => ({ lang, says: false, score: score(pair) })),
    ]
  })
  scored.sort((one, other) => other.score - one.score || Number(one.says) - Number(other.says))
  expect(scored.filter(({ says, score }) => says && score < mayFrom)).toEqual([])
  for (const [count, right] of Object.entries(surest))
    expect(scored.slice(0, Number(count)).filter(({ says }) => says).length).toBeGreaterThanOrEqual(right)
  for (const [lang, most] of Object.entries(wronglySame)) {
    const wrong = scored.filter((each) => each.lang === lang && !each.says && each.score >= sameFrom)
    expect(wrong.length).toBeLessThanOrEqual(most)
  }
})

test('a sentence that stands between two pairs may say the same where it is less like', () => {
  const before = 'The ferry with 230 passengers struck the east pier on Monday morning.'
  const after = 'Divers examined the hull in the afternoon and found a dent above the waterline.'
  const left = 'Nobody among the travellers or the crew needed treatment, said the harbour office.'
  const right =
    'The harbour office reported that all had come ashore dry and well, if somewhat late for work.'
  const found = (a: string[], b: string[]) =>
    passagesOf(preparedOf(a), preparedOf(b)).map(({ grade, aSentences }) => [grade, ...aSentences])
  expect(found([left], [right])).toEqual([])
  expect(found([before, left, after], [before, right, after])).toEqual([
    ['same', 0],
    ['may', 1],
    ['same', 2],
  ])
  expect(found([left, before, after], [before, after, right])).toEqual([
    ['same', 1],
    ['same', 2],
  ])
})

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
