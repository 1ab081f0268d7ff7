/** Plans: a query as an FTS5 expression and conditions of SQL. Nothing a reader typed is ever part of either's syntax. */
import type { Hue } from '#domain/annotations/notebook'
import type { IndexDatabase, SqlValue } from './database'
import { firstDay, lastDay } from '#domain/queries/dates'
import type { Query, QueryPlace } from '#domain/queries/language'
import { findTerm, termOf, type Term } from '#domain/text/terms'
import { ftsPhrase } from './tokens'

/** Words that a result is there for, with where they are looked for (null: everywhere). */
export interface Leaf {
  text: string
  phrase: boolean
  term: Term
  place: QueryPlace | null
}

/** Conditions of SQL, joined by AND, with the values of their parameters in order. */
export interface Conditions {
  sql: string[]
  values: SqlValue[]
}

export interface Plan extends Conditions {
  /** An expression of FTS5 on the table of words; null: every row. */
  match: string | null
  /** The words to be marked, each once. */
  leaves: Leaf[]
  /** Tags (rows) and hues that the query asks for. */
  tags: number[]
  hues: Hue[]
  /** What the reader should know: a source or tag that is not there. */
  remarks: string[]
}

/**
 * What is looked through: `articleWords` or `removedWords` for articles (alias `a`), `highlightWords` for highlights
 * (alias `h`, and `a` their article).
 */
export type WordsTable = 'articleWords' | 'removedWords' | 'highlightWords'

const articleColumns: Record<QueryPlace, string> = { title: 'title', text: 'text', notes: 'notes' }

/** Rows of the tags that a name stands for: itself and those under it; with `prefix` those that begin so. */
function tagRows(db: IndexDatabase, name: string, prefix: boolean): number[] {
  const key = name.toLowerCase()
  const start = prefix ? key : `${key}/`
  return db
    .all<{ row: number }>('SELECT row FROM tags WHERE key = ? OR substr(key, 1, ?) = ?', [
      key,
      start.length,
      start,
    ])
    .map(({ row }) => row)
}

/** Rows of the sources whose name has these words, the last one perhaps unfinished. */
function sourceRows(db: IndexDatabase, name: string): number[] {
  const term = termOf(name, true)
  if (!term) return []
  return db
    .all<{ row: number; key: string }>('SELECT row, key FROM sources')
    .filter(({ key }) => findTerm(key, term).length > 0)
    .map(({ row }) => row)
}

/** FTS5's parser has a stack of 100 entries, of which a parenthesis takes up to four. */
const maxNesting = 16

/** How deeply an expression's parentheses are nested; none are within its phrases. */
function nesting(expression: string): number {
  let depth = 0
  let deepest = 0
  for (const character of expression) {
    if (character === '(') deepest = Math.max(deepest, ++depth)
    else if (character === ')') depth--
  }
  return deepest
}

const list = (rows: readonly (number | string)[]): string => JSON.stringify(rows)
const inList = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`

/** The articles with these tags on a highlight or on their note. */
const articlesTagged = (tags: string): string =>
  `a.row IN (SELECT article FROM highlights JOIN highlightTags ON highlight = highlights.row WHERE ${tags}
     UNION ALL SELECT article FROM noteTags WHERE ${tags})`

class Planner {
  readonly #db: IndexDatabase
  readonly #table: WordsTable
  readonly #values: SqlValue[] = []
  readonly leaves = new Map<string, Leaf>()
  readonly tags: number[] = []
  readonly hues: Hue[] = []
  readonly remarks: string[] = []

  constructor(db: IndexDatabase, table: WordsTable) {
    this.#db = db
    this.#table = table
  }

  plan(query: Query): Plan {
    const [top, place] = query.type === 'in' ? [query.part, query.place] : [query, null]
    const parts = top.type === 'and' ? top.parts : [top]
    // What FTS5 can decide goes into one expression; the rest are conditions on its rows.
    const positive = parts.filter((part) => part.type !== 'not' && this.#expression(part, place) !== null)
    const negative =
      positive.length === 0
        ? []
        : parts.filter((part) => part.type === 'not' && this.#expression(part.part, place) !== null)
    const match = positive.length === 0 ? null : this.#conjunction([...positive, ...negative], place)
    const sql = parts
      .filter((part) => !positive.includes(part) && !negative.includes(part))
      .map((part) => this.#condition(part, place))
      .filter((condition) => condition !== '1')
    this.#collect(query, null)
    return {
      match,
      sql,
      values: this.#values,
      leaves: [...this.leaves.values()],
      tags: this.tags,
      hues: this.hues,
      remarks: this.remarks,
    }
  }

  /** The query as an expression of FTS5; null where it is not made of words alone, or nested too deeply for FTS5. */
  #expression(query: Query, place: QueryPlace | null): string | null {
    const expression = this.#expressionOf(query, place)
    return expression !== null && nesting(expression) <= maxNesting ? expression : null
  }

  #expressionOf(query: Query, place: QueryPlace | null): string | null {
    switch (query.type) {
      case 'words': {
        const term = termOf(query.text, query.prefix)
        if (!term || (place === 'title' && this.#table === 'highlightWords')) return null
        return this.#columns(place) + ftsPhrase(term)
      }
      case 'in':
        return this.#expression(query.part, query.place)
      case 'and':
        return this.#conjunction(query.parts, place)
      case 'or': {
        const sides = query.parts.map((part) => this.#expression(part, place))
        return sides.includes(null) ? null : `(${sides.join(' OR ')})`
      }
      case 'all':
      case 'not':
      case 'source':
      case 'tag':
      case 'hue':
      case 'after':
      case 'before':
      case 'has':
        return null
    }
  }

  #conjunction(parts: readonly Query[], place: QueryPlace | null): string | null {
    const positive = parts.filter((part) => part.type !== 'not').map((part) => this.#expression(part, place))
    const negative = parts
      .filter((part) => part.type === 'not')
      .map((part) => this.#expression(part.part, place))
    if (positive.length === 0 || positive.includes(null) || negative.includes(null)) return null
    const all = positive.length === 1 ? String(positive[0]) : `(${positive.join(' AND ')})`
    return negative.length === 0 ? all : `(${all} NOT (${negative.join(' OR ')}))`
  }

  #columns(place: QueryPlace | null): string {
    if (place === null) return ''
    if (this.#table !== 'highlightWords') return `{${articleColumns[place]}} : `
    return place === 'notes' ? '{notes} : ' : '{quote} : '
  }

  /** The query as a condition of SQL; its values are added in order. */
  #condition(query: Query, place: QueryPlace | null): string {
    const expression = this.#expression(query, place)
    if (expression !== null) {
      this.#values.push(expression)
      return `${this.#rowColumn()} IN (SELECT rowid FROM ${this.#table} WHERE ${this.#table} MATCH ?)`
    }
    switch (query.type) {
      case 'all':
        return '1'
      case 'words':
        return this.#titleWords(query)
      case 'and':
        return `(${query.parts.map((part) => this.#condition(part, place)).join(' AND ')})`
      case 'or':
        return `(${query.parts.map((part) => this.#condition(part, place)).join(' OR ')})`
      case 'not':
        // A condition on an undated article, or one without a source, is not unknown but false.
        return `NOT coalesce(${this.#condition(query.part, place)}, 0)`
      case 'in':
        return this.#condition(query.part, query.place)
      case 'source': {
        const rows = sourceRows(this.#db, query.value)
        if (rows.length === 0) this.remarks.push(`No source has “${query.value}” in its name.`)
        this.#values.push(list(rows))
        return inList('a.source')
      }
      case 'tag': {
        const rows = tagRows(this.#db, query.value, query.prefix)
        if (rows.length === 0) this.remarks.push(`Nothing is tagged “${query.value}”.`)
        return this.#tagged(rows)
      }
      case 'hue':
        return this.#coloured([query.hue])
      case 'after':
        this.#values.push(firstDay(query.date))
        return 'a.lastDay >= ?'
      case 'before':
        this.#values.push(firstDay(query.date))
        return 'a.firstDay < ?'
      case 'has':
        if (this.#table !== 'highlightWords') return `a.${query.what} > 0`
        return query.what === 'notes' ? `h.note <> ''` : '1'
    }
  }

  /** Words without a letter; or, of a highlight, in the title of its article. */
  #titleWords(query: Query & { type: 'words' }): string {
    const term = termOf(query.text, query.prefix)
    if (!term) return '1'
    this.#values.push(`{title} : ${ftsPhrase(term)}`)
    return 'h.article IN (SELECT rowid FROM articleWords WHERE articleWords MATCH ?)'
  }

  #rowColumn(): string {
    return this.#table === 'highlightWords' ? 'h.row' : 'a.row'
  }

  #tagged(rows: readonly number[]): string {
    this.#values.push(list(rows))
    if (this.#table === 'highlightWords')
      return `h.row IN (SELECT highlight FROM highlightTags WHERE ${inList('tag')})`
    this.#values.push(list(rows))
    return articlesTagged(inList('tag'))
  }

  #coloured(hues: readonly Hue[]): string {
    this.#values.push(list(hues))
    return this.#table === 'highlightWords'
      ? inList('h.hue')
      : `a.row IN (SELECT article FROM highlights WHERE ${inList('hue')})`
  }

  /** Gathers what is asked for, not what is left out. */
  #collect(query: Query, place: QueryPlace | null): void {
    switch (query.type) {
      case 'and':
      case 'or':
        for (const part of query.parts) this.#collect(part, place)
        break
      case 'in':
        this.#collect(query.part, query.place)
        break
      case 'words': {
        const term = termOf(query.text, query.prefix)
        if (term) {
          const key = `${place ?? ''} ${ftsPhrase(term)}`
          this.leaves.set(key, { text: query.text, phrase: query.phrase, term, place })
        }
        break
      }
      case 'tag':
        this.tags.push(...tagRows(this.#db, query.value, query.prefix))
        break
      case 'hue':
        this.hues.push(query.hue)
        break
      case 'all':
      case 'not':
      case 'source':
      case 'after':
      case 'before':
      case 'has':
        break
    }
  }
}

/** Plans a query over a table of words. */
export function planQuery(db: IndexDatabase, query: Query, table: WordsTable): Plan {
  return new Planner(db, table).plan(query)
}

/** Conditions on the sources of articles (alias `a`); null stands for none. */
export function sourceConditions(sources: readonly (string | null)[]): Conditions {
  if (sources.length === 0) return { sql: [], values: [] }
  const named = sources.filter((source) => source !== null)
  const none = sources.includes(null) ? ' OR a.source IS NULL' : ''
  return {
    sql: [`(a.source IN (SELECT row FROM sources WHERE ${inList('name')})${none})`],
    values: [list(named)],
  }
}

/** Conditions on tags of articles, by their exact names without case. */
export function articleTagConditions(tags: readonly string[]): Conditions {
  if (tags.length === 0) return { sql: [], values: [] }
  const keys = list(tags.map((tag) => tag.toLowerCase()))
  const rows = `tag IN (SELECT row FROM tags WHERE ${inList('key')})`
  return { sql: [articlesTagged(rows)], values: [keys, keys] }
}

/** Rows of the tags with these names, without regard to case. */
export function namedTagRows(db: IndexDatabase, tags: readonly string[]): number[] {
  if (tags.length === 0) return []
  return db
    .all<{ row: number }>(`SELECT row FROM tags WHERE ${inList('key')}`, [
      list(tags.map((tag) => tag.toLowerCase())),
    ])
    .map(({ row }) => row)
}

/** Conditions on the hues of an article's highlights. */
export function articleHueConditions(hues: readonly Hue[]): Conditions {
  if (hues.length === 0) return { sql: [], values: [] }
  return { sql: [`a.row IN (SELECT article FROM highlights WHERE ${inList('hue')})`], values: [list(hues)] }
}

/** Conditions on the articles themselves, by their ids. */
export function articleIdConditions(ids: readonly string[] | undefined): Conditions {
  return ids === undefined ? { sql: [], values: [] } : { sql: [inList('a.id')], values: [list(ids)] }
}

/** Conditions on a span of days, both ends included, given the columns of the first and last day meant. */
export function dateConditions(
  from: string | null,
  to: string | null,
  columns: { first: string; last: string },
): Conditions {
  const conditions: Conditions = { sql: [], values: [] }
  if (from !== null) {
    conditions.sql.push(`${columns.last} >= ?`)
    conditions.values.push(firstDay(from))
  }
  if (to !== null) {
    conditions.sql.push(`${columns.first} <= ?`)
    conditions.values.push(lastDay(to))
  }
  return conditions
}

/** All of the conditions. */
export function both(...all: readonly Conditions[]): Conditions {
  return { sql: all.flatMap(({ sql }) => sql), values: all.flatMap(({ values }) => values) }
}
