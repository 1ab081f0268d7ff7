/** The claim table and the matrix of counts: as rows of text, and the claim table in Markdown. */
import type { PlaceStatus } from '#domain/anchoring/anchor'
import { escapeMarkdown, oneLine } from '../markdown/escapeMarkdown'
import { collateUrl } from '../material'

/** Rows are links or tags, columns articles, cells the quotations there; an empty cell is a gap. */
export interface ClaimTable {
  columns: readonly { articleId: string; title: string }[]
  rows: readonly {
    title: string
    relation: string | null
    note: string
    /** For each column. */
    cells: readonly (readonly {
      highlightId: string
      quote: string
      paragraph: number | null
      /** Absent: the article says it. */
      status?: PlaceStatus
    }[])[]
  }[]
}

/** How many highlights there are for each row (tag, hue) and column (article, source). */
export interface CountMatrix {
  rows: readonly { key: string; total: number }[]
  /** A label of null stands for articles without a source. */
  columns: readonly { label: string | null; total: number }[]
  cells: readonly { row: number; column: number; count: number }[]
  total: number
}

const gap = '—'

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line), ''].join('\n')
}

/** The word that a reader knows a relation by; `parallel` is stored for related. */
const relationWord = (relation: string): string => (relation === 'parallel' ? 'related' : relation)

/** What is said after a quotation that the article does not say now, character for character. */
function markOf(status: PlaceStatus | undefined): string {
  if (status === 'lost') return ' (not found in the article)'
  return status === 'fuzzy' ? ' (the article has other words there now)' : ''
}

const label = (text: string): string => escapeMarkdown(oneLine(text))

/**
 * The claim table in Markdown (GitHub's and Obsidian's dialect). A quotation is on one line of its cell, as a table
 * wants it; its line ends are spelled out, so that it reads back exactly.
 */
export function claimTableMarkdown({ columns, rows }: ClaimTable): string {
  const header = ['', ...columns.map(({ title }) => label(title))]
  return markdownTable(
    header,
    rows.map(({ title, relation, cells }) => [
      relation === null
        ? label(title)
        : [label(title), label(relationWord(relation))].filter((part) => part !== '').join(' · '),
      ...columns.map(({ articleId }, index) => {
        const passages = (cells[index] ?? []).map(({ quote, paragraph, highlightId, status }) => {
          const place = paragraph === null ? 'Open' : `¶${paragraph}`
          return `“${escapeMarkdown(quote)}”${markOf(status)} [${place}](${collateUrl(articleId, highlightId)})`
        })
        return passages.length === 0 ? gap : passages.join('<br>')
      }),
    ]),
  )
}

/** The claim table as rows of text: two columns for the row, one for each article, one for the note. */
export function claimTableRows({ columns, rows }: ClaimTable): string[][] {
  return [
    ['Title', 'Relation', ...columns.map(({ title }) => oneLine(title)), 'Note'],
    ...rows.map(({ title, relation, note, cells }) => [
      title,
      relationWord(relation ?? ''),
      ...columns.map((_, index) =>
        (cells[index] ?? []).map(({ quote, status }) => quote + markOf(status)).join('\n\n'),
      ),
      note,
    ]),
  ]
}

/** The matrix as rows: its own header and totals; a cell without highlights is empty. */
export function matrixRows({ rows, columns, cells, total }: CountMatrix): (string | number)[][] {
  const counts = new Map(cells.map(({ row, column, count }) => [`${row}/${column}`, count]))
  return [
    ['', ...columns.map((column) => oneLine(column.label ?? 'No source')), 'Total'],
    ...rows.map((row, index) => [
      row.key,
      ...columns.map((_, column) => counts.get(`${index}/${column}`) ?? ''),
      row.total,
    ]),
    ['Total', ...columns.map((column) => column.total), total],
  ]
}
