/** The rule for `date 2025-03-03 ` at the beginning. */
import { expect, test } from '@playwright/test'
import { datePrefix } from '#importers/cleaning/rules/datePrefix'
import { cleanedBy, prose } from '../support'

const taken: readonly [string, string, string][] = [
  [` date 2024-01-31 ${prose}`, 'date 2024-01-31 ', '2024-01-31'],
  [`Date: 2024/1/31 “Quoted,” she said.`, 'Date: 2024/1/31 ', '2024-01-31'],
  [`published on 2024.01.31 ${prose}`, 'published on 2024.01.31 ', '2024-01-31'],
  [`发布时间：2024年1月31日 委员会周五公布了报告。`, '发布时间：2024年1月31日 ', '2024-01-31'],
  [`date 2024-01-31 10:20 ${prose}`, 'date 2024-01-31 10:20 ', '2024-01-31'],
]
for (const [text, words, published] of taken) {
  test(`takes “${words}”`, () => {
    const result = cleanedBy(datePrefix, text)
    expect(result.taken).toEqual([words])
    expect(result.facts).toEqual({ published })
    expect(result.blocks).toEqual([text.trim().slice(words.length)])
  })
}

const left = [
  'Date 2024-01-31 was fixed by the committee after long talks.',
  'Date palms grow to a height of thirty metres and bear fruit for a century.',
  '2024-01-31 was a Wednesday. Nothing happened on it that anybody remembers.',
  'date 2024-02-31 The day does not exist.',
  'Published authors 2024-01-31 The list.',
  'The date 2024-01-31 The words before it are text.',
]
for (const text of left) {
  test(`leaves “${text.slice(0, 40)}…”`, () => {
    expect(cleanedBy(datePrefix, text)).toMatchObject({ taken: [], blocks: [text], facts: {} })
  })
}

test('looks at the first block alone', () => {
  expect(cleanedBy(datePrefix, `${prose}\n\ndate 2024-01-31 ${prose}`).taken).toEqual([])
})
