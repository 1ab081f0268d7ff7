/** The rule that finds the titles of sections. */
import { expect, test } from '@playwright/test'
import { sectionHeading } from '#importers/cleaning/rules/sectionHeading'
import { cleanedBy, moreProse, prose } from '../support'

for (const line of [
  'Exploring Ways to Build the Harbour Faster',
  'What was found',
  'THE COST OF THE HARBOUR',
  'II. Methods of the committee and of those who advised it in the course of the year',
  '一、基本情况',
  '（二）主要做法',
  '今後の見通し',
]) {
  test(`marks “${line}”`, () => {
    expect(cleanedBy(sectionHeading, `${prose}\n\n${line}\n\n${moreProse}`)).toMatchObject({
      kinds: ['paragraph', 'heading', 'paragraph'],
      blocks: [prose, line, moreProse],
      taken: [],
    })
  })
}

for (const [why, line] of [
  ['a sentence', 'Nobody spoke.'],
  ['an item of a list', '- the harbour'],
  ['a line of speech', '“Nobody spoke”'],
  ['a line that goes on', 'The committee found:'],
  [
    'a long line in lower case',
    'the members of the committee who were there on the day found that nobody spoke',
  ],
  ['an attribution', '— Ann Example'],
  ['a row of signs', '* * *'],
] as const) {
  test(`leaves ${why}`, () => {
    expect(cleanedBy(sectionHeading, `${prose}\n\n${line}\n\n${moreProse}`).kinds).toEqual([
      'paragraph',
      'paragraph',
      'paragraph',
    ])
  })
}

test('leaves the last line, and lists of short lines', () => {
  expect(cleanedBy(sectionHeading, `${prose}\n\nAnn Example`).kinds).toEqual(['paragraph', 'paragraph'])
  const list = ['Apples', 'Pears', 'Plums', 'Cherries', 'Quinces']
  const { kinds } = cleanedBy(sectionHeading, [prose, ...list, moreProse].join('\n\n'))
  expect(kinds.slice(2, 5)).toEqual(['paragraph', 'paragraph', 'paragraph'])
})
