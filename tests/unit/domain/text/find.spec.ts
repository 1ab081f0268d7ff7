/** Find in a text: what is typed, as it stands there or as search finds it. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { findAll, findWords, matchFrom } from '#domain/text/find'

function found(text: string, words: string): string[] {
  return findAll(text, words).map(({ start, end }) => text.slice(start, end))
}

test('case, accents and variant letters do not matter, in the text or in the words', () => {
  expect(found('Café, CAFE\u0301, cafe', 'cafe')).toEqual(['Café', 'CAFE\u0301', 'cafe'])
  expect(found('Genève', 'GENÈVE')).toEqual(['Genève'])
  expect(found('Ελλάδα and Ёлка', 'ελλαδα')).toEqual(['Ελλάδα'])
  expect(found('Æsir, Straße', 'aesir')).toEqual(['Æsir'])
  expect(found('Æsir, Straße', 'strasse')).toEqual(['Straße'])
  expect(found('經濟發展', '经济')).toEqual(['經濟'])
  expect(found('فُتِحَت المدرسة', 'فتحت')).toEqual(['فُتِحَت'])
  expect(found('שָׁלוֹם לכולם', 'שלום')).toEqual(['שָׁלוֹם'])
  expect(found('in Frei\u200bburg', 'Freiburg')).toEqual(['Frei\u200bburg'])
})

test('width and the two kana are the same; Hangul stays what it is', () => {
  expect(found('ＡＢＣ and abc', 'abc')).toEqual(['ＡＢＣ', 'abc'])
  expect(found('ｶﾞｲﾄﾞ', 'ガイド')).toEqual(['ｶﾞｲﾄﾞ'])
  expect(found('サーバー', 'さーばー')).toEqual(['サーバー'])
  expect(found('かがみ', 'が')).toEqual(['が'])
  expect(found('かがみ', 'か')).toEqual(['か'])
  expect(found('각', '가')).toEqual([])
})

test('what is typed is found within words, and whatever stands between them', () => {
  expect(found('semiconductor conduct', 'conduct')).toEqual(['conduct', 'conduct'])
  expect(found('win–win', 'win-win')).toEqual(['win–win'])
  expect(found('two\u00a0 words\nthree', 'two words three')).toEqual(['two\u00a0 words\nthree'])
  expect(found('supply, chain', 'ply cha')).toEqual(['ply, cha'])
})

test('signs before and after the words must be there, in the form of a keyboard', () => {
  expect(found('the ‘ballast stone’', "'ballast stone'")).toEqual(['‘ballast stone’'])
  expect(found('5% of 25 is not 5 ％, and 75％ is', '5%')).toEqual(['5%', '5％'])
  expect(found('$3bn or 3bn', '$3bn')).toEqual(['$3bn'])
  expect(found('as §12 says, §12', '§')).toEqual(['§', '§'])
  expect(found('a — b', '-')).toEqual(['—'])
})

test('in quotation marks it is what search finds: whole words, or words that begin so', () => {
  expect(found('trade, trader, Trade', '"trade"')).toEqual(['trade', 'Trade'])
  expect(found('trade, trader, untrade', '"trad"*')).toEqual(['trad', 'trad'])
  expect(found('our supply chains; a supply — chain', '“supply chain”')).toEqual(['supply — chain'])
  expect(found('never "quoted', '"quoted')).toEqual(['"quoted'])
})

test('several words are found each, with OR between them', () => {
  expect(found('the ballast stone; stone', 'ballast OR stone')).toEqual(['ballast', 'stone', 'stone'])
  expect(found('supply chain, chain', '"supply chain" OR chain')).toEqual(['supply chain', 'chain'])
  expect(found('ballast or stone', 'ballast OR')).toEqual(['ballast or'])
})

test('the words of a search become what find takes', () => {
  const term = (text: string, prefix = false): { text: string; prefix: boolean } => ({ text, prefix })
  expect(findWords([term('ballast')])).toBe('"ballast"')
  expect(findWords([term('ballast'), term('supply chain'), term('coop', true)])).toBe(
    '"ballast" OR "supply chain" OR "coop"*',
  )
  expect(findWords([term('经济'), term('—'), term('经济')])).toBe('经济')
})

test('a match never begins inside a character, and ends with it', () => {
  expect(found('ﬁne', 'i')).toEqual([])
  expect(found('ﬁne', 'fi')).toEqual(['ﬁ'])
  expect(found('Straße', 'stras')).toEqual(['Straß'])
  expect(found('कि', 'क')).toEqual(['कि'])
  expect(found('👩‍🔬', '🔬')).toEqual([])
  expect(found('👩 👩‍🔬', '👩')).toEqual(['👩'])
})

test('matches do not overlap, and white space alone finds nothing', () => {
  expect(found('aaaa', 'aa')).toHaveLength(2)
  expect(findAll('a b', '  ')).toEqual([])
  expect(findAll('', 'a')).toEqual([])
})

test('whatever a text holds, each of its own stretches is found where it is', () => {
  const unit = fc.constantFrom(
    'a',
    'É',
    'ß',
    '日',
    '本',
    'ｶ',
    'ﾞ',
    '😀',
    ' ',
    '\n',
    '’',
    'ﬁ',
    'e\u0301',
    'ש',
    'ָ',
    '經',
  )
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 30 }),
      fc.nat(),
      fc.nat(),
      (units, from, length) => {
        const text = units.join('')
        const graphemes = [...new Intl.Segmenter().segment(text)]
        const first = from % graphemes.length
        const chosen = graphemes.slice(first, first + 1 + (length % 5))
        const words = chosen.map(({ segment }) => segment).join('')
        // A mark that nothing stands before is no character of its own.
        fc.pre(words.trim() === words && !/^[\p{M}ﾞ]/u.test(words))
        const start = chosen[0]?.index ?? 0
        const matches = findAll(text, words)
        // Found at the place itself, or covered by a match that began earlier and overlaps it.
        expect(matches.some((match) => match.start <= start && start < match.end)).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

test('the first match at or after a place is where find begins, going round at the end', () => {
  const matches = findAll('x..x..x', 'x')
  expect([matchFrom(matches, 0), matchFrom(matches, 1), matchFrom(matches, 7), matchFrom([], 3)]).toEqual([
    0, 1, 0, -1,
  ])
})
