/** The headline that stands as the first line of the text. */
import { columns, isProse, isTitleLike } from '../../language/prose'
import { salutation } from '../title'
import { takeBlock, type Rule } from '../rule'

/**
 * Evidence: the first block is a heading, or a line like a headline; running text follows it at once (captions aside),
 * and is longer. Where a second short line follows, which of them is the headline is not sure, and both stay. Where the
 * file states its title, only a first block of the same words goes.
 */
export const titleLine: Rule = {
  name: 'title-line',
  find(draft) {
    const first = draft.blocks[0]
    if (!first || draft.blocks.length < 2 || (first.kind !== 'heading' && first.kind !== 'paragraph'))
      return []
    const { title } = draft.facts
    if (title !== undefined) return sameWords(first.text, title) ? [takeBlock(draft, 0)] : []
    if (!isTitleLike(first.text) || salutation.test(first.text)) return []
    const next = draft.blocks.slice(1).find((block) => block.kind !== 'caption')
    if (!next || next.kind === 'heading' || !isProse(next.text)) return []
    return columns(next.text) > columns(first.text) ? [takeBlock(draft, 0, { title: first.text })] : []
  },
}

/** The same letters and digits, whatever marks and cases stand among them. */
function sameWords(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 40) return false
  const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
  return bare(a) === bare(b) && bare(a) !== ''
}
