/** Files that mean harm: nothing of them runs or loads, and none of them takes the process with it. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import * as v from 'valibot'
import { ArticleTextSchema, MetadataSchema, ProvenancesSchema } from '#domain/articles/article'
import { CollateError } from '#domain/errors'
import { importExtensions } from '#importers/formats'
import { offeredEncodings } from '#importers/readSource'
import { moreProse, prose, read, readOne } from './support'

test('what would run in a browser is no text, and does not run here', () => {
  const trap = 'globalThis.collateTrap = true'
  const article = readOne(
    `<html><head><script>${trap}</script><style>p{}</style><meta http-equiv="refresh" content="0;url=https://example.org/"></head>
     <body onload="${trap}"><p>${prose}</p><img src="https://example.org/x.png" onerror="${trap}"><svg onload="${trap}"><text>svg</text></svg>
     <a href="javascript:${trap}">A link stays text.</a><iframe srcdoc="<p>framed</p>"></iframe><object data="x">object</object>
     <template><p>template</p></template><noscript><p>noscript</p></noscript><script>document.write('<p>written</p>')</script>
     <p style="display: none">hidden</p><p hidden>hidden too</p><textarea>form</textarea><p>${moreProse}</p></body></html>`,
    { fileName: 'a.html' },
  )
  expect('collateTrap' in globalThis).toBe(false)
  expect(article.text).toContain('A link stays text.')
  for (const word of [
    'collateTrap',
    'svg',
    'framed',
    'object',
    'template',
    'noscript',
    'written',
    'hidden',
    'form',
  ]) {
    expect(article.text).not.toContain(word)
  }
})

test('the same in Markdown and in JSON Lines', () => {
  const markdown = readOne(
    `${prose} <script>alert(1)</script> <b onclick="x()">bold</b> [go](javascript:alert(1))\n\n<div><script>alert(2)</script>shown</div>`,
    { fileName: 'a.md' },
  )
  expect(markdown.text).toBe(`${prose} bold go\n\nshown`)
  const line = JSON.stringify({
    text: `<p>${prose}</p><script>alert(1)</script>`,
    url: 'javascript:alert(1)',
  })
  const record = readOne(line, { fileName: 'a.jsonl' })
  expect(record.text).toBe(prose)
  expect(record.metadata.url).toBeNull()
})

test('entities that multiply are not expanded', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><html><body><p>&c; ${prose}</p></body></html>`
  expect(readOne(bomb, { fileName: 'a.xhtml' }).text).not.toContain('haha')
  const aliases = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefg'.split('').map(
      (name, index) =>
        `${name}: &${name} [${Array(9)
          .fill(`*${'abcdefg'.charAt(index)}`)
          .join(',')}]`,
    ),
  ]
  const result = read(`---\n${aliases.join('\n')}\ntitle: *g\n---\n${prose}`, { fileName: 'a.md' })
  expect(result.warnings.map(({ code }) => code)).toEqual(['metadata-unreadable'])
  expect(result.articles[0]?.text).toBe(prose)
})

test('characters that escapes bring in are dropped or counted', () => {
  const result = read(`<p>a&#0;b&#1;c&#xD800;d&#x2028;e ${prose}</p>`, { fileName: 'a.html' })
  // eslint-disable-next-line no-control-regex -- that is what must not be there
  expect(result.articles[0]?.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u2028]|[\ud800-\udfff]/u)
  expect(result.warnings.map(({ code }) => code)).toEqual(['controls-dropped', 'undecodable'])
  const record = read('{"text":"a\\u0000b \\ud800 c"}', { fileName: 'a.jsonl' })
  expect(record.articles[0]?.text).toBe('ab \ufffd c')
  expect(record.warnings.map(({ code }) => code)).toEqual(['controls-dropped', 'undecodable'])
})

for (const [what, fileName, content] of [
  ['100,000 nested elements', 'a.html', () => '<div>'.repeat(100_000) + prose],
  ['100,000 elements that nobody closes', 'a.html', () => `<body>${'<b>word '.repeat(100_000)}`],
  ['a million angle brackets', 'a.html', () => `<body>${'<'.repeat(1_000_000)}`],
  ['a million entities', 'a.html', () => `<body><p>${'&amp;'.repeat(1_000_000)}</p>`],
  [
    '200,000 attributes',
    'a.html',
    () => `<body><p ${Array.from({ length: 200_000 }, (_, index) => `a${index}=""`).join(' ')}>${prose}</p>`,
  ],
  ['a thousand nested elements', 'a.html', () => `<body>${'<div>'.repeat(1000)}${prose}`],
  ['60,000 bold words', 'a.html', () => `<body><p>${'<b>x</b> '.repeat(30_000)}</p>`],
  [
    'a picture of ten megabytes',
    'a.html',
    () => `<body><img src="data:image/png;base64,${'A'.repeat(10_000_000)}"><p>${prose}</p>`,
  ],
  ['100,000 quotation marks of Markdown', 'a.md', () => `${'>'.repeat(100_000)} x`],
  ['100,000 brackets', 'a.md', () => '['.repeat(100_000)],
  ['50,000 stars', 'a.md', () => '**a'.repeat(50_000)],
  [
    'a list a thousand levels deep',
    'a.md',
    () => Array.from({ length: 1000 }, (_, index) => `${' '.repeat(index * 2)}- x`).join('\n'),
  ],
  ['a line of five megabytes', 'a.txt', () => `${prose} `.repeat(40_000)],
  ['a line of five megabytes without a space', 'a.txt', () => 'x'.repeat(5_000_000)],
  ['touching sentences without end', 'a.txt', () => prose.repeat(20_000)],
  ['full stops and capitals', 'a.txt', () => '.A"'.repeat(300_000)],
  ['lines of furniture', 'a.txt', () => `${'Home > A\n'.repeat(50_000)}${prose}`],
  [
    'JSON a hundred thousand levels deep',
    'a.jsonl',
    () => `{"text":"x","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  ],
  ['a hundred thousand bad lines', 'a.jsonl', () => `{"text":"x"}\n${'{\n'.repeat(100_000)}`],
] as const) {
  test(`${what}: read or refused, in bounded time`, () => {
    try {
      expect(read(content(), { fileName }).articles.length).toBeGreaterThan(0)
    } catch (error) {
      if (!(error instanceof CollateError)) throw error
      expect(error.message).toMatch(/Save its text alone|Rename it to “.txt”/)
    }
  })
}

test('warnings of bad lines are bounded, and the rest is counted', () => {
  const { warnings } = read(`{"text":"x"}\n${'{\n'.repeat(1000)}`, { fileName: 'a.jsonl' })
  expect(warnings).toHaveLength(51)
  expect(warnings[50]?.message).toContain('950 further lines')
})

const StoredSchema = v.object({
  ...v.omit(ArticleTextSchema, ['revision']).entries,
  metadata: MetadataSchema,
  provenance: ProvenancesSchema,
})

/** Bytes as they might come: noise, and noise within files that begin well. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.string({ unit: 'binary', maxLength: 300 }).map((text) => new TextEncoder().encode(text)),
  fc
    .tuple(
      fc.constantFrom(
        '<html><body><p>',
        '<!doctype html><table><tr><td>',
        '---\ntitle: ',
        '# A\n\n> - ',
        '{"text":"',
        '\u001b$B',
        '~{',
        '\ufeff',
        '',
      ),
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('</p>', '"}', '\n', '~}', ''),
    )
    .map(([start, noise, end]) =>
      Uint8Array.from([...new TextEncoder().encode(start), ...noise, ...new TextEncoder().encode(end)]),
    ),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '</',
        '<p>',
        '<table>',
        '<td>',
        '<!--',
        '&',
        '"',
        '*',
        '[',
        '](',
        '`',
        '|',
        '\n',
        '- ',
        '\n\n',
        '{',
        '}',
        ':',
        'a',
        '.',
        'A',
        ' ',
        '#',
        '\u0301',
        '中',
      ),
      { maxLength: 120 },
    )
    .map((parts) => new TextEncoder().encode(parts.join(''))),
)

test('whatever the bytes, they are read, or refused by a CollateError that names the file', () => {
  fc.assert(
    fc.property(
      bytes,
      fc.constantFrom(...importExtensions),
      fc.option(fc.constantFrom(...offeredEncodings.map(({ label }) => label)), { nil: undefined }),
      (content, extension, encoding) => {
        const fileName = `noise${extension}`
        try {
          const { articles } = read(content, { fileName, ...(encoding === undefined ? {} : { encoding }) })
          for (const { text, blocks, cleanings, metadata, provenance, received } of articles) {
            v.parse(StoredSchema, { text, blocks, cleanings, received, metadata, provenance })
            if (text === '' || blocks.length === 0 || metadata.title === '')
              throw new Error('an empty article')
            if (/[\ud800-\udfff]/u.test(text + (received ?? '') + metadata.title))
              throw new Error('half a character')
          }
        } catch (error) {
          if (!(error instanceof CollateError) || error.code !== 'invalid') throw error
          if (!error.message.includes(fileName)) throw error
          // A structure that no reader foresaw is a defect of the reader, even if it is met.
          if (error.message.includes('could not be read')) throw error
        }
      },
    ),
    { numRuns: 1500 },
  )
})
