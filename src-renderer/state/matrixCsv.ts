/** A matrix of counts as CSV (RFC 4180) that a spreadsheet can open without running anything in it. */
import type { CallResult } from '#contract/calls'

/** What spreadsheets take for the beginning of a formula. */
const formula = /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Lines end with CR LF; text that looks like a formula is preceded by an apostrophe. */
function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/**
 * The whole matrix with its totals.
 * @param name says what a row stands for
 */
export function matrixCsv(matrix: CallResult<'highlights.matrix'>, name: (key: string) => string): string {
  const cells = new Map(matrix.cells.map(({ row, column, count }) => [`${row}/${column}`, count]))
  return csv([
    ['', ...matrix.columns.map(({ label }) => label ?? 'No source'), 'Total'],
    ...matrix.rows.map(({ key, total }, row) => [
      name(key),
      ...matrix.columns.map((_, column) => cells.get(`${row}/${column}`) ?? 0),
      total,
    ]),
    ['All highlights', ...matrix.columns.map(({ total }) => total), matrix.total],
  ])
}
