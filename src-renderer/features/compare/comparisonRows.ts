/** The rows of the table of what articles share: the sentences of the first in their order, then what only others have. */
import type { DifferenceKind } from '#domain/comparing'
import type { TextRange } from '#domain/articles/article'
import type { Reading } from '#stores/reading.svelte'
import type { SharedPassages } from '#stores/sharedPassages.svelte'

/** What an article says, and the others or not. */
export interface ComparisonRow {
  key: string
  /** Null for a sentence that one article alone has. */
  passageId: string | null
  /** For each column its words; null where that article does not say it. */
  cells: readonly (ComparisonCell | null)[]
}

export interface ComparisonCell extends TextRange {
  articleId: string
  words: string
  paragraph: number | null
  /** The kinds of difference from the first cell of the row. */
  differs: readonly DifferenceKind[]
}

/** Each open article once, in the order of the panes. */
export function columnsOf({ workspace }: Reading): string[] {
  return workspace.panes.map(({ articleId }) => articleId).filter((id, at, all) => all.indexOf(id) === at)
}

export function rowsOf(reading: Reading, shared: SharedPassages): ComparisonRow[] {
  const columns = columnsOf(reading)
  const rows: ComparisonRow[] = []

  const used = new Set<string>()
  const cell = (
    articleId: string,
    { start, end, paragraph }: TextRange & { paragraph: number | null },
    differs: readonly DifferenceKind[],
  ): ComparisonCell => {
    const words = reading.articles.view(articleId)?.text.slice(start, end) ?? ''
    return { articleId, start, end, paragraph, words, differs }
  }
  for (const [column, articleId] of columns.entries()) {
    const ends = shared.endsIn(articleId)
    for (const sentence of shared.article(articleId)?.sentences ?? []) {
      if (sentence.role !== 'text' || sentence.common || used.has(`${articleId} ${sentence.start}`)) continue
      const found = ends.filter(({ end }) => end.start <= sentence.start && sentence.end <= end.end)
      const [first] = found
      rows.push({
        key: `${articleId} ${sentence.start}`,
        passageId: first?.found.id ?? null,
        cells: columns.map((other, at) => {
          if (at === column) return cell(articleId, first?.end ?? sentence, [])
          const match = found.find(({ other: end }) => end.articleId === other)
          if (!match) return null
          const differs = new Set(match.found.differences.map(({ kind }) => kind))
          return cell(other, match.other, [...differs])
        }),
      })
      for (const { articleId: id, sentences } of found.flatMap(({ end, other }) => [end, other])) {
        for (const index of sentences) {
          used.add(`${id} ${shared.article(id)?.sentences[index]?.start ?? -1}`)
        }
      }
    }
  }
  return rows
}
