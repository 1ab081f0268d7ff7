/** An article as the index keeps it, with its text. */
import type { IndexDatabase } from './database'

export interface StoredArticle {
  row: number
  id: string
  title: string
  byline: string | null
  paragraphs: Uint8Array
  note: string
  noteWords: string
  highlights: number
  text: string
}

/** The article in a row; null where there is none any more. */
export function readArticle(db: IndexDatabase, row: number): StoredArticle | null {
  const stored = db.all<Omit<StoredArticle, 'text'> & { body: Uint8Array }>(
    `SELECT row, id, title, byline, body, paragraphs, note, noteWords, highlights
     FROM articles JOIN texts USING (row) WHERE row = ?`,
    [row],
  )[0]
  if (!stored) return null
  const { body, ...fields } = stored
  return { ...fields, text: Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8') }
}
