/** The judgement on a quotation, on the bundled articles: verbatim, altered, or in no article. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { judgeQuotation, type Candidate, type Judgement } from '#quotations/quoteCheck'
import type { DiffPart } from '#domain/text/wordDiff'

const folder = join(import.meta.dirname, '../../../seeds')
const articles: Candidate[] = readdirSync(folder)
  .sort()
  .map((name, index) => ({
    articleId: String(index),
    text: readFileSync(join(folder, name), 'utf8').normalize('NFC'),
    lang: 'en',
  }))
const chinese: Candidate = {
  articleId: 'zh',
  lang: 'zh',
  text: '双方同意继续保持各领域高层交往与对话，向外界释放积极信号。\n\n发言人说：“中日经贸合作基础好、空间大。”2024年贸易额为3000亿美元。',
}

function wordsOf(judgement: Judgement, from: readonly Candidate[] = articles): string {
  if (judgement.verdict === 'notFound') return ''
  const { articleId, range } = judgement
  return (from.find((article) => article.articleId === articleId)?.text ?? '').slice(range.start, range.end)
}

function shown(parts: readonly DiffPart[]): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
  return parts.map(({ kind, text }) => marks[kind][0] + text + marks[kind][1]).join('')
}

function remark(quote: string, from: readonly Candidate[] = articles): string | null {
  const judgement = judgeQuotation(quote, from)
  if (judgement.verdict !== 'verbatim') throw new Error(`${judgement.verdict}: ${quote}`)
  return judgement.remark
}

function difference(quote: string, from: readonly Candidate[] = articles): string {
  const judgement = judgeQuotation(quote, from)
  if (judgement.verdict !== 'altered') throw new Error(`${judgement.verdict}: ${quote}`)
  return shown(judgement.difference)
}

test.describe('verbatim', () => {
  test('character for character, with its place', () => {
    const quote = 'The chamber has so far had 60 enterprises and 167 members.'
    const judgement = judgeQuotation(quote, articles)
    expect(judgement).toMatchObject({ verdict: 'verbatim', articleId: '4', remark: null, also: [] })
    expect(wordsOf(judgement)).toBe(quote)
  })

  test('but for typography', () => {
    expect(remark('China is Japan’s largest trading partner')).toBe('but for quotation marks')
    expect(remark('should not and will not “decouple”')).toBe('but for quotation marks')
    expect(remark('China–Japan  economic and trade\ncooperation')).toBe('but for dashes and spaces')
    expect(remark('a new high ground of reform and opening‐up in the capital city')).toBe('but for dashes')
    expect(
      remark('The Forum’s opening ceremony as a distinguished guest'.replace('The', 'the').replace('’', "'")),
    ).toBe('but for quotation marks')
  })

  test('but for what the sentence around it asks for', () => {
    expect(remark('they vowed to make concerted efforts,')).toBe(
      'but for the mark at its end and the case of its first letter',
    )
    expect(remark('“The chamber has so far had 60 enterprises”')).toBe(
      'but for the quotation marks around it',
    )
  })

  test('words left out, and words put in, where the draft says so', () => {
    expect(remark('They vowed to make concerted efforts […] and the stable and smooth operation')).toBe(
      'words left out at the ellipsis',
    )
    expect(
      remark('... vowed to make concerted efforts ... smooth operation of industrial and supply chains ...'),
    ).toBe('words left out at the ellipsis')
    expect(remark('[T]he two sides held the view that [they] should not and will not')).toBe(
      'the draft’s own words in brackets',
    )
  })

  test('across paragraphs', () => {
    const quote =
      'mutually beneficial relationship in all respects in accordance with the principles and consensuses set out in ' +
      'the four political documents between the two nations. The two sides held the view'
    expect(remark(quote)).toBe('but for spaces')
    expect(remark('between the two nations.\n\nThe two sides held the view')).toBe(null)
    expect(remark('the stable and smooth operation […] great space and strong complementarity')).toBe(
      'words left out at the ellipsis',
    )
  })

  test('where a source lost the space between sentences', () => {
    expect(remark('deepen pragmatic cooperation with the Chinese side. These remarks were made')).toBe(
      'but for spaces',
    )
  })

  test('in several articles: the first that says it just so, and the others', () => {
    const twice = [
      { articleId: 'curly', text: 'He said it’s a long way to the harbour.', lang: 'en' },
      { articleId: 'straight', text: "She said it's a long way to the harbour.", lang: 'en' },
    ]
    expect(judgeQuotation("it's a long way to the harbour", twice)).toMatchObject({
      articleId: 'straight',
      remark: null,
      also: [{ articleId: 'curly', range: { start: 8, end: 38 } }],
    })
  })

  test('in several articles: the one that is cited before all others', () => {
    const text = 'He said it’s a long way to the harbour.'
    const all = ['one', 'two', 'three'].map((articleId) => ({
      articleId,
      text,
      lang: 'en',
      cited: articleId === 'two' ? 1 : 0,
    }))
    const judgement = judgeQuotation('it’s a long way to the harbour', all)
    expect(judgement).toMatchObject({ verdict: 'verbatim', articleId: 'two' })
    if (judgement.verdict !== 'verbatim') return
    expect(judgement.also.map(({ articleId }) => articleId)).toEqual(['one', 'three'])
  })

  test('Chinese, of any width and wrapped anywhere', () => {
    expect(remark('双方同意继续保持各领域高层交往与对话', [chinese])).toBe(null)
    expect(remark('双方同意继续保持各领域\n高层交往与对话,向外界', [chinese])).toBe(
      'but for spaces and character width',
    )
    expect(remark('「中日经贸合作基础好、空间大」', [chinese])).toBe('but for the quotation marks around it')
    expect(remark('双方同意……向外界释放积极信号', [chinese])).toBe('words left out at the ellipsis')
    expect(remark('２０２４年贸易额为３０００亿美元', [chinese])).toBe('but for character width')
  })

  test('a part of a word is not that word', () => {
    expect(judgeQuotation('ring the consultation, regarding the discharge of contam', articles).verdict).toBe(
      'altered',
    )
  })

  test('any passage of whole words is found where it stands, or where it stands as well', () => {
    fc.assert(
      fc.property(
        fc.nat(articles.length - 1),
        fc.nat(),
        fc.integer({ min: 4, max: 80 }),
        (index, from, count) => {
          const { text, articleId } = articles[index] ?? chinese
          const words = [...text.matchAll(/\S+/g)]
          const first = from % Math.max(1, words.length - count)
          const [start, last] = [words[first], words[Math.min(words.length - 1, first + count - 1)]]
          const quote = text.slice(start?.index, (last?.index ?? 0) + (last?.[0].length ?? 0))
          const judgement = judgeQuotation(quote, articles)
          assert(judgement.verdict === 'verbatim')
          assert.equal(judgement.remark, null)
          assert.equal(wordsOf(judgement), quote)
          assert(
            judgement.articleId === articleId ||
              judgement.also.some((other) => other.articleId === articleId),
          )
        },
      ),
    )
  })
})

test.describe('altered', () => {
  test('one word changed', () => {
    expect(
      difference(
        'China and Japan agreed on Monday to maintain high-level visits and dialogues in various fields',
      ),
    ).toBe(
      'China and Japan agreed on Monday to maintain high-level [-exchanges-]{+visits+} and dialogues in various fields',
    )
  })

  test('a number changed', () => {
    expect(difference('The chamber has so far had 66 enterprises and 167 members')).toBe(
      'The chamber has so far had [-60-]{+66+} enterprises and 167 members',
    )
    expect(difference('2023年贸易额为3000亿美元', [chinese])).toBe('[-2024-]{+2023+}年贸易额为3000亿美元')
  })

  test('a word left out without a word, and one put in', () => {
    expect(difference('China pursues a national defense policy and has the very best record')).toBe(
      'China pursues a [-defensive -]national defense policy and has the {+very +}best record',
    )
  })

  const ends: [string, string, string][] = [
    [
      'a last word',
      'China and Japan should not and will not split',
      'China and Japan should not and will not [-decouple-]{+split+}',
    ],
    [
      'a first word',
      'Beijing should not and will not decouple',
      '[-Japan-]{+Beijing+} should not and will not decouple',
    ],
    [
      'both',
      'Beijing should not and will not split',
      '[-Japan-]{+Beijing+} should not and will not [-decouple-]{+split+}',
    ],
    [
      'two last words',
      'He added that trade had grown by a third',
      'He added that trade had grown by [-one tenth-]{+a third+}',
    ],
    [
      'more than the sentence had',
      'trade had grown by one tenth since last winter',
      'trade had grown by one tenth{+ since last winter+}',
    ],
    ['Chinese', '双方同意推动供应链合作走浅', '双方同意推动供应链合作走[-深-]{+浅+}'],
  ]
  for (const [kind, quote, shownAs] of ends) {
    test(`to its ends: ${kind}`, () => {
      const text =
        '"China and Japan should not and will not decouple," he said. He added that trade had grown by one tenth. The mayor left.\n\n双方同意推动供应链合作走深。'
      const judgement = judgeQuotation(quote, [
        { articleId: 'a', text, lang: kind === 'Chinese' ? 'zh' : 'en' },
      ])
      if (judgement.verdict !== 'altered') throw new Error(judgement.verdict)
      expect(shown(judgement.difference)).toBe(shownAs)
    })
  }

  test('words put at either end of any passage in place of its own are shown with those', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...articles),
        fc.nat(),
        fc.integer({ min: 8, max: 25 }),
        (article, at, count) => {
          const sentences = article.text.match(/[A-Z][^.!?\n"“”…]{80,250}(?=[.!?])/g) ?? []
          const sentence = sentences[at % Math.max(1, sentences.length)]
          if (sentence === undefined) return
          const words = sentence.split(' ').slice(0, count)
          const [first, last] = [words[0] ?? '', words.at(-1) ?? '']
          if (![first, last].every((word) => /^\p{L}{3,}$/u.test(word))) return
          const kept = words.slice(1, -1).join(' ')
          if (article.text.indexOf(kept) !== article.text.lastIndexOf(kept)) return
          const quote = ['Xyzzy', ...words.slice(1, -1), 'qwxyz'].join(' ')
          const judgement = judgeQuotation(quote, [article])
          if (judgement.verdict !== 'altered') return
          const said = judgement.difference.filter(({ kind }) => kind !== 'added').map(({ text }) => text)
          assert.match(said.join(''), new RegExp(`${last}$`, 'u'))
          assert.match(said.join(''), new RegExp(`^${first}`, 'u'))
        },
      ),
      { numRuns: 100 },
    )
  })

  test('of articles nearly as like it, the one that is cited', () => {
    const near = [
      { articleId: 'a', text: 'They said the harbour would be closed to all ships in May.', lang: 'en' },
      {
        articleId: 'b',
        text: 'They said the harbour would be closed to all boats in May.',
        lang: 'en',
        cited: 1,
      },
    ]
    const quote = 'the harbour would be closed to all ships in June'
    expect(judgeQuotation(quote, near)).toMatchObject({ articleId: 'b' })
  })

  test('typography is no part of the difference', () => {
    expect(difference('the “ballast stone” of China–Japan ties. Mutual visits between the economic')).toBe(
      "the 'ballast stone' of China-Japan [-relations-]{+ties+}. Mutual visits between the economic",
    )
  })

  test('what an ellipsis leaves out is no part of it either', () => {
    expect(
      difference('They vowed to make serious efforts […] smooth operation of industrial and supply chains'),
    ).toBe(
      'They vowed to make [-concerted-]{+serious+} efforts […] smooth operation of industrial and supply chains',
    )
  })

  test('words whose order was turned', () => {
    const judgement = judgeQuotation(
      'supply chains […] They vowed to make concerted efforts to promote the healthy development',
      articles,
    )
    expect(judgement.verdict).toBe('altered')
  })

  test('a long quotation with a change in its middle', () => {
    const { text } = articles[1] ?? chinese
    const passage = text.slice(text.indexOf('During the talks'), text.indexOf('They vowed')).trim()
    expect(difference(passage.replace('reaffirmed', 'stressed'))).toBe(
      passage.replace('reaffirmed', '[-reaffirmed-]{+stressed+}'),
    )
  })

  test('the nearest of several articles', () => {
    const near = [
      {
        articleId: 'far',
        text: 'They said the harbour would be closed to large ships in March.',
        lang: 'en',
      },
      { articleId: 'near', text: 'They said the harbour would be closed to all ships in May.', lang: 'en' },
    ]
    expect(judgeQuotation('the harbour would be closed to all ships in June', near)).toMatchObject({
      verdict: 'altered',
      articleId: 'near',
      range: { start: 10, end: 57 },
    })
  })
})

test.describe('in no article', () => {
  test('words that nobody said', () => {
    for (const quote of [
      'a completely invented sentence about whales and lighthouses at sea',
      'the two ministers agreed to disagree on everything',
      '外交部长昨天抵达巴黎进行访问',
      'four words never said',
    ]) {
      expect(judgeQuotation(quote, [...articles, chinese])).toEqual({ verdict: 'notFound' })
    }
  })

  test('nothing to look for, nothing to look in', () => {
    expect(judgeQuotation('', articles)).toEqual({ verdict: 'notFound' })
    expect(judgeQuotation('[…] — …', articles)).toEqual({ verdict: 'notFound' })
    expect(judgeQuotation('one two three four', [])).toEqual({ verdict: 'notFound' })
    expect(judgeQuotation('one two three four', [{ articleId: 'a', text: '', lang: 'en' }])).toEqual({
      verdict: 'notFound',
    })
  })
})

test('hostile quotations and texts are answered', () => {
  const texts = ['a'.repeat(200_000), 'a '.repeat(100_000), '“'.repeat(50_000), 'the […] '.repeat(20_000)]
  for (const text of texts) {
    for (const quote of [
      text.slice(0, 50_000) + 'b',
      'a […] a […] b',
      `${'a '.repeat(200)}b`,
      'the […] said',
    ]) {
      const { verdict } = judgeQuotation(quote, [{ articleId: 'a', text, lang: 'en' }])
      expect(['verbatim', 'altered', 'notFound']).toContain(verdict)
    }
  }
})
