/**
 * Tables as CSV (RFC 4180). A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab
 * or a carriage return) begins with an apostrophe instead; that is the one change made to a quotation.
 */
import { stringify } from 'csv-stringify/sync'
import { collateUrl, highlightsInOrder, type ExportMaterial } from '../material'
import { claimTableRows, matrixRows, type ClaimTable, type CountMatrix } from './tables'
import { documentsOf } from '../markdown/documents'

export interface CsvOptions {
  /** Begin with a byte-order mark, by which Excel knows UTF-8. */
  bom: boolean
}

/** Rows as CSV: every text is quoted, so that spaces and line ends in it are kept by every reader. */
export function csv(rows: readonly (readonly (string | number)[])[], { bom }: CsvOptions): string {
  return stringify(rows as (string | number)[][], {
    bom,
    record_delimiter: '\r\n',
    quoted_string: true,
    escape_formulas: true,
  })
}

const columns = [
  ...['Article', 'Byline', 'Source', 'Published', 'URL', 'Language', 'Paragraph', 'Colour', 'Tags'],
  ...['Quotation', 'Note', 'Relations', 'Status', 'Created', 'Updated', 'Link', 'Article ID', 'Highlight ID'],
]

/** A row for each highlight, in the order of the articles and of their texts. */
export function highlightsCsv(material: ExportMaterial, options: CsvOptions): string {
  const documents = documentsOf(material, { layout: 'files', withoutNotes: true })
  const models = documents.flatMap(({ model }) => model.groups.flatMap(({ highlights }) => highlights))
  const byAddress = new Map(models.map((model) => [model.address, model]))
  const rows = material.articles.flatMap((article) =>
    highlightsInOrder(article).map((highlight) => {
      const model = byAddress.get(collateUrl(article.id, highlight.id))
      const { title, byline, source, published, url, lang } = article.metadata
      const relations = (model?.relations ?? []).map(
        ({ label, targets }) => `${label} ${targets.map((target) => target.title).join(', ')}`,
      )
      return [
        ...[title, byline ?? '', source ?? '', published ?? '', url ?? '', lang],
        ...[model?.paragraph ?? '', material.hueNames[highlight.hue], highlight.tags.join(' ')],
        ...[highlight.anchor.quote, highlight.note, relations.join('\n'), highlight.place.status],
        ...[
          highlight.created,
          highlight.updated,
          collateUrl(article.id, highlight.id),
          article.id,
          highlight.id,
        ],
      ]
    }),
  )
  return csv([columns, ...rows], options)
}

export function matrixCsv(matrix: CountMatrix, options: CsvOptions): string {
  return csv(matrixRows(matrix), options)
}

export function claimTableCsv(table: ClaimTable, options: CsvOptions): string {
  return csv(claimTableRows(table), options)
}
