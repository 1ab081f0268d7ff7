/** Lines under a headline that say who, where and when: `Daily Example, 12 March 2025`, `By Ann Example | 4 May 2024`. */
import { dateAt } from '../../language/dates'
import type { Facts } from '../../draft'
import { isProse, isTitleLike } from '../../language/prose'
import { headLength } from '../head'
import { takeBlock, type Draft, type Edit, type Rule } from '../rule'
import { namesIn } from './byline'

const longest = 120
/** What sets the parts apart; a comma or a space only before the date. */
const separator = /\s*[|｜·•]\s*|\s+[–—-]{1,2}\s+|;\s+/u
/** What only papers, agencies and broadcasters are called. */
const publisher =
  /(?:^|\s)(?:Times|Post|News|Newspaper|Herald|Gazette|Tribune|Journal|Daily|Weekly|Press|Agency|Chronicle|Observer|Telegraph|Courier|Bulletin|Review|Magazine|Radio|TV|Broadcasting|Reuters|AFP|AP|Xinhua|BBC|CNN|Kyodo|Yonhap)(?:\s|$)/u
const name =
  /^\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*(?:\s+(?:of|the|de|du|la|and|&|\p{Lu}[\p{L}\p{M}\p{N}'’.&-]*)){0,5}$/u
const minutes = /^\d{1,3}[\s-]min(?:ute)?s?(?:\s+read)?$/iu
const label = /^(?:published|posted|updated|date)(?:\s+(?:on|at))?:?\s+/iu

/**
 * Evidence: above the running text, under a line that is like a headline, a line of nothing but names, a date and the
 * time it takes to read. It goes where each part is understood. A name that may be a place (`London, 12 March 2025`)
 * stays in the text, and only the date is read.
 */
export const creditLine: Rule = {
  name: 'credit-line',
  find(draft) {
    const head = headLength(draft)
    const edits: Edit[] = []
    for (let index = 0; index < head; index += 1) {
      if (!standsUnderHeadline(draft, index)) continue
      const found = creditsOf(draft.blocks[index]?.text ?? '')
      if (!found) continue
      if (found.understood) edits.push(takeBlock(draft, index, found.facts))
      else if (draft.facts.published === undefined) {
        edits.push({ type: 'mark', block: index, kind: 'paragraph', facts: found.facts })
      }
    }
    // Several dates above a text are a list of something.
    return edits.length > 2 ? [] : edits
  },
}

function standsUnderHeadline(draft: Draft, index: number): boolean {
  const text = draft.blocks[index]?.text ?? ''
  if (text.length > longest || text.includes('\n') || isProse(text)) return false
  if (index === 0) return draft.facts.title !== undefined
  const [first] = draft.blocks
  return draft.facts.title !== undefined || first?.kind === 'heading' || isTitleLike(first?.text ?? '')
}

/** Whether a line is of that kind; headings are not. */
export function isCreditLine(text: string): boolean {
  return text.length <= longest && creditsOf(text) !== null
}

function creditsOf(text: string): { facts: Facts; understood: boolean } | null {
  const parts = text
    .split(separator)
    .flatMap(dateApart)
    .filter((part) => part !== '')
  const facts: Facts = {}
  let understood = true
  for (const part of parts) {
    const iso = wholeDate(part)
    const names = namesIn(part)
    if (iso !== null) {
      if (facts.published !== undefined) return null
      facts.published = iso
    } else if (names !== null) {
      // `By Ann Example Daily Example`: where the name ends is not sure.
      if (facts.byline !== undefined || publisher.test(part)) return null
      facts.byline = names
    } else if (!minutes.test(part)) {
      if (!name.test(part) || facts.source !== undefined) return null
      if (publisher.test(part)) facts.source = part
      else understood = false
    }
  }
  if (facts.published === undefined) return null
  return { facts, understood }
}

/** `Daily Example, 12 March 2025` in its two parts. */
function dateApart(part: string): string[] {
  const text = part.trim()
  for (const match of text.matchAll(/,?\s+/gu)) {
    const at = match.index + match[0].length
    if (wholeDate(text.slice(at)) !== null) return [text.slice(0, match.index), text.slice(at)]
  }
  const date = dateAt(text, 0)
  const behind = date && /^,\s+/u.exec(text.slice(date.end))
  return behind ? [text.slice(0, date.end), text.slice(date.end + behind[0].length)] : [text]
}

function wholeDate(part: string): string | null {
  const text = part.replace(label, '').replace(/,$/u, '')
  const date = dateAt(text, 0)
  return date && date.end === text.length ? date.iso : null
}
