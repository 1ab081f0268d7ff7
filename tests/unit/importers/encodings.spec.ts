/** The same text in every encoding gives the same article; what is not sure is said, with previews. */
import { expect, test } from '@playwright/test'
import iconv from 'iconv-lite'
import { readdirSync, readFileSync } from 'node:fs'
import { offeredEncodings, previewDecoding } from '#importers/readSource'
import { prose, read, readOne } from './support'

const folder = new URL('../../fixtures/importers/encodings/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)))

/** What each Python codec is to be recognised as. */
const labels: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  'utf-8-sig': 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16-le': 'utf-16le',
  'utf-16-be': 'utf-16be',
  'utf-16-be-bom': 'utf-16be',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  big5: 'big5',
  shift_jis: 'shift_jis',
  euc_jp: 'euc-jp',
  iso2022_jp: 'iso-2022-jp',
  euc_kr: 'euc-kr',
  cp949: 'euc-kr',
  cp1252: 'windows-1252',
  'latin-1': 'windows-1252',
  mac_roman: 'macintosh',
  cp1251: 'windows-1251',
  koi8_r: 'koi8-r',
  iso8859_5: 'iso-8859-5',
}

for (const file of files) {
  const [text = '', codec = ''] = file.split('.')
  const encoding = labels[codec]
  if (encoding === undefined) continue
  test(`${text} in ${codec} is the article it is in UTF-8`, () => {
    const expected = readOne(bytesOf(`${text}.utf-8.txt`))
    const result = read(bytesOf(file))
    expect(result.articles).toEqual([expected])
    expect(result.encoding).toBe(encoding)
    expect(result.warnings).toEqual([])
    expect(result.alternatives).toEqual([])
    expect(result.encodingFrom).toBe(
      ['utf-8-sig', 'utf-16', 'utf-16-be-bom'].includes(codec) ? 'bom' : 'detected',
    )
  })
}

test('there are fixtures in the encodings that are promised', () => {
  const codecs = new Set(files.map((name) => name.split('.')[1]))
  for (const codec of Object.keys(labels)) expect(codecs).toContain(codec)
})

test('seven-bit encodings that are not decoded are named, with the way on', () => {
  expect(() => read(bytesOf('zh-Hans.hz.txt'))).toThrow(
    '“a.txt” is in HZ, which Collate does not decode. Convert it to UTF-8',
  )
  expect(() => read(bytesOf('ko.iso2022_kr.txt'))).toThrow('is in ISO-2022-KR, which Collate does not decode')
  expect(readOne('A shell has ~{braces}~ and a ~{few}~ of them.').text).toContain('~{braces}~')
})

test('what the reader chose wins, and is decoded again from the same bytes', () => {
  const bytes = bytesOf('fr-plain.latin-1.txt')
  const result = read(bytes, { encoding: 'koi8-r' })
  expect(result).toMatchObject({
    encoding: 'koi8-r',
    encodingFrom: 'reader',
    confidence: 1,
    alternatives: [],
  })
  expect(result.articles[0]?.text).not.toEqual(readOne(bytes).text)
})

test('a declared charset counts: of the media type, of XML, of HTML', () => {
  const text = 'Żółw poszedł do portu, a potem wrócił.'
  const bytes = new Uint8Array(iconv.encode(text, 'iso88592'))
  const byType = read(bytes, { mediaType: 'text/plain; charset="ISO-8859-2"' })
  expect(byType).toMatchObject({ encoding: 'iso-8859-2', encodingFrom: 'declared', confidence: 1 })
  expect(byType.articles[0]?.text).toBe(text)
  for (const head of [
    '<html><head><meta charset=iso-8859-2></head>',
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2"></head>',
    '<?xml version="1.0" encoding="iso-8859-2"?><html><head></head>',
  ]) {
    const page = new Uint8Array(iconv.encode(`${head}<body><p>${text}</p></body></html>`, 'iso88592'))
    const result = read(page, { fileName: 'a.html' })
    expect(result).toMatchObject({ encoding: 'iso-8859-2', encodingFrom: 'declared' })
    expect(result.articles[0]?.text).toBe(text)
  }
})

test('a declaration that the bytes contradict is set aside, and said', () => {
  const page = (charset: string) =>
    `<html><head><meta charset="${charset}"></head><body><p>委员会周五公布了报告，称此前的估算有误。成员们秋天将再次开会。</p></body></html>`
  const converted = read(page('gb2312'), { fileName: 'a.html' })
  expect(converted.encoding).toBe('utf-8')
  expect(converted.warnings.map(({ code }) => code)).toEqual(['encoding-contradicted'])
  const wrong = read(new Uint8Array(iconv.encode(page('iso-8859-1'), 'gb18030')), { fileName: 'a.html' })
  expect(wrong.encoding).toBe('gb18030')
  expect(wrong.articles[0]?.text).toContain('委员会周五公布了报告')
  expect(wrong.warnings.map(({ code }) => code)).toEqual(['encoding-contradicted'])
})

test('where it is not sure the reader gets previews to choose from, the one that was used first', () => {
  const bytes = new Uint8Array(iconv.encode('Zażółć', 'windows1250'))
  const result = read(bytes)
  expect(result.confidence).toBeLessThan(0.7)
  expect(result.warnings.map(({ code }) => code)).toContain('encoding-unsure')
  expect(result.alternatives.length).toBeGreaterThan(1)
  expect(result.alternatives[0]?.encoding).toBe(result.encoding)
  for (const { encoding, preview } of result.alternatives)
    expect(preview).toBe(previewDecoding(bytes, encoding))
  expect(result.alternatives.map(({ preview }) => preview)).toContain('Zażółć')
})

test('bytes that do not decode are counted, and never silent', () => {
  const good = new TextEncoder().encode('Le comité a été réuni à l’hôtel. Où ça ? Là-bas, près du théâtre.')
  const damaged = Uint8Array.from([...good.slice(0, 30), 0xff, 0xfe, ...good.slice(30)])
  const result = read(damaged)
  expect(result.encoding).toBe('utf-8')
  const [warning] = result.warnings
  expect(warning?.code).toBe('undecodable')
  expect(warning?.message).toContain('2 places do not decode as utf-8')
  expect(result.alternatives.map(({ encoding }) => encoding)).toContain('utf-8')
})

test('U+FFFD that stands in valid UTF-8 is said to have been lost before', () => {
  const result = read('The caf\ufffd was closed.')
  expect(result.warnings.map(({ code }) => code)).toEqual(['undecodable'])
  expect(result.warnings[0]?.message).toContain('lost before')
  expect(result.alternatives).toEqual([])
})

test('control characters that are not text are dropped and counted; line ends become one kind', () => {
  const result = read(
    `First line\u0007 here.\r\n\r\nSecond\u200b para\u0000graph.\rThird one.\u2029Fourth.\u001a ${prose} ${prose} ${prose}`,
  )
  expect(result.articles[0]?.text.split('\n\n').slice(0, 3)).toEqual([
    'First line here.',
    'Second\u200b paragraph.',
    'Third one.',
  ])
  expect(result.warnings).toEqual([
    { code: 'controls-dropped', message: '3 control characters that are not text were left out.' },
  ])
})

test('the text is NFC; what was received is kept as it came, and cleanings point into it', () => {
  const decomposed = 'Café à l’œuvre — 한국어'.normalize('NFD')
  const line = 'Updated : 2021-05-04Source : Café'.normalize('NFD')
  const article = readOne(`${decomposed}\n${line}\n\n${prose} ${decomposed}.`)
  expect(article.metadata).toMatchObject({ title: 'Café à l’œuvre — 한국어', source: 'Café' })
  expect(article.text).toBe(`${prose} ${decomposed}.`.normalize('NFC'))
  expect(article.received).toContain(decomposed)
  expect(article.cleanings.map(({ words }) => words)).toEqual([decomposed, line])
  for (const { received, words } of article.cleanings) {
    expect(article.received?.slice(received.start, received.end)).toBe(words)
  }
})

test('every encoding that is offered decodes ASCII, and has a preview', () => {
  for (const { label, name } of offeredEncodings) {
    const bytes = /^utf-(?:16|32)/.test(label)
      ? new Uint8Array(iconv.encode('Plain words', label.replace('-', '')))
      : new TextEncoder().encode('Plain words')
    expect(previewDecoding(bytes, label)).toBe('Plain words')
    expect(name).not.toBe('')
  }
  expect(() => previewDecoding(new Uint8Array([1]), 'klingon')).toThrow(RangeError)
})

test('a preview is cut without halving a character', () => {
  const bytes = new TextEncoder().encode('😀'.repeat(3000))
  const preview = previewDecoding(bytes, 'utf-8')
  expect(preview.length).toBeLessThanOrEqual(400)
  expect(preview.replaceAll('😀', '')).toBe('')
})
