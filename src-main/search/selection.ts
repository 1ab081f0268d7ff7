/** Selections: which articles a query and a filter leave, how many, and in which order. */
import type { ArticleSort, SearchSort } from '#domain/queries/articleFilter'
import type { Query } from '#domain/queries/language'
import type { SelectionFilter } from './articleTypes'
import type { IndexDatabase, SqlValue } from './database'
import {
  articleHueConditions,
  articleIdConditions,
  articleTagConditions,
  both,
  dateConditions,
  planQuery,
  sourceConditions,
  type Conditions,
  type Plan,
} from './plan'
import { inLibrary, isRemoved } from './writer'

/** Of title, byline, text and notes: once in the title weighs as much as some twenty times in the text. */
const weights = '20.0, 5.0, 1.0, 3.0'

const orders: Record<ArticleSort, string> = {
  newest: 'a.firstDay DESC, a.addedAt DESC, a.row',
  oldest: 'a.firstDay IS NULL, a.firstDay, a.addedAt, a.row',
  title: 'a.titleKey, a.row',
  source:
    '(SELECT key FROM sources WHERE sources.row = a.source) IS NULL, ' +
    '(SELECT key FROM sources WHERE sources.row = a.source), a.firstDay DESC, a.row',
  added: 'a.addedAt DESC, a.row',
  highlights: 'a.highlights DESC, a.firstDay DESC, a.row',
}

/** A plan with the conditions that a filter adds, over the articles in the library or the removed ones. */
export interface Selection {
  plan: Plan
  conditions: Conditions
  removed: boolean
}

const tableOf = (removed: boolean): 'articleWords' | 'removedWords' =>
  removed ? 'removedWords' : 'articleWords'

/** The articles that pass a filter, with a query in the place of its words. */
export function select(db: IndexDatabase, query: Query, filter: SelectionFilter): Selection {
  const plan = planQuery(db, query, tableOf(filter.removed))
  return { plan, conditions: both(plan, filterConditions(filter)), removed: filter.removed }
}

function filterConditions({ sources, tags, hues, from, to, among }: SelectionFilter): Conditions {
  return both(
    sourceConditions(sources),
    articleTagConditions(tags),
    articleHueConditions(hues),
    articleIdConditions(among),
    dateConditions(from, to, { first: 'a.firstDay', last: 'a.lastDay' }),
  )
}

/** FROM and WHERE of a selection; `a` is there only where a condition or `joined` needs it. */
function source(selection: Selection, joined: boolean): { sql: string; values: SqlValue[] } {
  const { plan, conditions, removed } = selection
  const table = tableOf(removed)
  const where = [...conditions.sql]
  if (plan.match === null) {
    where.unshift(`a.state = ${removed ? isRemoved : inLibrary}`)
    return { sql: `FROM articles a WHERE ${where.join(' AND ')}`, values: conditions.values }
  }
  where.unshift(`${table} MATCH ?`)
  const join = joined || conditions.sql.length > 0 ? ` JOIN articles a ON a.row = ${table}.rowid` : ''
  return {
    sql: `FROM ${table}${join} WHERE ${where.join(' AND ')}`,
    values: [plan.match, ...conditions.values],
  }
}

/** How many articles there are in a selection. */
export function countArticles(db: IndexDatabase, selection: Selection): number {
  const { sql, values } = source(selection, false)
  return db.all<{ n: number }>(`SELECT count(*) AS n ${sql}`, values)[0]?.n ?? 0
}

/** A window of a selection in its order, as row numbers; `limit` -1: all from `offset` on. */
export function selectRows(
  db: IndexDatabase,
  selection: Selection,
  sort: SearchSort,
  offset: number,
  limit: number,
): number[] {
  const byRank = sort === 'relevance' && selection.plan.match !== null
  const { sql, values } = source(selection, !byRank)
  const table = tableOf(selection.removed)
  const order = byRank
    ? `bm25(${table}, ${weights}), ${table}.rowid`
    : orders[sort === 'relevance' ? 'newest' : sort]
  const row = selection.plan.match === null ? 'a.row' : `${table}.rowid`
  return db
    .all<{ row: number }>(`SELECT ${row} AS row ${sql} ORDER BY ${order} LIMIT ? OFFSET ?`, [
      ...values,
      limit,
      offset,
    ])
    .map((found) => found.row)
}
