/** How differences are named, drawn and said. */
import type { LucideIcon } from '@lucide/svelte'
import type { DifferenceKind } from '#domain/comparing'
import type { Found, FoundDifference } from '#stores/found'
import { CircleHelp, Clock, Hash, Landmark, Minus } from './icons'

export const kindNames: Readonly<Record<DifferenceKind, { one: string; many: string }>> = {
  figure: { one: 'Figure', many: 'Figures' },
  date: { one: 'Date', many: 'Dates' },
  name: { one: 'Name', many: 'Names' },
  negation: { one: 'Negation', many: 'Negations' },
  hedge: { one: 'Hedge', many: 'Hedges' },
}

/** Which differences are listed; an empty part holds nothing back. */
export interface DifferenceFilter {
  /** In either of the two passages. */
  words: string
  kinds: readonly DifferenceKind[]
  /** The letters of two panes: `A–B`. */
  pair: string
}

export const kindIcons: Readonly<Record<DifferenceKind, LucideIcon>> = {
  figure: Hash,
  date: Clock,
  name: Landmark,
  negation: Minus,
  hedge: CircleHelp,
}

/**
 * The words of both sides of a difference, in the order of the panes; a dash where a side has none.
 * @param words gives the words of an end of the passage
 */
export function wordsOf(
  { sides }: FoundDifference,
  { ends }: Found,
  words: (end: Found['ends'][number]) => string,
): [string, string] {
  const [first, second] = ends.map((end, at) => {
    const range = sides[at]?.range
    return range ? words(end).slice(range.start - end.start, range.end - end.start) : '–'
  })
  return [first ?? '–', second ?? '–']
}

/** `230 ≠ 200`, with the word behind a figure where both have the same: `230 ≠ 200 passengers`. */
export function titleOf(
  difference: FoundDifference,
  found: Found,
  words: (end: Found['ends'][number]) => string,
): string {
  const [first, second] = wordsOf(difference, found, words)
  const behind = found.ends.map((end, at) => {
    const range = difference.sides[at]?.range
    if (!range) return ''
    return /^\s(\p{Ll}[\p{L}-]*)/u.exec(words(end).slice(range.end - end.start))?.[1] ?? ''
  })
  const same = difference.kind === 'figure' && behind[0] === behind[1] ? ` ${behind[0] ?? ''}` : ''
  return `${first} ≠ ${second}${same}`.replace(/\s+/gu, ' ').trim().slice(0, 200)
}
