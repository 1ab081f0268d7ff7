/** Offsets at the border: UTF-16 units inside Collate, code points in W3C annotations. */
import { CollateError } from '#domain/errors'

/** `offset` lies between the two halves of a surrogate pair of `text`. */
export function splitsPair(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false
  const before = text.charCodeAt(offset - 1)
  const after = text.charCodeAt(offset)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}

/**
 * The number of code points before each of the given offsets (UTF-16 units, ascending), in one pass over the text. A
 * lone surrogate counts as one code point. Throws `invalid` for an offset outside the text, within a surrogate pair,
 * or smaller than the one before it.
 */
export function allToCodePoints(text: string, offsets: readonly number[]): number[] {
  let units = 0
  let points = 0
  return offsets.map((offset) => {
    if (!Number.isInteger(offset) || offset < units || offset > text.length) throw outside(offset)
    while (units < offset) {
      units += splitsPair(text, units + 1) ? 2 : 1
      points += 1
    }
    if (units > offset) throw new CollateError('invalid', `Offset ${offset} lies within a character.`)
    return points
  })
}

/**
 * The UTF-16 offset of each of the given code point offsets (ascending), in one pass over the text. Throws `invalid`
 * for an offset outside the text or smaller than the one before it.
 */
export function allFromCodePoints(text: string, offsets: readonly number[]): number[] {
  let units = 0
  let points = 0
  return offsets.map((offset) => {
    if (!Number.isInteger(offset) || offset < points) throw outside(offset)
    while (points < offset) {
      if (units >= text.length) throw outside(offset)
      units += splitsPair(text, units + 1) ? 2 : 1
      points += 1
    }
    return units
  })
}

/** The number of code points before a UTF-16 offset; errors as in `allToCodePoints`. */
export function toCodePoints(text: string, offset: number): number {
  return allToCodePoints(text, [offset])[0] ?? 0
}

/** The UTF-16 offset of a code point offset; errors as in `allFromCodePoints`. */
export function fromCodePoints(text: string, offset: number): number {
  return allFromCodePoints(text, [offset])[0] ?? 0
}

function outside(offset: number): CollateError {
  return new CollateError('invalid', `Offset ${offset} is not in the text, or not in ascending order.`)
}
