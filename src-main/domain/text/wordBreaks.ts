/**
 * Where words end by Unicode's rules (UAX #29, WB1 to WB999), for text of letters with spaces between words: what
 * `Intl.Segmenter` says, in a small part of its time. Comparing cuts each sentence into words several times.
 */

const unknown = 0
/** What is left to ICU: other scripts, marks and invisible signs, the low line. */
const intricate = 1
/** Stands alone. */
const other = 2
const letter = 3
const digit = 4
/** Spaces that stand together are one segment; other white space is each its own. */
const space = 5
/** Between two letters or two digits a part of the word (it’s, 3.5); a comma between digits alone, a middle dot between letters. */
const middle = 6
const middleOfNumber = 7
const middleOfWord = 8
/** Within a word in some versions of the rules and in some languages: between letters it is left to ICU. */
const colon = 9

/** By UTF-16 unit, found out when one is first met. */
const kinds = new Uint8Array(0x10000)

/** Where the letters end that are known here: Latin, Greek, Cyrillic. */
const lettersEnd = 0x530

function findOut(unit: number): number {
  return (kinds[unit] = kindOf(unit))
}

function kindOf(unit: number): number {
  const character = String.fromCharCode(unit)
  if (character === ' ') return space
  if ("'.‘’".includes(character)) return middle
  if (',;'.includes(character)) return middleOfNumber
  if (character === '·') return middleOfWord
  if (character === ':') return colon
  if (unit >= 0x30 && unit <= 0x39) return digit
  if (unit < lettersEnd && /\p{L}/u.test(character)) return letter
  // The ends of lines and what else is not plain punctuation or a plain sign is rare enough for ICU.
  return /[!-~\u00a1-\u00ac\u00ae-\u00b7\u00b9-\u00bf\u2010-\u2015\u201c-\u201f\u2026\u20ac]/.test(
    character,
  ) && character !== '_'
    ? other
    : intricate
}

/** The ends of all segments of a text, the last at its end, in UTF-16 units; null where that is left to ICU. */
export function wordEnds(text: string): number[] | null {
  const ends: number[] = []
  let before = other
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    let kind = kinds[unit] ?? intricate
    if (kind === unknown) kind = findOut(unit)
    if (kind === intricate) return null
    if (kind === colon) {
      if (before === letter && isWithin(text, at, kind, before)) return null
      kind = other
    } else if (kind >= middle) kind = isWithin(text, at, kind, before) ? before : other
    const joins = kind === before ? kind !== other : isWordKind(kind) && isWordKind(before)
    if (!joins && at > 0) ends.push(at)
    before = kind
  }
  if (text !== '') ends.push(text.length)
  return ends
}

const isWordKind = (kind: number): boolean => kind === letter || kind === digit

/** The sign stands between two letters, or two digits, that are one word with it. */
function isWithin(text: string, at: number, sign: number, before: number): boolean {
  if (at + 1 >= text.length || !isWordKind(before)) return false
  const unit = text.charCodeAt(at + 1)
  let after = kinds[unit] ?? intricate
  if (after === unknown) after = findOut(unit)
  return after === before && sign !== (before === letter ? middleOfNumber : middleOfWord)
}

/** Whether a segment that begins with this unit is a word, and not what lies between words. */
export function beginsWord(unit: number): boolean {
  return isWordKind(kinds[unit] ?? other)
}
