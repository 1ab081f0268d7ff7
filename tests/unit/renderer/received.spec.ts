/** The file as received, cut at what cleaning did. */
import { test, expect } from '@playwright/test'
import { pieces, ruleLabel, visibleBlanks } from '../../../src-renderer/features/library/received'

const cleaning = (start: number, end: number, words: string, replacement = '') => ({
  rule: 'a-rule',
  words,
  replacement,
  received: { start, end },
})

test('what was taken out and put in stands at its place, and nothing else is lost', () => {
  const text = ' date 2025 One side.These two'
  const cut = pieces(text, [cleaning(20, 20, '', '\n\n'), cleaning(0, 11, ' date 2025 ')])
  expect(cut.map((piece) => piece.kind)).toEqual(['cleaned', 'kept', 'cleaned', 'kept'])
  expect(cut.map((piece) => piece.text).join('')).toBe(text)
  expect(cut[0]).toMatchObject({ index: 1, text: ' date 2025 ' })
  expect(cut[2]).toMatchObject({ index: 0, text: '', replacement: '\n\n' })
})

test('cleanings that overlap or lie outside do not repeat or lose text', () => {
  const text = 'abcdefgh'
  const cut = pieces(text, [cleaning(1, 5, 'bcde'), cleaning(3, 7, 'defg'), cleaning(6, 99, 'x')])
  expect(cut.map((piece) => piece.text).join('')).toBe(text)
  expect(cut.filter((piece) => piece.kind === 'cleaned')).toHaveLength(1)
})

test('names of rules and blanks can be read', () => {
  expect(ruleLabel('comment-form')).toBe('Comment form')
  expect(visibleBlanks('\r\n\n ')).toBe('¶¶·')
  expect(visibleBlanks('two words')).toBe('two words')
})
