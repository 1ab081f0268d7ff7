/** Figures, dates, names, negations and hedges: what is a difference, and what is one thing written two ways. */
import { expect, test } from '@playwright/test'
import { datesIn } from '../../../src-main/compare/dates'
import { figuresIn, hanValue } from '../../../src-main/compare/figures'
import { isAlias } from '../../../src-main/compare/names'
import { spelledNumbers } from '../../../src-main/compare/spelledNumbers'
import { differencesBetween } from './support'

const figures = (text: string, lang = 'en'): string[] =>
  figuresIn(text, { start: 0, end: text.length }, lang).map(({ value, unit }) => `${value}${unit ?? ''}`)
const dates = (text: string, lang = 'en', published: string | null = '2024-11-06'): string[] =>
  datesIn(text, { start: 0, end: text.length }, lang, published).map(({ value }) => value)

test('figures come to their value, however they are written', () => {
  expect(figures('$300 billion, 300 bn dollars, US$300bn')).toEqual([
    '300000000000USD',
    '300000000000USD',
    '300000000000USD',
  ])
  expect(figures('1,234.5 and 1 234')).toEqual(['1234.5', '1', '234'])
  expect(figures('1.234,5 Euro und 3,5 Prozent', 'de')).toEqual(['1234.5EUR', '3.5%'])
  expect(figures('2,5 millions d’euros', 'fr')).toEqual(['2500000EUR'])
  expect(figures('5 per cent, 5 percent, 5%')).toEqual(['5%', '5%', '5%'])
  expect(figures('minus −5 and a 10-year plan')).toEqual(['-5', '10'])
  expect(figures('the G7, room a4b, 5km')).toEqual(['5'])
  expect(figures('at 7:40 pm')).toEqual(['1180:'])
  expect(figures('two hundred and thirty people, forty boats')).toEqual(['230', '40'])
  expect(figures('zweihundertdreißig Menschen, einundzwanzig Boote', 'de')).toEqual(['230', '21'])
  expect(figures('quatre-vingt-dix personnes', 'fr')).toEqual(['90'])
  expect(figures('３万５千人、1億2000万円、百分之五', 'zh')).toEqual(['35000', '120000000JPY', '5%'])
  expect(figures('约３００人', 'zh')).toEqual(['300'])
  expect(figures('3만 5천 명', 'ko')).toContain('30000')
})

test('Han numerals, mixed with digits or not', () => {
  expect(
    ['二百三十', '十二', '一千零五', '三万五千', '1億2000万', '3萬5千億', '兩百', '2.5亿'].map(hanValue),
  ).toEqual([230, 12, 1005, 35_000, 120_000_000, 3_500_000_000_000, 200, 250_000_000])
})

test('a lone one is no figure, and neither is a word that holds a Han numeral', () => {
  expect(spelledNumbers('one of them', 'en')).toEqual([])
  expect(figures('一直统一', 'zh')).toEqual([])
})

test('dates are worked out from the day of publication', () => {
  expect(dates('on Monday 4 November 2024')).toEqual(['2024-11-04'])
  expect(dates('November 4, and on Nov. 5')).toEqual(['2024-11-04', '2024-11-05'])
  expect(dates('on Tuesday, yesterday')).toEqual(['2024-11-05', '2024-11-05'])
  expect(dates('on 28 December', 'en', '2025-01-03')).toEqual(['2024-12-28'])
  expect(dates('am 4. November', 'de')).toEqual(['2024-11-04'])
  expect(dates('le 4 novembre 2024', 'fr')).toEqual(['2024-11-04'])
  expect(dates('el 4 de noviembre de 2024', 'es')).toEqual(['2024-11-04'])
  expect(dates('2024年11月4日、5日', 'ja')).toEqual(['2024-11-04', '2024-11-05'])
  expect(dates('星期一，周二', 'zh')).toEqual(['2024-11-04', '2024-11-05'])
  expect(dates('4/11/2024 and 4.11.2024')).toEqual(['2024-11-04', '2024-11-04'])
  expect(dates('in 2019')).toEqual(['2019'])
  expect(dates('on 4 November', 'en', null)).toEqual(['--11-04'])
  expect(dates('on Monday', 'en', null)).toEqual([])
  expect(dates('on 31 February 2024')).not.toContain('2024-02-31')
})

test('equal after normalising is no difference', () => {
  expect(
    differencesBetween(
      'The plan costs $300 billion over ten years.',
      'The plan costs 300 bn dollars over 10 years.',
    ),
  ).toEqual([])
  expect(
    differencesBetween(
      'The council met on Tuesday to settle the harbour budget.',
      'The council met on 5 November to settle the harbour budget.',
    ),
  ).toEqual([])
  expect(
    differencesBetween(
      'The World Health Organization closed its harbour office on Friday evening.',
      'The WHO closed its harbour office on Friday evening.',
    ),
  ).toEqual([])
  expect(
    differencesBetween(
      'Maria Santos opened the harbour bridge before noon.',
      'Santos opened the harbour bridge before noon.',
    ),
  ).toEqual([])
})

test('negations and hedges', () => {
  expect(
    differencesBetween(
      'The bridge was not closed to heavy lorries last night.',
      'The bridge was closed to heavy lorries last night.',
    ),
  ).toEqual(['negation: not closed ≠ closed'])
  expect(
    differencesBetween(
      'The captain reportedly slept when the ship struck the pier.',
      'The captain slept when the ship struck the pier.',
    ),
  ).toEqual(['hedge: reportedly slept ≠ slept'])
  expect(
    differencesBetween(
      'Die Ursache des Brandes im Hafen ist nicht bekannt.',
      'Die Ursache des Brandes im Hafen ist bekannt.',
      'de',
    ),
  ).toEqual(['negation: nicht bekannt ≠ bekannt'])
  expect(
    differencesBetween(
      'The ship did not sink and no one was hurt.',
      'The ship didn’t sink and nobody was hurt.',
    ),
  ).toEqual([])
})

test('names that may be one are no difference', () => {
  expect(isAlias('United Nations', 'UN')).toBe(true)
  expect(isAlias('U.N.', 'United Nations')).toBe(true)
  expect(isAlias('Angela Brandt', 'Brandt')).toBe(true)
  expect(isAlias('Brandt’s', 'Angela Brandt')).toBe(true)
  expect(isAlias('Northern Ferries', 'North Ferry Line')).toBe(false)
})
