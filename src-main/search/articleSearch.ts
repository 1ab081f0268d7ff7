/** Searches and lists articles. */
import type { TextRange } from '#domain/article'
import type { Hue } from '#domain/notebook'
import type { IndexDatabase, SqlValue } from './database'
import { beginning, bestExcerpts, findLeaves, joinRanges, type Excerpt, type Match } from './excerpts'
import {
  articleHueConditions,
  articleTagConditions,
  both,
  dateConditions,
  planQuery,
  sourceConditions,
  type Conditions,
  type Leaf,
  type Plan,
} from './plan'
import { parseQuery, type Query, type QueryPlace } from '#domain/queries/language'
import { isKnownWord, nearestWord } from './spelling'
import { findTerm } from '#domain/text/terms'
import { ftsPhrase } from './tokens'
import type {
  ListRequest,
  ListResult,
  ListSort,
  MatchCount,
  Passage,
  SearchHit,
  SearchRequest,
  SearchResults,
  SearchSort,
} from './types'
import { inLibrary, isRemoved } from './writer'

/** Of title, byline, text and notes: once in the title weighs as much as some twenty times in the text. */
const weights = '20.0, 5.0, 1.0, 3.0'

/** Matches are counted in so many articles, or in so many UTF-16 units of text, at the most. */
const maxCounted = 100
const maxCountedUnits = 600_000

const orders: Record<ListSort, string> = {
  newest: 'a.firstDay DESC, a.addedAt DESC, a.row',
  oldest: 'a.firstDay IS NULL, a.firstDay, a.addedAt, a.row',
  title: 'a.titleKey, a.row',
  source:
    '(SELECT key FROM sources WHERE sources.row = a.source) IS NULL, ' +
    '(SELECT key FROM sources WHERE sources.row = a.source), a.firstDay DESC, a.row',
  added: 'a.addedAt DESC, a.row',
  highlights: 'a.highlights DESC, a.firstDay DESC, a.row',
}

/** A plan with the conditions that a request adds, over the articles in the library or the removed ones. */
interface Selection {
  plan: Plan
  conditions: Conditions
  removed: boolean
}

interface Found {
  selection: Selection
  total: number
  remark: string | null
  /** The last word is still being typed; what begins so was found. */
  unfinished?: true
}

const tableOf = (removed: boolean): 'articleWords' | 'removedWords' =>
  removed ? 'removedWords' : 'articleWords'

function select(db: IndexDatabase, query: Query, extra: Conditions, removed: boolean): Selection {
  const plan = planQuery(db, query, tableOf(removed))
  return { plan, conditions: both(plan, extra), removed }
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

function countArticles(db: IndexDatabase, selection: Selection): number {
  const { sql, values } = source(selection, false)
  return db.all<{ n: number }>(`SELECT count(*) AS n ${sql}`, values)[0]?.n ?? 0
}

function selectRows(
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

/** The query with each word put through `change`. */
function mapWords(query: Query, change: (words: Query & { type: 'words' }) => Query): Query {
  switch (query.type) {
    case 'words':
      return change(query)
    case 'and':
    case 'or':
      return { ...query, parts: query.parts.map((part) => mapWords(part, change)) }
    case 'not':
    case 'in':
      return { ...query, part: mapWords(query.part, change) }
    case 'all':
    case 'source':
    case 'tag':
    case 'hue':
    case 'after':
    case 'before':
    case 'has':
      return query
  }
}

const sentence = (parts: readonly (string | null)[]): string | null => {
  const said = parts.filter((part) => part !== null)
  return said.length === 0 ? null : said.join(' ')
}
const named = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(' or ')

/** The word that is still being typed: the last of the query, with nothing after it. */
function unfinishedWord(leaves: readonly Leaf[], typed: string): Leaf | null {
  const last = leaves.at(-1)
  if (!last || last.term.prefix || !typed.endsWith(last.text)) return null
  return last.term.pieces.at(-1)?.unspaced ? null : last
}

interface Mended {
  query: Query
  wrong: string[]
  right: string[]
}

/** The query with its words mended that no article has; null where every word is in some article. */
function mend(db: IndexDatabase, query: Query, leaves: readonly Leaf[]): Mended | null {
  const mended = new Map<string, string>()
  const wrong: string[] = []
  const right: string[] = []
  for (const { text, term } of leaves) {
    const words = term.pieces.map((piece) => {
      if (piece.unspaced || isKnownWord(db, piece.text)) return piece.text
      const nearest = nearestWord(db, piece.text)
      wrong.push(term.pieces.length === 1 ? text : piece.text)
      if (nearest !== null) right.push(nearest)
      return nearest ?? piece.text
    })
    if (words.some((word, at) => word !== term.pieces[at]?.text)) mended.set(text, words.join(' '))
  }
  if (wrong.length === 0) return null
  const change = (words: Query & { type: 'words' }): Query => {
    const text = mended.get(words.text)
    return text === undefined ? words : { ...words, text, prefix: false }
  }
  return { query: mapWords(query, change), wrong, right }
}

/** Finds what matches; where nothing does, what begins so, and then what may have been meant. */
function find(
  db: IndexDatabase,
  typed: string,
  hueNames: Partial<Record<Hue, string>> | undefined,
  extra: Conditions,
  removed: boolean,
): Found {
  const parsed = parseQuery(typed, hueNames ? { hueNames } : {})
  const problem = parsed.ok ? null : parsed.error.message
  const selection = select(db, parsed.query, extra, removed)
  const total = countArticles(db, selection)
  const { leaves, remarks } = selection.plan
  const plain: Found = { selection, total, remark: sentence([problem, ...remarks]) }
  if (total > 0 || leaves.length === 0) return plain

  const unfinished = unfinishedWord(leaves, typed)
  if (unfinished) {
    const longer = select(
      db,
      mapWords(parsed.query, (words) =>
        words.text === unfinished.text ? { ...words, prefix: true } : words,
      ),
      extra,
      removed,
    )
    const count = countArticles(db, longer)
    const remark = sentence([problem, `Showing words that begin with “${unfinished.text}”.`])
    if (count > 0) return { selection: longer, total: count, remark, unfinished: true }
  }
  const mended = mend(db, parsed.query, leaves)
  if (!mended) return plain
  const other = select(db, mended.query, extra, removed)
  const count = mended.right.length > 0 ? countArticles(db, other) : 0
  const nothing = `Nothing has ${named(mended.wrong)}.`
  if (count === 0) return { ...plain, remark: sentence([plain.remark, nothing]) }
  const showing = `Showing ${mended.right.map((word) => `“${word}”`).join(' and ')}.`
  return { selection: other, total: count, remark: sentence([problem, nothing, showing]) }
}

interface StoredArticle {
  row: number
  id: string
  title: string
  byline: string | null
  body: Uint8Array
  paragraphs: Uint8Array
  note: string
  noteWords: string
  highlights: number
}

function readArticle(db: IndexDatabase, row: number): (StoredArticle & { text: string }) | null {
  const stored = db.all<StoredArticle>(
    `SELECT row, id, title, byline, body, paragraphs, note, noteWords, highlights
     FROM articles JOIN texts USING (row) WHERE row = ?`,
    [row],
  )[0]
  return stored
    ? {
        ...stored,
        text: Buffer.from(stored.body.buffer, stored.body.byteOffset, stored.body.length).toString('utf8'),
      }
    : null
}

const leavesIn = (leaves: readonly Leaf[], place: QueryPlace): Leaf[] =>
  leaves.filter((leaf) => leaf.place === null || leaf.place === place)

/** The places of a single word, or of all that begin so, in the whole library: the index keeps that sum. */
function countOfWord(db: IndexDatabase, selection: Selection): number | null {
  const { plan, conditions, removed } = selection
  const [leaf, ...others] = plan.leaves
  if (!leaf || others.length > 0 || leaf.place !== null || conditions.sql.length > 0 || removed) return null
  if (plan.match !== ftsPhrase(leaf.term)) return null
  const [, token, prefix] = /^"([^" ]+)"( \*)?$/.exec(plan.match) ?? []
  if (token === undefined) return null
  const sql = 'SELECT sum(cnt) AS n FROM vocabulary WHERE term >= ? AND term <= ?'
  const end = prefix === undefined ? token : `${token}\u{10ffff}`
  return db.all<{ n: number | null }>(sql, [token, end])[0]?.n ?? 0
}

/** Counts the places where the words are; `known` are those already counted, by row. */
function countMatches(
  db: IndexDatabase,
  { selection, total, unfinished }: Found,
  known: ReadonlyMap<number, number>,
): { matches: number; matchesExact: boolean } {
  const { leaves } = selection.plan
  if (leaves.length === 0 || total === 0) return { matches: 0, matchesExact: true }
  const sum = (counts: Iterable<number>): number => {
    let all = 0
    for (const count of counts) all += count
    return all
  }
  if (known.size === total) return { matches: sum(known.values()), matchesExact: true }
  // The sum over all words with a short beginning takes as long as a fifth of the search: not while one is being typed.
  const ofWord = unfinished ? null : countOfWord(db, selection)
  if (ofWord !== null) return { matches: ofWord, matchesExact: true }
  const counts = new Map(known)
  let units = 0
  if (total <= maxCounted) {
    for (const row of selectRows(db, selection, 'relevance', 0, maxCounted)) {
      if (counts.has(row)) continue
      const article = readArticle(db, row)
      if (!article) continue
      units += article.text.length
      if (units > maxCountedUnits) break
      counts.set(row, countIn(article, leaves))
    }
  }
  // Every article that is not counted has a match at the least.
  return { matches: sum(counts.values()) + total - counts.size, matchesExact: counts.size === total }
}

/** All places of the words in an article and its notes, as the index counts them. */
function countIn(article: StoredArticle & { text: string }, leaves: readonly Leaf[]): number {
  return (
    findLeaves(article.title, leavesIn(leaves, 'title')).length +
    findLeaves(
      article.byline ?? '',
      leaves.filter(({ place }) => place === null),
    ).length +
    findLeaves(article.text, leavesIn(leaves, 'text')).length +
    countInNotes(article.noteWords, leavesIn(leaves, 'notes'))
  )
}

/** Notes are kept folded. */
function countInNotes(noteWords: string, leaves: readonly Leaf[]): number {
  if (noteWords === '') return 0
  return leaves.reduce((sum, { term }) => sum + findTerm(noteWords, term).length, 0)
}

interface StoredHighlight {
  id: string
  hue: Hue
  tags: string
  note: string
  quote: string
  start: number | null
  end: number | null
  paragraph: number | null
  status: string
  relations: string
  row: number
}

const asPassage = (
  excerpt: Excerpt,
  kind: Passage['kind'],
  place: Pick<Passage, 'highlightId' | 'start' | 'end' | 'paragraph'>,
): Passage => {
  const { text, marks, cutBefore, cutAfter } = excerpt
  return { kind, ...place, text, marks, cutBefore, cutAfter }
}

/** The number of the paragraph that holds an offset, or of the last one before it; null before the first. */
function paragraphOf(starts: Uint32Array, offset: number): number | null {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low === 0 ? null : low
}

function textPassages(
  article: StoredArticle & { text: string },
  matches: readonly Match[],
  count: number,
): Passage[] {
  const { buffer, byteOffset, byteLength } = article.paragraphs
  const starts = new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength))
  return bestExcerpts(article.text, matches, count).map((excerpt) => {
    const first = excerpt.start + (excerpt.marks[0]?.start ?? 0)
    return asPassage(excerpt, 'text', {
      highlightId: null,
      start: excerpt.start,
      end: excerpt.end,
      paragraph: paragraphOf(starts, first),
    })
  })
}

/** Passages from the notes on an article: those that hold the words, or whose tag or hue was asked for. */
function notePassages(db: IndexDatabase, article: StoredArticle, plan: Plan, count: number): Passage[] {
  const leaves = leavesIn(plan.leaves, 'notes')
  const wanted = plan.tags.length > 0 || plan.hues.length > 0
  const passages: Passage[] = []
  const noted = findLeaves(article.note, leaves)
  for (const excerpt of bestExcerpts(article.note, noted, 1)) {
    passages.push(asPassage(excerpt, 'note', { highlightId: null, start: null, end: null, paragraph: null }))
  }
  if (article.highlights === 0 || (!wanted && (leaves.length === 0 || article.noteWords === '')))
    return passages
  const highlights = db.all<StoredHighlight>(
    'SELECT * FROM highlights WHERE article = ? ORDER BY "start" IS NULL, "start", row',
    [article.row],
  )
  const tagged = wanted ? taggedHighlights(db, article.row, plan.tags) : new Set<number>()
  for (const highlight of highlights) {
    if (passages.length >= count) break
    const passage = highlightPassage(
      highlight,
      leaves,
      plan.hues.includes(highlight.hue) || tagged.has(highlight.row),
    )
    if (passage) passages.push(passage)
  }
  return passages
}

function taggedHighlights(db: IndexDatabase, article: number, tags: readonly number[]): Set<number> {
  const rows = db.all<{ row: number }>(
    `SELECT row FROM highlights JOIN highlightTags ON highlight = row
     WHERE article = ? AND tag IN (SELECT value FROM json_each(?))`,
    [article, JSON.stringify(tags)],
  )
  return new Set(rows.map(({ row }) => row))
}

function highlightPassage(
  highlight: StoredHighlight,
  leaves: readonly Leaf[],
  asked: boolean,
): Passage | null {
  const { id, note, quote, start, end, paragraph, status } = highlight
  const place = { highlightId: id, start, end, paragraph }
  const [fromNote] = bestExcerpts(note, findLeaves(note, leaves), 1)
  if (fromNote) return asPassage(fromNote, 'note', place)
  const gone = status === 'fuzzy' || status === 'lost'
  const [fromQuote] = gone ? bestExcerpts(quote, findLeaves(quote, leaves), 1) : []
  if (fromQuote) return asPassage(fromQuote, 'quote', place)
  const labels = [
    ...(JSON.parse(highlight.tags) as string[]),
    ...(JSON.parse(highlight.relations) as string[]),
  ]
  if (asked || labels.some((label) => findLeaves(label, leaves).length > 0))
    return asPassage(beginning(quote), 'quote', place)
  return null
}

function describe(
  db: IndexDatabase,
  row: number,
  plan: Plan,
  passages: number,
): { hit: SearchHit; row: number } | null {
  const article = readArticle(db, row)
  if (!article) return null
  const { leaves } = plan
  const ranges = (matches: readonly Match[]): TextRange[] => joinRanges(matches)
  const title = findLeaves(article.title, leavesIn(leaves, 'title'))
  const byline = findLeaves(
    article.byline ?? '',
    leaves.filter(({ place }) => place === null),
  )
  const text = findLeaves(article.text, leavesIn(leaves, 'text'))
  const noted = countInNotes(article.noteWords, leavesIn(leaves, 'notes'))
  const hit: SearchHit = {
    id: article.id,
    matches: title.length + byline.length + text.length + noted,
    titleMatches: ranges(title),
    bylineMatches: ranges(byline),
    passages: [
      ...textPassages(article, text, passages),
      ...(noted > 0 || plan.tags.length > 0 || plan.hues.length > 0
        ? notePassages(db, article, plan, passages)
        : []),
    ],
  }
  return { hit, row }
}

const noConditions: Conditions = { sql: [], values: [] }

/** Searches the library: the articles of the asked window, with passages. */
export function searchArticles(db: IndexDatabase, request: SearchRequest): SearchResults {
  const found = find(db, request.query, request.hueNames, noConditions, false)
  const { selection, total, remark } = found
  const rows = selectRows(db, selection, request.sort ?? 'relevance', request.offset, request.limit)
  const described = rows
    .map((row) => describe(db, row, selection.plan, request.passages ?? 3))
    .filter((one) => one !== null)
  const known = new Map(described.map(({ row, hit }) => [row, hit.matches]))
  return {
    total,
    ...countMatches(db, found, known),
    remark,
    terms: selection.plan.leaves.map(({ text, term, place }) => ({ text, prefix: term.prefix, place })),
    articles: described.map(({ hit }) => hit),
  }
}

function listConditions(request: ListRequest): Conditions {
  return both(
    sourceConditions(request.sources),
    articleTagConditions(request.tags),
    articleHueConditions(request.hues),
    dateConditions(request.from, request.to, { first: 'a.firstDay', last: 'a.lastDay' }),
  )
}

/** What a list has in all; the same for every window of it until something is written. */
export interface ListFound {
  found: Found
  count: MatchCount
  /** All of its rows in order; null while only its first window was asked for. */
  rows: Uint32Array | null
}

export function findList(db: IndexDatabase, request: ListRequest): ListFound {
  const found = find(db, request.words, request.hueNames, listConditions(request), request.removed)
  const { total, remark } = found
  return { found, count: { total, ...countMatches(db, found, new Map()), remark }, rows: null }
}

/** The rows of a window: the first one by itself, later ones from the whole order, which is then kept. */
function windowRows(db: IndexDatabase, list: ListFound, { sort, offset, limit }: ListRequest): number[] {
  if (offset === 0 && !list.rows) return selectRows(db, list.found.selection, sort, 0, limit)
  list.rows ??= Uint32Array.from(selectRows(db, list.found.selection, sort, 0, -1))
  return [...list.rows.subarray(offset, offset + limit)]
}

/** The ids of a window of a list. */
export function listWindow(db: IndexDatabase, list: ListFound, request: ListRequest): ListResult {
  const rows = windowRows(db, list, request)
  const ids = db.all<{ row: number; id: string }>(
    'SELECT row, id FROM articles WHERE row IN (SELECT value FROM json_each(?))',
    [JSON.stringify(rows)],
  )
  const byRow = new Map(ids.map(({ row, id }) => [row, id]))
  return { ...list.count, ids: rows.map((row) => byRow.get(row)).filter((id) => id !== undefined) }
}
