/** What the filters and the palette offer: sources, tags, hues and years with counts, tags and titles for a beginning. */
import { hues, type Hue } from '#domain/notebook'
import type { IndexDatabase } from './database'
import { findLeaves, joinRanges } from './excerpts'
import type { Leaf } from './plan'
import { termOf } from '#domain/text/terms'
import { ftsPhrase } from './tokens'
import type { Facets, Suggestions } from './types'
import { inLibrary, isRemoved } from './writer'

/** The few articles that are not in the library: what is counted over all is counted again over these, and taken off. */
const elsewhere = `article IN (SELECT row FROM articles WHERE state <> ${inLibrary})`

/** Uses of each tag on highlights and article notes of the library, most first. */
function tagCounts(db: IndexDatabase): { value: string; count: number }[] {
  return db.all(
    `SELECT name AS value, sum(count) AS count FROM (
       SELECT tag, count(*) AS count FROM highlightTags GROUP BY tag
       UNION ALL SELECT tag, count(*) FROM noteTags GROUP BY tag
       UNION ALL SELECT tag, -count(*) FROM highlights JOIN highlightTags ON highlight = highlights.row
         WHERE ${elsewhere} GROUP BY tag
       UNION ALL SELECT tag, -count(*) FROM noteTags WHERE ${elsewhere} GROUP BY tag
     ) JOIN tags ON tags.row = tag GROUP BY tag HAVING sum(count) > 0 ORDER BY 2 DESC, tags.key`,
  )
}

function hueCounts(db: IndexDatabase): { value: Hue; count: number }[] {
  const counts = db.all<{ value: Hue; count: number }>(
    `SELECT hue AS value, sum(count) AS count FROM (
       SELECT hue, count(*) AS count FROM highlights GROUP BY hue
       UNION ALL SELECT hue, -count(*) FROM highlights WHERE ${elsewhere} GROUP BY hue
     ) GROUP BY hue`,
  )
  const byHue = new Map(counts.map(({ value, count }) => [value, count]))
  return hues.map((value) => ({ value, count: byHue.get(value) ?? 0 }))
}

export function facets(db: IndexDatabase): Facets {
  const countOf = (state: number): number =>
    db.all<{ n: number }>('SELECT count(*) AS n FROM articles WHERE state = ?', [state])[0]?.n ?? 0
  return {
    articles: countOf(inLibrary),
    removed: countOf(isRemoved),
    sources: db.all(
      `SELECT name AS value, count FROM (
         SELECT source, count(*) AS count FROM articles WHERE state = ${inLibrary} GROUP BY source
       ) LEFT JOIN sources ON sources.row = source ORDER BY value IS NULL, count DESC, key`,
    ),
    tags: tagCounts(db),
    hues: hueCounts(db),
    years: db.all(
      `SELECT substr(firstDay, 1, 4) AS value, count(*) AS count FROM articles
       WHERE state = ${inLibrary} GROUP BY 1 ORDER BY value DESC`,
    ),
  }
}

/** Tags that hold words beginning like the typed ones, and titles that hold them all. */
export function suggest(db: IndexDatabase, typed: string, limit: number): Suggestions {
  const words = typed
    .split(/\s+/)
    .map((text) => ({ text, term: termOf(text, true) }))
    .filter((word): word is { text: string; term: NonNullable<typeof word.term> } => word.term !== null)
  if (words.length === 0) return { tags: [], titles: [] }
  const leaves: Leaf[] = words.map(({ text, term }) => ({ text, term, phrase: false, place: null }))
  const tags = tagCounts(db)
    .map(({ value, count }) => ({ tag: value, count, found: findLeaves(value, leaves) }))
    .filter(({ found }) => new Set(found.map(({ leaf }) => leaf)).size === leaves.length)
    .slice(0, limit)
  const titles = db.all<{ id: string; title: string }>(
    `SELECT a.id, a.title FROM articleWords JOIN articles a ON a.row = articleWords.rowid
     WHERE articleWords MATCH ? ORDER BY bm25(articleWords), a.row LIMIT ?`,
    [`{title} : (${words.map(({ term }) => ftsPhrase(term)).join(' AND ')})`, limit],
  )
  return {
    tags: tags.map(({ tag, count, found }) => ({ tag, count, matches: joinRanges(found) })),
    titles: titles.map(({ id, title }) => ({ id, title, matches: joinRanges(findLeaves(title, leaves)) })),
  }
}
