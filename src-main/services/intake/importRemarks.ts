/** What a reader should know of a file that was imported, and of the articles that came of it. */
import type { ImportItem } from '#contract/imports'
import type { ArticleRecord } from '#domain/articles/article'
import type { IntakeResult } from '#services/intake/intake'
import type { Library } from '#services/library/library'

type Remark = ImportItem['remarks'][number]

/** Why a file is not in the library. */
export function problem(message: string): Remark {
  return { kind: 'problem', message, articleId: null }
}

/**
 * What was found while a file was taken in. What its articles lack is not among it: the reader may add that at any
 * time (`missingRemarks`).
 */
export function remarksOn(
  result: Exclude<IntakeResult, { kind: 'failed' }>,
  fileName: string,
  library: Library,
): Remark[] {
  const [first] = result.ids
  const nameOf = (id: string): string => {
    const record = library.records().get(id)
    return record ? library.metadata(record).title : id
  }
  if (result.kind === 'vanished') {
    const now = first === undefined ? 'It was left out.' : 'Its article stays readable.'
    const message = `${fileName} is not there any more. ${now}`
    return [{ kind: 'problem', message, articleId: first ?? null }]
  }
  if (result.kind === 'duplicate') {
    const twin = first === undefined ? null : (library.records().get(first)?.origin.fileName ?? null)
    const message =
      twin === fileName
        ? 'It is in the library already.'
        : `Same bytes as ${twin ?? 'an article that is there'}.`
    return [{ kind: 'sameText', message, articleId: first ?? null }]
  }
  if (result.kind !== 'added' && result.kind !== 'changed') return []
  const remarks: Remark[] = result.warnings
    // It is said below, with the way to another encoding.
    .filter(({ code }) => !(result.unsure && code === 'encoding-unsure'))
    .map(({ message }) => ({ kind: 'warning', message, articleId: first ?? null }))
  const records = recordsOf(result.ids, library)
  const [record] = records
  if (record && result.unsure) {
    const message = `The encoding is not certain. Read as ${record.origin.encoding}.`
    remarks.push({ kind: 'encodingUnsure', message, articleId: record.id })
  }
  const derived = records.filter(({ provenance }) => provenance.title === 'derived')
  remarks.push(
    ...about('titleDerived', derived, records, 'No title in the file. Taken from the first sentence.', {
      some: (share) => `No title for ${share}. Taken from the first sentence.`,
    }),
  )
  const cleaned = records.filter(({ cleanings }) => cleanings > 0)
  const passages = cleaned.reduce((sum, { cleanings }) => sum + cleanings, 0)
  const what = `${passages.toLocaleString('en')} ${passages === 1 ? 'passage' : 'passages'} removed or repaired`
  remarks.push(...about('cleaned', cleaned, records, `${what}.`, { some: (share) => `${what} in ${share}.` }))
  if (result.kind === 'added' && result.sameTextAs !== null) {
    const message = `Same text as ${nameOf(result.sameTextAs)}.`
    remarks.push({ kind: 'sameText', message, articleId: result.sameTextAs })
  }
  return remarks
}

/** What the articles of a file lack now. */
export function missingRemarks(item: ImportItem, library: Library): Remark[] {
  if (item.result !== 'added' && item.result !== 'changed') return []
  const records = recordsOf(item.articleIds, library)
  const lacking = lackingIn(item.articleIds, library)
  const of = (ids: readonly string[]): ArticleRecord[] => records.filter(({ id }) => ids.includes(id))
  return [
    ...about('noSource', of(lacking.source), records, 'No source', {
      some: (share) => `No source for ${share}`,
    }),
    ...about('noDate', of(lacking.published), records, 'No date', {
      some: (share) => `No date for ${share}`,
    }),
  ]
}

/** Of some articles, those without a source and those without a date. */
export function lackingIn(
  ids: readonly string[],
  library: Library,
): { source: string[]; published: string[] } {
  const lacking = { source: [] as string[], published: [] as string[] }
  for (const record of recordsOf(ids, library)) {
    const { source, published } = library.metadata(record)
    if (source === null) lacking.source.push(record.id)
    if (published === null) lacking.published.push(record.id)
  }
  return lacking
}

/** One remark for all articles of a file that it holds for, on the first of them; none where there is none. */
function about(
  kind: Remark['kind'],
  concerned: readonly ArticleRecord[],
  all: readonly ArticleRecord[],
  message: string,
  { some }: { some: (share: string) => string },
): Remark[] {
  const [first] = concerned
  if (!first) return []
  if (all.length === 1) return [{ kind, message, articleId: first.id }]
  const share =
    concerned.length === all.length
      ? `all ${all.length} articles`
      : `${concerned.length} of ${all.length} articles`
  return [{ kind, message: some(share), articleId: first.id }]
}

function recordsOf(ids: readonly string[], library: Library): ArticleRecord[] {
  return ids.flatMap((id) => library.records().get(id) ?? [])
}
