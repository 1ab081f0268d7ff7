/** Dates of any precision (`2025`, `2025-03`, `2025-03-03`) as the days they may mean. */

/** The first of the days. */
export function firstDay(date: string): string {
  if (date.length === 4) return `${date}-01-01`
  return date.length === 7 ? `${date}-01` : date.slice(0, 10)
}

/** The last of the days. */
export function lastDay(date: string): string {
  if (date.length === 4) return `${date}-12-31`
  if (date.length > 7) return date.slice(0, 10)
  const [year = 0, month = 1] = date.split('-').map(Number)
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return `${date}-${String(days).padStart(2, '0')}`
}
