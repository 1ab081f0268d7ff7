/** Names of months and weekdays as dates have them in many languages, from the runtime's own language data. */

/** Languages whose dates have named months and Gregorian years; those that count in other years are asked for these. */
const languages = [
  ...['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ca', 'gl', 'ro', 'pl', 'cs', 'sk', 'sl', 'hr', 'bs', 'sr'],
  ...[
    'sr-Latn',
    'mk',
    'bg',
    'ru',
    'uk',
    'be',
    'sv',
    'da',
    'nb',
    'fi',
    'et',
    'lv',
    'lt',
    'hu',
    'el',
    'tr',
    'az',
  ],
  ...['sq', 'is', 'ga', 'cy', 'af', 'id', 'ms', 'tl', 'sw', 'he', 'ar', 'ar-SY', 'ar-MA', 'fa-u-ca-gregory'],
  ...['ur', 'hi', 'bn', 'ta', 'te', 'th-u-ca-gregory', 'hy', 'ka', 'kk'],
]
/** Forms that pages use and the language data have not. */
const more: readonly (readonly [string, number])[] = [
  ...(['jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const).map(
    (name, at) => [name, at < 4 ? at + 1 : at + 2] as const,
  ),
  ...([
    ['sept', 9],
    ['fevrier', 2],
    ['aout', 8],
    ['decembre', 12],
    ['jänner', 1],
    ['feber', 2],
    ['mrz', 3],
  ] as const),
  ...([
    ['fev', 2],
    ['abr', 4],
    ['ago', 8],
    ['dez', 12],
    ['dic', 12],
    ['ene', 1],
    ['mrt', 3],
    ['okt', 10],
  ] as const),
  ...([
    ['mai', 5],
    ['may', 5],
    ['mei', 5],
    ['maj', 5],
    ['set', 9],
    ['out', 10],
    ['setiembre', 9],
    ['marzec', 3],
  ] as const),
]

export interface CalendarWords {
  /** By name in small letters, 1 to 12. A name that two languages have for two months is none. */
  readonly months: ReadonlyMap<string, number>
  /** In small letters. */
  readonly weekdays: ReadonlySet<string>
}

let words: CalendarWords | null = null

/** They are gathered when they are first asked for. */
export function calendarWords(): CalendarWords {
  words ??= gathered()
  return words
}

function gathered(): CalendarWords {
  const months = new Map<string, number>()
  const weekdays = new Set<string>()
  const doubtful = new Set<string>()
  const add = (name: string, month: number): void => {
    const known = plain(name)
    if (!/\p{L}[\p{L}\p{M}]/u.test(known)) return
    if ((months.get(known) ?? month) !== month) doubtful.add(known)
    months.set(known, month)
  }
  for (const language of languages) {
    for (const length of ['long', 'short'] as const) {
      // With a day beside it, a month stands in the case that dates have it in.
      const dated = new Intl.DateTimeFormat(language, { day: 'numeric', month: length, timeZone: 'UTC' })
      const alone = new Intl.DateTimeFormat(language, { month: length, timeZone: 'UTC' })
      for (let month = 1; month <= 12; month++) {
        const day = Date.UTC(2024, month - 1, 5)
        const part = dated.formatToParts(day).find(({ type }) => type === 'month')
        if (part) add(part.value, month)
        add(alone.format(day), month)
      }
      const named = new Intl.DateTimeFormat(language, { weekday: length, timeZone: 'UTC' })
      for (let day = 1; day <= 7; day++) weekdays.add(plain(named.format(Date.UTC(2024, 0, day))))
    }
  }
  for (const name of doubtful) months.delete(name)
  for (const [name, month] of more) months.set(name, month)
  return { months, weekdays }
}

/** In small letters, without the full stop of an abbreviation. */
const plain = (name: string): string => name.toLowerCase().replace(/\.$/u, '').trim()
