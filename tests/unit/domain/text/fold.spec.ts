/** Folding: what is the same to a search, and the way back to the original. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { fold, originalRange } from '#domain/text/fold'

const folded = (text: string): string => fold(text).text

test('folds case, accents and letters with strokes in Latin', () => {
  expect(folded('Ångström naïve CAFÉ')).toBe('angstrom naive cafe')
  expect(folded('Łódź Đorđe Ørsted ħ')).toBe('lodz dorde orsted h')
  expect(folded('Straße Æsir œuvre Þór')).toBe('strasse aesir oeuvre thor')
  expect(folded('İstanbul ILGAZ ılık')).toBe('istanbul ilgaz ilik')
  expect(folded('Việt Nam Đà Nẵng')).toBe('viet nam da nang')
})

test('folds accents and final sigma in Greek', () => {
  expect(folded('Αθήνα ΟΔΥΣΣΕΎΣ ϊΐ')).toBe('αθηνα οδυσσευσ ιι')
})

test('folds stress marks and ё in Cyrillic, and keeps letters of their own', () => {
  expect(folded('Ёлка а\u0301да')).toBe('елка ада')
  expect(folded('й')).not.toBe(folded('и'))
  expect(folded('Й')).toBe('й')
  expect(folded('ї')).not.toBe(folded('і'))
  expect(folded('ў')).not.toBe(folded('у'))
})

test('folds width, kana and compatibility forms', () => {
  expect(folded('ＡＢＣ１２３')).toBe('abc123')
  expect(folded('ﾊﾟｿｺﾝ')).toBe(folded('パソコン'))
  expect(folded('パソコン')).toBe(folded('ぱそこん'))
  expect(folded('ｶﾞ')).toBe('が')
  expect(folded('ﬁnance')).toBe('finance')
  expect(folded('㍿')).toBe('株式会社')
  expect(folded('10㎞')).toBe('10km')
})

test('folds traditional and simplified Han to one form', () => {
  expect(folded('經濟發展與貿易關係')).toBe('经济发展与贸易关系')
  expect(folded('後')).toBe(folded('后'))
  expect(folded('乾')).toBe(folded('干'))
  expect(folded('幹')).toBe(folded('干'))
})

test('keeps Hangul, Thai and letters outside the BMP, and makes the rest spaces', () => {
  expect(folded('한국 경제')).toBe('한국 경제')
  expect(folded('ประเทศ')).toBe('ประเทศ')
  expect(folded('𠮷野家')).toBe('𠮷野家')
  expect(folded('𝐀𝐁')).toBe('ab')
  expect(folded('a–b…“c”™ 😀')).toBe('a b  c    ')
  expect(fold('wait… “what”?').offsets).toBeNull()
  expect(folded('co\u00adoperate x\ufeffy')).toBe('cooperate xy')
  expect(folded('\ud83d')).toBe(' ')
})

test('passes over the vowel signs and points of Arabic and Hebrew, and over what is not seen', () => {
  expect(folded('فُتِحَت')).toBe('فتحت')
  expect(folded('أن إنّ آن ٱن')).toBe('ان ان ان ان')
  expect(folded('المدرسةَ')).toBe(folded('المدرسه'))
  expect(folded('کتاب علی')).toBe(folded('كتاب على'))
  expect(folded('محـــمد')).toBe('محمد')
  expect(folded('שָׁלוֹם')).toBe('שלום')
  expect(folded('בֵּית־סֵפֶר')).toBe('בית ספר')
  expect(folded('Frei\u200bburg sur\u200bprised zero\u200c\u2060width \u202bright\u200f')).toBe(
    'freiburg surprised zerowidth right',
  )
  expect(folded('ؤ')).not.toBe(folded('و'))
})

test('has no offsets where folding changes no length', () => {
  expect(fold('The “Quick” Ünïted').offsets).toBeNull()
  expect(fold('經濟').offsets).toBeNull()
  expect(fold('straße').offsets).not.toBeNull()
})

test('leads a range back to whole characters with their marks', () => {
  const text = 'die Straße e\u0301te ｶﾞ 😀x 🄀y 𠮷野'
  const at = fold(text)
  const back = (part: string): string => {
    const start = at.text.indexOf(part)
    const range = originalRange(at, { start, end: start + part.length })
    return text.slice(range.start, range.end)
  }
  expect(back('strasse')).toBe('Straße')
  expect(back('stras')).toBe('Straß')
  expect(back('ete')).toBe('e\u0301te')
  expect(back('が')).toBe('ｶﾞ')
  expect(back('x')).toBe('x')
  expect(back('0')).toBe('🄀')
  expect(back('𠮷')).toBe('𠮷')
  expect(back('野')).toBe('野')
})

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('ß', 'e\u0301', 'ﾊ', 'ﾟ', 'ﷺ', '½', '經', 'ж', '𠮷', 'a', ' ', '\ud800'),
    maxLength: 30,
  }),
)

test('every token leads back to where it came from', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const at = fold(text)
      let position = 0
      for (const token of at.text.split(' ')) {
        const range = originalRange(at, { start: position, end: position + token.length })
        if (token !== '') {
          expect(range.end).toBeGreaterThan(range.start)
          expect(fold(text.slice(range.start, range.end)).text).toContain(token)
        }
        position += token.length + 1
      }
    }),
    { numRuns: 500 },
  )
})

test('folding what is folded changes nothing', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const once = folded(text)
      expect(folded(once)).toBe(once)
    }),
    { numRuns: 500 },
  )
})

test('composed and decomposed accents are the same', () => {
  const letters = fc.string({ unit: fc.constantFrom(...Array.from('éüñçåžśÅŞḗ ΐάώ')), maxLength: 20 })
  fc.assert(
    fc.property(letters, (text) => {
      expect(folded(text.normalize('NFD'))).toBe(folded(text.normalize('NFC')))
    }),
  )
})
