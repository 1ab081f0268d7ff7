/** Passages: the places of an article and its notes that hold the words of a query, as results show them. */
import type { Hue } from '#domain/annotations/notebook'
import type { SearchPassage } from '#domain/queries/passage'
import type { SearchHit } from './articleTypes'
import { countInNotes, leavesIn } from './counting'
import type { IndexDatabase } from './database'
import { beginning, bestExcerpts, cut, excerpts, findLeaves, joinRanges, type Excerpt } from './excerpts'
import type { Leaf } from './plan'
import type { StoredArticle } from './storedArticle'

/** What passages are there for: words, and tags (rows) and hues of highlights that were asked for. */
export interface Wanted {
  leaves: readonly Leaf[]
  tags: readonly number[]
  hues: readonly Hue[]
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
  kind: SearchPassage['kind'],
  place: Pick<SearchPassage, 'highlightId' | 'start' | 'end' | 'paragraph'>,
): SearchPassage => {
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

function textPassage(article: StoredArticle, excerpt: Excerpt): SearchPassage {
  const { buffer, byteOffset, byteLength } = article.paragraphs
  const starts = new Uint32Array(buffer.slice(byteOffset, byteOffset + byteLength))
  return asPassage(excerpt, 'text', {
    highlightId: null,
    start: excerpt.start,
    end: excerpt.end,
    paragraph: paragraphOf(starts, excerpt.start + (excerpt.marks[0]?.start ?? 0)),
  })
}

/** The first passages from the notes on an article: those that hold the words, or whose tag or hue was asked for. */
function notePassages(
  db: IndexDatabase,
  article: StoredArticle,
  wanted: Wanted,
  count: number,
): SearchPassage[] {
  const leaves = leavesIn(wanted.leaves, 'notes')
  const asked = wanted.tags.length > 0 || wanted.hues.length > 0
  const passages: SearchPassage[] = []
  for (const excerpt of bestExcerpts(article.note, findLeaves(article.note, leaves), 1)) {
    passages.push(asPassage(excerpt, 'note', { highlightId: null, start: null, end: null, paragraph: null }))
  }
  if (article.highlights === 0 || (!asked && (leaves.length === 0 || article.noteWords === '')))
    return passages
  const highlights = db.all<StoredHighlight>(
    'SELECT * FROM highlights WHERE article = ? ORDER BY "start" IS NULL, "start", row',
    [article.row],
  )
  const tagged = asked ? taggedHighlights(db, article.row, wanted.tags) : new Set<number>()
  for (const highlight of highlights) {
    if (passages.length >= count) break
    const isAsked = wanted.hues.includes(highlight.hue) || tagged.has(highlight.row)
    const passage = highlightPassage(highlight, leaves, isAsked)
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
): SearchPassage | null {
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

/** An article as a result: how often the words are in it, and the passages that show the most of them. */
export function describeHit(
  db: IndexDatabase,
  article: StoredArticle,
  wanted: Wanted,
  count: number,
): SearchHit {
  const { leaves, tags, hues } = wanted
  const title = findLeaves(article.title, leavesIn(leaves, 'title'))
  const byline = findLeaves(
    article.byline ?? '',
    leaves.filter(({ place }) => place === null),
  )
  const text = findLeaves(article.text, leavesIn(leaves, 'text'))
  const noted = countInNotes(article.noteWords, leavesIn(leaves, 'notes'))
  const best = bestExcerpts(article.text, text, count)
  const ofNotes =
    noted > 0 || tags.length > 0 || hues.length > 0 ? notePassages(db, article, wanted, count + 1) : []
  const notes = ofNotes.slice(0, count)
  const shown = best.reduce((sum, excerpt) => sum + excerpt.matches, 0)
  const shownOfNotes = notes.reduce((sum, { marks }) => sum + Math.max(1, marks.length), 0)
  return {
    matches: title.length + byline.length + text.length + noted,
    titleMatches: joinRanges(title),
    passages: [...best.map((excerpt) => textPassage(article, excerpt)), ...notes],
    more: text.length - shown + Math.max(noted - shownOfNotes, ofNotes.length - notes.length),
  }
}

/** A page of all passages of an article: those of the text in order, then those of its notes. */
export function passagePage(
  db: IndexDatabase,
  article: StoredArticle,
  wanted: Wanted,
  offset: number,
  limit: number,
): { passages: SearchPassage[]; total: number; more: number } {
  const found = findLeaves(article.text, leavesIn(wanted.leaves, 'text'))
  const ofText = [...excerpts(article.text, found)]
  const ofNotes = notePassages(db, article, wanted, Infinity)
  const end = offset + limit
  const passages = [
    ...ofText
      .slice(offset, end)
      .map(({ range, inside }) => textPassage(article, cut(article.text, range, inside))),
    ...ofNotes.slice(Math.max(0, offset - ofText.length), Math.max(0, end - ofText.length)),
  ]
  const later = ofText.slice(end).reduce((sum, { inside }) => sum + inside.length, 0)
  const total = ofText.length + ofNotes.length
  return { passages, total, more: later + Math.min(ofNotes.length, Math.max(0, total - end)) }
}
