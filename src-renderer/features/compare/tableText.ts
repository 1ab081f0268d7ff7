/** The table of what articles share, as text for other programs. */
import type { ComparisonRow } from './comparisonRows'

interface Column {
  letter: string
  title: string
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()
/** What Markdown would take for its own is left to stand. */
const markdown = (text: string): string => oneLine(text).replace(/[\\|*_`<>[\]#~]/gu, String.raw`\$&`)
/** A value as RFC 4180 has it. A spreadsheet takes none of it for a formula. */
const csv = (text: string): string => {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
const where = (paragraph: number | null): string => (paragraph === null ? '' : ` ¶${paragraph}`)

export function tableAsMarkdown(columns: readonly Column[], rows: readonly ComparisonRow[]): string {
  const lines = [
    `| ${columns.map(({ letter, title }) => `${letter}: ${markdown(title)}`).join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.map(
      ({ cells }) =>
        `| ${cells.map((cell) => (cell === null ? '–' : `${markdown(cell.words)}${where(cell.paragraph)}`)).join(' | ')} |`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

export function tableAsCsv(columns: readonly Column[], rows: readonly ComparisonRow[]): string {
  const lines = [
    columns.map(({ title }) => csv(title)),
    ...rows.map(({ cells }) => cells.map((cell) => csv(cell === null ? '' : cell.words))),
  ]
  return lines.map((line) => `${line.join(',')}\r\n`).join('')
}
