/** The rule for lines of labelled fields. */
import { expect, test } from '@playwright/test'
import { fieldLine } from '#importers/cleaning/rules/fieldLine'
import { cleanedBy, prose } from '../support'

const taken: readonly [string, object][] = [
  ['Updated : 2021-05-04Source : Harbour Office', { published: '2021-05-04', source: 'Harbour Office' }],
  ['Published: March 3, 2025 at 10:30 AM', { published: '2025-03-03' }],
  ['Published on 3 March 2025 | Updated 4 March 2025', { published: '2025-03-03' }],
  ['Source: Agency | 2025-03-03 10:20:33 | Editor: Q. Sample', { source: 'Agency', published: '2025-03-03' }],
  ['Author: Ann Example  Date: 2025-03-03  Views: 1,204', { byline: 'Ann Example', published: '2025-03-03' }],
  [
    '发布时间：2025-03-03 10:20 来源：某某网 字号：【大 中 小】',
    { published: '2025-03-03', source: '某某网' },
  ],
  ['2025年03月03日 10:20 来源：某某日报', { published: '2025-03-03', source: '某某日报' }],
  [
    '来源：某某网 2025-03-03 10:20 作者：张三 点击：120次',
    { source: '某某网', published: '2025-03-03', byline: '张三' },
  ],
  ['發布時間：2025/03/03　來源：某某社', { published: '2025-03-03', source: '某某社' }],
  ['配信日時：2025年3月3日 10時20分 提供：某通信', { published: '2025-03-03', source: '某通信' }],
  ['입력 2025.03.03 10:20 | 수정 2025.03.04 11:00', { published: '2025-03-03' }],
  ['Veröffentlicht am 3. März 2025', { published: '2025-03-03' }],
  ['2025-03-03 10:20', { published: '2025-03-03' }],
]
for (const [line, facts] of taken) {
  test(`reads “${line}”`, () => {
    const result = cleanedBy(fieldLine, `A headline\n${line}\n\n${prose}`)
    expect(result).toMatchObject({ taken: [line], blocks: ['A headline', prose] })
    expect(result.facts).toEqual(facts)
  })
}

const left = [
  'Updated: soon',
  'Source of the river: a short account',
  'Date: to be announced',
  'Resource: 2025-03-03',
  'From: A to Z',
  'Published: 03/04/2025',
  'Source: they would not say who. Nobody would.',
  'Time: 3 hours',
  'The talks, updated 2025-03-03, go on',
]
for (const line of left) {
  test(`leaves “${line}”`, () => {
    expect(cleanedBy(fieldLine, `A headline\n${line}\n\n${prose}`).taken).toEqual([])
  })
}

test('a single source counts behind a headline and not as the first line', () => {
  expect(cleanedBy(fieldLine, `A headline\nSource: Agency\n\n${prose}`).facts).toEqual({ source: 'Agency' })
  expect(cleanedBy(fieldLine, `Source: Agency\n\n${prose}`).taken).toEqual([])
})

test('several dates of their own are entries of a diary', () => {
  const diary = `A diary\n\n2025-03-03\n\n${prose}\n\n2025-03-04\n\n${prose}`
  expect(cleanedBy(fieldLine, diary).taken).toEqual([])
})

test('below the text it takes what stands in brackets or names an editor in charge', () => {
  expect(cleanedBy(fieldLine, `${prose}\n\n（责任编辑：张三）`).taken).toEqual(['（责任编辑：张三）'])
  expect(cleanedBy(fieldLine, `${prose}\n\n(Source: Agency)`).facts).toEqual({ source: 'Agency' })
  expect(cleanedBy(fieldLine, `${prose}\n\nSource: World Bank`).taken).toEqual([])
  expect(cleanedBy(fieldLine, `${prose}\n\n(see: Agency)`).taken).toEqual([])
})
