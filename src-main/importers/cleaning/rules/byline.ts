/** A line that names who wrote it, between headline and text: `By Ann Example and Bo Q. Sample`. */
import { isProse, isTitleLike } from '../../language/prose'
import { headLength } from '../head'
import { takeBlock, type Rule } from '../rule'
import { isCreditLine } from './creditLine'

const particle = '(?:de|da|del|della|di|du|van|von|der|den|la|le|al|el|bin|ibn|y|ten|ter)'
const namePart = "(?:\\p{Lu}\\.|\\p{Lu}[\\p{L}\\p{M}'’-]+)"
const name = `${namePart}(?:\\s+(?:${particle}\\s+)*${namePart}){1,3}`
const english = new RegExp(`^By:?\\s+(${name}(?:(?:,\\s+(?:and\\s+)?|\\s+(?:and|&)\\s+)${name})*)$`, 'u')
const chinese = /^文\s*[/／|｜]\s*([\p{Script=Han}·、\s]{2,20})$/u
/** Words that begin titles and are no names. */
const noName =
  /(?:^|\s)(?:The|A|An|And|Of|In|On|At|To|For|From|With|Across|Against|Land|Sea|Air|Train|Night|Day)(?:\s|$)/u
const longest = 120

/** The names in a line that is "By" and full names; null for any other. */
export function namesIn(text: string): string | null {
  const names = (english.exec(text) ?? chinese.exec(text))?.[1]
  return names === undefined || noName.test(names) ? null : names.trim()
}

/** Evidence: behind a headline and before running text, a line that is "By" and full names, two words each at the least. */
export const byline: Rule = {
  name: 'byline',
  find(draft) {
    const head = headLength(draft)
    for (let index = 0; index < head; index += 1) {
      const text = draft.blocks[index]?.text ?? ''
      // A title that the file states stands before the first block.
      const before = index === 0 ? draft.facts.title : draft.blocks[index - 1]?.text
      const after = draft.blocks.slice(index + 1).find((block) => block.kind !== 'caption')
      if (before === undefined || (index > 0 && !isTitleLike(before))) continue
      if (text.length > longest || !after || !(isProse(after.text) || isCreditLine(after.text))) continue
      const names = namesIn(text)
      if (names !== null) return [takeBlock(draft, index, { byline: names })]
    }
    return []
  },
}
