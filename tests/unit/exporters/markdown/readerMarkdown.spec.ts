/** The reader's notes: kept as they are, and unable to swallow what comes after them. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { closedMarkdown } from '#exporters/markdown/readerMarkdown'
import { articleText } from '../arbitraries'
import { quotationsByCommonmark, quotationsByGfm } from '../readBack'

test('a note that closes what it opens is kept to the character', () => {
  for (const note of [
    'Plain, with *emphasis*, [a link](https://example.org) and <b>HTML</b>.',
    '- a list\n  - with a nested one\n\n1. and\n2. numbers',
    '```js\nconst a = "<!--"\n```\n\nafter',
    '    indented code\n\ntext',
    '> a quotation\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    'Costs %%a comment%% and $$x^2$$ and `%%`.',
    '~~~\n$$\n~~~',
  ]) {
    expect(closedMarkdown(note)).toBe(note)
  }
})

test('blank lines at the ends are dropped', () => {
  expect(closedMarkdown('\n  \n    code\n\n')).toBe('    code')
  expect(closedMarkdown('one\r\n\r\ntwo\r\n')).toBe('one\n\ntwo')
})

test('what a note leaves open is closed after it', () => {
  expect(closedMarkdown('See:\n```js\nconst a')).toBe('See:\n```js\nconst a\n```')
  expect(closedMarkdown('~~~~\n~~~')).toBe('~~~~\n~~~\n~~~~')
  expect(closedMarkdown('<!-- later')).toBe('<!-- later\n-->')
  expect(closedMarkdown('<script>\nalert(1)')).toBe('<script>\nalert(1)\n</script>')
  expect(closedMarkdown('A %% comment')).toBe('A %% comment\n%%')
  expect(closedMarkdown('$$\nx')).toBe('$$\nx\n$$')
})

test('no note swallows or joins the quotation after it', () => {
  const note = fc.array(articleText, { maxLength: 4 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(note, (markdown) => {
      const whole = `${closedMarkdown(markdown)}\n\n> the end\n`
      for (const read of [quotationsByCommonmark, quotationsByGfm]) {
        expect(read(whole).at(-1)?.paragraphs).toEqual(['the end'])
      }
    }),
    { numRuns: 200 },
  )
})
