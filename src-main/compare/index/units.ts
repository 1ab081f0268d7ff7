/** What each UTF-16 unit is to the index: part of a word, a digit, a character of unspaced writing, or what parts them. */
import { isUnspaced } from '#domain/text/fold'

export const parting = 0
export const letter = 1
export const digit = 2
export const unspaced = 3
/** Parts words, but for where it stands between two letters (it’s) or two digits (1,234.5). */
export const within = 4
const unknown = 5

/** By unit; found out for 256 of them at a time when one is first met. */
const kinds = new Uint8Array(0x10000).fill(unknown)

function findOut(unit: number): number {
  const first = unit & 0xff00
  for (let each = first; each < first + 256; each++) kinds[each] = kindOfCharacter(each)
  return kinds[unit] ?? parting
}

function kindOfCharacter(unit: number): number {
  const character = String.fromCharCode(unit)
  if ("'’.,·".includes(character)) return within
  if (unit >= 0xd800 && unit <= 0xdfff) return unspaced
  if (/\p{Nd}/u.test(character)) return digit
  if (!/[\p{L}\p{M}\p{N}]/u.test(character)) return parting
  return isUnspaced(unit) || isHalfwidthKana(unit) ? unspaced : letter
}

const isHalfwidthKana = (unit: number): boolean => unit >= 0xff66 && unit <= 0xff9f

export function kindOf(unit: number): number {
  const kind = kinds[unit] ?? parting
  return kind === unknown ? findOut(unit) : kind
}
