/** Escaping: what is written reads back as the same text, by two parsers. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { escapeMarkdown, quoteBlock } from '#exporters/markdown/escapeMarkdown'
import { articleText } from '../arbitraries'
import { quotationsByCommonmark, quotationsByGfm, type ReadQuotation } from '../readBack'

const runs = { numRuns: 200 }

/** A bare address may be a link in GitHub's dialect as long as its text is the same. */
const onlyText = ({ marks }: ReadQuotation): boolean => marks.every((mark) => mark === 'link')

for (const breaks of ['soft', 'hard'] as const) {
  test(`a quotation reads back exactly, ${breaks} line ends`, () => {
    fc.assert(
      fc.property(articleText, (text) => {
        const markdown = quoteBlock(text, breaks)
        for (const read of [quotationsByCommonmark, quotationsByGfm]) {
          const [quotation, ...others] = read(markdown)
          expect(others).toEqual([])
          expect(quotation?.paragraphs.join('\n\n')).toBe(text)
          expect(quotation && onlyText(quotation)).toBe(true)
        }
      }),
      runs,
    )
  })
}

test('escaped text reads back exactly at the start, in the middle and at the end of a line, and beside other text', () => {
  fc.assert(
    fc.property(articleText, articleText, (first, second) => {
      const around = (markdown: string, expected: string) => {
        for (const read of [quotationsByCommonmark, quotationsByGfm]) {
          const [quotation] = read(`> ${markdown}`)
          expect(quotation?.paragraphs).toEqual([expected])
        }
      }
      const [a, b] = [escapeMarkdown(first), escapeMarkdown(second)]
      expect(a).not.toContain('\n')
      around(a + b, first + second)
      around(`x ${a} y`, `x ${first} y`)
    }),
    runs,
  )
})

test('ordinary prose is written as it is', () => {
  for (const prose of [
    'Wang said: “China pursues a defensive national defense policy” (5 November 2024), she added.',
    'Trade at 3.5%, up - slightly - from R & D’s 2.0; AT&T + 4 = 5 > 3!  Yes.',
    '日本と中国の経済交流、2025年。',
  ]) {
    expect(escapeMarkdown(prose)).toBe(prose)
  }
})

test('what Obsidian and Pandoc would act on is broken up', () => {
  expect(escapeMarkdown('[[Note]] ==mark== %%gone%% $x$ #tag ^id key:: value {{date}} @smith')).toBe(
    '\\[\\[Note\\]\\] \\==mark\\== \\%%gone\\%% \\$x\\$ \\#tag \\^id key\\:: value \\{\\{date\\}\\} \\@smith',
  )
})

test('paragraphs stay paragraphs, single line ends stay within one', () => {
  expect(quoteBlock('One\ntwo\n\nthree', 'soft')).toBe('> One\n> two\n>\n> three')
  expect(quoteBlock('One\ntwo\n\nthree', 'hard')).toBe('> One\\\n> two\n>\n> three')
  expect(quoteBlock('\n One \n\n\nthree\n', 'hard')).toBe('> &#10;&#32;One&#32;\n>\n> &#10;three&#10;')
})
