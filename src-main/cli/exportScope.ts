/** Which part of the work an export is of, in the words of the command line. */
import type { ExportScope } from '#contract/exports'
import { CollateError } from '#domain/errors'
import { type HighlightFilter, noHighlightFilter } from '#domain/queries/highlightFilter'
import { printError } from '#shell/failure'
import type { Session } from './session'

export interface ScopeOptions {
  article: string[]
  filter?: string
  saved?: string
  tag: string[]
  link: string[]
}

/**
 * The scope that the options name.
 * @throws CollateError `not-found` for a saved filter or a link that is not there
 */
export async function scopeOf(session: Session, options: ScopeOptions): Promise<ExportScope> {
  const { article, saved, link } = options
  const restricts = options.filter !== undefined || saved !== undefined || options.tag.length > 0
  return {
    articleIds: article.length === 0 ? null : article,
    ...(restricts ? { filter: await filterOf(session, options) } : {}),
    ...(link.length === 0 ? {} : { linkIds: await linksOf(session, link) }),
  }
}

/** The filter of words in the language of search; what is not understood of them is named on standard error. */
export async function wordsFilter(session: Session, words: string): Promise<HighlightFilter> {
  const filter = { ...noHighlightFilter(), text: words }
  const { remark } = await session.ask('highlights.query', {
    ...{ filter, groupBy: 'none', sort: 'text', offset: 0, limit: 0 },
  })
  if (remark !== null) printError(`--filter: ${remark}`)
  return filter
}

async function filterOf(session: Session, { filter, saved, tag }: ScopeOptions): Promise<HighlightFilter> {
  if (saved !== undefined) return await savedFilter(session, saved)
  const base = filter === undefined ? noHighlightFilter() : await wordsFilter(session, filter)
  return { ...base, tags: tag }
}

async function savedFilter(session: Session, name: string): Promise<HighlightFilter> {
  const filters = await session.ask('filters.list', {})
  const found = filters.find((filter) => filter.name === name || filter.id === name)
  if (!found) throw new CollateError('not-found', `No filter is saved under the name “${name}”.`)
  if (found.problem !== null)
    throw new CollateError('invalid', `${found.name} cannot be used. ${found.problem}`)
  return found.filter
}

async function linksOf(session: Session, wanted: readonly string[]): Promise<string[]> {
  const links = await session.ask('notebook.links', {})
  return wanted.map((name) => {
    const found = links.find(({ id }) => id === name) ?? links.find(({ title }) => title === name)
    if (!found) throw new CollateError('not-found', `There is no link “${name}”.`)
    return found.id
  })
}
