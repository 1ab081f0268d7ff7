/** The query language: every operator, what is explained, what is forgiven. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { hues } from '#domain/annotations/notebook'
import { maxQueryLength, parseQuery, queryHelp, type Query } from '#domain/queries/language'
import { formatQuery } from './formatQuery'

const word = (text: string): Query => ({ type: 'words', text, phrase: false, prefix: false })
const parsed = (text: string): Query => {
  const result = parseQuery(text)
  expect(result).toMatchObject({ ok: true })
  return result.query
}
const failure = (text: string): { message: string; part: string; query: Query } => {
  const result = parseQuery(text)
  if (result.ok) throw new Error(`"${text}" is no error`)
  return {
    message: result.error.message,
    part: text.slice(result.error.start, result.error.end),
    query: result.query,
  }
}

test('reads words, phrases, beginnings and negations', () => {
  expect(parsed('')).toEqual({ type: 'all' })
  expect(parsed('  Tokyo ')).toEqual(word('Tokyo'))
  expect(parsed('supply chain')).toEqual({ type: 'and', parts: [word('supply'), word('chain')] })
  expect(parsed('"supply chain"')).toEqual({
    type: 'words',
    text: 'supply chain',
    phrase: true,
    prefix: false,
  })
  expect(parsed('coop*')).toEqual({ type: 'words', text: 'coop', phrase: false, prefix: true })
  expect(parsed('"supply ch"*')).toMatchObject({ phrase: true, prefix: true })
  expect(parsed('a -b')).toEqual({ type: 'and', parts: [word('a'), { type: 'not', part: word('b') }] })
  expect(parsed('a NOT b')).toEqual(parsed('a -b'))
  expect(parsed('a AND b')).toEqual(parsed('a b'))
  expect(parsed('--a')).toEqual(word('a'))
  expect(parsed('5-memebr')).toEqual(word('5-memebr'))
  expect(parsed('a - b')).toEqual(parsed('a b'))
})

test('reads OR and groups; OR binds less than what stands side by side', () => {
  expect(parsed('a OR b c')).toEqual({
    type: 'or',
    parts: [word('a'), { type: 'and', parts: [word('b'), word('c')] }],
  })
  expect(parsed('(a OR b) c')).toEqual({
    type: 'and',
    parts: [{ type: 'or', parts: [word('a'), word('b')] }, word('c')],
  })
  expect(parsed('or')).toEqual(word('or'))
  expect(parsed('-(a b)')).toMatchObject({ type: 'not', part: { type: 'and' } })
})

test('reads fields', () => {
  expect(parsed('source:"Global Times"')).toEqual({ type: 'source', value: 'Global Times' })
  expect(parsed('Source:CCFAO')).toEqual({ type: 'source', value: 'CCFAO' })
  expect(parsed('tag:#supply-chains')).toEqual({ type: 'tag', value: 'supply-chains', prefix: false })
  expect(parsed('tag:sup*')).toEqual({ type: 'tag', value: 'sup', prefix: true })
  expect(parsed('hue:Rose')).toEqual({ type: 'hue', hue: 'rose' })
  expect(parsed('after:2025')).toEqual({ type: 'after', date: '2025' })
  expect(parsed('before:2025-3-4')).toEqual({ type: 'before', date: '2025-03-04' })
  expect(parsed('before:2025/12')).toEqual({ type: 'before', date: '2025-12' })
  expect(parsed('has:highlights')).toEqual({ type: 'has', what: 'highlights' })
  expect(parsed('has:note')).toEqual({ type: 'has', what: 'notes' })
  expect(parsed('in:notes a b')).toEqual({
    type: 'in',
    place: 'notes',
    part: { type: 'and', parts: [word('a'), word('b')] },
  })
  expect(parsed('(in:title a) b')).toMatchObject({ type: 'and', parts: [{ type: 'in', place: 'title' }, {}] })
  expect(parsed('http://x.org')).toEqual(word('http://x.org'))
  expect(parsed('12:30')).toEqual(word('12:30'))
})

test('knows hues by the names a reader gave them', () => {
  const named = parseQuery('hue:claim', { hueNames: { amber: 'Claim', rose: 'Tension' } })
  expect(named).toEqual({ ok: true, query: { type: 'hue', hue: 'amber' } })
  const quoted = parseQuery('hue:"Open question"', { hueNames: { violet: 'Open question' } })
  expect(quoted.query).toEqual({ type: 'hue', hue: 'violet' })
})

test('accepts the quotes, colons and parentheses of other keyboards', () => {
  expect(parsed('“supply chain”')).toEqual(parsed('"supply chain"'))
  expect(parsed('„Lieferkette“')).toMatchObject({ text: 'Lieferkette', phrase: true })
  expect(parsed('tag：贸易')).toEqual({ type: 'tag', value: '贸易', prefix: false })
  expect(parsed('（中国 OR 日本）　经济')).toMatchObject({
    type: 'and',
    parts: [{ type: 'or' }, word('经济')],
  })
})

test('forgives what is not finished', () => {
  expect(parsed('"supply ch')).toMatchObject({ text: 'supply ch', phrase: true })
  expect(parsed('source:"Global T')).toEqual({ type: 'source', value: 'Global T' })
  expect(parsed('(a OR b')).toMatchObject({ type: 'or' })
  expect(parsed('a -')).toEqual({ type: 'and', parts: [word('a')] }.parts[0])
  expect(parsed('a * … ""')).toEqual(word('a'))
  expect(parsed('in:notes')).toEqual({ type: 'all' })
})

test('explains what is wrong, where, and keeps the rest', () => {
  expect(failure('china source:')).toMatchObject({ part: 'source:', query: word('china') })
  expect(failure('tag:')).toMatchObject({ message: 'Name a tag after tag:.' })
  expect(failure('a before:yesterday')).toMatchObject({
    message: '“yesterday” is not a date. Dates are written 2025, 2025-03 or 2025-03-03.',
    part: 'before:yesterday',
    query: word('a'),
  })
  expect(failure('after:2025-13').part).toBe('after:2025-13')
  expect(failure('after:2025-02-30').part).toBe('after:2025-02-30')
  expect(failure('has:pictures').message).toContain('highlights or notes')
  expect(failure('in:margins a')).toMatchObject({ part: 'in:margins', query: word('a') })
  expect(failure('hue:purple').message).toBe(
    'No hue is called “purple”. Hues are amber, rose, green, blue, violet.',
  )
  expect(failure('a ) b')).toMatchObject({ part: ')', query: { type: 'and' } })
  expect(failure('a OR').part).toBe('OR')
  expect(failure('OR a')).toMatchObject({ query: word('a') })
  expect(failure('-in:notes a').part).toBe('in:notes')
  expect(failure('in:title in:notes a').part).toBe('in:notes')
  expect(failure('x'.repeat(maxQueryLength + 1)).message).toContain(String(maxQueryLength))
  expect(failure('('.repeat(500) + 'a').message).toContain('nested')
  expect(failure('-('.repeat(500) + 'a').message).toContain('nested')
})

test('every example of the help card is a query', () => {
  for (const { example } of queryHelp) expect(parseQuery(example)).toMatchObject({ ok: true })
})

const pieces = fc.constantFrom(
  ...['a', 'trade', '中国', '-', '"', '“', '”', '(', ')', '（', '*', ' ', ' ', 'OR', 'AND', 'NOT', ':', '：'],
  ...[
    'source:',
    'tag:#x',
    'hue:amber',
    'before:2025',
    'after:',
    'has:notes',
    'in:notes',
    'in:',
    '\\',
    "'",
    '{',
    '^',
  ],
)
const nasty = fc.oneof(
  fc.string({ unit: pieces, maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

test('reads anything without throwing, and what it writes reads the same', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const { query } = parseQuery(text)
      const written = formatQuery(query)
      expect(parseQuery(written)).toEqual({ ok: true, query })
    }),
    { numRuns: 5000 },
  )
})

test('writes hues by their keys', () => {
  for (const hue of hues) expect(formatQuery({ type: 'hue', hue })).toBe(`hue:${hue}`)
})
