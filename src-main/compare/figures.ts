/** Figures in a text, with what they come to: signs, separators, magnitudes, units, words for numbers. */
import type { TextRange } from '#domain/articles/article'
import { hasDecimalComma, baseLanguage } from './languages'
import { spelledNumbers } from './spelledNumbers'

/** A figure; `start` and `end` are UTF-16 units of the whole text. */
export interface Figure extends TextRange {
  value: number
  /** `%`, a currency by ISO 4217, `:` for a time of day in minutes; null for a mere number. */
  unit: string | null
}

/** A number in digits of any script, with what groups and parts them. */
const digits = String.raw`(?:\p{Nd}{1,3}(?:['’\u00a0\u202f\u2009]\p{Nd}{3}(?!\p{Nd}))+(?:[.,]\p{Nd}+)?|\p{Nd}+(?:[.,]\p{Nd}+)*)`
const signs = String.raw`(?<![\p{L}\p{Nd}])[-−–]`

const currencies: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  'u.s. dollars': 'USD',
  'us dollars': 'USD',
  dollars: 'USD',
  dollar: 'USD',
  usd: 'USD',
  美元: 'USD',
  ドル: 'USD',
  달러: 'USD',
  '€': 'EUR',
  euros: 'EUR',
  euro: 'EUR',
  eur: 'EUR',
  欧元: 'EUR',
  歐元: 'EUR',
  ユーロ: 'EUR',
  유로: 'EUR',
  '£': 'GBP',
  pounds: 'GBP',
  gbp: 'GBP',
  '¥': 'JPY',
  '￥': 'JPY',
  yen: 'JPY',
  jpy: 'JPY',
  円: 'JPY',
  日元: 'JPY',
  日圓: 'JPY',
  yuan: 'CNY',
  rmb: 'CNY',
  元: 'CNY',
  人民币: 'CNY',
  人民幣: 'CNY',
}

/** Powers of ten that a word multiplies by. A Spanish or Portuguese `mil millones` is found before `millones`. */
const magnitudes: readonly (readonly [RegExp, number])[] = [
  [/^\s*(?:mil millones|mil milh[õo]es)(?!\p{L})/iu, 1e9],
  [/^\s*(?:trillions?|trn|tn)(?!\p{L})/iu, 1e12],
  [/^\s*(?:billions?|bn|billón|billones)(?!\p{L})/iu, 1e9],
  [
    /^\s*(?:milliarden?|mrd\.?|milliards?|md|miliard[iy]?|miliardi|miliardo|миллиард(?:а|ов)?|млрд\.?)(?!\p{L})/iu,
    1e9,
  ],
  [
    /^\s*(?:millions?|millionen|mio\.?|mln\.?|mn|m|millón|millones|milhão|milhões|milioni|milione|miljoen|миллион(?:а|ов)?)(?!\p{L})/iu,
    1e6,
  ],
  [/^\s*(?:thousand|tausend|tsd\.?|mille|mil|mila|duizend|k|тысяч[аи]?|тыс\.?)(?!\p{L})/iu, 1e3],
  [/^\s*(?:hundred|hundert|cent)(?!\p{L})/iu, 1e2],
]

/** A million of millions in languages that count by the long scale. */
const longScale = new Set(['de', 'es', 'it', 'nl', 'da', 'sv', 'no', 'fi', 'pl'])

const percent =
  /^\s*(?:%|％|‰|percent(?:age points?)?|per cent|prozent(?:punkte)?|pour cent|por ciento|por cento|per cento|procent|процент(?:а|ов)?|パーセント|퍼센트|個百分點|个百分点)/iu
const currencyAfter = new RegExp(
  String.raw`^\s*(?:d[e'’]\s*)?(${Object.keys(currencies)
    .filter((name) => name.length > 1 || /[^$£]/.test(name))
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.$]/g, String.raw`\$&`))
    .join('|')})(?![a-z])`,
  'iu',
)
const currencyBefore = /(US\$|[$€£¥￥]|USD|EUR|GBP|JPY|CNY|RMB)\s?$/iu

/** Not within a word of a script with spaces: `G7`, `a4b`. */
const plain = new RegExp(
  String.raw`(?<![\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{Nd}])(?:${signs})?${digits}`,
  'gu',
)
const clock = /(?<![\p{Nd}:.])([01]?\p{Nd}|2[0-3])[:：]([0-5]\p{Nd})(?![\p{Nd}:])(?:\s?([ap])\.?m\.?)?/giu

/** Han numerals, alone or after digits: 三百, 3万5千, 1億2000万. */
const hanDigits = '〇零一二三四五六七八九两兩'
const hanNumber = new RegExp(
  String.raw`(?:\p{Nd}[\p{Nd},，]*(?:\.\p{Nd}+)?|[${hanDigits}十百千]+)(?:[十百千万萬亿億兆만억조천]+(?:\p{Nd}[\p{Nd},，]*(?:\.\p{Nd}+)?|[${hanDigits}十百千]+)?)*`,
  'gu',
)
/** Characters after which a Han numeral that stands alone (一, 三) is counted; others are words (一直, 统一). */
const counters = /^[人名個个件次日天年月歲岁位艘輛辆家所国國隻只枚台架成倍分点點时時小%％元円万萬億亿万]/u

/** The figures of a part of a text, in order, without those within `taken` (dates). */
export function figuresIn(
  text: string,
  range: TextRange,
  lang: string,
  taken: readonly TextRange[] = [],
): Figure[] {
  const within = text.slice(range.start, range.end)
  const found: Figure[] = []
  const free = (start: number, end: number): boolean =>
    ![...taken, ...found].some((other) => other.start < range.start + end && range.start + start < other.end)
  const add = (start: number, end: number, value: number, unit: string | null): void => {
    if (free(start, end))
      found.push({ start: range.start + start, end: range.start + end, value: rounded(value), unit })
  }
  const hasDigit = /\p{Nd}/u.test(within)
  for (const match of hasDigit ? within.matchAll(clock) : []) {
    const [all, hour = '0', minute = '0', half] = match
    const hours = (Number(hour) % (half ? 12 : 24)) + (half?.toLowerCase() === 'p' ? 12 : 0)
    add(match.index, match.index + all.length, hours * 60 + Number(minute), ':')
  }
  if (/[\p{sc=Han}\p{sc=Hangul}]/u.test(within)) addHan(within, add)
  for (const match of hasDigit ? within.matchAll(plain) : []) {
    const value = numberOf(match[0], lang)
    if (value === null) continue
    const after = withMagnitude(within, match.index + match[0].length, value, lang)
    const before = currencyBefore.exec(within.slice(0, match.index))
    const unit = unitAfter(within, after.end)
    const name = before?.[1]?.toLowerCase()
    const start = name === undefined ? match.index : match.index - (before?.[0].length ?? 0)
    const known = name === undefined ? null : (currencies[name] ?? name.toUpperCase())
    add(start, unit.end, after.value, known ?? unit.unit)
  }
  for (const { start, end, value } of spelledNumbers(within, lang)) {
    const after = withMagnitude(within, end, value, lang)
    const unit = unitAfter(within, after.end)
    add(start, unit.end, after.value, unit.unit)
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Twelve digits hold; the rest is what binary fractions add. */
const rounded = (value: number): number => Number(value.toPrecision(12))

function withMagnitude(
  text: string,
  at: number,
  value: number,
  lang: string,
): { value: number; end: number } {
  const rest = text.slice(at, at + 24)
  for (const [pattern, factor] of magnitudes) {
    const word = pattern.exec(rest)?.[0]
    if (word === undefined) continue
    const long = factor === 1e9 && /^\s*bill/i.test(word) && longScale.has(baseLanguage(lang))
    // `cent` is a hundred in French alone, and `m` and `k` are letters of their own where a space is before.
    if (factor === 100 && /cent/i.test(word) && baseLanguage(lang) !== 'fr') continue
    if (/^\s+[mk]$/i.test(word)) continue
    return { value: value * (long ? 1e12 : factor), end: at + word.length }
  }
  return { value, end: at }
}

function unitAfter(text: string, at: number): { unit: string | null; end: number } {
  const rest = text.slice(at, at + 24)
  const share = percent.exec(rest)
  if (share) return { unit: '%', end: at + share[0].length }
  const money = currencyAfter.exec(rest)
  const name = money?.[1]?.toLowerCase()
  if (money && name !== undefined) return { unit: currencies[name] ?? null, end: at + money[0].length }
  return { unit: null, end: at }
}

/** The value of a number in digits; null where it is no number (a version, an address). */
function numberOf(written: string, lang: string): number | null {
  const sign = /^[-−–]/.test(written) ? -1 : 1
  const plainDigits = written
    .replace(/^[-−–]/, '')
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/['’\s]/g, '')
  const last = Math.max(plainDigits.lastIndexOf('.'), plainDigits.lastIndexOf(','))
  if (last < 0) return sign * Number(plainDigits)
  const mark = plainDigits.charAt(last)
  const tail = plainDigits.length - last - 1
  const marks = plainDigits.match(/[.,]/g) ?? []
  const both = new Set(marks).size > 1
  const groups = !both && tail === 3 && (marks.length > 1 || (mark === ',') !== hasDecimalComma(lang))
  if (!both && marks.length > 1 && !groups) return null
  const whole = groups ? plainDigits.replace(/[.,]/g, '') : plainDigits.slice(0, last).replace(/[.,]/g, '')
  return sign * Number(groups ? whole : `${whole}.${plainDigits.slice(last + 1)}`)
}

/** The value of a digit of any script: each has its ten in a row. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  if (code < 0x80) return code - 0x30
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return (code - zero) % 10
}

function addHan(
  text: string,
  add: (start: number, end: number, value: number, unit: string | null) => void,
): void {
  for (const match of text.matchAll(/百分之([〇零一二三四五六七八九十百点點\p{Nd}.]+)/gu)) {
    const value = hanValue(match[1] ?? '')
    if (value !== null) add(match.index, match.index + match[0].length, value, '%')
  }
  for (const match of text.matchAll(hanNumber)) {
    const [written] = match
    const end = match.index + written.length
    const alone = !/[\p{Nd}]/u.test(written) && written.length < 3
    if (/^\p{Nd}+$/u.test(written) || (alone && !counters.test(text.slice(end)))) continue
    const value = hanValue(written)
    if (value === null) continue
    const unit = unitAfter(text, end)
    add(match.index, unit.end, value, unit.unit)
  }
}

const hanUnits: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 천: 1000 }
const hanMyriads: Readonly<Record<string, number>> = {
  万: 1e4,
  萬: 1e4,
  만: 1e4,
  亿: 1e8,
  億: 1e8,
  억: 1e8,
  兆: 1e12,
  조: 1e12,
}

/** The value of a Han numeral, mixed with digits or not: 3万5千 is 35,000, 2万億 is 2e12. Null where it is none. */
export function hanValue(written: string): number | null {
  let total = 0
  /** What the next myriad multiplies: hundreds and thousands, and the figure behind them. */
  let section = 0
  let number: number | null = null
  let last = Infinity
  for (const [sign] of written.normalize('NFKC').matchAll(/\p{Nd}[\p{Nd},]*(?:\.\p{Nd}+)?|./gu)) {
    const digit = '〇一二三四五六七八九'.indexOf(sign.replace('零', '〇').replace(/[两兩]/, '二'))
    const unit = hanUnits[sign]
    const myriad = hanMyriads[sign]
    if (/^\p{Nd}/u.test(sign)) number = Number(sign.replaceAll(',', ''))
    else if (digit >= 0) number = (number ?? 0) * 10 + digit
    else if (unit !== undefined) {
      section += (number ?? 1) * unit
      number = null
    } else if (myriad !== undefined) {
      const part = section + (number ?? (section + total === 0 ? 1 : 0))
      // A greater one multiplies all before it: 万億.
      total = myriad > last ? (total + part) * myriad : total + part * myriad
      last = myriad
      section = 0
      number = null
    } else return null
  }
  return total + section + (number ?? 0)
}
