/** Calendar dates as pages write them, in the forms that can be read in one way only. */

export interface FoundDate {
  /** `YYYY-MM-DD`. */
  iso: string
  /** Where the date, and a time of day after it, ends in the text: UTF-16 units. */
  end: number
}

const monthNames: readonly (readonly string[])[] = [
  ['january', 'jan', 'janvier', 'januar', 'enero', 'janeiro', 'gennaio', 'januari'],
  ['february', 'feb', 'février', 'fevrier', 'februar', 'febrero', 'fevereiro', 'fev', 'febbraio', 'februari'],
  ['march', 'mar', 'mars', 'märz', 'marzo', 'março', 'maart', 'mrt'],
  ['april', 'apr', 'avril', 'abril', 'abr', 'aprile'],
  ['may', 'mai', 'mayo', 'maio', 'maggio', 'mei'],
  ['june', 'jun', 'juin', 'juni', 'junio', 'junho', 'giugno'],
  ['july', 'jul', 'juillet', 'juli', 'julio', 'julho', 'luglio'],
  ['august', 'aug', 'août', 'aout', 'agosto', 'ago', 'augustus'],
  ['september', 'sept', 'sep', 'septembre', 'septiembre', 'setembro', 'set', 'settembre'],
  ['october', 'oct', 'octobre', 'oktober', 'okt', 'octubre', 'outubro', 'out', 'ottobre'],
  ['november', 'nov', 'novembre', 'noviembre', 'novembro'],
  ['december', 'dec', 'décembre', 'decembre', 'dezember', 'dez', 'diciembre', 'dezembro', 'dicembre', 'dic'],
]
const months = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)))
const month = [...months.keys()].sort((a, b) => b.length - a.length).join('|')

const weekday = '(?:(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?\\.?,?\\s+)?'
/** Each form with the places of year, month and day among its groups. */
const forms: readonly { pattern: RegExp; order: readonly [number, number, number] }[] = [
  { pattern: /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)\.?/y, order: [1, 3, 4] },
  { pattern: /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]/y, order: [1, 2, 3] },
  { pattern: /(\d{4})\.\s(\d{1,2})\.\s(\d{1,2})(?!\d)\.?/y, order: [1, 2, 3] },
  {
    pattern: new RegExp(`${weekday}(${month})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`, 'iyu'),
    order: [3, 1, 2],
  },
  { pattern: new RegExp(`(\\d{1,2})([-./])(${month})\\.?\\2(\\d{4})(?!\\d)`, 'iyu'), order: [4, 3, 1] },
  {
    pattern: new RegExp(
      `${weekday}(\\d{1,2})(?:st|nd|rd|th|er|\\.)?\\s+(?:de\\s+)?(${month})\\.?,?\\s+(?:de\\s+)?(\\d{4})(?!\\d)`,
      'iyu',
    ),
    order: [3, 2, 1],
  },
]
/** A weekday and a time of day after a date. */
const time =
  /(?:[T,\s|-]|at\s|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일|[（(][\p{L}]{1,4}[)）])*(?:上午|下午|오전|오후|午前|午後)?\s*\d{1,2}[:：時时시]\s?\d{1,2}(?:[:：分분]\s?(?:\d{1,2}(?:\.\d+)?秒?)?)?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:Z|UTC|GMT|[A-Z]{2,4}T)\b)?(?:\s*\(?[+-]\d{2}:?\d{2}\)?)?/iuy

/** The date that begins at a place of the text, with its time of day; null where none does. */
export function dateAt(text: string, from: number): FoundDate | null {
  for (const { pattern, order } of forms) {
    pattern.lastIndex = from
    const match = pattern.exec(text)
    if (!match) continue
    const [year, monthPart, day] = order.map((group) => match[group] ?? '')
    const iso = isoDate(Number(year), monthNumber(monthPart ?? ''), Number(day))
    if (iso === null) continue
    const end = from + match[0].length
    time.lastIndex = end
    return { iso, end: end + (time.exec(text)?.[0].length ?? 0) }
  }
  return null
}

/** A date that a file states in a field of its own: ISO 8601 with or without a time, or a form of `dateAt`. */
export function statedDate(value: string): string | null {
  const text = value.trim()
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
  return dateAt(text, 0)?.iso ?? null
}

function monthNumber(text: string): number {
  return /^\d/.test(text) ? Number(text) : (months.get(text.toLowerCase()) ?? 0)
}

/** null where there is no such day. */
function isoDate(year: number, monthOfYear: number, day: number): string | null {
  if (year < 1000 || monthOfYear < 1 || monthOfYear > 12 || day < 1) return null
  if (day > new Date(Date.UTC(year, monthOfYear, 0)).getUTCDate()) return null
  return `${year}-${String(monthOfYear).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
