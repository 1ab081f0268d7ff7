/** What a note said before it was emptied or written over, so that there is something to go back to. */
import type { ArticleNotebook } from '#domain/annotations/notebook'

type EarlierNote = ArticleNotebook['deletedNotes'][number]

/** Milliseconds without a change after which the next one begins a session of its own: what it finds is kept. */
const sessionGap = 10 * 60_000
/** Earlier versions that are kept of one note. */
const most = 20

/**
 * The earlier notes once a note was changed. Of each session of writing what the note said at its beginning is kept, and
 * what it said when it was emptied; versions that a later one holds whole are not kept beside it.
 * @param before the note and when it was changed last (ISO, null: never)
 * @param highlightId whose note it is; null for the note on the article
 * @param now when it is changed (ISO)
 */
export function withEarlierNote(
  kept: readonly EarlierNote[],
  before: { note: string; updated: string | null },
  after: string,
  highlightId: string | null,
  now: string,
): readonly EarlierNote[] {
  if (before.note.trim() === '' || before.note === after) return kept
  const since = before.updated === null ? Infinity : Date.parse(now) - Date.parse(before.updated)
  if (after.trim() !== '' && since < sessionGap) return kept
  const isOwn = (entry: EarlierNote): boolean => (entry.highlightId ?? null) === highlightId
  const own = kept.filter((entry) => isOwn(entry) && !before.note.includes(entry.note)).slice(1 - most)
  const entry = { note: before.note, deletedAt: now, ...(highlightId !== null && { highlightId }) }
  return [...kept.filter((other) => !isOwn(other)), ...own, entry]
}
