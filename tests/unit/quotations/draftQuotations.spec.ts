/** Quotations of a draft: found by their marks, with the words a renderer shows and their place in the draft. */
import assert from 'node:assert/strict'
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { findQuotations } from '#quotations/quoteCheck'
import { quoteBlock } from '../../../src-main/exporters/markdown/escapeMarkdown'

function texts(draft: string, format: 'markdown' | 'text' = 'text'): string[] {
  return findQuotations(draft, format).map(({ text }) => text)
}

test.describe('quotation marks', () => {
  const cases: [string, string, string[]][] = [
    ['curly', 'He said “one two three four” and left.', ['one two three four']],
    [
      'straight',
      'He said "one two three four." Then "five six seven eight", he went on.',
      ['one two three four.', 'five six seven eight'],
    ],
    ['German', 'Sie sagte: „eins zwei drei vier“ und ging.', ['eins zwei drei vier']],
    ['German inwards', 'Sie sagte: »eins zwei drei vier« und ging.', ['eins zwei drei vier']],
    ['French', 'Il dit : « un deux trois quatre » et partit.', ['un deux trois quatre']],
    ['Polish', 'Mówi: „raz dwa trzy cztery” i idzie.', ['raz dwa trzy cztery']],
    ['Swedish', 'Hon sade: ”ett två tre fyra” och gick.', ['ett två tre fyra']],
    ['single', 'He said ‘the people’s choice is ours’ and left.', ['the people’s choice is ours']],
    [
      'single, possessive',
      'He said ‘the workers’ rights agreement was signed’.',
      ['the workers’ rights agreement was signed'],
    ],
    ['straight single', "She said 'it's one two three four', didn't she?", ["it's one two three four"]],
    ['corner', '文章说「双方同意继续保持高层交往」。', ['双方同意继续保持高层交往']],
    ['white corner', '記事は『双方は協力を続ける』と書く。', ['双方は協力を続ける']],
    ['Chinese curly', '他说：“双方将继续加强合作。”', ['双方将继续加强合作。']],
    ['straight among Chinese', '他说"双方将继续加强合作"。', ['双方将继续加强合作']],
    ['a title', '据《中国国际贸易促进委员会报》报道', []],
    ['said in 《》', '他说《双方将继续加强合作，推动发展。》', ['双方将继续加强合作，推动发展。']],
    [
      'nested',
      'He said “she called it ‘a very big deal indeed’ at once”.',
      ['she called it ‘a very big deal indeed’ at once'],
    ],
    ['terms', 'the so-called “ballast stone” and the "little giant" firms', []],
    ['inches and years', `a 5" screen in the '90s and the '80s of one two three four`, []],
    [
      'not closed',
      'He said “one two three four and went away. “Five six seven eight” came.',
      ['Five six seven eight'],
    ],
  ]
  for (const [name, draft, expected] of cases) {
    test(name, () => {
      expect(texts(draft)).toEqual(expected)
    })
  }
})

test('speech of several paragraphs, each opened, the last closed', () => {
  const draft = '“We will go on and on.\n\n“We will never stop at all.”'
  expect(texts(draft)).toEqual(['We will go on and on.', 'We will never stop at all.'])
})

test('a quotation does not run on into the next paragraph', () => {
  expect(texts('An opening “ without its like, one two three.\n\nFour five six seven ” eight.')).toEqual([])
})

test('lines and places are those of the draft', () => {
  const draft = 'One.\n\nHe said **“one *two* three\nfour \\* five”** there.\n\n> six seven\n> eight nine\n'
  const found = findQuotations(draft, 'markdown')
  expect(found.map(({ text, line }) => [text, line])).toEqual([
    ['one two three\nfour * five', 3],
    ['six seven\neight nine', 6],
  ])
  expect(found.map(({ start, end }) => draft.slice(start, end))).toEqual([
    'one *two* three\nfour \\* five',
    'six seven\n> eight nine',
  ])
})

test.describe('Markdown', () => {
  test('character references, links and escapes are what they stand for', () => {
    expect(
      texts('“one &amp; two [three](https://example.org) \\[four\\] &#x1F600; five”', 'markdown'),
    ).toEqual(['one & two three [four] 😀 five'])
  })

  test('code, comments and front matter hold none', () => {
    const draft = [
      '---',
      'title: "one two three four five"',
      '---',
      '`"one two three four"`',
      '',
      '```',
      '"one two three four"',
      '```',
      '',
      '<!-- "one two three four" -->',
    ].join('\n')
    expect(texts(draft, 'markdown')).toEqual(['one two three four'])
  })

  test('a block quotation over several paragraphs, less the title and the source of a callout', () => {
    const draft = [
      '> [!quote] ¶3 · Claim · #trade',
      '>',
      '> First of it all.',
      '>',
      '> Second “of” it.',
      '>',
      '> — Global Times, 2025 · [Open in Collate](collate://a/b)',
      '',
      '- in a list:',
      '  > third of it all',
    ].join('\n')
    expect(texts(draft, 'markdown')).toEqual(['First of it all.\n\nSecond “of” it.', 'third of it all'])
  })

  test('what the export writes as a quotation is found as that quotation', () => {
    const words = fc.array(
      fc.constantFrom(
        'said',
        '*',
        '_a_',
        '[b]',
        '<i>',
        '&amp;',
        '# x',
        '1.',
        '>',
        '`',
        '"',
        'growth',
        '中国',
        '\\',
        '|',
        '~~',
      ),
      { minLength: 4, maxLength: 20 },
    )
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), (paragraphs) => {
        const quotation = paragraphs
          .map((paragraph) => `one two three four ${paragraph.join(' ')}`)
          .join('\n\n')
        const found = findQuotations(`# A\n\n${quoteBlock(quotation, 'soft')}\n\nEnd.`, 'markdown')
        assert.deepEqual(
          found.map(({ text }) => text),
          [quotation],
        )
      }),
    )
  })
})

test('any draft is read, and places lie in it, in order', () => {
  const bits = fc.constantFrom(
    '“',
    '”',
    '"',
    "'",
    '«',
    '»',
    '> ',
    '\n',
    '\n\n',
    'word ',
    'two three ',
    '中文字',
    '**',
    '\\',
    '&lt;',
    '[x](y)',
    '`',
    '- ',
  )
  fc.assert(
    fc.property(
      fc.array(bits, { maxLength: 60 }),
      fc.constantFrom('markdown' as const, 'text' as const),
      (parts, format) => {
        const draft = parts.join('')
        let at = 0
        for (const { start, end, line, text } of findQuotations(draft, format)) {
          assert(start >= at && end > start && end <= draft.length)
          assert.equal(line, draft.slice(0, start).split('\n').length)
          if (format === 'text') assert.equal(draft.slice(start, end), text)
          at = start
        }
      },
    ),
    { numRuns: 500 },
  )
})
