/** The rule for the line that names the author. */
import { expect, test } from '@playwright/test'
import { byline } from '#importers/cleaning/rules/byline'
import { cleanedBy, prose } from '../support'

for (const [line, names] of [
  ['By Ann Example', 'Ann Example'],
  ['By Ann Q. Example and Bo van der Sample', 'Ann Q. Example and Bo van der Sample'],
  ['By Ann Example, Bo Sample, and Cy O’Test', 'Ann Example, Bo Sample, and Cy O’Test'],
  ['文/张三', '张三'],
] as const) {
  test(`reads “${line}”`, () => {
    const result = cleanedBy(byline, `A headline\n${line}\n\n${prose}`)
    expect(result.taken).toEqual([line])
    expect(result.facts).toEqual({ byline: names })
  })
}

for (const line of [
  'By Land and Sea',
  'By Sea',
  'By Train Across Siberia',
  'by Ann Example',
  'By the river',
  'By 2030',
]) {
  test(`leaves “${line}”`, () => {
    expect(cleanedBy(byline, `A headline\n${line}\n\n${prose}`).taken).toEqual([])
  })
}

test('leaves a first line, and one that no running text follows', () => {
  expect(cleanedBy(byline, `By Ann Example\n\n${prose}`).taken).toEqual([])
  expect(cleanedBy(byline, `A headline\nBy Ann Example\nA list\n\n${prose}`).taken).toEqual([])
})
