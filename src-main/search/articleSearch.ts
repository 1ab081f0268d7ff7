/** Lists and searches articles: one selection, its counts, its rows, and the passages of those that are shown. */
import type { Hue } from '#domain/annotations/notebook'
import type { SearchSort } from '#domain/queries/articleFilter'
import { parseQuery } from '#domain/queries/language'
import type {
  ListRequest,
  ListResult,
  MatchCount,
  PassagesRequest,
  PassagesResult,
  SearchHit,
} from './articleTypes'
import { countMatches } from './counting'
import type { IndexDatabase } from './database'
import { describeHit, passagePage, type Wanted } from './passages'
import { finishedLater, repair } from './repair'
import { namedTagRows } from './plan'
import { countArticles, select, selectRows, type Selection } from './selection'
import { readArticle } from './storedArticle'

interface Found {
  selection: Selection
  total: number
  remark: string | null
  /** The last word is still being typed; what begins so was found. */
  unfinished: boolean
}

const sentence = (parts: readonly (string | null)[]): string | null => {
  const said = parts.filter((part) => part !== null)
  return said.length === 0 ? null : said.join(' ')
}
const named = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(' or ')

/** Finds what matches; where nothing does, what begins so, and then what may have been meant. */
function find(
  db: IndexDatabase,
  { filter, hueNames }: { filter: ListRequest['filter']; hueNames?: Partial<Record<Hue, string>> },
): Found {
  const parsed = parseQuery(filter.words, hueNames ? { hueNames } : {})
  const problem = parsed.ok ? null : parsed.error.message
  const selection = select(db, parsed.query, filter)
  const total = countArticles(db, selection)
  const { leaves, remarks } = selection.plan
  const plain: Found = { selection, total, remark: sentence([problem, ...remarks]), unfinished: false }
  if (total > 0 || leaves.length === 0) return plain

  const later = finishedLater(parsed.query, leaves, filter.words)
  if (later) {
    const longer = select(db, later.query, filter)
    const count = countArticles(db, longer)
    const remark = sentence([problem, `Showing words that begin with “${later.word}”.`])
    if (count > 0) return { selection: longer, total: count, remark, unfinished: true }
  }
  const repaired = repair(db, parsed.query, leaves)
  if (!repaired) return plain
  const other = select(db, repaired.query, filter)
  const count = repaired.right.length > 0 ? countArticles(db, other) : 0
  const nothing = `Nothing has ${named(repaired.wrong)}.`
  if (count === 0) return { ...plain, remark: sentence([plain.remark, nothing]) }
  const showing = `Showing ${repaired.right.map((word) => `“${word}”`).join(' and ')}.`
  const remark = sentence([problem, nothing, showing])
  return { selection: other, total: count, remark, unfinished: false }
}

/** What a list has in all; the same for every window of it until something is written. */
export interface ListFound {
  found: Found
  wanted: Wanted
  /** Counted with the first window that is asked for. */
  count: MatchCount | null
  /** All of its rows, by each order in which a later window than the first was asked for. */
  rows: Map<SearchSort, Uint32Array>
}

/** Works out which articles a list has. */
export function findList(db: IndexDatabase, request: Pick<ListRequest, 'filter' | 'hueNames'>): ListFound {
  const found = find(db, request)
  const { leaves, tags, hues } = found.selection.plan
  const { filter } = request
  const wanted = {
    leaves,
    tags: [...tags, ...namedTagRows(db, filter.tags)],
    hues: [...hues, ...filter.hues],
  }
  return { found, wanted, count: null, rows: new Map() }
}

/** The rows of a window: the first one by itself, later ones from the whole order, which is then kept. */
function windowRows(db: IndexDatabase, list: ListFound, { sort, offset, limit }: ListRequest): number[] {
  const known = list.rows.get(sort)
  if (offset === 0 && !known) return selectRows(db, list.found.selection, sort, 0, limit)
  const rows = known ?? Uint32Array.from(selectRows(db, list.found.selection, sort, 0, -1))
  list.rows.set(sort, rows)
  return [...rows.subarray(offset, offset + limit)]
}

/** A window of a list: ids, and passages where they are asked for and there are words. */
export function listWindow(db: IndexDatabase, list: ListFound, request: ListRequest): ListResult {
  const rows = windowRows(db, list, request)
  const { selection, total, remark } = list.found
  const terms = selection.plan.leaves.map(({ text, term, place }) => ({ text, prefix: term.prefix, place }))
  const described =
    request.passages > 0 && request.filter.words.trim() !== ''
      ? describeRows(db, rows, list.wanted, request.passages)
      : null
  list.count ??= {
    total,
    ...countMatches(
      db,
      list.found,
      new Map(described?.map(({ row, hit }) => [row, hit.matches] as const) ?? []),
    ),
    remark,
  }
  return {
    ...list.count,
    ids: described?.map(({ id }) => id) ?? idsOf(db, rows),
    hits: described?.map(({ hit }) => hit) ?? [],
    terms,
  }
}

function describeRows(
  db: IndexDatabase,
  rows: readonly number[],
  wanted: Wanted,
  passages: number,
): { row: number; id: string; hit: SearchHit }[] {
  return rows.flatMap((row) => {
    const article = readArticle(db, row)
    return article ? [{ row, id: article.id, hit: describeHit(db, article, wanted, passages) }] : []
  })
}

function idsOf(db: IndexDatabase, rows: readonly number[]): string[] {
  const ids = db.all<{ row: number; id: string }>(
    'SELECT row, id FROM articles WHERE row IN (SELECT value FROM json_each(?))',
    [JSON.stringify(rows)],
  )
  const byRow = new Map(ids.map(({ row, id }) => [row, id]))
  return rows.map((row) => byRow.get(row)).filter((id) => id !== undefined)
}

/** A page of all passages of an article of a list; none where it is not there any more. */
export function articlePassages(
  db: IndexDatabase,
  list: ListFound,
  request: PassagesRequest,
): PassagesResult {
  const [known] = db.all<{ row: number }>('SELECT row FROM articles WHERE id = ?', [request.articleId])
  const article = known ? readArticle(db, known.row) : null
  if (!article) return { passages: [], total: 0, more: 0 }
  return passagePage(db, article, list.wanted, request.offset, request.limit)
}
