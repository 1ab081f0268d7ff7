/**
 * What each UTF-16 unit is to the index: part of a word, a digit, a character of unspaced writing, or what parts them;
 * and what stands for it in a line. Both are in one number, as every unit of a library is looked up.
 */
import { isUnspaced } from '#domain/text/fold'

export const parting = 1
export const letter = 2
export const digit = 3
export const unspaced = 4
/** Parts words, but for where it stands between two letters (it’s) or two digits (1,234.5). */
export const within = 5

/** By unit: its kind, and above these bits its form. */
const kindBits = 3
/** The form of what is no letter or digit, and does not count in a line. */
export const noForm = 0

/** By unit; 0: not met as yet. */
const known = new Uint32Array(0x10000)

function findOut(unit: number): number {
  const kind = kindOfCharacter(unit)
  return (known[unit] = (formOfCharacter(unit, kind) << kindBits) | kind)
}

function kindOfCharacter(unit: number): number {
  const character = String.fromCharCode(unit)
  if ("'’.,·".includes(character)) return within
  if (unit >= 0xd800 && unit <= 0xdfff) return unspaced
  if (/\p{Nd}/u.test(character)) return digit
  if (!/[\p{L}\p{M}\p{N}]/u.test(character)) return parting
  return isUnspaced(unit) || isHalfwidthKana(unit) ? unspaced : letter
}

/** The unit in lower case, where that is one unit too. */
function formOfCharacter(unit: number, kind: number): number {
  if (kind === parting || kind === within) return noForm
  const form = String.fromCharCode(unit).normalize('NFKC').toLowerCase()
  return form.length === 1 ? form.charCodeAt(0) : unit
}

const isHalfwidthKana = (unit: number): boolean => unit >= 0xff66 && unit <= 0xff9f

/** What is known of a unit, for `kindIn` and `formIn`. */
export function lookUp(unit: number): number {
  const found = known[unit] ?? parting
  return found === 0 ? findOut(unit) : found
}

export const kindIn = (found: number): number => found & ((1 << kindBits) - 1)
export const formIn = (found: number): number => found >>> kindBits
export const kindOf = (unit: number): number => kindIn(lookUp(unit))
