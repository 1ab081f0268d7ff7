/**
 * Anchoring: how a highlight describes its words, and how they are found again in a text that has changed. From cheap
 * to dear, and rather lost than wrong; reasons, thresholds and measurements are in docs/decisions/0003-anchoring.md.
 */
import { contextLength, type Anchor, type Place } from '#domain/anchoring/anchor'
import { assertWithin, snapRange, splitsGrapheme } from '#domain/anchoring/boundaries'
import type { Changes } from '#domain/anchoring/changes'
import { splitsPair } from '#domain/anchoring/codePoints'
import { likeness } from '#domain/anchoring/distance'
import { follow } from '#domain/anchoring/followed'
import { followFigures } from '#domain/anchoring/figures'
import { judged, placeFuzzily, type Fuzzy } from '#domain/anchoring/fuzzy'
import { placeInGap } from '#domain/anchoring/inGap'
import { placeVerbatim, type Verbatim } from '#domain/anchoring/verbatim'
import type { TextRange } from '#domain/articles/article'
import { CollateError } from '#domain/errors'

export { snapRange } from '#domain/anchoring/boundaries'
export { changesBetween, type Changes } from '#domain/anchoring/changes'
export {
  allFromCodePoints,
  allToCodePoints,
  fromCodePoints,
  toCodePoints,
} from '#domain/anchoring/codePoints'

/**
 * The anchor of a range (UTF-16 units) of a text. Throws `invalid` for a range that is empty, not in the text, or cuts
 * a surrogate pair; `snapRange` makes any range fit.
 */
export function describe(text: string, range: TextRange, revision: string): Anchor {
  assertWithin(text, range)
  const { start, end } = range
  if (start === end) throw new CollateError('invalid', 'An empty range cannot be highlighted.')
  if (splitsAnyPair(text, range)) {
    throw new CollateError('invalid', `The range ${start} to ${end} begins or ends within a character.`)
  }
  const from = Math.max(0, start - contextLength)
  const to = Math.min(text.length, end + contextLength)
  return {
    quote: text.slice(start, end),
    prefix: text.slice(splitsPair(text, from) ? from + 1 : from, start),
    suffix: text.slice(end, splitsPair(text, to) ? to - 1 : to),
    start,
    end,
    revision,
  }
}

/**
 * Where an anchor's words are in a text of the given revision. `exact` and `moved` are the same words, character for
 * character; `fuzzy` is a proposal for the reader; never half a surrogate pair. With the changes from the text that the
 * anchor was made on, more is found, and what reads alike is told apart.
 */
export function locate(text: string, revision: string, anchor: Anchor, changes?: Changes): Place {
  const { start, quote, prefix, suffix } = anchor
  const end = start + quote.length
  if (anchor.revision === revision && text.startsWith(quote, start) && !splitsAnyPair(text, { start, end })) {
    return { status: 'exact', start, end }
  }
  const followed = changes && follow(changes, anchor)
  if (followed?.place) return verbatim(text, anchor, followed.place)
  const signed = !followed && prefix !== '' && suffix !== '' && start >= prefix.length
  if (signed && text.startsWith(prefix + quote + suffix, start - prefix.length)) {
    return verbatim(text, anchor, { start, end })
  }

  const found = placeVerbatim(text, anchor, followed?.mayBe)
  if (found.place && followed?.isWhereItWas(found.place.start) === false) return { status: 'lost' }
  if (found.place && !found.bare) return verbatim(text, anchor, found.place)
  if (found.ambiguous) return { status: 'lost' }
  const other = closeMatch(text, anchor, found, changes)
  // The words stand alone among strange ones, while other words stand between the anchor's own surroundings.
  if (found.place && !other?.framed) return verbatim(text, anchor, found.place)
  if (!other) return { status: 'lost' }
  const place = fuzzy(text, other)
  return place.status === 'fuzzy' && followed?.isOlder(place.words) ? { status: 'lost' } : place
}

/** Words like the quotation's: by the unchanged words of the earlier text, where they tell, or by its surroundings. */
function closeMatch(
  text: string,
  anchor: Anchor,
  { occurrences, witnesses }: Verbatim,
  changes: Changes | undefined,
): Fuzzy | null {
  const figures = changes && followFigures(changes, anchor)
  if (figures) return judged(text, anchor, figures)
  const found = placeFuzzily(text, anchor, occurrences, witnesses)
  if (found || !changes || occurrences.length > 0) return found
  const inGap = placeInGap(changes, anchor)
  return inGap && judged(text, anchor, inGap)
}

/** The same words: unless a mark was joined to their edge, which makes them other words. */
function verbatim(text: string, anchor: Anchor, { start, end }: TextRange): Place {
  const own = { start: anchor.prefix.length, end: anchor.prefix.length + anchor.quote.length }
  if (!cuts(text, { start, end }) || cuts(anchor.prefix + anchor.quote + anchor.suffix, own)) {
    if (splitsAnyPair(text, { start, end })) return { status: 'lost' }
    return { status: start === anchor.start ? 'exact' : 'moved', start, end }
  }
  const range = snapRange(text, { start, end })
  const quote = likeness(anchor.quote, text.slice(range.start, range.end))
  const position = 1 - Math.min(1, Math.abs(range.start - anchor.start) / text.length)
  return fuzzy(text, { range, scores: { quote, context: 1, position, total: quote }, framed: true })
}

function splitsAnyPair(text: string, { start, end }: TextRange): boolean {
  return splitsPair(text, start) || splitsPair(text, end)
}

function cuts(text: string, { start, end }: TextRange): boolean {
  return splitsGrapheme(text, start) || splitsGrapheme(text, end)
}

function fuzzy(text: string, { range, scores }: Fuzzy): Place {
  const { start, end } = snapRange(text, range)
  return { status: 'fuzzy', start, end, words: text.slice(start, end), scores }
}
