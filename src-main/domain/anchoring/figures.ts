/** Follows a quotation of which nothing but the figures has changed. */
import type { Anchor } from '#domain/anchoring/anchor'
import { changesBetween, type Changes } from '#domain/anchoring/changes'
import { follow } from '#domain/anchoring/followed'
import type { TextRange } from '#domain/articles/article'

/** Digits of any script with what groups them: 1,234.5 and 12:30, but not the full stop behind. */
const figure = /\p{Nd}+(?:[.,:·’\u00a0\u202f]\p{Nd}+)*/gu

/** What stands for every figure. */
const sign = '0'

/** A text with one sign for each of its figures; `origin` says where each unit begins in the text as it is, and its end. */
interface Masked {
  words: string
  origin: Uint32Array
}

/** Two texts without what their figures say, made once for all the quotations that are looked for. */
const maskedTexts = new WeakMap<Changes, { earlier: Masked; now: Masked; changes: Changes }>()

function maskedChanges(changes: Changes): { earlier: Masked; now: Masked; changes: Changes } {
  const known = maskedTexts.get(changes)
  if (known) return known
  const [earlier, now] = [mask(changes.earlier), mask(changes.text)]
  const made = { earlier, now, changes: changesBetween(earlier.words, now.words) }
  maskedTexts.set(changes, made)
  return made
}

/**
 * Where the words of an anchor went that are the same but for their figures; null if the quotation has no figure or
 * cuts one, or that could not be decided. By the rules of `follow`: what is found is never another passage after one
 * edit, but it is other words, and for the reader to judge.
 */
export function followFigures(changes: Changes, { quote, start, ...anchor }: Anchor): TextRange | null {
  if (quote.search(figure) < 0 || !changes.earlier.startsWith(quote, start)) return null
  const { earlier, now, changes: masked } = maskedChanges(changes)
  const from = indexOf(earlier.origin, start)
  const to = indexOf(earlier.origin, start + quote.length)
  if (from < 0 || to < 0) return null
  const wanted = { ...anchor, quote: earlier.words.slice(from, to), start: from, end: to }
  const place = follow(masked, wanted)?.place
  if (!place) return null
  const found = { start: now.origin[place.start] ?? 0, end: now.origin[place.end] ?? 0 }
  return changes.text.slice(found.start, found.end) === quote ? null : found
}

function mask(text: string): Masked {
  const parts: string[] = []
  const origin = new Uint32Array(text.length + 1)
  let length = 0
  let from = 0
  const keep = (to: number): void => {
    parts.push(text.slice(from, to))
    for (let at = from; at < to; at += 1) origin[length++] = at
  }
  for (const { 0: digits, index } of text.matchAll(figure)) {
    keep(index)
    parts.push(sign)
    origin[length++] = index
    from = index + digits.length
  }
  keep(text.length)
  origin[length] = text.length
  return { words: parts.join(''), origin: origin.subarray(0, length + 1) }
}

/** Where a number stands in a rising row; -1 if it does not. */
function indexOf(row: Uint32Array, wanted: number): number {
  let low = 0
  let high = row.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const own = row[middle] ?? 0
    if (own === wanted) return middle
    if (own < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}
