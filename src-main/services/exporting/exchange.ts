/** Writes the reader's work for other programs: tables, bibliographies, Web Annotations, codebooks. */
import { changeTag } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { sameTag, type Hue, type Tag } from '#domain/annotations/notebook'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { exchangeCalls } from '#contract/exchange'
import type { ExportScope, ExportedFile } from '#contract/exports'
import { bibtex, cslJson } from '#exporters/interchange/bibliography'
import { codebookCsv, codebookQdc, parseCodebookCsv, parseCodebookQdc } from '#exporters/interchange/codebook'
import { claimTableCsv, highlightsCsv, matrixCsv } from '#exporters/interchange/csv'
import { claimTableMarkdown } from '#exporters/interchange/tables'
import { webAnnotations } from '#exporters/interchange/webAnnotation'
import { claimTable, type ClaimTable } from '#services/comparing/claimTable'
import type { Needs } from '#services/context'
import type { Exports } from '#services/exporting/exports'
import type { Workbench } from '#services/notebook/workbench'

type Calls = typeof exchangeCalls
type DataArgs = ArgsOf<Calls['export.data']>
type CodebookImport = ResultOf<Calls['codebook.import']>

export type ExchangeParts = Needs<'folder' | 'library' | 'annotations'> & {
  workbench: Workbench
  exports: Exports
}

export class Exchange {
  readonly #parts: ExchangeParts

  constructor(parts: ExchangeParts) {
    this.#parts = parts
  }

  /** The same notebook gives the same bytes. */
  async data({ format, ...scope }: DataArgs): Promise<ExportedFile> {
    const { exports } = this.#parts
    const material = async (): ReturnType<Exports['material']> => await exports.material(scope)
    switch (format) {
      case 'csv':
        return { name: 'Highlights.csv', content: highlightsCsv(await material(), { bom: false }) }
      case 'csvSpreadsheet':
        return { name: 'Highlights.csv', content: highlightsCsv(await material(), { bom: true }) }
      case 'webAnnotations':
        return { name: 'Annotations.jsonld', content: webAnnotations(await material()) }
      case 'cslJson':
        return { name: 'Bibliography.json', content: cslJson(await material()) }
      case 'bibtex':
        return { name: 'Bibliography.bib', content: bibtex(await material()) }
      case 'claimTableMarkdown':
        return { name: 'Claims.md', content: claimTableMarkdown(await this.#claims('link', scope)) }
      case 'claimTableCsv':
        return {
          name: 'Claims.csv',
          content: claimTableCsv(await this.#claims('link', scope), { bom: true }),
        }
      case 'claimTableTagsMarkdown':
        return { name: 'Claims by tag.md', content: claimTableMarkdown(await this.#claims('tag', scope)) }
      case 'claimTableTagsCsv':
        return {
          name: 'Claims by tag.csv',
          content: claimTableCsv(await this.#claims('tag', scope), { bom: true }),
        }
      case 'matrixTagsCsv':
        return { name: 'Tags by article.csv', content: await this.#matrix('tag', 'article', scope) }
      case 'matrixTagsBySourceCsv':
        return { name: 'Tags by source.csv', content: await this.#matrix('tag', 'source', scope) }
      case 'matrixHuesCsv':
        return { name: 'Hues by article.csv', content: await this.#matrix('hue', 'article', scope) }
      case 'matrixHuesBySourceCsv':
        return { name: 'Hues by source.csv', content: await this.#matrix('hue', 'source', scope) }
    }
  }

  codebook({ format }: ArgsOf<Calls['codebook.export']>): ExportedFile {
    const { tags } = this.#parts.folder.tags.data
    return format === 'csv'
      ? { name: 'Codebook.csv', content: codebookCsv(tags, { bom: true }) }
      : { name: 'Codebook.qdc', content: codebookQdc(tags) }
  }

  /** What a codebook of a file would add and change; what is defined here and not there stays. */
  importCodebook({ format, content }: ArgsOf<Calls['codebook.import']>): CodebookImport {
    const { entries, renamed, refused } =
      format === 'csv' ? parseCodebookCsv(content) : parseCodebookQdc(content)
    const updated = new Date().toISOString()
    const details: string[] = []
    const operations = entries.flatMap((entry): Operation[] => {
      const there = this.#parts.folder.tags.data.tags.find(({ name }) => sameTag(name, entry.name))
      const tag = {
        name: there?.name ?? entry.name,
        color: entry.color ?? there?.color ?? null,
        definition: entry.definition || (there?.definition ?? ''),
        parent: entry.parent ?? there?.parent ?? null,
        updated,
      }
      if (!there) {
        details.push(`#${tag.name} gets an entry`)
        return [{ type: 'addTag', tag }]
      }
      const changes = changeTag(there, tag, updated)
      if (changes.length > 0) details.push(`#${tag.name}: ${changesOf(there, tag)}`)
      return changes
    })
    for (const { from, to } of renamed) details.push(`“${from}” becomes #${to}, since a tag has no spaces`)
    return { label: 'import codebook', operations, highlights: 0, articles: 0, details, refused }
  }

  async #claims(rows: 'link' | 'tag', { articleIds }: ExportScope): Promise<ClaimTable> {
    const { folder, library, annotations } = this.#parts
    return await claimTable({ rows, articleIds }, { folder, library, annotations })
  }

  async #matrix(
    rows: 'tag' | 'hue',
    columns: 'article' | 'source',
    { articleIds, filter = noHighlightFilter() }: ExportScope,
  ): Promise<string> {
    const { workbench, folder } = this.#parts
    const within = { ...filter, articleIds: articleIds ?? filter.articleIds }
    const matrix = await workbench.matrix({ rows, columns, filter: within })
    const { hueNames } = folder.settings.data
    const named = matrix.rows.map((row) => ({ ...row, key: hueNames[row.key as Hue] }))
    return matrixCsv(rows === 'hue' ? { ...matrix, rows: named } : matrix, { bom: true })
  }
}

/** What an entry of the codebook would change, in words. */
function changesOf(before: Tag, after: Tag): string {
  const fields = (['definition', 'color', 'parent'] as const).filter(
    (field) => before[field] !== after[field],
  )
  const names = { definition: 'definition', color: 'colour', parent: 'tag above' }
  return `another ${fields.map((field) => names[field]).join(', ')}`
}
