/** `collate list`: the articles of the library. */
import type { ArticleSort } from '#domain/queries/articleFilter'
import type { ArticleRow } from '#contract/library'
import { print, printJson } from './output'
import type { Session } from './session'

export interface ListOptions {
  sort: ArticleSort
  source: string[]
  tag: string[]
  from?: string
  to?: string
  removed: boolean
  json: boolean
}

/** How many rows one call fetches. */
const pageSize = 500

/** Prints the rows that hold all of the words. */
export async function list(session: Session, words: string[], options: ListOptions): Promise<void> {
  const filter = {
    words: words.join(' '),
    sources: options.source,
    tags: options.tag,
    hues: [],
    from: options.from ?? null,
    to: options.to ?? null,
    removed: options.removed,
  }
  // These are found by the index, which learns first what it does not know yet.
  if (words.length > 0 || options.tag.length > 0 || options.sort === 'highlights') {
    await session.services.indexed()
  }
  const rows: ArticleRow[] = []
  let total = 1
  while (rows.length < total) {
    const page = await session.ask('library.list', {
      filter,
      sort: options.sort,
      offset: rows.length,
      limit: pageSize,
    })
    if (page.rows.length === 0) break
    rows.push(...page.rows)
    total = page.total
  }
  if (options.json) await printJson(rows)
  else await print(rows.map((row) => `${line(row)}\n`).join(''))
}

/** Id, date, number of highlights, title, source. What varies most in width stands last. */
function line({ id, metadata, highlights }: ArticleRow): string {
  const source = metadata.source === null ? '' : ` (${metadata.source})`
  const date = metadata.published ?? '-'
  return `${id}  ${date.padEnd(10)}  ${String(highlights).padStart(4)}  ${metadata.title}${source}`
}
