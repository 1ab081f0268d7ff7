/** A text of each language in each of its encodings comes back, or is said not to be sure with the right one to choose. */
import { expect, test } from '@playwright/test'
import iconv from 'iconv-lite'
import { decode } from '#importers/decoding/decode'
import { previewDecoding } from '#importers/readSource'
import { read, readOne } from './support'
import { samples, unicodeOnly } from './sentences'

const encoded = (text: string, codec: string) => new Uint8Array(iconv.encode(text, codec))
/** A text a page long, as far as its characters can tell it, of the sentences in turns. */
const sentencesOf = (text: string) => text.split(/(?<=[.。।།])\s*/u).filter((sentence) => sentence !== '')

/** What became of bytes whose text is known. */
function judged(bytes: Uint8Array, text: string, label: string): 'right' | 'asked' | 'not offered' | 'wrong' {
  const result = decode(bytes, {})
  const asked = result.warnings.some(({ code }) => code === 'encoding-unsure')
  if (!asked) return result.text === text ? 'right' : 'wrong'
  const wanted = previewDecoding(bytes, label)
  return result.alternatives.some(({ preview }) => preview === wanted) ? 'asked' : 'not offered'
}

for (const { lang, text, encodings } of samples) {
  for (const [label, codec] of encodings) {
    test(`${lang} in ${codec}: the text is read for sure, a sentence of it is read or asked about`, () => {
      expect(iconv.decode(Buffer.from(encoded(text, codec)), codec)).toBe(text)
      const result = decode(encoded(text, codec), {})
      expect(result.text).toBe(text)
      expect(result.warnings).toEqual([])
      for (const sentence of sentencesOf(text)) {
        const bytes = encoded(sentence, codec)
        if (bytes.every((byte) => byte < 0x80)) continue
        expect(['right', 'asked'], sentence).toContain(judged(bytes, sentence, label))
      }
    })
  }
}

const everyScript = [
  ...samples.map(({ lang, text }) => [lang, text] as const),
  ...Object.entries(unicodeOnly),
]
for (const codec of ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be']) {
  test(`${codec} without a mark is told in every script, a sentence of it too`, () => {
    for (const [lang, text] of everyScript) {
      for (const part of [text, ...sentencesOf(text)]) {
        const result = decode(encoded(part, codec.replace('-', '')), {})
        expect([lang, result.encoding, result.text, result.warnings]).toEqual([lang, codec, part, []])
      }
    }
  })
}

test('UTF-32 with a mark is read, and is not UTF-16 with a NUL', () => {
  const text = 'The ferry will run again from Monday, the harbour master said. 第二批 🚢'
  for (const codec of ['utf32le', 'utf32be']) {
    const bytes = encoded(`\ufeff${text}`, codec)
    expect(read(bytes)).toMatchObject({
      encoding: codec.replace('utf', 'utf-'),
      encodingFrom: 'bom',
      warnings: [],
    })
    expect(readOne(bytes).text).toBe(text)
  }
})

test('the same text in one-byte encodings of plain words is not taken for Chinese in UTF-16', () => {
  for (const text of ['this app can break', 'Bush hid the facts', 'Der Ball war rund genug fuer alle hier']) {
    expect(decode(new TextEncoder().encode(text), {}).encoding).toBe('utf-8')
    expect(decode(encoded(`${text} é`, 'windows1252'), {}).encoding).not.toMatch(/^utf-16/)
  }
})

test('no-break spaces alone are told by what they keep together', () => {
  const numbers =
    '3\u00a0500 km, 12\u00a0% and 4\u00a0March: the towns said so on 9\u00a0April, at 7\u00a0in all.'
  const french =
    '«\u00a0Non\u00a0», a dit le maire\u00a0: 3\u00a0500 personnes\u00a0; et puis 12\u00a0%\u00a0!'
  for (const text of [numbers, french]) {
    const result = decode(encoded(text, 'windows1252'), {})
    expect(result).toMatchObject({ encoding: 'windows-1252', text, warnings: [] })
  }
})

test('UTF-8 with a few broken bytes stays UTF-8, short texts too, and says what is broken', () => {
  for (const { lang, text } of samples) {
    const bytes = new TextEncoder().encode(text.slice(0, 60))
    const places = [...bytes.keys()].filter((at) => (bytes[at] ?? 0) >= 0xc2)
    // Where two characters are all there is beyond ASCII, one of them is left.
    if (places.length < 2) continue
    const damaged = bytes.with(places[0] ?? 0, 0xff)
    const result = decode(damaged, {})
    expect([lang, result.encoding]).toEqual([lang, 'utf-8'])
    expect(result.warnings.map(({ code }) => code)).toContain('undecodable')
    expect(result.alternatives.map(({ encoding }) => encoding)).toContain('utf-8')
  }
})

/** Short ones above all: the capitals of one encoding are the small letters of another, or letters of another script. */
const shortCyrillic = [
  ...['ПОРТ ЗАКРЫТ', 'ГОРОДОВ ЗАПЛАТИТ ПОЛОВИНУ', 'В ПЯТНИЦУ КОМИТЕТ', 'ПРЕЖНИЕ ОЦЕНКИ', 'ГОДУ, КАЖДЫЙ ИЗ'],
  ...['были ошибочными.', 'новый причал будет', 'Порт закрыт до мая', 'Мэр ушёл в отставку', 'СОГЛАШЕНИЕ О'],
  ...['Добрий день, місто', 'ВЛАДА МОВЧИТЬ', 'Пристанището е затворено', 'МОСТЪТ Е ГОТОВ', 'Град и људи'],
]
for (const codec of ['windows1251', 'koi8-r', 'koi8-u', 'ibm866', 'iso88595', 'maccyrillic']) {
  test(`a few words of Cyrillic in ${codec} are read, or asked about with the right reading among the choices`, () => {
    for (const text of shortCyrillic) {
      const bytes = encoded(text, codec)
      if (iconv.decode(Buffer.from(bytes), codec) !== text) continue
      const { text: found, warnings, alternatives } = decode(bytes, {})
      if (found === text) continue
      expect({ text, found, asked: warnings.map(({ code }) => code) }).toEqual({
        ...{ text, found },
        asked: ['encoding-unsure'],
      })
      expect(alternatives.map(({ preview }) => preview.trim())).toContain(text)
    }
  })
}

test('a letter that ends Hebrew words does not stand within one', () => {
  const text = 'ראש העיר התפטר ביום שישי, והנמל נסגר עד סוף החודש.'
  expect(decode(encoded(text, 'windows1255'), {})).toMatchObject({ text, warnings: [] })
})
