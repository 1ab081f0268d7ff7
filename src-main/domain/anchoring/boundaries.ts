/** Where characters (as readers see them) and words begin and end, looked up around one place of a long text. */
import type { TextRange } from '#domain/articles/article'
import { CollateError } from '#domain/errors'
import { segmenter } from '#domain/text/segmenters'

/** Characters that always stand for themselves: no mark, joiner or half of a pair, and none that joins to its like. */
const plain = /[\x20-\x7e\u00c0-\u02ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/
/** How far (UTF-16 units) to look back for a sure boundary; longer clusters than that are no writing. */
const reach = 512

/** `offset` is no place between two characters: it would cut a surrogate pair or a grapheme cluster. */
export function splitsGrapheme(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false
  return graphemeAround(text, offset).start !== offset
}

/**
 * Widens a range (UTF-16 units) to whole characters as the reader sees them (grapheme clusters), so that it cuts
 * neither a surrogate pair nor a letter from its marks. Throws `invalid` for a range that is not in the text.
 */
export function snapRange(text: string, range: TextRange): TextRange {
  assertWithin(text, range)
  const { start } = graphemeAround(text, range.start)
  const last = graphemeAround(text, range.end)
  return { start, end: last.start === range.end ? range.end : last.end }
}

/** Throws `invalid` unless the range lies in the text, start before or at its end. */
export function assertWithin(text: string, { start, end }: TextRange): void {
  const whole = Number.isInteger(start) && Number.isInteger(end)
  if (!whole || start < 0 || end < start || end > text.length) {
    throw new CollateError('invalid', `The range ${start} to ${end} is not in the text.`)
  }
}

/** The nearest word boundary at or before `offset`, and the nearest at or after it (UTF-16 units). */
export function wordBoundariesAround(text: string, offset: number): TextRange {
  const from = sureBoundary(text, Math.max(0, offset - 48))
  const window = text.slice(from, offset + 48)
  const word = segmenter('word')
    .segment(window)
    .containing(offset - from)
  if (!word) return { start: offset, end: offset }
  const start = from + word.index
  return { start, end: start === offset ? offset : start + word.segment.length }
}

/** The grapheme cluster that holds or begins at `offset`. */
function graphemeAround(text: string, offset: number): TextRange {
  if (offset <= 0 || offset >= text.length) return { start: offset, end: offset }
  const from = sureBoundary(text, offset)
  const cluster = segmenter('grapheme')
    .segment(text.slice(from, offset + reach))
    .containing(offset - from)
  if (!cluster) return { start: offset, end: offset }
  return { start: from + cluster.index, end: from + cluster.index + cluster.segment.length }
}

/** The nearest place before `offset` that is certainly between two characters. */
function sureBoundary(text: string, offset: number): number {
  const floor = Math.max(0, offset - reach)
  for (let at = offset - 1; at > floor; at -= 1) {
    if (plain.test(text.charAt(at - 1)) && plain.test(text.charAt(at))) return at
  }
  return floor > 0 && /[\udc00-\udfff]/.test(text.charAt(floor)) ? floor - 1 : floor
}
