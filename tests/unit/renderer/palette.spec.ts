/** What the palette finds, and which letters it sets in bold. */
import { test, expect } from '@playwright/test'
import { fit, labelParts } from '../../../src-renderer/features/palette/matching'

test('a beginning comes before a word inside, a word before letters inside', () => {
  expect(fit('Export notes', 'exp')).toBe(0)
  expect(fit('Hide notes', 'notes')).toBe(1)
  expect(fit('Full screen', 'cree')).toBe(2)
  expect(fit('Full screen', 'screen full')).toBe(2)
  expect(fit('Full screen', 'half')).toBeNull()
  expect(fit('Anything', '  ')).toBe(2)
})

test('the parts of a label make up the label', () => {
  for (const [label, words] of [
    ['supply-chains', 'supply'],
    ['Supply Chain Expo', 'chain sup'],
    ['İstanbul talks', 'talks'],
    ['trade', 'trade trade'],
    ['plain', ''],
  ] as const) {
    expect(
      labelParts(label, words)
        .map((part) => part.text)
        .join(''),
    ).toBe(label)
  }
  expect(labelParts('Supply chains', 'chain')).toEqual([
    { text: 'Supply ', match: false },
    { text: 'chain', match: true },
    { text: 's', match: false },
  ])
})
