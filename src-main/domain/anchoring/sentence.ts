/** Where a sentence begins and ends, told from a few characters around one place, without the blocks of the text. */
import type { TextRange } from '#domain/articles/article'

const closing = '["\'”’»›」』）)\\]］】]*'
/** Behind a full stop and what closes with it, if a space follows; in Chinese and Japanese none does. */
const stop = new RegExp(`(?:[.!?…]${closing}\\s+|[。！？]${closing}\\s*)$`, 'u')
const stopHere = new RegExp(`(?:[.!?…]${closing}|[。！？]${closing})$`, 'u')

const openingAtEnd = /["'“„«‹「『（([［【]+$/u
const marksAhead = new RegExp(`^[.!?…。！？]*${closing}`, 'u')

/** How many units around a place are looked at. */
const sight = 12

/** A sentence, or a paragraph, begins at this offset or opens right before it. */
export function beginsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - sight), at).replace(openingAtEnd, '')
  return before === '' ? at < sight : /\n\s*$/.test(before) || stop.test(before)
}

/** A sentence, or a paragraph, ends at this offset or at the marks that follow it. */
export function endsSentence(text: string, at: number): boolean {
  const ahead = text.slice(at, at + sight)
  if (/^\s*(?:\n|$)/.test(ahead)) return at + sight >= text.length || /^\s*\n/.test(ahead)
  const marks = marksAhead.exec(ahead)?.[0] ?? ''
  const before = text.slice(Math.max(0, at - sight), at) + marks
  const rest = ahead.slice(marks.length)
  return stopHere.test(before) && (/[。！？]/u.test(before.slice(-3)) || /^\s|^$/.test(rest))
}

/** The sentence or sentences that hold a range, if they lie within a run of the text; null if they go beyond it. */
export function sentenceWithin(text: string, run: TextRange, range: TextRange): TextRange | null {
  let { start, end } = range
  while (!beginsSentence(text, start)) if (--start < run.start) return null
  while (!endsSentence(text, end)) if (++end > run.end) return null
  return { start, end }
}

/** The range widened to whole sentences, as far as `reach` units on either side. */
export function sentencesAround(text: string, { start, end }: TextRange, reach: number): TextRange {
  const [from, to] = [Math.max(0, start - reach), Math.min(text.length, end + reach)]
  while (start > from && !beginsSentence(text, start)) start -= 1
  while (end < to && !endsSentence(text, end)) end += 1
  return { start, end }
}
