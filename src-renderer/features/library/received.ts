/** The file as received, cut at what cleaning took out, put in or replaced. */
import type { Cleaning } from '#domain/articles/article'

export type Piece =
  | { kind: 'kept'; text: string }
  /** `index` is the cleaning's place in the list. */
  | { kind: 'cleaned'; index: number; text: string; replacement: string; rule: string }

/** Cuts the text in order. A cleaning that overlaps one before it is left out: its words are shown with that one. */
export function pieces(received: string, cleanings: readonly Cleaning[]): Piece[] {
  const ordered = cleanings
    .map((cleaning, index) => ({ cleaning, index }))
    .sort((a, b) => a.cleaning.received.start - b.cleaning.received.start)
  const cut: Piece[] = []
  let at = 0
  for (const { cleaning, index } of ordered) {
    const { start, end } = cleaning.received
    if (start < at || end > received.length) continue
    if (start > at) cut.push({ kind: 'kept', text: received.slice(at, start) })
    cut.push({
      kind: 'cleaned',
      index,
      text: received.slice(start, end),
      replacement: cleaning.replacement,
      rule: cleaning.rule,
    })
    at = end
  }
  if (at < received.length) cut.push({ kind: 'kept', text: received.slice(at) })
  return cut
}

/** `comment-form` as `Comment form`. */
export function ruleLabel(rule: string): string {
  const words = rule.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Line ends and spaces as signs, where words would be invisible. */
export function visibleBlanks(text: string): string {
  return text.trim() === '' ? text.replaceAll('\r', '').replaceAll('\n', '¶').replaceAll(' ', '·') : text
}
