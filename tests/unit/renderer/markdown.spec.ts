import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { parseMarkdown, safeUrl } from '../../../src-renderer/ui/markdownTree'

const paragraph = (value: string): object => ({ kind: 'paragraph', children: [{ kind: 'text', value }] })

test('HTML stays the text it is', () => {
  expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual([paragraph('<img src=x onerror=alert(1)>')])
  expect(parseMarkdown('a <b>c</b>')[0]).toMatchObject({
    children: [{ value: 'a ' }, { value: '<b>' }, { value: 'c' }, { value: '</b>' }],
  })
})

test('only http and https are links; anything else is its own source', () => {
  expect(parseMarkdown('[here](https://example.org/a)')[0]).toMatchObject({
    children: [{ kind: 'link', url: 'https://example.org/a', children: [{ value: 'here' }] }],
  })
  for (const source of [
    '[x](javascript:alert(1))',
    '[x](file:///etc/passwd)',
    '[x](data:text/html,hi)',
    '[x](relative)',
  ]) {
    expect(parseMarkdown(source)).toEqual([paragraph(source)])
  }
  expect(safeUrl('JaVaScRiPt:alert(1)')).toBeNull()
})

test('bare addresses and references are links', () => {
  expect(parseMarkdown('see https://example.org/x')[0]).toMatchObject({
    children: [{ kind: 'text' }, { kind: 'link', url: 'https://example.org/x' }],
  })
  expect(parseMarkdown('[a][b]\n\n[b]: http://example.org')).toMatchObject([
    { children: [{ kind: 'link', url: 'http://example.org/' }] },
  ])
})

test('images load nothing: they stay text', () => {
  expect(parseMarkdown('![alt](https://example.org/i.png)')).toEqual([
    paragraph('![alt](https://example.org/i.png)'),
  ])
})

test('emphasis, lists, tasks, quotes, code and tables are drawn', () => {
  expect(parseMarkdown('**a** _b_ ~~c~~ `d`')[0]).toMatchObject({
    children: [
      { kind: 'strong' },
      {},
      { kind: 'emphasis' },
      {},
      { kind: 'strike' },
      {},
      { kind: 'code', value: 'd' },
    ],
  })
  expect(parseMarkdown('3. a\n4. b')[0]).toMatchObject({ kind: 'list', ordered: true, start: 3 })
  expect(parseMarkdown('- [x] done')[0]).toMatchObject({ kind: 'list', items: [{ checked: true }] })
  expect(parseMarkdown('> q')[0]).toMatchObject({ kind: 'quote' })
  expect(parseMarkdown('```\nx\n```')[0]).toEqual({ kind: 'code', value: 'x' })
  expect(parseMarkdown('| a | b |\n|---|--:|\n| 1 | 2 |')[0]).toMatchObject({
    kind: 'table',
    align: [null, 'right'],
  })
})

test('no note makes it throw, and no link leads anywhere but to the web', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          '[',
          ']',
          '(',
          ')',
          '<',
          '>',
          '*',
          '_',
          '`',
          '|',
          '\n',
          '-',
          ':',
          'a',
          '!',
          'j:',
          'http://',
        ),
      }),
      (source) => {
        const urls = JSON.stringify(parseMarkdown(source)).matchAll(/"url":"([^"]*)"/g)
        for (const [, url] of urls) expect(url).toMatch(/^https?:/)
      },
    ),
  )
})
