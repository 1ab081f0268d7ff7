/** Facets: the sources, tags, hues and years that filters offer, with counts. */
import { hues, type Hue } from '#domain/annotations/notebook'
import type { IndexDatabase } from './database'
import type { Facets } from './articleTypes'
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

/** Counts what there is to filter by. */
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
