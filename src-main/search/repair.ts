/** Queries that find nothing, as what they may have been meant to be: unfinished words, typing errors. */
import type { Query } from '#domain/queries/language'
import type { IndexDatabase } from './database'
import type { Leaf } from './plan'
import { isKnownWord, nearestWord } from './spelling'

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

/** The word that is still being typed: the last of the query, with nothing after it. */
function unfinishedWord(leaves: readonly Leaf[], typed: string): Leaf | null {
  const last = leaves.at(-1)
  if (!last || last.term.prefix || !typed.endsWith(last.text)) return null
  return last.term.pieces.at(-1)?.unspaced ? null : last
}

/** The query with the word that is still being typed as a beginning, and that word; null where none is. */
export function finishedLater(
  query: Query,
  leaves: readonly Leaf[],
  typed: string,
): { query: Query; word: string } | null {
  const unfinished = unfinishedWord(leaves, typed)
  if (!unfinished) return null
  const change = (words: Query & { type: 'words' }): Query =>
    words.text === unfinished.text ? { ...words, prefix: true } : words
  return { query: mapWords(query, change), word: unfinished.text }
}

/** A query whose words were corrected, with those that are nowhere and those in their place. */
export interface Repaired {
  query: Query
  wrong: string[]
  right: string[]
}

/** The query with the nearest words in the place of those that no article has; null where every word is in some article. */
export function repair(db: IndexDatabase, query: Query, leaves: readonly Leaf[]): Repaired | null {
  const repaired = new Map<string, string>()
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
    if (words.some((word, at) => word !== term.pieces[at]?.text)) repaired.set(text, words.join(' '))
  }
  if (wrong.length === 0) return null
  const change = (words: Query & { type: 'words' }): Query => {
    const text = repaired.get(words.text)
    return text === undefined ? words : { ...words, text, prefix: false }
  }
  return { query: mapWords(query, change), wrong, right }
}
