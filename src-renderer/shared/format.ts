/** How dates, times and counts are written in the interface. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2025-03-03` as `3 Mar 2025`, `2025-03` as `Mar 2025`, `2025` as it is. */
export function formatDate(date: string): string {
  const [year = '', month, day] = date.split('-')
  const name = month === undefined ? undefined : months[Number(month) - 1]
  if (name === undefined) return year
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`
}

/** A moment (ISO, UTC) as the reader's clock shows it: `15:27` today, else with the day. */
export function formatMoment(moment: string, now = new Date()): string {
  const at = new Date(moment)
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  if (at.toDateString() === now.toDateString()) return time
  const day = `${at.getDate()} ${months[at.getMonth()] ?? ''}`
  return at.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${day} ${at.getFullYear()} ${time}`
}

/** `1 article`, `1,204 articles`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

/** `340+ matches` where there may be more. */
export function countOrMore(number: number, exact: boolean, one: string, many = `${one}s`): string {
  return exact ? count(number, one, many) : `${number.toLocaleString('en')}+ ${many}`
}

/** Source and date in one line, with what is unknown said. */
export function sourceLine(metadata: { source: string | null; published: string | null }): string {
  const date = metadata.published === null ? 'no date' : formatDate(metadata.published)
  return `${metadata.source ?? 'No source'} · ${date}`
}
