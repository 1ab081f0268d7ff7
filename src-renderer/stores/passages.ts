/** Passages that a search has found: how they are shown on little room, and opened. */
import type { SearchPassage } from '#domain/queries/passage'
import { findWords, type FindTerm } from '#domain/text/find'
import type { OpenIn, Workspace } from './workspace.svelte'

/**
 * The passage with its first mark near the beginning, so that it is seen on little room.
 * @param lead how many characters may stand before the mark where the passage is cut
 */
export function shortened(
  passage: SearchPassage,
  lead: number,
): Pick<SearchPassage, 'text' | 'marks' | 'cutBefore'> {
  const first = passage.marks[0]?.start ?? 0
  const space = first > lead * 2 ? passage.text.indexOf(' ', first - lead) : -1
  const cut = first <= lead * 2 ? 0 : space >= 0 && space < first ? space + 1 : first - lead
  const marks = passage.marks.map(({ start, end }) => ({ start: start - cut, end: end - cut }))
  return { text: passage.text.slice(cut), marks, cutBefore: passage.cutBefore || cut > 0 }
}

/**
 * Opens an article at a passage: at its highlight, or with find set to all the words of the search, at the first of them
 * in the passage.
 * @param terms the words that were looked for
 */
export function openPassage(
  workspace: Workspace,
  articleId: string,
  passage: SearchPassage | undefined,
  terms: readonly FindTerm[],
  where: OpenIn,
): void {
  const start = passage?.start ?? null
  const words = findWords(terms)
  if (passage?.highlightId && start !== null) {
    workspace.openAt(articleId, { start, end: passage.end ?? start }, where)
    workspace.select(articleId, passage.highlightId)
  } else if (passage?.kind === 'text' && words !== '') {
    workspace.openFinding(articleId, words, (start ?? 0) + (passage.marks[0]?.start ?? 0), where)
  } else workspace.open(articleId, where)
}
