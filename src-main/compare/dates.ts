/** Dates in a text, worked out from the day its article was published: 4 November, le 4 novembre, 11月4日, Tuesday. */
import type { TextRange } from '#domain/articles/article'
import { baseLanguage } from './languages'

/** How exactly a date is known. */
export type Exactness = 'day' | 'month' | 'year'

/** A date; `start` and `end` are UTF-16 units of the whole text. */
export interface DateMention extends TextRange {
  /** `2024-11-04`, `2024-11` or `2024`; `--11-04` where no year could be worked out. */
  value: string
  exact: Exactness
  /** A part of it was worked out from the day of publication. */
  workedOut: boolean
}

/** A day of the calendar; the month from 1. */
interface Day {
  year: number
  month: number
  day: number
}

const two = (number: number): string => String(number).padStart(2, '0')
const written = ({ year, month, day }: Day): string => `${year}-${two(month)}-${two(day)}`

interface Names {
  /** Names and short forms of the months, in lower case, to 1–12. */
  months: ReadonlyMap<string, number>
  /** The same of the days of the week, to 0–6 from Sunday. */
  weekdays: ReadonlyMap<string, number>
}

const known = new Map<string, Names>()

/** Latin and Cyrillic names by the runtime's calendar data (CLDR), long and short. */
function namesOf(lang: string): Names {
  const base = baseLanguage(lang) === 'und' ? 'en' : baseLanguage(lang)
  const cached = known.get(base)
  if (cached) return cached
  const months = new Map<string, number>()
  const weekdays = new Map<string, number>()
  const put = (map: Map<string, number>, name: string, value: number): void => {
    const bare = name.toLowerCase().replace(/\.$/, '')
    if (/^\p{L}{3,}$/u.test(bare) && !map.has(bare)) map.set(bare, value)
  }
  for (const style of ['long', 'short'] as const) {
    for (let month = 1; month <= 12; month++) {
      const day = new Date(Date.UTC(2021, month - 1, 10))
      // The form beside a day may differ from the name alone (ноября, ноябрь).
      for (const options of [{ month: style }, { month: style, day: 'numeric' }] as const) {
        const parts = new Intl.DateTimeFormat(base, { ...options, timeZone: 'UTC' }).formatToParts(day)
        put(months, parts.find(({ type }) => type === 'month')?.value ?? '', month)
      }
    }
    for (let weekday = 0; weekday < 7; weekday++) {
      // 3 January 2021 was a Sunday.
      const day = new Date(Date.UTC(2021, 0, 3 + weekday))
      put(weekdays, new Intl.DateTimeFormat(base, { weekday: style, timeZone: 'UTC' }).format(day), weekday)
    }
  }
  if (base === 'en') months.set('sept', 9)
  const made = { months, weekdays }
  known.set(base, made)
  return made
}

/** Days of the week in Chinese, Japanese and Korean, each with the days from Sunday of its signs. */
const hanWeekdays: readonly (readonly [RegExp, string])[] = [
  [/(?:星期|周|週|礼拜|禮拜)([日一二三四五六天])/g, '日一二三四五六'],
  [/([日月火水木金土])曜日?/g, '日月火水木金土'],
  [/([일월화수목금토])요일/g, '일월화수목금토'],
]

const relative: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: { yesterday: -1, today: 0, tomorrow: 1 },
  de: { gestern: -1, heute: 0, morgen: 1 },
  fr: { hier: -1, "aujourd'hui": 0, demain: 1 },
  es: { ayer: -1, hoy: 0 },
  it: { ieri: -1, oggi: 0, domani: 1 },
  zh: { 昨日: -1, 昨天: -1, 今日: 0, 今天: 0, 明日: 1, 明天: 1 },
  ja: { 昨日: -1, 今日: 0, 明日: 1 },
  ko: { 어제: -1, 오늘: 0, 내일: 1 },
}

/**
 * The dates of a part of a text, in order. A weekday alone is the last one before the article, the day of publication
 * among them; a day without a year the nearest to it.
 * @param published `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null where unknown
 */
export function datesIn(
  text: string,
  range: TextRange,
  lang: string,
  published: string | null,
): DateMention[] {
  const within = text.slice(range.start, range.end)
  const found: DateMention[] = []
  const add = (at: number, length: number, date: Omit<DateMention, 'start' | 'end'> | null): void => {
    const start = range.start + at
    const end = start + length
    if (date && !found.some((other) => other.start < end && start < other.end)) {
      found.push({ start, end, ...date })
    }
  }
  const base = publishedDay(published)
  if (/\d/.test(within)) addWritten()
  named(within, lang, base, add)
  if (/\d/.test(within)) addNumeric()
  for (const [pattern, days] of relativeDays(lang)) {
    for (const match of within.matchAll(pattern)) {
      if (base)
        add(match.index, match[0].length, {
          value: written(shifted(base, days)),
          exact: 'day',
          workedOut: true,
        })
    }
  }
  if (/\d{4}/.test(within)) addYears()
  return found.sort((a, b) => a.start - b.start)

  /** Dates in figures with the year first, and those of Chinese, Japanese and Korean. */
  function addWritten(): void {
    for (const match of within.matchAll(/(?<![\d.-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d-])/g)) {
      add(match.index, match[0].length, fullDate(Number(match[1]), Number(match[2]), Number(match[3])))
    }
    for (const match of within.matchAll(
      /(?:(\d{4})\s?[年년]\s?)?(?:(\d{1,2})\s?[月월]\s?)?(\d{1,2})\s?(?:日|号|號|일)(?!間|间|本|報|报|程|圆|圓)/g,
    )) {
      add(
        match.index,
        match[0].length,
        partial(numberOr(match[1]), numberOr(match[2]), Number(match[3]), base),
      )
    }
    for (const match of within.matchAll(/(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월](?!\d)/g)) {
      add(match.index, match[0].length, monthOnly(numberOr(match[1]), Number(match[2]), base))
    }
    for (const match of within.matchAll(/(?<!\d)(1[6-9]\d\d|20\d\d)\s?[年년](?!间|間|度)/g)) {
      add(match.index, match[0].length, { value: match[1] ?? '', exact: 'year', workedOut: false })
    }
  }

  /** Dates in figures with the day or the month first. */
  function addNumeric(): void {
    for (const match of within.matchAll(/(?<![\d.])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\d.])/g)) {
      const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])]
      // Only English writes the month first, and only where the other reading is no date is it sure.
      const monthFirst = match[2] === '/' && (second > 12 || (/^en-us/i.test(lang) && first <= 12))
      add(
        match.index,
        match[0].length,
        monthFirst ? fullDate(year, first, second) : fullDate(year, second, first),
      )
    }
  }

  function addYears(): void {
    for (const match of within.matchAll(
      /(?<![\p{L}\p{Nd}.,$€£-])(1[89]\d\d|20\d\d)(?![\p{L}\p{Nd}%]|[.,]\d)/gu,
    )) {
      add(match.index, match[0].length, { value: match[0], exact: 'year', workedOut: false })
    }
  }
}

/** Patterns take longer to make than to use: those of a language are made once. */
function madeOnce<Made>(make: (lang: string) => Made): (lang: string) => Made {
  const made = new Map<string, Made>()
  return (lang) => {
    const own = made.get(lang) ?? make(lang)
    made.set(lang, own)
    return own
  }
}

/** Words for days about that of publication, as patterns, with how far away each is. */
const relativeDays = madeOnce((lang): [RegExp, number][] =>
  Object.entries(relative[baseLanguage(lang)] ?? {}).map(([word, days]) => [
    new RegExp(bounded(word), 'giu'),
    days,
  ]),
)

const bounded = (word: string): string =>
  /\p{sc=Latin}/u.test(word) ? String.raw`(?<!\p{L})${word}(?!\p{L})` : word

/** Patterns of dates with the name of a month, with and without a day, and of weekdays that stand alone. */
const namedPatterns = madeOnce((lang) => {
  const { months, weekdays } = namesOf(lang)
  const choice = (names: Iterable<string>): string => [...names].sort((a, b) => b.length - a.length).join('|')
  const month = String.raw`(?<month>${choice(months.keys())})\.?(?!\p{L})`
  const weekday = String.raw`(?:(?:${choice(weekdays.keys())})\.?,?\s+)?`
  const day = String.raw`(?<day>[0-3]?\d)(?:st|nd|rd|th|er|\.|º)?`
  const year = String.raw`(?:,?\s+(?:de\s+|del\s+)?(?<year>1[6-9]\d\d|20\d\d))?(?!\d)`
  const article = String.raw`(?:(?:of|de|di|d')\s*)?`
  const full = [...weekdays.keys()].filter((name) => name.length > 3)
  const pattern = (source: string): RegExp => new RegExp(source, 'giu')
  return {
    days: [
      pattern(
        String.raw`(?<![\p{L}\d])${weekday}(?:the\s+|le\s+|el\s+|il\s+)?(?<!\d)${day}\s+${article}${month}${year}`,
      ),
      pattern(String.raw`(?<![\p{L}\d])${weekday}${month}\s+${day}(?![\d:])${year}`),
    ],
    months: pattern(String.raw`(?<![\p{L}\d])${month},?\s+(?:de\s+)?(?<year>1[6-9]\d\d|20\d\d)(?!\d)`),
    weekdays: pattern(String.raw`(?<!\p{L})(?:${choice(full)})(?!\p{L})`),
  }
})

/** Dates with the name of a month, and weekdays. */
function named(
  text: string,
  lang: string,
  base: Day | null,
  add: (at: number, length: number, date: Omit<DateMention, 'start' | 'end'> | null) => void,
): void {
  const { months, weekdays } = namesOf(lang)
  const patterns = namedPatterns(lang)
  const hasDigit = /\d/.test(text)
  for (const pattern of hasDigit ? patterns.days : []) {
    for (const match of text.matchAll(pattern)) {
      const { month: name = '', day: number, year: y } = match.groups ?? {}
      add(
        match.index,
        match[0].length,
        partial(numberOr(y), months.get(name.toLowerCase()) ?? null, Number(number), base),
      )
    }
  }
  for (const match of hasDigit ? text.matchAll(patterns.months) : []) {
    const { month: name = '', year: y } = match.groups ?? {}
    add(match.index, match[0].length, monthOnly(Number(y), months.get(name.toLowerCase()) ?? 0, base))
  }
  const weekdayBack = (at: number, length: number, weekdayNumber: number | undefined): void => {
    if (!base || weekdayNumber === undefined) return
    const own = new Date(Date.UTC(base.year, base.month - 1, base.day)).getUTCDay()
    const back = (own - weekdayNumber + 7) % 7
    add(at, length, { value: written(shifted(base, -back)), exact: 'day', workedOut: true })
  }
  for (const [pattern, signs] of hanWeekdays) {
    for (const match of text.matchAll(pattern)) {
      weekdayBack(match.index, match[0].length, signs.indexOf(match[1]?.replace('天', '日') ?? ''))
    }
  }
  for (const match of text.matchAll(patterns.weekdays)) {
    weekdayBack(match.index, match[0].length, weekdays.get(match[0].toLowerCase()))
  }
}

const numberOr = (digits: string | undefined): number | null => (digits === undefined ? null : Number(digits))

function publishedDay(published: string | null): Day | null {
  const [year, month, day] = (published ?? '').split('-').map(Number)
  return year === undefined || Number.isNaN(year) || month === undefined || day === undefined
    ? null
    : { year, month, day }
}

function isDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function fullDate(year: number, month: number, day: number): Omit<DateMention, 'start' | 'end'> | null {
  return isDay({ year, month, day })
    ? { value: written({ year, month, day }), exact: 'day', workedOut: false }
    : null
}

function shifted({ year, month, day }: Day, days: number): Day {
  const date = new Date(Date.UTC(year, month - 1, day + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** A day whose month or year may have to be worked out. */
function partial(
  year: number | null,
  month: number | null,
  day: number,
  base: Day | null,
): Omit<DateMention, 'start' | 'end'> | null {
  if (day < 1 || day > 31 || (month !== null && (month < 1 || month > 12))) return null
  if (year !== null) return month === null ? null : fullDate(year, month, day)
  if (!base) {
    return month === null ? null : { value: `--${two(month)}-${two(day)}`, exact: 'day', workedOut: false }
  }
  // The nearest one to the day of publication.
  const candidates: Day[] =
    month === null
      ? [-1, 0, 1].map((by) => {
          const date = new Date(Date.UTC(base.year, base.month - 1 + by, 1))
          return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day }
        })
      : [-1, 0, 1].map((by) => ({ year: base.year + by, month, day }))
  const wanted = Date.UTC(base.year, base.month - 1, base.day)
  const away = (each: Day): number => Math.abs(Date.UTC(each.year, each.month - 1, each.day) - wanted)
  const [nearest] = candidates.filter(isDay).sort((a, b) => away(a) - away(b))
  return nearest ? { value: written(nearest), exact: 'day', workedOut: true } : null
}

function monthOnly(
  year: number | null,
  month: number,
  base: Day | null,
): Omit<DateMention, 'start' | 'end'> | null {
  if (month < 1 || month > 12) return null
  if (year !== null) return { value: `${year}-${two(month)}`, exact: 'month', workedOut: false }
  return base ? { value: `${base.year}-${two(month)}`, exact: 'month', workedOut: true } : null
}

/** Whether two dates can be one: the same, or one of them less exact and without a contradiction. */
export function datesAgree(a: string, b: string): boolean {
  if (a.startsWith('--') || b.startsWith('--')) return a.slice(-5) === b.slice(-5)
  return a.startsWith(b) || b.startsWith(a)
}
