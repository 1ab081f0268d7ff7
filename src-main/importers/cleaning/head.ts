/** The head of an article: the blocks before its first running text, where page furniture collects. */
import { isProse } from '../language/prose'
import type { Draft } from './rule'

/** No page has more lines than this above its text. */
const longestHead = 40

/** How many blocks stand before the first running text; 0 where there is none among the first forty blocks. */
export function headLength(draft: Draft): number {
  const text = draft.blocks
    .slice(0, longestHead)
    .findIndex((block) => block.kind !== 'caption' && isProse(block.text))
  return Math.max(text, 0)
}
