/** Dates, times and counts as they are written. */
import { test, expect } from '@playwright/test'
import { count, countOrMore, formatDate, formatMoment, sourceLine } from '../../../src-renderer/shared/format'

test('a date is as exact as it is known', () => {
  expect(formatDate('2025-03-03')).toBe('3 Mar 2025')
  expect(formatDate('2025-03')).toBe('Mar 2025')
  expect(formatDate('2025')).toBe('2025')
})

test('a moment of today is a time, another has its day', () => {
  const now = new Date(2026, 10, 20, 16, 0)
  expect(formatMoment(new Date(2026, 10, 20, 9, 5).toISOString(), now)).toBe('09:05')
  expect(formatMoment(new Date(2026, 0, 2, 9, 5).toISOString(), now)).toBe('2 Jan 09:05')
  expect(formatMoment(new Date(2025, 0, 2, 9, 5).toISOString(), now)).toBe('2 Jan 2025 09:05')
})

test('counts agree with their nouns', () => {
  expect(count(1, 'article')).toBe('1 article')
  expect(count(0, 'article')).toBe('0 articles')
  expect(count(12_345, 'match', 'matches')).toBe('12,345 matches')
  expect(countOrMore(340, false, 'match', 'matches')).toBe('340+ matches')
  expect(countOrMore(1, false, 'match', 'matches')).toBe('1+ matches')
  expect(countOrMore(1, true, 'match', 'matches')).toBe('1 match')
})

test('what is unknown is said', () => {
  expect(sourceLine({ source: null, published: null })).toBe('No source · no date')
  expect(sourceLine({ source: 'CCFAO', published: '2020-08-03' })).toBe('CCFAO · 3 Aug 2020')
})
