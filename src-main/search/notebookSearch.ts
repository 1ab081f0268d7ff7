/** The notebook: the highlights of the library filtered, grouped, counted, and as a matrix. */
import { hues, type Hue } from '#domain/annotations/notebook'
import type { IndexDatabase, SqlValue } from './database'
import { findLeaves, joinRanges } from './excerpts'
import { both, dateConditions, planQuery, sourceConditions, type Conditions, type Leaf } from './plan'
import { parseQuery } from '#domain/queries/language'
import type { HighlightFilter, HighlightGrouping, HighlightSort } from '#domain/queries/highlightFilter'
import type { IndexedHighlight } from './indexed'
import type {
  HighlightGroup,
  HighlightQuery,
  HighlightResult,
  HighlightRow,
  Matrix,
  MatrixRequest,
} from './notebookTypes'
import { inLibrary } from './writer'

interface Selection extends Conditions {
  leaves: Leaf[]
  remark: string | null
}

/** CROSS: highlights first, as they lie; SQLite would go by the articles and halve the speed. */
const fromHighlights = 'FROM highlights h CROSS JOIN articles a ON a.row = h.article'
const list = (values: readonly (string | number | null)[]): string => JSON.stringify(values)

const sorts: Record<HighlightSort, string> = {
  text: 'a.firstDay DESC, a.titleKey, a.row, h."start" IS NULL, h."start", h.created, h.row',
  newest: 'h.created DESC, h.row',
  oldest: 'h.created, h.row',
  updated: 'h.updated DESC, h.row',
  quote: 'h.quoteKey, h.row',
}

/** What each grouping groups by, and the join it needs. A highlight without the thing has null. */
const groupings: Record<Exclude<HighlightGrouping, 'none' | 'date'>, { key: string; join: string }> = {
  tag: {
    key: 't.name',
    join: 'LEFT JOIN highlightTags ht ON ht.highlight = h.row LEFT JOIN tags t ON t.row = ht.tag',
  },
  article: { key: 'a.id', join: '' },
  hue: { key: 'h.hue', join: '' },
  source: { key: 's.name', join: 'LEFT JOIN sources s ON s.row = a.source' },
}

function grouping(
  by: Exclude<HighlightGrouping, 'none'>,
  dateOf: HighlightFilter['dateOf'],
): { key: string; join: string } {
  if (by !== 'date') return groupings[by]
  return { key: dateOf === 'published' ? 'substr(a.published, 1, 7)' : 'substr(h.created, 1, 7)', join: '' }
}

function tagConditions(tags: readonly (string | null)[]): Conditions {
  if (tags.length === 0) return { sql: [], values: [] }
  const keys = tags.filter((tag) => tag !== null).map((tag) => tag.toLowerCase())
  const none = tags.includes(null) ? ` OR h.tags = '[]'` : ''
  return {
    sql: [
      `(h.row IN (SELECT highlight FROM highlightTags JOIN tags ON tags.row = tag
         WHERE key IN (SELECT value FROM json_each(?)))${none})`,
    ],
    values: [list(keys)],
  }
}

function oneOf(column: string, values: readonly string[]): Conditions {
  if (values.length === 0) return { sql: [], values: [] }
  return { sql: [`${column} IN (SELECT value FROM json_each(?))`], values: [list(values)] }
}

const when = (condition: string | null): Conditions => ({
  sql: condition === null ? [] : [condition],
  values: [],
})

/** The conditions of a filter, on `h` and `a`. */
function select(
  db: IndexDatabase,
  filter: HighlightFilter,
  hueNames: Partial<Record<Hue, string>> | undefined,
): Selection {
  const parsed = parseQuery(filter.text, hueNames ? { hueNames } : {})
  const plan = planQuery(db, parsed.query, 'highlightWords')
  const words: Conditions =
    plan.match === null
      ? { sql: [], values: [] }
      : {
          sql: ['h.row IN (SELECT rowid FROM highlightWords WHERE highlightWords MATCH ?)'],
          values: [plan.match],
        }
  const dates =
    filter.dateOf === 'published'
      ? { first: 'a.firstDay', last: 'a.lastDay' }
      : { first: 'substr(h.created, 1, 10)', last: 'substr(h.created, 1, 10)' }
  const conditions = both(
    when(`a.state = ${inLibrary}`),
    words,
    plan,
    tagConditions(filter.tags),
    oneOf('h.hue', filter.hues),
    sourceConditions(filter.sources),
    oneOf('a.id', filter.articleIds),
    dateConditions(filter.from, filter.to, dates),
    when(filter.hasNote === null ? null : filter.hasNote ? `h.note <> ''` : `h.note = ''`),
    when(filter.linked === null ? null : filter.linked ? 'h.linked = 1' : 'h.linked = 0'),
    oneOf('h.status', filter.status),
  )
  const remarks = [...(parsed.ok ? [] : [parsed.error.message]), ...plan.remarks]
  return { ...conditions, leaves: plan.leaves, remark: remarks.length === 0 ? null : remarks.join(' ') }
}

/** A filtered, grouped and sorted notebook: the row numbers of all its rows, group after group. */
export interface Arrangement {
  leaves: Leaf[]
  summary: Omit<HighlightResult, 'rows'>
  rows: Uint32Array
}

interface GroupRow {
  key: string | null
  highlights: number
  notes: number
  articles: number
  ordered: string
  label: string | null
  day: string | null
}

/** Arranges a whole notebook; windows of it are read by `windowOf`. */
export function arrange(db: IndexDatabase, query: HighlightQuery): Arrangement {
  const selection = select(db, query.filter, query.hueNames)
  const where = `WHERE ${selection.sql.join(' AND ')}`
  const by = query.groupBy === 'none' ? null : grouping(query.groupBy, query.filter.dateOf)
  const groups = db.all<GroupRow>(
    `SELECT ${by ? by.key : 'NULL'} AS key, count(*) AS highlights, sum(h.note <> '') AS notes,
       count(DISTINCT h.article) AS articles, min(a.title) AS label, min(a.firstDay) AS day,
       group_concat(h.row, ',' ORDER BY ${sorts[query.sort]}) AS ordered
     ${fromHighlights} ${by ? by.join : ''} ${where} GROUP BY 1`,
    selection.values,
  )
  const totals = totalsOf(db, query.groupBy, groups, where, selection.values)
  if (query.groupBy !== 'none') sortGroups(groups, query.groupBy)
  const rows = new Uint32Array(groups.reduce((sum, { highlights }) => sum + highlights, 0))
  const headers: HighlightGroup[] = []
  let at = 0
  for (const { key, highlights, notes, articles, ordered, label } of groups) {
    headers.push({
      key,
      label: query.groupBy === 'article' ? label : key,
      highlights,
      notes,
      articles,
      start: at,
    })
    for (const row of ordered.split(',')) rows[at++] = Number(row)
  }
  return {
    leaves: selection.leaves,
    summary: {
      ...totals,
      rowCount: rows.length,
      remark: selection.remark,
      groups: query.groupBy === 'none' ? [] : headers,
    },
    rows,
  }
}

interface Totals {
  total: number
  notes: number
  articles: number
}

/** Counts over all groups, each highlight and each article once. */
function totalsOf(
  db: IndexDatabase,
  by: HighlightGrouping,
  groups: readonly GroupRow[],
  where: string,
  values: SqlValue[],
): Totals {
  if (by === 'none' || by === 'article') {
    const sum = (count: (group: GroupRow) => number): number =>
      groups.reduce((total, group) => total + count(group), 0)
    return {
      total: sum(({ highlights }) => highlights),
      notes: sum(({ notes }) => notes),
      articles: sum(({ articles }) => articles),
    }
  }
  const counted = db.all<Totals>(
    `SELECT count(*) AS total, coalesce(sum(h.note <> ''), 0) AS notes, count(DISTINCT h.article) AS articles
     ${fromHighlights} ${where}`,
    values,
  )[0]
  return counted ?? { total: 0, notes: 0, articles: 0 }
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/** Names by the alphabet, hues in their order, months and articles the latest first; null last. */
function sortGroups(groups: GroupRow[], by: Exclude<HighlightGrouping, 'none'>): void {
  groups.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
    switch (by) {
      case 'hue':
        return hues.indexOf(a.key as Hue) - hues.indexOf(b.key as Hue)
      case 'date':
        return a.key < b.key ? 1 : -1
      case 'article':
        return compareArticles(a, b)
      case 'tag':
      case 'source':
        return byName.compare(a.key, b.key)
    }
  })
}

function compareArticles(a: { day: string | null; label: string | null }, b: typeof a): number {
  if (a.day !== b.day) return (a.day ?? '') < (b.day ?? '') ? 1 : -1
  return byName.compare(a.label ?? '', b.label ?? '')
}

interface StoredHighlight {
  row: number
  id: string
  articleId: string
  hue: Hue
  tags: string
  note: string
  quote: string
  start: number | null
  end: number | null
  paragraph: number | null
  status: IndexedHighlight['status']
  created: string
  updated: string
  linked: number
  relations: string
  articleTitle: string
  source: string | null
  published: string | null
}

function toRow(stored: StoredHighlight, group: string | null, leaves: readonly Leaf[]): HighlightRow {
  const { tags, linked, relations, ...fields } = stored
  const { id, articleId, hue, note, quote, start, end, paragraph, status, created, updated } = fields
  const { articleTitle, source, published } = fields
  const inPlace = (place: 'text' | 'notes'): Leaf[] =>
    leaves.filter((leaf) => leaf.place === null || leaf.place === place)
  return {
    id,
    articleId,
    hue,
    tags: JSON.parse(tags) as string[],
    note,
    quote,
    start,
    end,
    paragraph,
    status,
    created,
    updated,
    linked: linked === 1,
    relations: JSON.parse(relations) as string[],
    articleTitle,
    source,
    published,
    group,
    quoteMatches: joinRanges(findLeaves(quote, inPlace('text'))),
    noteMatches: joinRanges(findLeaves(note, inPlace('notes'))),
  }
}

/** The rows of an arrangement from `offset` on. */
export function windowOf(
  db: IndexDatabase,
  { leaves, summary, rows }: Arrangement,
  offset: number,
  limit: number,
): HighlightResult {
  const wanted = [...rows.subarray(offset, offset + limit)]
  const stored = db.all<StoredHighlight>(
    `SELECT h.row, h.id, a.id AS articleId, h.hue, h.tags, h.note, h.quote, h."start", h."end", h.paragraph, h.status,
       h.created, h.updated, h.linked, h.relations, a.title AS articleTitle, s.name AS source, a.published
     ${fromHighlights} LEFT JOIN sources s ON s.row = a.source
     WHERE h.row IN (SELECT value FROM json_each(?))`,
    [list(wanted)],
  )
  const byRow = new Map(stored.map((highlight) => [highlight.row, highlight]))
  let group = summary.groups.findLastIndex(({ start }) => start <= offset)
  const found: HighlightRow[] = []
  for (const [index, row] of wanted.entries()) {
    const next = summary.groups[group + 1]
    if (next && next.start <= offset + index) group++
    const highlight = byRow.get(row)
    if (highlight) found.push(toRow(highlight, summary.groups[group]?.key ?? null, leaves))
  }
  return { ...summary, rows: found }
}

/** The ids of all highlights that a filter leaves. */
export function highlightIds(
  db: IndexDatabase,
  filter: HighlightFilter,
  hueNames?: Partial<Record<Hue, string>>,
): { articleId: string; id: string }[] {
  const { sql, values } = select(db, filter, hueNames)
  return db.all(`SELECT a.id AS articleId, h.id AS id ${fromHighlights} WHERE ${sql.join(' AND ')}`, values)
}

/** How many highlights there are for each tag or hue in each article or source. */
export function matrix(db: IndexDatabase, request: MatrixRequest): Matrix {
  const { sql, values } = select(db, request.filter, request.hueNames)
  const where = `WHERE ${sql.join(' AND ')}`
  const rowOf = groupings[request.rows]
  const columnOf = groupings[request.columns]
  const cells = db.all<{ row: string | null; column: string | null; count: number }>(
    `SELECT ${rowOf.key} AS row, ${columnOf.key} AS column, count(*) AS count
     ${fromHighlights} ${rowOf.join} ${columnOf.join} ${where} GROUP BY 1, 2`,
    values,
  )
  const totals = new Map<string, number>()
  for (const { row, count } of cells) if (row !== null) totals.set(row, (totals.get(row) ?? 0) + count)
  const rows = Array.from(totals, ([key, total]) => ({ key, total })).sort((a, b) =>
    request.rows === 'hue'
      ? hues.indexOf(a.key as Hue) - hues.indexOf(b.key as Hue)
      : byName.compare(a.key, b.key),
  )
  const columns = db.all<{ key: string | null; label: string | null; day: string | null; total: number }>(
    `SELECT ${columnOf.key} AS key, ${request.columns === 'article' ? 'a.title' : columnOf.key} AS label,
       min(a.firstDay) AS day, count(*) AS total
     ${fromHighlights} ${columnOf.join} ${where} GROUP BY 1`,
    values,
  )
  columns.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
    return request.columns === 'article' ? compareArticles(a, b) : byName.compare(a.key, b.key)
  })
  const rowIndex = new Map(rows.map(({ key }, index) => [key, index]))
  const columnIndex = new Map(columns.map(({ key }, index) => [key, index]))
  return {
    rows,
    columns: columns.map(({ key, label, total }) => ({ key, label, total })),
    cells: cells.flatMap(({ row: rowKey, column: columnKey, count }) => {
      const row = rowKey === null ? undefined : rowIndex.get(rowKey)
      const column = columnIndex.get(columnKey)
      return row === undefined || column === undefined ? [] : [{ row, column, count }]
    }),
    total: columns.reduce((sum, { total }) => sum + total, 0),
  }
}
