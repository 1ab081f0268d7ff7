/** Word differences: they give both wordings back, and read well. */
import assert from 'node:assert/strict'
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { diffWords, type DiffPart } from '#domain/text/wordDiff'
import { anyText } from '../texts'

function shown(parts: readonly DiffPart[]): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
  return parts.map(({ kind, text }) => marks[kind][0] + text + marks[kind][1]).join('')
}

function side(parts: readonly DiffPart[], kind: DiffPart['kind']): string {
  return parts
    .filter((part) => part.kind === 'same' || part.kind === kind)
    .map(({ text }) => text)
    .join('')
}

test('whole words, replaced together where only a space parts them', () => {
  expect(
    shown(diffWords('The 5-memebr delegation of Japanese', 'The 5-member delegation of the Japanese', 'en')),
  ).toBe('The 5-[-memebr-]{+member+} delegation of {+the +}Japanese')
  expect(shown(diffWords('exceeding $300 billion for years', 'exceeding $310 million for years', 'en'))).toBe(
    'exceeding $[-300 billion-]{+310 million+} for years',
  )
})

test('characters where words are not set apart', () => {
  expect(shown(diffWords('在东京会见了日本企业代表', '三日在东京会晤了日本企业代表', 'zh'))).toBe(
    '{+三日+}在东京会[-见-]{+晤+}了日本企业代表',
  )
})

test('nothing, the same, and all new', () => {
  expect(diffWords('', '', 'en')).toEqual([])
  expect(diffWords('same', 'same', 'en')).toEqual([{ kind: 'same', text: 'same' }])
  expect(shown(diffWords('', 'new words', 'en'))).toBe('{+new words+}')
  expect(shown(diffWords('old words', '', 'en'))).toBe('[-old words-]')
})

test('both wordings come back from any differences, and no part follows its like', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const parts = diffWords(before, after, 'en')
      assert.equal(side(parts, 'removed'), before)
      assert.equal(side(parts, 'added'), after)
      for (const [index, part] of parts.entries()) assert.notEqual(part.kind, parts[index + 1]?.kind)
    }),
    { numRuns: 500 },
  )
})

test('long wordings with nothing in common are answered', () => {
  test.setTimeout(10_000)
  const before = `Both begin so. ${Array.from({ length: 20_000 }, (_, n) => `a${n}`).join(' ')} and end so.`
  const after = `Both begin so. ${Array.from({ length: 20_000 }, (_, n) => `b${n}`).join(' ')} and end so.`
  const parts = diffWords(before, after, 'en')
  expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same'])
  expect(side(parts, 'removed')).toBe(before)
})
