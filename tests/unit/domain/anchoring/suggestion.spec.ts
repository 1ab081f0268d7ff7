/** The passage suggested for a lost quotation: the one most like it, a copy before all, nothing where nothing is. */
import { expect, test } from '@playwright/test'
import { mostSimilar } from '#domain/anchoring/suggestion'

function source(text: string, lang = 'en') {
  const blocks = [...text.matchAll(/[^\n]+/g)].map(({ 0: words, index }) => ({
    start: index,
    end: index + words.length,
  }))
  return { text, blocks, lang }
}

function suggested(text: string, quote: string, position = 0, earlier: string | null = null, lang = 'en') {
  const found = mostSimilar(source(text, lang), quote, position, earlier)
  return found && { words: text.slice(found.start, found.end), score: found.score }
}

const text =
  'The mayor spoke first. On Friday the harbour board is going to speak about the price of berths.\n\nNobody objected. The ferry leaves at nine and comes back at dusk.'

test('the sentence that says most of it', () => {
  const found = suggested(text, 'The harbour board will meet on Friday to speak about the price of berths.')
  expect(found?.words).toBe('On Friday the harbour board is going to speak about the price of berths.')
})

test('a part of a sentence for a part of one', () => {
  expect(suggested(text, 'going to speak of the prices of berths')?.words).toBe(
    'going to speak about the price of berths',
  )
})

test('of copies the nearest to where it stood', () => {
  const twice = 'He left. A long pause followed it. He left.'
  const found = mostSimilar(source(twice), 'He left.', 0.9, twice)
  expect(found).toEqual({ start: twice.lastIndexOf('He left.'), end: twice.length, score: 1 })
})

test('nothing where nothing is like it', () => {
  expect(suggested(text, 'Exports of machine tools fell by a third in the spring quarter.')).toBeNull()
  expect(mostSimilar(source(''), 'words', 0, null)).toBeNull()
})

test('what stood there before comes after what is new', () => {
  const old = 'The board will speak about the price of berths in March.'
  const fresh = 'The board spoke about the price of berths at length.'
  const found = suggested(`${old}\n\n${fresh}`, 'The board will speak about the price of berths.', 0, old)
  expect(found?.words).toContain('spoke about the price of berths')
})

test('Chinese and Japanese, by pairs of characters', () => {
  const chinese = '外交部发言人昨天回答了记者的提问。双方表示，将进一步深化在供应链方面的经贸合作。天气很好。'
  expect(suggested(chinese, '双方将深化供应链方面的合作', 0, null, 'zh')?.words).toContain('供应链方面的')
  const japanese =
    '市長は昨日、記者の質問に答えた。双方は今後も供給網での協力を強化していくと述べた。天気は良かった。'
  expect(suggested(japanese, '双方は供給網の協力を強化する', 0, null, 'ja')?.words).toContain('供給網')
})
