/** The bytes of stored files. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import * as v from 'valibot'
import { catalogueFormat, exportBaseFormat, notebookFormat, settingsFormat } from '#storage/formats'
import { checkData, decode, encode, encodeBytes, type StoreFormat } from '#storage/storeFormat'
import { defaultSettings } from '#domain/settings'
import { sampleNotebook, sampleRecord } from './samples'

const anyFormat: StoreFormat<{ value: unknown }> = {
  name: 'values',
  version: 1,
  schema: v.object({ value: v.unknown() }),
  empty: () => ({ value: null }),
  migrations: {},
}

const read = <T extends object>(format: StoreFormat<T>, text: string): unknown => {
  const decoded = decode(format, Buffer.from(text))
  return decoded.state === 'good' ? decoded.data : decoded
}

test('whatever is written reads back the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = encode(anyFormat, { value })
      expect(read(anyFormat, text)).toEqual({ value: JSON.parse(JSON.stringify(value)) as unknown })
      expect(text.endsWith('}\n')).toBe(true)
    }),
  )
})

test('strings keep every UTF-16 unit, lone surrogates too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (key, text) => {
      expect(read(exportBaseFormat, encode(exportBaseFormat, { key, text }))).toEqual({ key, text })
    }),
  )
})

test('the same data give the same bytes, in whatever order their keys came', () => {
  const a = encode(anyFormat, { value: { b: 1, a: [{ d: 1, c: 2 }], é: 3 } })
  const b = encode(anyFormat, { value: { é: 3, a: [{ c: 2, d: 1 }], b: 1 } })
  expect(a).toBe(b)
  expect(a.indexOf('"version"')).toBeLessThan(a.indexOf('"value"'))
})

test('no bytes do more than be found damaged', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(['damaged', 'good', 'newer']).toContain(decode(anyFormat, bytes).state)
    }),
  )
  const deep = `{"version":1,"value":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
  expect(read(anyFormat, deep)).toMatchObject({ state: 'damaged' })
})

test('a catalogue with a record that could break a list is damaged', () => {
  const good = sampleRecord(1)
  const withRecord = (record: unknown, id = good.id): unknown =>
    read(catalogueFormat, JSON.stringify({ version: 1, records: { [id]: record } }))
  expect(withRecord(good)).toEqual({ records: { [good.id]: good } })
  for (const bad of [
    null,
    [],
    'record',
    { ...good, id: 'other' },
    { ...good, pack: '../../settings' },
    { ...good, revision: 1 },
    { ...good, metadata: null },
    { ...good, metadata: { ...good.metadata, title: 1 } },
    { ...good, provenance: 'file' },
    { ...good, origin: undefined },
  ]) {
    expect(withRecord(bad)).toMatchObject({ state: 'damaged' })
  }
  expect(withRecord({ ...good, id: '../x' }, '../x')).toMatchObject({ state: 'damaged' })
  expect(withRecord({ ...good, id: '__proto__' }, '__proto__')).toMatchObject({ state: 'damaged' })
})

test('one record a line in the big files', () => {
  const records = Object.fromEntries(
    [1, 2, 3].map((number) => [sampleRecord(number).id, sampleRecord(number)]),
  )
  const text = encode(catalogueFormat, { records })
  expect(text.split('\n')).toHaveLength(3 + 3)
  expect(read(catalogueFormat, text)).toEqual({ records })
  expect(read(catalogueFormat, encode(catalogueFormat, { records: {} }))).toEqual({ records: {} })
})

test('a setting that an older file lacks is as by default; a wrong one is not passed over', () => {
  const { theme, ...rest } = { ...defaultSettings(), libraryName: 'Mine' }
  expect(read(settingsFormat, JSON.stringify({ version: 1, ...rest }))).toEqual({ theme, ...rest })
  expect(read(settingsFormat, JSON.stringify({ version: 1, ...rest, theme: 'plaid' }))).toMatchObject({
    state: 'damaged',
  })
})

test.describe('a long list that is written again and again', () => {
  const format = notebookFormat('a1')
  const long = checkData(format, sampleNotebook('a1', 'note', 50))

  const bytesOf = (data: typeof long): string => Buffer.from(encodeBytes(format, data)).toString('utf8')

  test('gives the same bytes, whatever of it was turned into bytes before', () => {
    const first = bytesOf(long)
    expect(first).toBe(encode(format, long))
    expect(JSON.parse(first)).toEqual({ version: 1, ...long })
    expect(first).toBe(`${JSON.stringify(JSON.parse(first), null, 2)}\n`)
    const [head, ...rest] = long.highlights
    if (!head) throw new Error('the sample has no highlight')
    const changed = checkData(format, { ...long, highlights: [{ ...head, note: 'another' }, ...rest] })
    const text = bytesOf(changed)
    expect(text).toBe(encode(format, changed))
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
    expect(JSON.parse(text)).toEqual({ version: 1, ...changed })
    expect(bytesOf(checkData(format, long))).toBe(first)
    const none = checkData(format, { ...long, highlights: [] })
    expect(bytesOf(none)).toBe(encode(format, none))
  })

  test('keeps what did not change as it is, and refuses what does not fit among it', () => {
    const again = checkData(format, { ...long, highlights: [...long.highlights] })
    expect(again.highlights.every((highlight, at) => highlight === long.highlights[at])).toBe(true)
    const wrong = { ...long.highlights[7], note: 7 } as unknown as (typeof long.highlights)[number]
    const highlights = long.highlights.with(7, wrong)
    expect(() => checkData(format, { ...long, highlights })).toThrow('highlights.7: at note')
  })
})
