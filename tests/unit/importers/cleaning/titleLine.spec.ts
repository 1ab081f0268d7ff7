/** The rule for the headline that stands as the first line. */
import { expect, test } from '@playwright/test'
import { titleLine } from '#importers/cleaning/rules/titleLine'
import { cleanedBy, prose, readOne } from '../support'

for (const title of [
  'Committee finds estimates wrong',
  'Who pays for the harbour?',
  '“We were wrong,” says committee',
  '5 things to know about the harbour',
  '委员会称估算有误',
  '委員会「見積もりに誤り」',
]) {
  test(`takes “${title}”`, () => {
    const result = cleanedBy(titleLine, `${title}\n\n${prose}`)
    expect(result).toMatchObject({ taken: [title], blocks: [prose], facts: { title } })
  })
}

for (const [why, text] of [
  ['a sentence', `The committee met.\n\n${prose}`],
  ['a salutation', `Dear members of the committee\n\n${prose}`],
  ['an unfinished line', `The committee found the following:\n\n${prose}`],
  ['a line in lower case', `the committee met\n\n${prose}`],
  ['an address', `https://example.org/a\n\n${prose}`],
  ['one of two short lines', `Committee finds estimates wrong\n\nHarbour costs doubled\n\n${prose}`],
  ['a line that nothing follows', 'Committee finds estimates wrong'],
  ['a line of verse', 'The harbour lies still\nAnd the ferries are gone\nAnd nobody sings'],
  ['a paragraph without its full stop', `${prose.repeat(3).slice(0, -1)}\n\n${prose}`],
] as const) {
  test(`leaves ${why}`, () => {
    expect(cleanedBy(titleLine, text).taken).toEqual([])
  })
}

test('where the file states the title, the same words go from the text, and no others', () => {
  const page = (heading: string) =>
    `---\ntitle: "Committee finds estimates wrong"\n---\n# ${heading}\n\n${prose}\n`
  const same = readOne(page('Committee finds *estimates* wrong!'), { fileName: 'a.md' })
  expect(same.text).toBe(prose)
  const other = readOne(page('What was found'), { fileName: 'a.md' })
  expect(other.text).toBe(`What was found\n\n${prose}`)
  expect(other.metadata.title).toBe('Committee finds estimates wrong')
})
