/** From the target of a Web Annotation to an anchor on an article. */
import type { Anchor } from '#domain/anchoring/anchor'
import { allFromCodePoints, describe } from '#domain/anchoring/anchoring'
import { weight } from '#domain/anchoring/weight'
import type { TextRange } from '#domain/articles/article'
import type { ParsedTarget } from './webAnnotationImport'

/** A quotation of this weight (about 32 letters, 9 Chinese characters) is placed by itself where it stands once. */
const leastAlone = 24

/** Of a text that is not known: an anchor made on it is never taken to be exact. */
const unknownRevision = '0'.repeat(64)

/** A range in UTF-16 units; null where it is none of the text. */
function fromCodePointRange(content: string, { start, end }: TextRange): TextRange | null {
  try {
    const [from = 0, to = 0] = allFromCodePoints(content, [start, end])
    return from < to ? { start: from, end: to } : null
  } catch {
    return null
  }
}

/** No half of a surrogate pair: it begins and ends with whole characters. */
const isWhole = (quote: string): boolean => !/\p{Cs}/u.test(quote)

/** The place of a quotation that stands once in a text and is long enough to be told from others by itself. */
function onlyPlace(content: string, quote: string): TextRange | null {
  if (weight(quote) < leastAlone) return null
  const start = content.indexOf(quote)
  if (start < 0 || content.includes(quote, start + 1)) return null
  return { start, end: start + quote.length }
}

/**
 * The anchor of a target on an article that it names. It is `sure` where the file says on which text it was made, or
 * where quotation, surroundings and position agree with this text; otherwise it is a starting point for `locate`.
 * null where the target has neither a quotation nor a position in this text.
 */
export function anchorOfTarget(
  target: ParsedTarget,
  { text, revision }: { text: string; revision: string },
): { anchor: Anchor; sure: boolean } | null {
  if (target.anchor) return { anchor: target.anchor, sure: true }
  const range = target.position && fromCodePointRange(text, target.position)
  if (!target.quote) {
    return range && { anchor: { ...describe(text, range, revision), revision: unknownRevision }, sure: false }
  }
  const { exact: quote, prefix, suffix } = target.quote
  if (range && target.revision === revision) {
    return { anchor: { quote, prefix, suffix, ...range, revision }, sure: true }
  }
  const bare = prefix === '' && suffix === ''
  const place = range ?? (bare ? onlyPlace(text, quote) : null)
  const stands = (at: number): boolean => at >= 0 && text.startsWith(prefix + quote + suffix, at)
  if (place && isWhole(quote) && stands(place.start - prefix.length)) {
    return {
      anchor: describe(text, { start: place.start, end: place.start + quote.length }, revision),
      sure: true,
    }
  }
  const guess = place ?? { start: 0, end: quote.length }
  return { anchor: { quote, prefix, suffix, ...guess, revision: unknownRevision }, sure: false }
}
