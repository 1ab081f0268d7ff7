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

test('keywords and the beginnings of words come after what the label says', () => {
  const lock = ['Scroll panes together', 'lock sync synchronise'] as const
  expect(fit(lock[0], 'lock', lock[1])).toBe(3)
  expect(fit(lock[0], 'sync panes', lock[1])).toBe(3)
  expect(fit(lock[0], 'lock', '')).toBeNull()
  expect(fit('Export notes', 'exno')).toBe(4)
  expect(fit('Export notes', 'xno')).toBeNull()
  expect(fit('Export notes', 'en')).toBeNull()
})

test('labels are folded as the texts are', () => {
  expect(fit('Æsir and Straße', 'strasse')).toBe(1)
  expect(fit('İstanbul talks', 'istanbul')).toBe(0)
  expect(fit('經濟', '经济')).toBe(0)
  expect(fit('Anything', '%')).toBeNull()
  expect(labelParts('İstanbul Straße', 'strasse')).toEqual([
    { text: 'İstanbul ', match: false },
    { text: 'Straße', match: true },
  ])
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
