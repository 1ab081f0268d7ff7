/** Search and find in the pane agree: what the one finds in a text, the other finds there. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { findAll, findWords } from '#domain/text/find'
import { openSearchIndex } from '#search/searchIndex'
import { article, searchIn, withFile } from './fixtures'

/** Words of many scripts; those of a row are one to a search. */
const families = [
  ['trade', 'Trade', 'ＴＲＡＤＥ', 'tra\u00adde'],
  ['Trader'],
  ['Straße', 'STRASSE', 'strasse'],
  ['æsir', 'Aesir'],
  ['naïve', 'naive', 'NAI\u0308VE'],
  ['ﬁnance', 'finance'],
  ['經濟', '经济'],
  ['発展'],
  ['發展', '发展'],
  ['サーバー', 'さーばー'],
  ['ﾃﾞｰﾀ', 'データ'],
  ['한국', '국'],
  ['ประเทศ'],
  ['𠮷野'],
  ['فُتِحَت', 'فتحت'],
  ['أن', 'ان', 'إنّ'],
  ['שָׁלוֹם', 'שלום'],
  ['ёлка', 'елка'],
  ['ΟΔΥΣΣΕΎΣ', 'οδυσσευς'],
  ['हिन्दी'],
  ['Frei\u200bburg', 'Freiburg'],
  ['5-memebr'],
] as const
const between = [' ', ', ', '\n', '', '—', ' “', '” ', '。']
const cases = fc.shuffledSubarray([...families], { minLength: 2, maxLength: 5 }).chain((own) => {
  const word = fc.constantFrom(...own.flat())
  const text = fc
    .array(fc.tuple(word, fc.constantFrom(...between)), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.flat().join(''))
  const part = fc
    .tuple(word, fc.constantFrom('plain', 'prefix', 'phrase'))
    .map(([typed, kind]) =>
      kind === 'phrase' ? `"${typed}"` : kind === 'prefix' ? `${typed.slice(0, 3)}*` : typed,
    )
  return fc.record({
    texts: fc.array(text, { minLength: 1, maxLength: 6 }),
    typed: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
  })
})

test('what search finds, find in the pane finds, and all of it', async () => {
  let compared = 0
  await withFile(async (file) => {
    const index = await openSearchIndex(file)
    await fc.assert(
      fc.asyncProperty(cases, async ({ texts, typed }) => {
        const articles = texts.map((own, at) => article(`a${at}`, { title: '.', text: own }))
        await index.deleteArticles([...(await index.known()).articles.keys()])
        await index.putArticles(articles)
        const found = await searchIn(index, { query: typed, offset: 0, limit: 10, passages: 100 })
        const carried = findWords(found.terms)
        for (const hit of found.articles) {
          const own = articles.find(({ id }) => id === hit.id)?.text ?? ''
          const matches = findAll(own, carried)
          const marks = hit.passages.flatMap(({ start, marks: ranges }) =>
            ranges.map((range) => ({ start: (start ?? 0) + range.start, end: (start ?? 0) + range.end })),
          )
          expect(marks.length).toBeGreaterThan(0)
          for (const mark of marks) {
            compared++
            const covering = matches.find(({ start, end }) => start <= mark.start && mark.start < end)
            expect(covering, `“${own.slice(mark.start, mark.end)}” of “${own}” by ${carried}`).toBeDefined()
          }
          for (const match of matches) {
            const marked = marks.some(({ start, end }) => start < match.end && match.start < end)
            expect(marked, `“${own.slice(match.start, match.end)}” of “${own}” by ${typed}`).toBe(true)
          }
          // As it is typed, without quotation marks, one word is found there too.
          if (found.terms.length === 1)
            expect(findAll(own, found.terms[0]?.text ?? '').length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 150 },
    )
    await index.close()
  })
  expect(compared).toBeGreaterThan(200)
})
