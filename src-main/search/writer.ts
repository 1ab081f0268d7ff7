/** Puts articles and notebooks into the index file, and takes them out. */
import { CollateError } from '#domain/errors'
import type { Block } from '#domain/articles/article'
import type { IndexDatabase } from './database'
import { firstDay, lastDay } from '#domain/queries/dates'
import { fold } from '#domain/text/fold'
import { articleStamp, digest } from './stamp'
import { tokens } from './tokens'
import type { IndexedArticle, IndexedHighlight, IndexedNotebook } from './indexed'

export const inLibrary = 0
export const isRemoved = 1
const notThere = 2

/** Stands between notes so that no phrase reaches from one into the next; folding never makes it. */
const breakToken = ' \ue000 '

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')
const words = (text: string): Uint8Array => utf8(tokens(fold(text).text))
const wordsOfAll = (parts: readonly string[]): Uint8Array =>
  utf8(parts.map((part) => tokens(fold(part).text)).join(breakToken))

/** Letters and digits of a title, for sorting. */
const sortKey = (text: string): string => fold(text).text.trim().replace(/ +/g, ' ').slice(0, 200)

/** Where the numbered paragraphs begin, as 32-bit numbers: the number of a position is how many begin before it. */
function paragraphStarts(blocks: readonly Block[]): Uint8Array {
  const starts = blocks
    .filter(({ kind }) => kind !== 'heading' && kind !== 'caption')
    .map(({ start }) => start)
  return new Uint8Array(Uint32Array.from(starts).buffer)
}

const wordsTable = (state: number): string => (state === inLibrary ? 'articleWords' : 'removedWords')

interface KnownArticle {
  row: number
  state: number
  noteWords: string
}

function articleRow(db: IndexDatabase, id: string): KnownArticle | undefined {
  return db.all<KnownArticle>('SELECT row, state, noteWords FROM articles WHERE id = ?', [id])[0]
}

function sourceRow(db: IndexDatabase, name: string | null): number | null {
  if (name === null) return null
  const known = db.all<{ row: number }>('SELECT row FROM sources WHERE name = ?', [name])[0]
  if (known) return known.row
  return db.run('INSERT INTO sources(name, key) VALUES (?, ?)', [name, sortKey(name)])
}

function tagRow(db: IndexDatabase, name: string): number {
  const key = name.toLowerCase()
  const known = db.all<{ row: number }>('SELECT row FROM tags WHERE key = ?', [key])[0]
  if (known) return known.row
  return db.run('INSERT INTO tags(name, key) VALUES (?, ?)', [name, key])
}

function insertWords(
  db: IndexDatabase,
  row: number,
  state: number,
  article: { title: string; byline: string | null; text: string },
  noteWords: string,
): void {
  db.run(
    `INSERT INTO ${wordsTable(state)}(rowid, title, byline, text, notes)
     VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?)`,
    [row, words(article.title), words(article.byline ?? ''), words(article.text), tokens(noteWords)],
  )
}

function deleteWords(db: IndexDatabase, { row, state }: KnownArticle): void {
  if (state !== notThere) db.run(`DELETE FROM ${wordsTable(state)} WHERE rowid = ?`, [row])
}

/** Within a transaction. */
export function putArticle(db: IndexDatabase, article: IndexedArticle): void {
  const known = articleRow(db, article.id)
  const state = article.removed ? isRemoved : inLibrary
  const fields = [
    articleStamp(article),
    state,
    article.title,
    sortKey(article.title),
    article.byline,
    sourceRow(db, article.source),
    article.published,
    article.published === null ? null : firstDay(article.published),
    article.published === null ? null : lastDay(article.published),
    article.addedAt,
  ]
  let row: number
  if (known) {
    row = known.row
    deleteWords(db, known)
    db.run(
      `UPDATE articles SET stamp = ?, state = ?, title = ?, titleKey = ?, byline = ?, source = ?, published = ?,
         firstDay = ?, lastDay = ?, addedAt = ? WHERE row = ?`,
      [...fields, row],
    )
  } else {
    row = db.run(
      `INSERT INTO articles(stamp, state, title, titleKey, byline, source, published, firstDay, lastDay, addedAt, id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [...fields, article.id],
    )
  }
  db.run('INSERT OR REPLACE INTO texts(row, body, paragraphs) VALUES (?, ?, ?)', [
    row,
    utf8(article.text),
    paragraphStarts(article.blocks),
  ])
  insertWords(db, row, state, article, known?.noteWords ?? '')
}

/** Within a transaction. */
export function deleteArticle(db: IndexDatabase, id: string): void {
  const known = articleRow(db, id)
  if (!known) return
  deleteWords(db, known)
  deleteNotebookRows(db, known.row)
  db.run('DELETE FROM texts WHERE row = ?', [known.row])
  db.run('DELETE FROM articles WHERE row = ?', [known.row])
}

function deleteNotebookRows(db: IndexDatabase, article: number): void {
  const rows = db.all<{ row: number }>('SELECT row FROM highlights WHERE article = ?', [article])
  for (const { row } of rows) deleteHighlight(db, row)
  db.run('DELETE FROM noteTags WHERE article = ?', [article])
}

function deleteHighlight(db: IndexDatabase, row: number): void {
  db.run('DELETE FROM highlightWords WHERE rowid = ?', [row])
  db.run('DELETE FROM highlightTags WHERE highlight = ?', [row])
  db.run('DELETE FROM highlights WHERE row = ?', [row])
}

/** What the words of a search find of a notebook, beyond the article's own text. Folded. */
function notebookWords(notebook: IndexedNotebook): string {
  const parts = [notebook.note, ...notebook.noteTags]
  for (const { note, tags, relations, quote, status } of notebook.highlights) {
    parts.push(note, ...tags, ...relations)
    if (status === 'fuzzy' || status === 'lost') parts.push(quote)
  }
  return parts
    .filter((part) => part !== '')
    .map((part) => fold(part).text)
    .join(breakToken)
}

/** Within a transaction. */
export function putNotebook(db: IndexDatabase, articleId: string, notebook: IndexedNotebook): void {
  const known = articleRow(db, articleId) ?? {
    row: db.run(
      `INSERT INTO articles(id, state, title, titleKey, addedAt) VALUES (?, ${notThere}, '', '', '')`,
      [articleId],
    ),
    state: notThere,
    noteWords: '',
  }
  const { row } = known
  putHighlights(db, row, notebook.highlights)
  db.run('DELETE FROM noteTags WHERE article = ?', [row])
  for (const tag of notebook.noteTags) {
    db.run('INSERT OR IGNORE INTO noteTags(article, tag) VALUES (?, ?)', [row, tagRow(db, tag)])
  }
  const noteWords = notebookWords(notebook)
  const notes = notebook.highlights.filter(({ note }) => note !== '').length + (notebook.note === '' ? 0 : 1)
  db.run(
    'UPDATE articles SET highlights = ?, notes = ?, note = ?, noteWords = ?, revised = ?, notebookStamp = ? WHERE row = ?',
    [
      notebook.highlights.length,
      notes,
      notebook.note,
      noteWords,
      notebook.revised ? 1 : 0,
      notebook.stamp,
      row,
    ],
  )
  // The article's words are put anew only where a search would find something else: not for a mark alone.
  if (known.state !== notThere && noteWords !== known.noteWords) putWordsAgain(db, known, noteWords)
}

function putWordsAgain(db: IndexDatabase, known: KnownArticle, noteWords: string): void {
  const article = db.all<{ title: string; byline: string | null; body: Uint8Array }>(
    'SELECT title, byline, body FROM articles JOIN texts USING (row) WHERE row = ?',
    [known.row],
  )[0]
  if (!article) throw new CollateError('internal', 'The search index lacks the text of an article it knows.')
  deleteWords(db, known)
  const text = Buffer.from(article.body).toString('utf8')
  insertWords(db, known.row, known.state, { ...article, text }, noteWords)
}

/** Replaces an article's highlights; those that are as they were are left alone. */
function putHighlights(db: IndexDatabase, article: number, highlights: readonly IndexedHighlight[]): void {
  const before = new Map(
    db
      .all<{ row: number; id: string; digest: string }>(
        'SELECT row, id, digest FROM highlights WHERE article = ?',
        [article],
      )
      .map((row) => [row.id, row]),
  )
  for (const highlight of highlights) {
    const now = digest(JSON.stringify(highlight))
    const known = before.get(highlight.id)
    before.delete(highlight.id)
    if (known?.digest === now) continue
    if (known) deleteHighlight(db, known.row)
    insertHighlight(db, article, highlight, now)
  }
  for (const { row } of before.values()) deleteHighlight(db, row)
}

function insertHighlight(
  db: IndexDatabase,
  article: number,
  highlight: IndexedHighlight,
  ownDigest: string,
): void {
  const { id, hue, tags, note, quote, start, end, paragraph, status, created, updated, linked, relations } =
    highlight
  const row = db.run(
    `INSERT INTO highlights(id, article, digest, hue, tags, note, quote, quoteKey, "start", "end", paragraph, status,
       created, updated, linked, relations) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      article,
      ownDigest,
      hue,
      JSON.stringify(tags),
      note,
      quote,
      sortKey(quote.slice(0, 200)),
      start,
      end,
      paragraph,
      status,
      created,
      updated,
      linked ? 1 : 0,
      JSON.stringify(relations),
    ],
  )
  db.run('INSERT INTO highlightWords(rowid, quote, notes) VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT))', [
    row,
    words(quote),
    wordsOfAll([note, ...tags, ...relations].filter((part) => part !== '')),
  ])
  for (const tag of tags) {
    db.run('INSERT OR IGNORE INTO highlightTags(highlight, tag) VALUES (?, ?)', [row, tagRow(db, tag)])
  }
}
