/** Where words end is what `Intl.Segmenter` says, wherever it is not left to it. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { beginsWord, wordEnds } from '#domain/text/wordBreaks'
import { segmenter } from '#domain/text/segmenters'
import { anyText } from '../texts'

type Ends = readonly (readonly [end: number, isWord: boolean])[]

const byUnicode = (text: string, lang: string): Ends =>
  [...segmenter('word', lang).segment(text)].map(({ index, segment, isWordLike }) => [
    index + segment.length,
    isWordLike ?? false,
  ])

/** Null where it is left to ICU. */
function byRules(text: string): Ends | null {
  const ends = wordEnds(text)
  return (
    ends?.map((end, at) => [end, beginsWord(text.charCodeAt(at === 0 ? 0 : (ends[at - 1] ?? 0)))]) ?? null
  )
}

const languages = ['en', 'de', 'fr', 'ru', 'el', 'sv', 'fi', 'he', 'ja', 'und']

test('each character alone, twice, and between letters, digits and spaces', () => {
  const wrong: string[] = []
  for (let unit = 1; unit < 0x10000; unit++) {
    const sign = String.fromCharCode(unit)
    for (const text of [sign, sign + sign, `a${sign}é`, `1${sign}2`, `a${sign}1`, ` ${sign} `]) {
      const found = byRules(text)
      if (found && String(found) !== String(byUnicode(text, 'en'))) wrong.push(text)
    }
  }
  expect(wrong).toEqual([])
})

const piece = fc.constantFrom(...Array.from(`abéñжЯλ019  .,;:'’‘·-–—“”"()[]!?%$€£/&@#*+=~^<>|«»…½º°_中\t\n`))

test('any text of letters, digits and signs', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')),
        anyText,
      ),
      fc.constantFrom(...languages),
      (text, lang) => {
        const found = byRules(text)
        if (found) expect(found).toEqual(byUnicode(text, lang))
      },
    ),
    { numRuns: 2000 },
  )
})

test('a sentence of a newspaper is not left to ICU', () => {
  expect(
    byRules('“It’s 3.5 per cent,” Müller said – the ferry (built in 1,998) left at 7:40.'),
  ).not.toBeNull()
  expect(byRules('船は午前七時に着いた。')).toBeNull()
})
