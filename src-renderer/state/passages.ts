/** Passages that a search has found: how they are shown on little room, and opened. */
import { call } from '#api'
import type { Passage, SearchHit } from '#contract/search'
import type { OpenIn, Workspace } from './workspace.svelte'

/**
 * The passage with its first mark near the beginning, so that it is seen on little room.
 * @param lead how many characters may stand before the mark where the passage is cut
 */
export function shortened(passage: Passage, lead: number): Pick<Passage, 'text' | 'marks' | 'cutBefore'> {
  const first = passage.marks[0]?.start ?? 0
  const space = first > lead * 2 ? passage.text.indexOf(' ', first - lead) : -1
  const cut = first <= lead * 2 ? 0 : space >= 0 && space < first ? space + 1 : first - lead
  const marks = passage.marks.map(({ start, end }) => ({ start: start - cut, end: end - cut }))
  return { text: passage.text.slice(cut), marks, cutBefore: passage.cutBefore || cut > 0 }
}

/** The best articles for words, with their passages. Half of a query may be wrong as one, and fails. */
export async function findPassages(words: string, limit: number): Promise<SearchHit[]> {
  return (await call('search.query', { query: words, offset: 0, limit })).hits
}

/** Opens an article at a passage: at its highlight, or with find set to the words found. */
export function openPassage(
  workspace: Workspace,
  hit: SearchHit,
  passage: Passage | undefined,
  where: OpenIn,
): void {
  const target = passage ?? hit.passages.find(({ start }) => start !== null)
  const start = target?.start ?? null
  const words = target && wordsOf(target)
  if (target?.highlightId && start !== null) {
    workspace.openAt(hit.row.id, { start, end: target.end ?? start }, where)
    workspace.select(hit.row.id, target.highlightId)
  } else if (words && target.kind === 'text') workspace.openFinding(hit.row.id, words, start ?? 0, where)
  else workspace.open(hit.row.id, where)
}

/** The first words found in a passage, as they stand there. */
function wordsOf({ text, marks: [first] }: Passage): string | null {
  return first ? text.slice(first.start, first.end) : null
}
