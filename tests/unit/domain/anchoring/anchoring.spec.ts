/** Anchoring: what is found, what is rightly lost, and that nothing is ever found in a wrong place. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import * as v from 'valibot'
import { AnchorSchema, contextLength, type Anchor, type Place, PlaceSchema } from '#domain/anchoring/anchor'
import { changesBetween, describe, locate } from '#domain/anchoring/anchoring'
import { splitsPair } from '#domain/anchoring/codePoints'
import { proof } from '#domain/anchoring/verbatim'
import { weight } from '#domain/anchoring/weight'
import type { TextRange } from '#domain/articles/article'
import { CollateError } from '#domain/errors'
import { articleText, randomFrom } from '../../../bench/anchoringCorpus'
import {
  anyInsert,
  anyMarked,
  anyText,
  editedInside,
  editedOutside,
  share,
  splice,
  spliceWithin,
} from '../texts'

const before = 'a'.repeat(64)
const after = 'b'.repeat(64)

function seed(number: number): string {
  const folder = join(import.meta.dirname, '../../../../seeds')
  const name = readdirSync(folder).sort()[number] ?? ''
  return readFileSync(join(folder, name), 'utf8').normalize('NFC')
}

function rangeOf(text: string, words: string, nth = 0): TextRange {
  let start = text.indexOf(words)
  for (let times = 0; times < nth; times += 1) start = text.indexOf(words, start + 1)
  if (start < 0) throw new Error(`no ${words}`)
  return { start, end: start + words.length }
}

function anchorOf(text: string, words: string, nth = 0): Anchor {
  return describe(text, rangeOf(text, words, nth), before)
}

function wordsAt(text: string, place: Place): string {
  return place.status === 'lost' ? '' : text.slice(place.start, place.end)
}

function overlap(place: Place, range: TextRange): boolean {
  return place.status !== 'lost' && place.start < range.end && range.start < place.end
}

function splitsAPair(text: string, place: Place): boolean {
  return place.status !== 'lost' && (splitsPair(text, place.start) || splitsPair(text, place.end))
}

/** Some place other than the true one reads like all that the anchor knows: nothing could tell the two apart. */
function hasDouble(text: string, { prefix, quote, suffix }: Anchor, truth: TextRange): boolean {
  const signature = prefix + quote + suffix
  for (let at = text.indexOf(signature); at >= 0; at = text.indexOf(signature, at + 1)) {
    const start = at + prefix.length
    const borders = (prefix !== '' || start === 0) && (suffix !== '' || start + quote.length === text.length)
    if (borders && start !== truth.start) return true
  }
  return false
}

function occursOnce(text: string, words: string): boolean {
  const at = text.indexOf(words)
  return at >= 0 && text.indexOf(words, at + 1) < 0
}

// node:assert within the properties: thousands of Playwright's expectations would take most of the time.
test.describe('properties', () => {
  test('a range described is found at once in the same text', () => {
    fc.assert(
      fc.property(anyMarked, ({ text, range }) => {
        const anchor = describe(text, range, before)
        assert.deepEqual(locate(text, before, anchor), { status: 'exact', ...range })
        assert(v.is(AnchorSchema, anchor))
      }),
    )
  })

  test('an anchor holds up to 64 units on each side and never half a pair', () => {
    fc.assert(
      fc.property(anyMarked, ({ text, range }) => {
        const { prefix, quote, suffix, start, end } = describe(text, range, before)
        assert.equal(text.slice(start - prefix.length, end + suffix.length), prefix + quote + suffix)
        assert(prefix.length <= contextLength)
        assert(suffix.length <= contextLength)
        assert(prefix.length >= Math.min(start, contextLength - 1))
        assert(suffix.length >= Math.min(text.length - end, contextLength - 1))
        assert(!splitsPair(text, start - prefix.length))
        assert(!splitsPair(text, end + suffix.length))
      }),
    )
  })

  test('one edit outside the range: at the right place or lost, unless two places read alike', () => {
    fc.assert(
      fc.property(editedOutside, ({ text, range, after: edited, truth }) => {
        const anchor = describe(text, range, before)
        fc.pre(!hasDouble(edited, anchor, truth))
        const place = locate(edited, after, anchor)
        if (place.status === 'exact' || place.status === 'moved') {
          assert.deepEqual(place, { status: truth.start === range.start ? 'exact' : 'moved', ...truth })
        } else if (place.status === 'fuzzy') {
          // A mark was joined to the edge: the words are no longer the same.
          assert(place.start <= truth.start)
          assert(place.end >= truth.end)
        }
      }),
      { numRuns: 4000 },
    )
  })

  test('one edit outside the range: found, where the quotation is long and occurs once', () => {
    let found = 0
    fc.assert(
      fc.property(editedOutside, ({ text, range, after: edited, truth }) => {
        const anchor = describe(text, range, before)
        const alone = edited.indexOf(anchor.quote) === edited.lastIndexOf(anchor.quote)
        if (weight(anchor.quote) < proof || !alone) return
        found += 1
        assert(overlap(locate(edited, after, anchor), truth))
      }),
      { numRuns: 4000 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('an edit further away than the surroundings: found, unless two places read alike', () => {
    let found = 0
    fc.assert(
      fc.property(editedOutside, ({ text, range, edit, after: edited, truth }) => {
        const anchor = describe(text, range, before)
        const known = { start: range.start - anchor.prefix.length, end: range.end + anchor.suffix.length }
        if (edit.end > known.start && edit.start < known.end) return
        // At the border of the text an empty side is evidence; an insertion there takes it away.
        if (anchor.prefix === '' || anchor.suffix === '') return
        if (hasDouble(edited, anchor, truth) || weight(anchor.prefix + anchor.quote + anchor.suffix) < 24)
          return
        found += 1
        assert(overlap(locate(edited, after, anchor), truth))
      }),
      { numRuns: 4000 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('one edit inside the range: at the right place or lost, never at a wrong one', () => {
    let found = 0
    fc.assert(
      fc.property(editedInside, ({ text, range, after: edited, truth }) => {
        const anchor = describe(text, range, before)
        fc.pre(!hasDouble(edited, anchor, truth))
        const place = locate(edited, after, anchor)
        if (place.status === 'lost') return
        found += 1
        const copied = place.status !== 'fuzzy' && weight(anchor.quote) >= proof
        // The one exception: a long quotation that stands there word for word, but was the other copy of two.
        assert(overlap(place, truth) || copied)
      }),
      { numRuns: 4000 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('one edit outside the range, the earlier text known: at the right place or lost, whatever reads alike', () => {
    let found = 0
    fc.assert(
      fc.property(editedOutside, ({ text, range, after: edited, truth }) => {
        const anchor = describe(text, range, before)
        const place = locate(edited, after, anchor, changesBetween(text, edited))
        if (place.status === 'exact' || place.status === 'moved') {
          found += 1
          assert.deepEqual(place, { status: truth.start === range.start ? 'exact' : 'moved', ...truth })
        } else if (place.status === 'fuzzy') {
          // A mark was joined to the edge: the words are no longer the same.
          assert(place.start <= truth.start)
          assert(place.end >= truth.end)
        }
      }),
      { numRuns: 4000 },
    )
    expect(found).toBeGreaterThan(500)
  })

  test('one edit outside the range, the earlier text known: found, where the quotation occurs once in both', () => {
    let found = 0
    fc.assert(
      fc.property(editedOutside, ({ text, range, after: edited, truth }) => {
        const anchor = describe(text, range, before)
        // 50 letters or 13 Chinese characters: what chance does not repeat.
        if (weight(anchor.quote) < 40 || !occursOnce(text, anchor.quote) || !occursOnce(edited, anchor.quote))
          return
        found += 1
        assert(overlap(locate(edited, after, anchor, changesBetween(text, edited)), truth))
      }),
      { numRuns: 4000 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('one edit on each side of the range, the earlier text known: a quotation that occurs once in both is found', () => {
    let found = 0
    fc.assert(
      fc.property(editedOutside, share, share, anyInsert, (first, from, to, insert) => {
        const anchor = describe(first.text, first.range, before)
        if (weight(anchor.quote) < 60 || !occursOnce(first.text, anchor.quote)) return
        const { after: once, truth } = first
        const left = first.edit.end <= first.range.start
        const [low, high] = left ? [truth.end, once.length] : [0, truth.start]
        const edit = spliceWithin(once, low, high, from, to, insert)
        const edited = splice(once, edit)
        if (!occursOnce(edited, anchor.quote)) return
        found += 1
        const shift = left ? 0 : edit.insert.length - (edit.end - edit.start)
        const place = locate(edited, after, anchor, changesBetween(first.text, edited))
        assert(overlap(place, { start: truth.start + shift, end: truth.end + shift }))
      }),
      { numRuns: 4000 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('one edit inside the range, the earlier text known: at the right place or lost', () => {
    let found = 0
    fc.assert(
      fc.property(editedInside, ({ text, range, after: edited, truth }) => {
        const anchor = describe(text, range, before)
        const place = locate(edited, after, anchor, changesBetween(text, edited))
        if (place.status === 'lost') return
        found += 1
        assert(overlap(place, truth))
      }),
      { numRuns: 3000 },
    )
    expect(found).toBeGreaterThan(100)
  })

  test('a figure changed in made-up news, among many alike: offered at its place or lost, never taken for the same', () => {
    let offered = 0
    fc.assert(
      fc.property(fc.constantFrom('en' as const, 'zh' as const, 'ja' as const), fc.nat(), (lang, seed) => {
        const random = randomFrom(`figures ${lang} ${seed}`)
        const text = articleText(lang, 8, random)
        const figures = [...text.matchAll(/\d+/g)]
        if (figures.length === 0) return
        const { 0: digits, index } = random.pick(figures)
        const end = index + digits.length
        const range = {
          start: Math.max(0, text.lastIndexOf(lang === 'en' ? ' ' : '\n', index - 2 - random.below(40)) + 1),
          end: Math.min(text.length, end + random.below(40)),
        }
        const figure = String(random.below(2000))
        const edited = text.slice(0, index) + figure + text.slice(end)
        if (edited === text) return
        const place = locate(edited, after, describe(text, range, before), changesBetween(text, edited))
        if (place.status === 'lost') return
        offered += 1
        assert.equal(place.status, 'fuzzy')
        assert(overlap(place, { start: index, end: index + figure.length }))
      }),
      { numRuns: 500 },
    )
    expect(offered).toBeGreaterThan(250)
  })

  test('exact and moved are the very words; fuzzy says what stands there; no place cuts a pair', () => {
    fc.assert(
      fc.property(anyMarked, anyText, ({ text, range }, other) => {
        const anchor = describe(text, range, before)
        for (const target of [other, text.slice(range.start) + other, other + text.slice(0, range.end), '']) {
          const place = locate(target, after, anchor)
          assert(v.is(PlaceSchema, place))
          assert(!splitsAPair(target, place))
          if (place.status === 'fuzzy') assert.equal(wordsAt(target, place), place.words)
          else if (place.status !== 'lost') assert.equal(wordsAt(target, place), anchor.quote)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

test.describe('describe', () => {
  test('refuses a range that is empty, outside the text, or not in whole units', () => {
    const ranges = [
      { start: 2, end: 2 },
      { start: 3, end: 2 },
      { start: -1, end: 2 },
      { start: 0, end: 6 },
      { start: 0.5, end: 2 },
    ]
    for (const range of ranges) expect(() => describe('words', range, before)).toThrow(CollateError)
  })

  test('refuses a range that cuts a surrogate pair at either end', () => {
    expect(() => describe('a𠮷b', { start: 2, end: 4 }, before)).toThrow('within a character')
    expect(() => describe('a𠮷b', { start: 0, end: 2 }, before)).toThrow('within a character')
    expect(describe('a𠮷b', { start: 1, end: 3 }, before).quote).toBe('𠮷')
  })
})

test.describe('the bundled articles', () => {
  test('a corrected slip is offered as a close match, with whole words', () => {
    const text = seed(4)
    const anchor = anchorOf(
      text,
      'The 5-memebr delegation of Japanese Chamber of Commerce in Changchun City',
      0,
    )
    const edited = text.replace('5-memebr', '5-member').replace('Updated : 2020-08-03Source : CCFAO', '')
    const place = locate(edited, after, anchor)
    expect(place).toMatchObject({
      status: 'fuzzy',
      words: 'The 5-member delegation of Japanese Chamber of Commerce in Changchun City',
    })
    if (place.status !== 'fuzzy') return
    expect(place.scores.quote).toBeGreaterThan(0.95)
    expect(place.scores.context).toBeGreaterThan(0.5)
  })

  test('a changed number is offered, and only with its own words around it', () => {
    const text = seed(0)
    const anchor = anchorOf(text, 'bilateral trade exceeding $300 billion')
    const place = locate(text.replace('$300 billion', '$292.6 billion'), after, anchor)
    expect(place).toMatchObject({ status: 'fuzzy', words: 'bilateral trade exceeding $292.6 billion' })
  })

  test('a word that occurs many times is found where it was, and lost when its sentence goes', () => {
    const text = seed(1)
    const words = 'two sides'
    const sentence = 'The two sides held the view that China and Japan, as important neighbors'
    const anchor = describe(text, rangeOf(text, words, 0), before)
    expect(text.slice(anchor.start - 4, anchor.end + 9)).toBe('The two sides held the')
    const added = `A new first paragraph.\n\n${text}`
    expect(locate(added, after, anchor)).toEqual({
      status: 'moved',
      start: anchor.start + 24,
      end: anchor.end + 24,
    })
    expect(locate(text.replace(sentence, 'China and Japan, as neighbours'), after, anchor)).toEqual({
      status: 'lost',
    })
  })

  test('a paragraph that moved is found word for word', () => {
    const text = seed(1)
    const paragraphs = text.split('\n\n')
    const last = paragraphs.at(-1)?.trim() ?? ''
    const anchor = anchorOf(text, last)
    const edited = [last, ...paragraphs.slice(0, -1)].join('\n\n')
    expect(locate(edited, after, anchor)).toEqual({ status: 'moved', start: 0, end: last.length })
  })

  test('a lost paragraph break inside a quotation makes it other words, not lost ones', () => {
    const text = seed(2)
    const words = 'different levels from Changchun City.\n\nOn behalf of Changchun City, Lv Ning'
    const place = locate(text.replaceAll('\n\n', ''), after, anchorOf(text, words))
    expect(place).toMatchObject({ status: 'fuzzy', words: words.replace('\n\n', '') })
  })

  test('nothing is found in an article on other things', () => {
    for (const words of [
      'Lv Ning',
      'more than 300 people',
      'On behalf of Changchun City',
      'the three sides',
    ]) {
      expect(locate(seed(1), after, anchorOf(seed(2), words))).toEqual({ status: 'lost' })
    }
  })

  test('an organisation that is named twice is not taken for the other mention', () => {
    const text = seed(0)
    const name = 'China Council for the Promotion of International Trade (CCPIT)'
    const anchor = anchorOf(text, name)
    const caption = text.indexOf('Economic and trade exchanges between China')
    expect(locate(text.slice(caption), after, anchor)).toEqual({ status: 'lost' })
  })
})

test('an item that was taken out of a list is not the one before it', () => {
  const items = [
    'twelve apples from Kent, ',
    'thirteen apples from Kent, ',
    'fourteen apples from Kent, ',
    'fifteen plums from York, ',
    'and a single pear from a garden in the capital.',
  ]
  const text = `The committee listed what every village had sent to the fair that year: ${items.join('')}`
  for (const item of items.slice(0, 4)) {
    expect(locate(text.replace(item, ''), after, anchorOf(text, item))).toEqual({ status: 'lost' })
  }
})

test.describe('with the earlier text', () => {
  const [opening, line, ending] = [
    'In the first winter nobody came to the harbour but the mail boat and a doctor. ',
    'The clerk signed the book and left. ',
    'By summer the quay was full again, and the prices of rooms had doubled.',
  ]
  const follow = (text: string, edited: string, range: TextRange): Place =>
    locate(edited, after, describe(text, range, before), changesBetween(text, edited))

  test('a line that an insertion repeats is one of two, and nobody can tell which', () => {
    const text = opening + line + ending
    const edited = `${opening}${line}In spring a second boat was put in service. ${line}${ending}`
    expect(follow(text, edited, rangeOf(text, line))).toEqual({ status: 'lost' })
  })

  test('of a line that stood twice, what is left after a cut is either', () => {
    const text = `${opening}${line}In spring a second boat was put in service. ${line}${ending}`
    const edited = opening + line + ending
    for (const nth of [0, 1]) {
      expect(follow(text, edited, rangeOf(text, line, nth))).toEqual({ status: 'lost' })
    }
  })

  test('where the words before it and those after it went different ways, both with a copy, it is lost', () => {
    const left = `${opening}They stayed until the ice broke, and paid with cheese and candles. `
    const right = `${ending} Even the widow Anker let her attic to a painter from the capital. `
    const text = `A chronicle of the place. ${left}${line}${right}Here the page is torn. `
    const edited = `A chronicle of the place. Anew: ${line}${right}Here the page is torn. ${left}${line}It ends so.`
    expect(follow(text, edited, rangeOf(text, line))).toEqual({ status: 'lost' })
  })

  test('a long sentence of which another copy is left is not that copy', () => {
    const sentence =
      'The board of the harbour has decided that the lighthouse shall be lit with gas from the first of May on, whatever the pilots and their quarrelsome widows think. '
    const text = `${opening}${sentence}${line}${ending} ${sentence}So it was printed again.`
    const edited = text.replace(sentence, 'Gas was thought of. ')
    expect(locate(edited, after, anchorOf(text, sentence))).toMatchObject({ status: 'moved' })
    expect(follow(text, edited, rangeOf(text, sentence))).toEqual({ status: 'lost' })
  })

  test('a short sentence that stands once in both texts is found, whatever became of its neighbours', () => {
    const plan = 'Put a plan of the works on the town’s website.'
    const text = `Opening words that are not of concern.\n\nPeople asked for a plan of the works.\n\n${plan} It would help those who live by the quay.\n\nThe end of the page says what ends say.`
    const edited = `Opening words that are not of concern.\n\nNobody had thought of telling the shops.\n\n${plan} Children will find their way to school with it.\n\nMuch has been written here that was not there before.\n\nThe end says other things now.`
    const start = edited.indexOf(plan)
    expect(follow(text, edited, rangeOf(text, plan))).toEqual({
      status: 'moved',
      start,
      end: start + plan.length,
    })
    // So are words of it, if they stand once.
    const words = rangeOf(text, 'on the town’s website')
    expect(follow(text, edited, words)).toMatchObject({ status: 'moved' })
    // Two of them are two, and no one can tell.
    const twice = edited.replace('Children', `${plan} Children`)
    expect(follow(text, twice, rangeOf(text, plan))).toEqual({ status: 'lost' })
  })

  test('a very short sentence is no proof of itself', () => {
    const text = `${opening}${line}\n\nHe agreed.\n\n${ending}`
    const edited = `A different page begins here, and nobody knows why.\n\nHe agreed.\n\nIt ends in other words than it did.`
    expect(follow(text, edited, rangeOf(text, 'He agreed.'))).toEqual({ status: 'lost' })
  })

  const figureCases: [string, string, string][] = [
    ['exports grew 4 percent in January', 'exports grew 5 percent in January', 'a digit'],
    ['exports grew 4 percent in January', 'exports grew 12.5 percent in January', 'more digits'],
    ['some 1,200 enterprises took part', 'some 12,000 enterprises took part', 'a magnitude'],
    ['the index stood at +3 points then', 'the index stood at -3 points then', 'a sign'],
    ['growth of 30 million yuan was seen', 'growth of 30 billion yuan was seen', 'a unit'],
    ['the two sides will sign the treaty', 'the two sides will not sign the treaty', 'a negation'],
    ['出口在一月增长了4%，达到300亿元', '出口在一月增长了5%，达到280亿元', 'Chinese'],
    ['輸出は一月に4パーセント増加したという', '輸出は一月に６パーセント増加したという', 'Japanese'],
  ]
  for (const [said, now, kind] of figureCases) {
    test(`what differs by little, among neighbours that changed too, is offered and not attached: ${kind}`, () => {
      const dense = /\p{sc=Han}/u.test(said)
      const first = dense ? '第一年冬天只有邮船来到这个港口，没有别的船。' : opening
      const last = dense ? '到了夏天码头又满了，房价翻了一倍。' : ending
      const lead = dense ? '据报道，' : 'The ministry said that '
      const text = `${first}\n\n${lead}${said}. ${dense ? '专家有另外的看法。' : 'Analysts had expected more.'}\n\n${last}`
      const edited = `${dense ? '这里加了一段新话。' : 'A new paragraph was put in here.'}\n\n${first}\n\n${lead}${now}. ${dense ? '这让大家很惊讶。' : 'Nobody was surprised by it.'}\n\n${last}`
      expect(follow(text, edited, rangeOf(text, said))).toMatchObject({ status: 'fuzzy', words: now })
    })
  }

  test('where two sentences alike became one with another figure, it is either', () => {
    const told = (n: number): string => `Exports grew ${n} percent in the port. `
    const text = `${opening}${told(4)}${told(6)}${ending}`
    const edited = `Other words. ${told(5)}They end otherwise.`
    for (const n of [4, 6]) {
      expect(follow(text, edited, rangeOf(text, told(n)))).toEqual({ status: 'lost' })
    }
  })

  test('a figure that went from one place and stands in another is not followed there', () => {
    const text = `${opening}Exports grew 4 percent. ${line}Imports grew 5 percent. ${ending}`
    const edited = text.replace('Exports grew 4 percent. ', '')
    expect(follow(text, edited, rangeOf(text, 'Exports grew 4 percent.'))).toEqual({ status: 'lost' })
  })

  test('a few words between new paragraphs are found where their neighbours say, in any script', () => {
    const cases: [string, string, string][] = [
      [
        'the only doctor of the coast',
        `${opening} Now the only doctor of the coast stayed. ${ending}`,
        'Something new was put in here. ',
      ],
      [
        '任鸿斌会长一行',
        '第一年冬天只有邮船来到这个港口，没有别的船。任鸿斌会长一行没有走。到了夏天码头又满了，房价翻了一倍。',
        '这里加了一句新话。',
      ],
      [
        'كاتب الميناء وحارس المنارة',
        'في الشتاء الأول لم يأت إلى الميناء سوى قارب البريد. بقي كاتب الميناء وحارس المنارة هنا. وفي الصيف امتلأ الرصيف من جديد وتضاعفت أسعار الغرف.',
        'أضيفت هنا جملة جديدة. ',
      ],
      [
        'the 𠮷野 family 👩‍👩‍👧',
        `${opening}Only the 𠮷野 family 👩‍👩‍👧 stayed. ${ending}`,
        'Something new 🚢 was put in here. ',
      ],
      [
        'the cafe\u0301 of old Ze\u0301non',
        `${opening}Only the cafe\u0301 of old Ze\u0301non stayed open. ${ending}`,
        'Something new was put in here. ',
      ],
    ]
    for (const [words, text, news] of cases) {
      const range = rangeOf(text, words)
      const edited = text.slice(0, range.start) + news + words + news + text.slice(range.end)
      expect(locate(edited, after, describe(text, range, before)), words).toEqual({ status: 'lost' })
      const start = range.start + news.length
      expect(follow(text, edited, range), words).toEqual({
        status: 'moved',
        start,
        end: start + words.length,
      })
    }
  })
})

test.describe('scripts', () => {
  const chinese =
    '双方表示，将继续加强经贸合作。中国国际贸易促进委员会会长任鸿斌在东京会见了日本企业代表，双方就供应链合作交换了意见。' +
    '与会代表认为，稳定的双边关系符合两国人民的共同利益。双方表示，愿意推动人员往来。'

  test('two Chinese characters that occur often are placed by their surroundings', () => {
    const anchor = describe(chinese, rangeOf(chinese, '双方', 2), before)
    const edited = `【本报讯】${chinese.replace('任鸿斌', '任先生')}`
    expect(locate(edited, after, anchor)).toMatchObject({
      status: 'moved',
      start: edited.lastIndexOf('双方'),
    })
  })

  test('two Chinese characters without their surroundings are lost', () => {
    const anchor = describe(chinese, rangeOf(chinese, '东京'), before)
    expect(locate('今天在东京举行了完全不同的活动，天气晴朗。', after, anchor)).toEqual({ status: 'lost' })
  })

  test('a changed Chinese sentence is offered whole', () => {
    const words = '中国国际贸易促进委员会会长任鸿斌在东京会见了日本企业代表'
    const place = locate(chinese.replace('在东京会见', '三日在东京会晤'), after, anchorOf(chinese, words))
    expect(place).toMatchObject({
      status: 'fuzzy',
      words: '中国国际贸易促进委员会会长任鸿斌三日在东京会晤了日本企业代表',
    })
  })

  test('right-to-left text', () => {
    const arabic =
      'قال الوزير أمس إن التجارة بين البلدين نمت بنسبة عشرة في المئة خلال العام الماضي، وأضاف أن الوفد سيزور الميناء الجديد غدا.'
    const anchor = anchorOf(arabic, 'التجارة بين البلدين')
    expect(wordsAt(`بيان: ${arabic}`, locate(`بيان: ${arabic}`, after, anchor))).toBe(anchor.quote)
    const edited = arabic.replace('بين البلدين', 'بين الدولتين')
    expect(locate(edited, after, anchor)).toMatchObject({ status: 'fuzzy', words: 'التجارة بين الدولتين' })
  })

  test('a mark joined to the last letter makes it another letter', () => {
    const text =
      'Whatever the board may say of it, one thing leads to another in the long run, x and every bridge is crossed.'
    const anchor = anchorOf(text, 'long run, x')
    const place = locate(text.replace('x', 'x\u0302'), after, anchor)
    expect(place).toMatchObject({ status: 'fuzzy', words: 'long run, x\u0302' })
  })

  test('a range within a letter and its marks stays what it was', () => {
    const text = `The sign x\u0302\u0323 stands for the estimate, as everybody in the room knew well enough.`
    const start = text.indexOf('x')
    const anchor = describe(text, { start, end: start + 2 }, before)
    expect(locate(`Yes. ${text}`, after, anchor)).toEqual({
      status: 'moved',
      start: start + 5,
      end: start + 7,
    })
  })
})

test.describe('hostile and huge texts are answered', () => {
  const lengths = 100_000
  const cases: Record<string, { text: string; range: TextRange; edit: (text: string) => string }> = {
    'one letter': {
      text: 'a'.repeat(lengths),
      range: { start: 10, end: 64_010 },
      edit: (text) => splice(text, { start: 500, end: 501, insert: 'b' }),
    },
    'one letter, short': {
      text: 'a'.repeat(lengths),
      range: { start: 500, end: 510 },
      edit: (text) => splice(text, { start: 505, end: 506, insert: 'b' }),
    },
    'a short period': {
      text: 'abc '.repeat(lengths / 4),
      range: { start: 1000, end: 1200 },
      edit: (text) =>
        splice(text, { start: 1100, end: 1100, insert: 'x' }).replaceAll(
          'abc abc abc abc ',
          'abc adc abc abb ',
        ),
    },
    'a rare letter in a desert': {
      text: `${'a'.repeat(lengths / 2)}b${'a'.repeat(lengths / 2)}`,
      range: { start: lengths / 2 - 32_000, end: lengths / 2 + 32_000 },
      edit: (text) => text.replace('b', 'c'),
    },
    'spaces and line ends': {
      text: ' \n'.repeat(lengths / 2),
      range: { start: 3, end: 300 },
      edit: (text) => splice(text, { start: 50, end: 52, insert: '\t' }),
    },
    'nested periods': {
      text: (('ab'.repeat(20) + 'c').repeat(20) + 'd').repeat(120),
      range: { start: 20_000, end: 52_000 },
      edit: (text) => text.replaceAll('c', 'e'),
    },
  }
  for (const [name, { text, range, edit }] of Object.entries(cases)) {
    test(name, () => {
      test.setTimeout(10_000)
      const edited = edit(text)
      const anchor = describe(text, range, before)
      for (const changes of [undefined, changesBetween(text, edited)]) {
        expect(v.is(PlaceSchema, locate(edited, after, anchor, changes))).toBe(true)
      }
    })
  }

  test('64 kB of running text with a word changed in every paragraph', () => {
    const text = articleText('en', 400, randomFrom('64 kB'))
    const range = { start: 10_000, end: 74_000 }
    const edited = `New.\n\n${text.replaceAll('cooperation', 'collaboration')}`
    const place = locate(edited, after, describe(text, range, before))
    expect(place.status).toBe('fuzzy')
    if (place.status !== 'fuzzy') return
    expect(place.scores.quote).toBeGreaterThan(0.95)
    expect(place.words.slice(0, 20)).toBe(
      edited.slice(edited.indexOf(text.slice(10_000, 10_020))).slice(0, 20),
    )
  })
})
