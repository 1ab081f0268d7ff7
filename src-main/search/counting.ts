/** How many places of a text, an article or the whole library hold the words of a query. */
import type { QueryPlace } from '#domain/queries/language'
import { findTerm } from '#domain/text/terms'
import type { IndexDatabase } from './database'
import { findLeaves } from './excerpts'
import type { Leaf } from './plan'
import { selectRows, type Selection } from './selection'
import { readArticle, type StoredArticle } from './storedArticle'
import { ftsPhrase } from './tokens'

/** Matches are counted in so many articles, or in so many UTF-16 units of text, at the most. */
const maxCounted = 100
const maxCountedUnits = 600_000

/** The words that are looked for in a place. */
export const leavesIn = (leaves: readonly Leaf[], place: QueryPlace): Leaf[] =>
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

/**
 * Counts the places where the words of a selection are.
 * @param total how many articles it has
 * @param known the places in those that are already counted, by row
 * @param unfinished its last word is still being typed
 */
export function countMatches(
  db: IndexDatabase,
  { selection, total, unfinished }: { selection: Selection; total: number; unfinished: boolean },
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
function countIn(article: StoredArticle, leaves: readonly Leaf[]): number {
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

/** Places in the notes of an article, which are kept folded. */
export function countInNotes(noteWords: string, leaves: readonly Leaf[]): number {
  if (noteWords === '') return 0
  return leaves.reduce((sum, { term }) => sum + findTerm(noteWords, term).length, 0)
}
