/** What a shared passage of open articles is to the interface: its ends in their panes, what differs, its link. */
import type { Difference, PassageEnd, SharedPassage } from '#contract/compare'
import type { Link } from '#domain/annotations/notebook'
import type { TextRange } from '#domain/articles/article'
import type { Pane } from './workspace.svelte'

/** One end of a shared passage, with the pane that it stands in. */
export interface FoundEnd extends PassageEnd {
  articleId: string
  pane: Pane
}

/** A shared passage between two open articles. */
export interface Found {
  id: string
  passage: SharedPassage
  /** In the order of the panes. */
  ends: readonly [FoundEnd, FoundEnd]
  /** The differences, seen in the order of `ends`. */
  differences: readonly FoundDifference[]
  /** The link that the reader made of it. */
  link: Link | null
}

/** A difference with the passage that it is in. */
export interface FoundDifference {
  id: string
  kind: Difference['kind']
  passageId: string
  sides: readonly [Difference['a'], Difference['b']]
}

/** What a pane's text is painted with. */
export interface ComparedPaint {
  differing: readonly TextRange[]
  /** Of the chosen passage. */
  chosen: readonly TextRange[]
  /** What no other open article says. */
  only: readonly TextRange[]
  /** The rest, while only that is looked at. */
  rest: readonly TextRange[]
}

/** A band beside a sentence that is shared. */
export interface Band extends TextRange {
  passageId: string
  grade: 'same' | 'may' | 'chosen'
  label: string
}

export const gradeNames = { same: 'Same', may: 'May say the same' } as const

/**
 * The words of an end that are marked as differing: where the two may say the same nearly all of them do, and only what
 * was recognised is marked.
 */
export function differingIn(passage: SharedPassage, side: 'a' | 'b'): TextRange[] {
  if (passage.grade === 'same') return passage[side].differing
  return passage.differences.flatMap((difference) => difference[side].range ?? [])
}

/** `¶5` with a space before it, or nothing. */
export const addressOf = ({ paragraph }: { paragraph: number | null }): string =>
  paragraph === null ? '' : ` ¶${paragraph}`
