/** Short lines between paragraphs that are titles of sections. */
import { columns, isProse, isTitleLike } from '../../language/prose'
import type { DraftBlock } from '../../draft'
import type { Edit, Rule } from '../rule'
import { namesIn } from './byline'
import { isCreditLine } from './creditLine'

const widest = 100
const mostWords = 16
/** A line of so few words that does not end as a sentence is a title even in lower case. */
const fewWords = 8
const shareOfCapitals = 0.6
/** Words that stay in lower case in English titles; they are not counted. */
const small = /^(?:a|an|the|and|or|nor|but|of|in|on|at|to|for|from|by|with|as|is|vs|via|per)$/u
const numbered =
  /^(?:[IVX]{1,5}[.、]\s|\d{1,2}[.)]\s|第[一二三四五六七八九十百\d]+[章节節部分編]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)])/u
const mailHeader =
  /^(?:from|to|cc|bcc|subject|date|sent|reply-to|von|an|betreff|gesendet|de|à|objet|asunto|para|assunto|发件人|收件人|主题|差出人|宛先|件名)\s?[:：]\s/iu
const listMark = /^(?:[•·●▪◦‣*-]|\d{1,3}[.)]|[（(]?[a-z][.)])\s/u

/**
 * Evidence: running text before and after (or the article's beginning, or a heading, before); no punctuation at the
 * end; set in capitals, numbered, or short. Three such lines in a row are a list, not headings.
 */
export const sectionHeading: Rule = {
  name: 'section-heading',
  find(draft) {
    return draft.blocks.flatMap((block, index): Edit[] => {
      if (block.kind !== 'paragraph' || !isHeadingLine(block.text)) return []
      const around = [-2, -1, 1, 2].map((step) => draft.blocks[index + step])
      return stands(around) ? [{ type: 'mark', block: index, kind: 'heading', level: 2 }] : []
    })
  },
}

function stands([beforeThat, before, after, afterThat]: readonly (DraftBlock | undefined)[]): boolean {
  const text = (block: DraftBlock | undefined) => block !== undefined && isProse(block.text)
  const short = (block: DraftBlock | undefined) =>
    block !== undefined &&
    (block.kind === 'heading' || (block.kind === 'paragraph' && isHeadingLine(block.text)))
  const opens = (block: DraftBlock | undefined) =>
    block === undefined || text(block) || block.kind === 'caption' || block.kind === 'heading'
  if (text(after) && opens(before)) return true
  // A title and a subtitle: two short lines, text on either side.
  if (short(after) && text(afterThat) && opens(before)) return true
  return text(after) && short(before) && opens(beforeThat)
}

function isHeadingLine(text: string): boolean {
  if (text.length > widest || columns(text) > widest || !isTitleLike(text)) return false
  if (mailHeader.test(text) || isCreditLine(text) || namesIn(text) !== null) return false
  if (numbered.test(text)) return true
  if (/^["'“‘«「『(（[]/u.test(text) || /[!！)）\]"”’」』]$/u.test(text)) return false
  if (listMark.test(text)) return false
  if (/[\u3040-\u30ff\u3400-\u9fff]/u.test(text)) return columns(text) <= 60 && !/[，。]/u.test(text)
  const words = text.split(/\s+/u)
  if (words.length > mostWords) return false
  const counted = words.filter((word) => !small.test(word) && /\p{L}/u.test(word))
  const capitals = counted.filter((word) => /^[^\p{L}]*\p{Lu}/u.test(word)).length
  return words.length <= fewWords || (counted.length > 0 && capitals >= counted.length * shareOfCapitals)
}
