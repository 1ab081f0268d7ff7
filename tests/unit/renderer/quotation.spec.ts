import { expect, test } from '@playwright/test'
import { quotationWithSource } from '#shared/quotation'

test('the words stand character for character, the source behind them', () => {
  const words = 'should not and will\n\nnot "decouple"  *ever*'
  const metadata = { byline: 'A. Writer', title: 'A title', source: 'Global Times', published: '2025-03-03' }
  expect(quotationWithSource(words, metadata, 4)).toBe(
    `“${words}” — A. Writer, A title, Global Times, 3 Mar 2025, ¶4`,
  )
})

test('what is unknown is left out', () => {
  const metadata = { byline: null, title: 'A title', source: null, published: null }
  expect(quotationWithSource('x', metadata, null)).toBe('“x” — A title')
})
