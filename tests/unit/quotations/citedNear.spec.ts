/** Which article a draft names near a quotation. */
import { expect, test } from '@playwright/test'
import { citedNear, type Named } from '#quotations/quoteCheck'

const nobody: Named = { title: 'Another matter', source: null, byline: null, url: null }
const seafood: Named = {
  title: 'Japan and China to resume seafood talks after two years',
  source: 'Example Wire',
  byline: 'By Ann Okafor, Tokyo correspondent',
  url: 'https://www.example.org/seafood/',
}
const quote = '“It is a long way to the harbour”'

function cited(around: string, named: Named): number {
  const draft = around.replace('…', quote)
  const start = draft.indexOf(quote)
  return citedNear(draft, { start, end: start + quote.length }, named)
}

for (const [by, around] of [
  ['its title', 'In “Japan and China to resume seafood talks” it says: …'],
  ['its title in capitals', 'JAPAN AND CHINA TO RESUME SEAFOOD TALKS: …'],
  ['its source', 'So said the Example Wire: …'],
  ['its author', '… (Okafor 2025)'],
  ['a link', '… [source](http://example.org/seafood)'],
] as const) {
  test(`by ${by}`, () => {
    expect(cited(around, seafood)).toBeGreaterThan(0)
    expect(cited(around, nobody)).toBe(0)
  })
}

test('by a Chinese title or source', () => {
  const named = { ...nobody, title: '中日将重启水产品谈判', source: '新华社' }
  expect(cited('据新华社报道，…', named)).toBeGreaterThan(0)
  expect(cited('据共同社报道，…', named)).toBe(0)
})

test('the nearer of two that are named', () => {
  const other = { ...nobody, source: 'Daily Example' }
  const around =
    'The Daily Example has much on this. There is more to it than that, and it takes long to tell. The Example Wire has: …'
  expect(cited(around, { ...nobody, source: 'Example Wire' })).toBeGreaterThan(cited(around, other))
})

test('not by words within a word, in the quotation, or far away', () => {
  expect(cited('Wireless: …', { ...nobody, source: 'Wire' })).toBe(0)
  expect(cited('…', { ...nobody, source: 'harbour' })).toBe(0)
  expect(cited(`Example Wire ${'and so on '.repeat(300)} …`, { ...nobody, source: 'Example Wire' })).toBe(0)
})
