/** What was deleted and can be restored: highlights, and what notes said before they were emptied or written over. */
import { call } from '#client/api'
import type { CallResult } from '#contract/calls'

export type DeletedHighlight = CallResult<'notebook.deleted'>[number]
export type EarlierNote = CallResult<'notebook.earlierNotes'>[number]

export type Deleted = ({ kind: 'highlight' } & DeletedHighlight) | ({ kind: 'note' } & EarlierNote)

/** Newest first. */
export async function readDeleted(): Promise<readonly Deleted[]> {
  const [highlights, notes] = await Promise.all([
    call('notebook.deleted', {}),
    call('notebook.earlierNotes', {}),
  ])
  return [
    ...highlights.map((entry): Deleted => ({ kind: 'highlight', ...entry })),
    ...notes.map((entry): Deleted => ({ kind: 'note', ...entry })),
  ].sort((a, b) => b.deletedAt.localeCompare(a.deletedAt))
}

/** The words that it is found by. */
export function wordsOf(item: Deleted): string {
  return item.kind === 'note'
    ? [item.note, item.quote ?? '', item.articleTitle].join('\n')
    : [item.highlight.anchor.quote, item.highlight.note, item.articleTitle, ...item.highlight.tags].join('\n')
}

/** Tells it from all others. */
export function keyOf(item: Deleted): string {
  return item.kind === 'note'
    ? `note/${item.articleId}/${item.highlightId ?? ''}/${item.deletedAt}`
    : `${item.highlight.articleId}/${item.highlight.id}/${item.deletedAt}`
}

/** What a note says once an earlier version of it is restored: nothing that it says now is lost. */
export function withEarlier(now: string, earlier: string): string {
  return now.trim() === '' ? earlier : `${now.trimEnd()}\n\n${earlier}`
}
