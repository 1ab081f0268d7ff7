/** What a cleaning rule is: it looks at the draft and says what it would do; the engine does it. */
import type { BlockKind, DraftBlock, Facts } from '../draft'

/** The article as a rule sees it. */
export interface Draft {
  readonly blocks: readonly DraftBlock[]
  /** What is known so far; a title that is stated keeps rules from looking for one. */
  readonly facts: Readonly<Facts>
}

export type Edit =
  /** Takes words out: a range of a block's text that reaches its beginning or its end. `facts` are what they state. */
  | { type: 'take'; block: number; from: number; to: number; facts?: Facts }
  /** Puts a paragraph break before the character at `at`. */
  | { type: 'break'; block: number; at: number }
  /** Says what a block is, or what it states; its words stay. */
  | { type: 'mark'; block: number; kind: BlockKind; level?: number; facts?: Facts }

export interface Rule {
  /** Stored with what it took, and shown to the reader. */
  readonly name: string
  /** Edits in ascending order; none where the rule is not sure. */
  find(draft: Draft): Edit[]
}

/** The edit that takes a whole block. */
export function takeBlock(draft: Draft, block: number, facts?: Facts): Edit {
  const edit = { type: 'take' as const, block, from: 0, to: draft.blocks[block]?.text.length ?? 0 }
  return facts ? { ...edit, facts } : edit
}
