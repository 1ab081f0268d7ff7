/** `date 2025-03-03 ` run into the beginning of the text. */
import { dateAt } from '../../language/dates'
import { takeBlock, type Edit, type Rule } from '../rule'

const label =
  /^(?:(?:date|published|posted|updated)(?:\s+(?:on|at))?|(?:发布|發布|發佈|发表)?(?:日期|时间|時間)|日付|配信日時?)\s*[:：]?\s*/iu

/**
 * Evidence: the text opens with a word for "date", then a date in figures, then a new sentence. `Date 2025-03-03 was …`
 * goes on in lower case: there the date is part of the sentence.
 */
export const datePrefix: Rule = {
  name: 'date-prefix',
  find(draft) {
    const text = draft.blocks[0]?.text ?? ''
    const opening = label.exec(text)?.[0]
    if (opening === undefined) return []
    const date = /^\d/.test(text.slice(opening.length)) ? dateAt(text, opening.length) : null
    if (!date) return []
    const facts = { published: date.iso }
    const rest = text.slice(date.end)
    if (rest === '') return draft.blocks.length > 1 ? [takeBlock(draft, 0, facts)] : []
    if (!/^\s+["'“‘«「『《【(（[]?[\p{Lu}\p{Lo}\p{N}]/u.test(rest)) return []
    const edit: Edit = { type: 'take', block: 0, from: 0, to: text.length - rest.trimStart().length, facts }
    return [edit]
  },
}
