/** A title for an article that states none: its opening sentence, shortened. */
import type { DraftBlock } from '../draft'
import { columns, isProse, isTitleLike } from '../language/prose'

/** The widest title, in columns; about a line and a half of a list. */
const widest = 100
/** A clause is a better end than a word, where it leaves this share of the width. */
const shareOfClause = 2 / 3
/** Words no title ends in when the next ones are cut off. */
const dangling =
  /\s(?:a|an|the|and|or|but|nor|of|in|on|at|to|for|from|by|with|as|is|are|was|were|be|been|has|have|had|will|would|that|which|who|whose|its|their|his|her|this|these|than|between|into|le|la|les|de|du|des|et|un|une|à|der|die|das|und|von|mit|zu|ein|eine|el|los|las|y|del|en|que|в|и|на|с|по)$/iu

/** More short lines than these above a text are no headline with what belongs to it. */
const mostAbove = 4
export const salutation =
  /^(?:dear|hello|hi|sehr geehrte|cher|chère|estimad[oa]s?|尊敬的|亲爱的|親愛的|拝啓)(?!\p{L})/iu

/**
 * The headline that an article has, and that stays in its text since other lines follow it: a first block that is a
 * heading, or a line like one with few lines between it and the running text; null where there is none.
 */
export function titleAbove(blocks: readonly DraftBlock[]): string | null {
  const [first, ...rest] = blocks.filter((block) => block.kind !== 'caption')
  if (!first || columns(first.text) > widest || salutation.test(first.text)) return null
  if (first.kind === 'heading') return first.text
  if (first.kind !== 'paragraph' || !isTitleLike(first.text)) return null
  const text = rest.findIndex((block) => isProse(block.text))
  return text >= 0 && text < mostAbove ? first.text : null
}

/**
 * The first sentence of the first heading or paragraph (captions aside), cut at a clause or a word where it is wider
 * than 100 columns, then with `…`; null where there is no text.
 */
export function derivedTitle(blocks: readonly DraftBlock[]): string | null {
  const opening =
    blocks.find((block) => block.kind !== 'caption' && /[\p{L}\p{N}]/u.test(block.text)) ?? blocks[0]
  if (!opening) return null
  const text = opening.text.slice(0, 1000).replace(/\s+/gu, ' ')
  const sentence = firstSentence(text)
  if (columns(sentence) > widest) return `${shortened(sentence)}…`
  return sentence.replace(/[.。]$/u, '') || sentence
}

/** Up to the first terminator that a space and a capital follow, or that ends a sentence by itself. */
function firstSentence(text: string): string {
  for (const match of text.matchAll(/[。！？][」』”’）]?|[.!?…]["”’»)]?(?=\s+["“‘«([]?[\p{Lu}\p{Lo}\d])/gu)) {
    const end = match.index + match[0].length
    // Initials and short abbreviations (`U.S.`, `Mr.`, `No.`) end no sentence.
    if (/(?:^|[\s.(])(?:\p{Lu}|\p{Lu}\p{Ll}{1,2}|vs|etc)\.$/u.test(text.slice(0, end))) continue
    return text.slice(0, end)
  }
  return text
}

function shortened(sentence: string): string {
  const fitting = fit(sentence)
  const clause = Math.max(
    ...[...fitting.matchAll(/[,;:，；：、](?=\s|[^\s\d])|\s[–—-]\s/gu)].map((match) => match.index),
    -1,
  )
  if (clause >= 0 && columns(fitting.slice(0, clause)) >= widest * shareOfClause)
    return fitting.slice(0, clause).trim()
  let words = wholeWords(fitting, sentence)
  while (dangling.test(words)) words = words.replace(dangling, '')
  return words.replace(/[\s,;:，；：、–—-]+$/u, '')
}

/** As many whole characters as fit into the width. */
function fit(text: string): string {
  let width = 0
  let end = 0
  for (const character of text) {
    width += columns(character)
    if (width > widest) break
    end += character.length
  }
  return text.slice(0, end)
}

/** Without the word that the cut went through; scripts without spaces may be cut anywhere. */
function wholeWords(fitting: string, sentence: string): string {
  const next = sentence.charAt(fitting.length)
  if (next === '' || /\s/u.test(next)) return fitting
  const space = fitting.search(/\s\S*$/u)
  return space > fitting.length / 2 ? fitting.slice(0, space) : fitting
}
