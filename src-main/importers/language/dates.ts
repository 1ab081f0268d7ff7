/** Calendar dates as pages write them, in the forms that can be read in one way only. */
import { calendarWords } from './calendarWords'

export interface FoundDate {
  /** `YYYY-MM-DD`. */
  iso: string
  /** Where the date, and a time of day after it, ends in the text: UTF-16 units. */
  end: number
}

/** Which comes first where a date is two numbers and a year, as the language of the page has it; null: not known. */
export type FirstNumber = 'day' | 'month' | null

/** Of these, English is written both ways; an English page says by its country which. */
export function firstNumberOf(lang: string | null | undefined): FirstNumber {
  if (lang === null || lang === undefined || lang === '') return null
  if (/^en[-_]us/i.test(lang)) return 'month'
  return /^en(?:$|[-_](?:001|150)?$)/i.test(lang) || /^(?:und|zxx)/i.test(lang) ? null : 'day'
}

interface Form {
  readonly pattern: RegExp
  /** The places of year, month and day among its groups. */
  readonly order: readonly [number, number, number]
  /** The year is that of an era or calendar: what it is in ours. */
  readonly year?: (match: RegExpExecArray) => number
  /** The two numbers are told apart by the language. */
  readonly twoNumbers?: true
}

/** First years of the eras of Japan that papers have had; of the calendar of Taiwan. The first year is also 元年. */
const eras: Readonly<Record<string, number>> = {
  令和: 2019,
  平成: 1989,
  昭和: 1926,
  民國: 1912,
  民国: 1912,
}

let made: { forms: readonly Form[]; months: ReadonlyMap<string, number> } | null = null

function forms(): NonNullable<typeof made> {
  made ??= makeForms()
  return made
}

function makeForms(): NonNullable<typeof made> {
  const { months, weekdays } = calendarWords()
  const oneOf = (names: Iterable<string>): string =>
    [...names]
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|')
  const month = `(${oneOf(months.keys())})(?![\\p{L}\\p{M}])`
  const weekday = `(?:(?:${oneOf(weekdays)})(?![\\p{L}\\p{M}])\\.?,?\\s+)?`
  const flags = 'iyu'
  return {
    months,
    forms: [
      { pattern: /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)\.?/y, order: [1, 3, 4] },
      { pattern: /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]/y, order: [1, 2, 3] },
      {
        pattern: /(令和|平成|昭和|民國|民国)\s*(\d{1,3}|元)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/y,
        order: [2, 3, 4],
        year: ([, era = '', count = '']) => (eras[era] ?? 0) + (count === '元' ? 1 : Number(count)) - 1,
      },
      { pattern: /(\d{4})\.\s(\d{1,2})\.\s(\d{1,2})(?!\d)\.?/y, order: [1, 2, 3] },
      {
        pattern: new RegExp(
          `${weekday}${month}\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`,
          flags,
        ),
        order: [3, 1, 2],
      },
      { pattern: new RegExp(`(\\d{1,2})([-./])${month}\\.?\\2(\\d{4})(?!\\d)`, flags), order: [4, 3, 1] },
      {
        pattern: new RegExp(
          `${weekday}(\\d{1,2})(?:st|nd|rd|th|er|\\.|º|ª)?\\s+(?:d[e’'al]\\s*|of\\s+|-?ב)?${month}\\.?,?\\s+(?:d[ei]l?\\s+)?(\\d{4})(?!\\d)`,
          flags,
        ),
        order: [3, 2, 1],
      },
      // Hungarian and Lithuanian.
      {
        pattern: new RegExp(`(\\d{4})\\.?\\s+(?:m\\.\\s*)?${month}\\s+(\\d{1,2})(?:\\.|\\s+d\\.)`, flags),
        order: [1, 2, 3],
      },
      // Latvian.
      {
        pattern: new RegExp(`(\\d{4})\\.\\s*gada\\s+(\\d{1,2})\\.\\s*${month}`, flags),
        order: [1, 3, 2],
      },
      {
        pattern: /(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)?\s+(\d{4})(?!\d)/iuy,
        order: [3, 2, 1],
      },
      { pattern: /(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/y, order: [3, 2, 1] },
      {
        pattern: /(\d{2})\.(\d{2})\.(\d{2})(?![\d.:])/y,
        order: [3, 2, 1],
        year: (match) => 2000 + Number(match[3]),
      },
      { pattern: /(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?!\d)/y, order: [4, 3, 1], twoNumbers: true },
    ],
  }
}

/** A weekday and a time of day after a date. */
const time =
  /(?:[T,\s|-]|at\s|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일|[（(][\p{L}]{1,4}[)）])*(?:上午|下午|오전|오후|午前|午後)?\s*\d{1,2}[:：時时시]\s?\d{1,2}(?:[:：分분]\s?(?:\d{1,2}(?:\.\d+)?秒?)?)?(?:\s*(?:[ap]\.?m\b\.?|Uhr))?(?:\s*(?:Z|UTC|GMT|[A-Z]{2,4}T)\b)?(?:\s*\(?[+-]\d{2}:?\d{2}\)?)?/iuy

/** Digits of other scripts, each in the place of one of ours: offsets stay. */
function plainDigits(text: string): string {
  if (!/[０-９٠-٩۰-۹०-९]/u.test(text)) return text
  return text.replace(/[０-９٠-٩۰-۹०-९]/gu, (digit) => String(digitOf(digit.charCodeAt(0))))
}

function digitOf(unit: number): number {
  for (const zero of [0xff10, 0x660, 0x6f0, 0x966]) if (unit >= zero && unit < zero + 10) return unit - zero
  return 0
}

/**
 * The date that begins at a place of the text, with its time of day; null where none does.
 * @param first how the page writes two numbers and a year; without it they are read only where one is no month
 */
export function dateAt(written: string, from: number, first: FirstNumber = null): FoundDate | null {
  // No date is longer; of a whole paragraph only this is looked at.
  const text = plainDigits(written.slice(from, from + 120))
  for (const { pattern, order, year, twoNumbers } of forms().forms) {
    pattern.lastIndex = 0
    const match = pattern.exec(text)
    if (!match) continue
    const [yearPart, monthPart, dayPart] = order.map((group) => match[group] ?? '')
    let [monthOfYear, day] = [monthNumber(monthPart ?? ''), Number(dayPart)]
    if (twoNumbers) {
      const isMonthFirst = first === 'month' ? monthOfYear <= 31 && day <= 12 : monthOfYear > 12
      if (isMonthFirst) [monthOfYear, day] = [day, monthOfYear]
      else if (first === null && day <= 12 && day !== monthOfYear) continue
    }
    const iso = isoDate(year ? year(match) : gregorian(Number(yearPart)), monthOfYear, day)
    if (iso === null) continue
    const end = match[0].length
    time.lastIndex = end
    return { iso, end: from + end + (time.exec(text)?.[0].length ?? 0) }
  }
  return null
}

/** The first date in a text, with where it begins; null where there is none. */
export function firstDateIn(text: string, first: FirstNumber = null): (FoundDate & { start: number }) | null {
  for (const match of text.matchAll(
    /(?<![\p{L}\p{M}\p{N}])(?=[\p{L}\p{N}])|(?<=[\p{L}：:])(?=\d{4}[-/.年년])/gu,
  )) {
    const found = dateAt(text, match.index, first)
    if (found) return { ...found, start: match.index }
  }
  return null
}

/** A date that a file states in a field of its own: ISO 8601 with or without a time, or a form of `dateAt`. */
export function statedDate(value: string): string | null {
  const text = plainDigits(value.trim())
  const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T\s])/.exec(text)
  if (iso) {
    const [, year = '', monthPart, day] = iso
    if (monthPart === undefined) return text.length === 4 ? year : null
    if (day === undefined)
      return Number(monthPart) >= 1 && Number(monthPart) <= 12 ? `${year}-${monthPart}` : null
    return isoDate(Number(year), Number(monthPart), Number(day))
  }
  const compact = /^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6})?Z?$/.exec(text)
  if (compact) return isoDate(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  return firstDateIn(text.slice(0, 120))?.iso ?? null
}

/** Years of the Buddhist calendar, which Thai pages have, are 543 more. */
const gregorian = (year: number): number => (year > 2450 && year < 2650 ? year - 543 : year)

function monthNumber(text: string): number {
  return /^\d/.test(text) ? Number(text) : (forms().months.get(text.toLowerCase().replace(/\.$/u, '')) ?? 0)
}

/** null where there is no such day. */
function isoDate(year: number, monthOfYear: number, day: number): string | null {
  if (year < 1000 || monthOfYear < 1 || monthOfYear > 12 || day < 1) return null
  if (day > new Date(Date.UTC(year, monthOfYear, 0)).getUTCDate()) return null
  return `${year}-${String(monthOfYear).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
