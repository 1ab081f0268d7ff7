/** Tables: CSV that reads back and runs nothing, and Markdown that keeps quotations in their cells. */
import { expect, test } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import * as fc from '../../property'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toString } from 'mdast-util-to-string'
import { gfm } from 'micromark-extension-gfm'
import { claimTableCsv, csv, highlightsCsv, matrixCsv } from '#exporters/interchange/csv'
import { claimTableMarkdown } from '#exporters/interchange/tables'
import { articleText } from '../arbitraries'
import { anyMaterial, article, highlight, link, material } from '../notebooks'

const plain = { bom: false }
const rows = (content: string): string[][] => parse(content, { bom: true })

test('a row for each highlight', () => {
  const notebook = material(
    [
      article({
        highlights: [
          highlight({
            id: 'h1',
            quote: 'Two\nlines, "quoted"',
            tags: ['a', 'b/c'],
            note: 'Why?',
            hue: 'green',
          }),
          highlight({ id: 'h2', place: { status: 'lost' } }),
        ],
      }),
    ],
    [
      link({
        id: 'l1',
        members: [
          { articleId: 'a1', highlightId: 'h1' },
          { articleId: 'a1', highlightId: 'h2' },
        ],
      }),
    ],
  )
  const [header = [], first = [], second = [], ...more] = rows(highlightsCsv(notebook, plain))
  expect(more).toEqual([])
  const cell = (row: string[], name: string) => row[header.indexOf(name)]
  expect(cell(first, 'Article')).toBe('An article')
  expect(cell(first, 'Paragraph')).toBe('1')
  expect(cell(first, 'Colour')).toBe('Figure')
  expect(cell(first, 'Tags')).toBe('a b/c')
  expect(cell(first, 'Quotation')).toBe('Two\nlines, "quoted"')
  expect(cell(first, 'Relations')).toBe('Contradicts An article')
  expect(cell(first, 'Link')).toBe('collate://a1/h1')
  expect(cell(second, 'Status')).toBe('lost')
})

test('the byte-order mark is there when it is wanted', () => {
  expect(csv([['é']], { bom: true })).toBe('\ufeff"é"\r\n')
  expect(csv([['é']], plain)).toBe('"é"\r\n')
})

test('no cell begins like a formula, and every other cell reads back exactly', () => {
  const cell = fc.oneof(
    articleText,
    fc.constantFrom('=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'=1", ' =1', '"=1'),
  )
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (table, bom) => {
        const back = rows(csv(table, { bom }))
        const guarded = table.map((row) =>
          row.map((text) => (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text)),
        )
        expect(back).toEqual(guarded)
        for (const text of back.flat()) expect(text).not.toMatch(/^[=+\-@\t\r]/)
      },
    ),
  )
})

test('any notebook can be written, a row for each highlight', () => {
  fc.assert(
    fc.property(anyMaterial, (notebook) => {
      const count = notebook.articles.reduce((sum, { highlights }) => sum + highlights.length, 0)
      expect(rows(highlightsCsv(notebook, plain))).toHaveLength(count + 1)
    }),
    { numRuns: 30 },
  )
})

const claims = {
  columns: [
    { articleId: 'a1', title: 'First | article' },
    { articleId: 'b2', title: 'Second' },
  ],
  rows: [
    {
      title: 'Who began',
      relation: 'contradicts',
      note: 'See both.',
      cells: [
        [
          { highlightId: 'h1', quote: '=cause\n\nand | effect', paragraph: 3 },
          { highlightId: 'h2', quote: 'more', paragraph: null },
        ],
        [],
      ],
    },
  ],
}

test('the claim table', () => {
  expect(claimTableMarkdown(claims)).toBe(
    [
      '|  | First \\| article | Second |',
      '| --- | --- | --- |',
      '| Who began · contradicts | “\\=cause&#10;&#10;and \\| effect” [¶3](collate://a1/h1)<br>“more” [Open](collate://a1/h2) | — |',
      '',
    ].join('\n'),
  )
  expect(rows(claimTableCsv(claims, plain))).toEqual([
    ['Title', 'Relation', 'First | article', 'Second', 'Note'],
    ['Who began', 'contradicts', "'=cause\n\nand | effect\n\nmore", '', 'See both.'],
  ])
})

test('the claim table has the word for a relation that its reader knows', () => {
  const related = { ...claims, rows: claims.rows.map((row) => ({ ...row, relation: 'parallel' })) }
  expect(claimTableMarkdown(related)).toContain('| Who began · related |')
  expect(rows(claimTableCsv(related, plain))[1]?.[1]).toBe('related')
})

test('a quotation in a table stays in its cell and reads back exactly', () => {
  fc.assert(
    fc.property(articleText, articleText, (quote, other) => {
      const cells = [
        [{ highlightId: 'h1', quote, paragraph: 1 }],
        [{ highlightId: 'h2', quote: other, paragraph: 2 }],
      ]
      const markdown = claimTableMarkdown({
        ...claims,
        rows: [{ title: 'T', relation: null, note: '', cells }],
      })
      const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
      const [table, ...more] = tree.children
      expect(more).toEqual([])
      const row = table?.type === 'table' ? table.children[1] : undefined
      expect(row?.children.map((cell) => toString(cell))).toEqual(['T', `“${quote}” ¶1`, `“${other}” ¶2`])
    }),
    { numRuns: 200 },
  )
})

const matrix = {
  rows: [
    { key: 'wording', total: 3 },
    { key: 'trade', total: 1 },
  ],
  columns: [
    { label: 'A Paper', total: 4 },
    { label: null, total: 0 },
  ],
  cells: [
    { row: 0, column: 0, count: 3 },
    { row: 1, column: 0, count: 1 },
  ],
  total: 4,
}

test('the matrix, with its gaps', () => {
  expect(matrixCsv(matrix, plain)).toBe(
    ['"","A Paper","No source","Total"', '"wording",3,"",3', '"trade",1,"",1', '"Total",4,0,4', ''].join(
      '\r\n',
    ),
  )
})
