/**
 * Folding: what a search takes as the same. Text becomes letters and digits without case, width, accents and variant
 * forms, one space for every other character, with a way back to the original offsets.
 *
 * Rules, in this order: compatibility forms (NFKC: full and half width, ligatures, superscripts), lower case, accents
 * of Latin and Greek, ς as σ, ß æ œ ø đ ħ ł þ ı written out, katakana as hiragana, traditional Han as simplified (one
 * form for each character). Cyrillic loses stress marks, and ё is е; й, ў, ї and other letters of their own stay.
 * Arabic and Hebrew lose their vowel signs and points, and the alefs of Arabic are one. What takes no room within a
 * word (zero-width characters, soft hyphens, marks of direction) is not there.
 */
import traditionalPairs from 'opencc-js/dict/TSCharacters'
import type { TextRange } from '#domain/articles/article'

/** A folded text. Offsets are UTF-16 units. */
export interface Folded {
  /** Letters, marks and digits, and a space for each other character. */
  readonly text: string
  /** For each unit of `text`, and for its end, the offset in the original; null where they are the same. */
  readonly offsets: Int32Array | null
}

const space = 0x20
/** In a table page: no output at all (combining marks, soft hyphens). */
const drop = 0xfffe
/** In a table page: to be looked at as a code point (surrogates, expansions, half-width kana). */
const special = 0xffff

/** For each BMP code unit, by pages of 256 that are made when first needed: the folded unit, `drop` or `special`. */
const pages: (Uint16Array | undefined)[] = new Array<undefined>(256)
const specials = new Map<number, string>()

const latinLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŧ: 't',
  þ: 'th',
  ĸ: 'k',
}

let simplified: Map<string, string> | null = null

/** Traditional characters to simplified ones; made when Han is first met. */
function simplifiedForms(): Map<string, string> {
  if (simplified) return simplified
  const forms = new Map<string, string>()
  for (const pair of traditionalPairs.split('|')) {
    const [from, to] = pair.split(' ')
    if (from && to) forms.set(from, to)
  }
  // A form may itself have a simpler one.
  for (const [from, to] of forms) forms.set(from, forms.get(to) ?? to)
  simplified = forms
  return forms
}

/**
 * Arabic letters that are printed and typed for one another: alef with hamza, madda or wasla as bare alef, final yeh
 * without its dots as yeh, teh marbuta as heh, and the Persian forms of kaf and yeh that another keyboard gives.
 */
const arabicLetters: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
}

const isCyrillic = (code: number): boolean => code >= 0x400 && code <= 0x52f
const isKatakana = (code: number): boolean =>
  (code >= 0x30a1 && code <= 0x30f6) || code === 0x30fd || code === 0x30fe
const isHalfwidthKana = (code: number): boolean => code >= 0xff66 && code <= 0xff9d
const isHan = (code: number): boolean =>
  (code >= 0x3400 && code <= 0x4dbf) || (code >= 0x4e00 && code <= 0x9fff) || code >= 0x20000

/**
 * Characters that are not seen and take no room, as the inside of a regular expression's class: soft hyphens, spaces and
 * joiners of no width, marks of direction. A search passes over them, and so does the check of quotations.
 */
export const unseenCharacters =
  '\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff'
const unseen = new RegExp(`[${unseenCharacters}]`)

/** Vowel signs, points and accents of Hebrew and Arabic, and the stroke that stretches Arabic words. */
function isPoint(code: number): boolean {
  if (code < 0x591 || code > 0x8ff) return false
  return (
    (code <= 0x5c7 && code !== 0x5be && code !== 0x5c0 && code !== 0x5c3 && code !== 0x5c6) ||
    (code >= 0x610 && code <= 0x61a) ||
    code === 0x640 ||
    (code >= 0x64b && code <= 0x65f) ||
    code === 0x670 ||
    (code >= 0x6d6 && code <= 0x6dc) ||
    (code >= 0x6df && code <= 0x6e4) ||
    code === 0x6e7 ||
    code === 0x6e8 ||
    (code >= 0x6ea && code <= 0x6ed) ||
    (code >= 0x8ca && code !== 0x8e2)
  )
}

/** Marks that carry no meaning of their own here: accents, points, and what is not seen. */
function isDropped(code: number): boolean {
  return (
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x483 && code <= 0x487) ||
    (code >= 0x1ab0 && code <= 0x1aff) ||
    (code >= 0x1dc0 && code <= 0x1dff) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xfe20 && code <= 0xfe2f) ||
    code === 0x3099 ||
    code === 0x309a ||
    code === 0xff9e ||
    code === 0xff9f ||
    isPoint(code) ||
    unseen.test(String.fromCodePoint(code))
  )
}

/**
 * Writing that is searched by its characters, told by a folded code unit: Han, kana, Hangul, bopomofo, Thai, Lao, Khmer,
 * Burmese, and what lies outside the BMP.
 */
export function isUnspaced(unit: number): boolean {
  if (unit < 0xe00) return false
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    (unit >= 0x3005 && unit <= 0x30ff) ||
    (unit >= 0xac00 && unit <= 0xd7af) ||
    (unit >= 0x3400 && unit <= 0x4dbf) ||
    unit <= 0xeff ||
    (unit >= 0x1000 && unit <= 0x11ff) ||
    (unit >= 0x1780 && unit <= 0x17ff) ||
    (unit >= 0x3105 && unit <= 0x31ff) ||
    // The last jamo, and the halves of surrogate pairs: every astral letter is taken so.
    (unit >= 0xd7b0 && unit <= 0xdfff)
  )
}

function foldLetter(letter: string): string {
  const code = letter.codePointAt(0) ?? space
  if (isDropped(code)) return ''
  if (code < 0x80) return /[a-z0-9]/.test(letter) ? letter : ' '
  if (isKatakana(code)) return String.fromCharCode(code - 0x60)
  if (isHan(code)) return simplifiedForms().get(letter) ?? letter
  if (!/[\p{L}\p{N}\p{M}]/u.test(letter)) return ' '
  if (isCyrillic(code)) {
    const [base = letter, ...marks] = letter.normalize('NFD')
    const plain = marks.every((mark) => mark === '\u0300' || mark === '\u0301' || letter === 'ё')
    return plain ? base : letter
  }
  if (letter === 'ς') return 'σ'
  const bare = /[\p{Script=Latin}\p{Script=Greek}]/u.test(letter)
    ? letter.normalize('NFD').replace(/\p{M}/gu, '')
    : letter
  return latinLetters[bare] ?? arabicLetters[bare] ?? bare
}

/** Folds one character (code point). */
function foldCharacter(character: string): string {
  const code = character.codePointAt(0) ?? space
  if (isDropped(code)) return ''
  // … ™ and their like are no letters, though some of their compatibility forms are; the squared words of CJK are.
  if (!/[\p{L}\p{N}\p{M}]/u.test(character) && !(code >= 0x3200 && code <= 0x33ff)) return ' '
  let folded = ''
  for (const letter of character.normalize('NFKC').toLowerCase()) folded += foldLetter(letter)
  return folded
}

function makePage(high: number): Uint16Array {
  const page = new Uint16Array(256)
  for (let low = 0; low < 256; low++) {
    const unit = (high << 8) | low
    if ((unit >= 0xd800 && unit <= 0xdfff) || isHalfwidthKana(unit)) {
      page[low] = special
      continue
    }
    if (unit >= 0xac00 && unit <= 0xd7a3) {
      page[low] = unit
      continue
    }
    const folded = foldCharacter(String.fromCharCode(unit))
    if (folded.length === 1) page[low] = folded.charCodeAt(0)
    else if (folded === '') page[low] = drop
    else {
      page[low] = special
      specials.set(unit, folded)
    }
  }
  pages[high] = page
  return page
}

/** Folds what the table does not: the code point, or the half-width kana with its voicing mark, at `index`. */
function foldSpecial(text: string, index: number): { folded: string; length: number } {
  const code = text.codePointAt(index) ?? space
  const known = specials.get(code)
  if (known !== undefined) return { folded: known, length: code > 0xffff ? 2 : 1 }
  if (code >= 0xd800 && code <= 0xdfff) return { folded: ' ', length: 1 }
  if (isHalfwidthKana(code)) {
    const next = text.charCodeAt(index + 1)
    const voiced = next === 0xff9e || next === 0xff9f
    const composed = text.slice(index, index + (voiced ? 2 : 1)).normalize('NFKC')
    if (composed.length === 1) return { folded: foldCharacter(composed), length: voiced ? 2 : 1 }
    return { folded: foldCharacter(text.charAt(index)), length: 1 }
  }
  const folded = foldCharacter(String.fromCodePoint(code))
  if (specials.size < 20_000) specials.set(code, folded)
  return { folded, length: code > 0xffff ? 2 : 1 }
}

let output = new Uint16Array(1 << 16)
const decoder = new TextDecoder('utf-16le')

function room(length: number): void {
  if (length <= output.length) return
  const larger = new Uint16Array(Math.max(length, output.length * 2))
  larger.set(output)
  output = larger
}

/** Folds a text (NFC; other forms are folded as far as their characters go). */
export function fold(text: string): Folded {
  if (/^[a-z0-9]*$/.test(text)) return { text, offsets: null }
  const length = text.length
  room(length)
  let offsets: Int32Array | null = null
  let size = 0
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index)
    const page = pages[unit >> 8] ?? makePage(unit >> 8)
    const folded = page[unit & 0xff] ?? space
    if (folded < drop) {
      if (offsets) {
        if (size >= offsets.length) offsets = grown(offsets)
        offsets[size] = index
      }
      if (size >= output.length) room(size + 1)
      output[size++] = folded
      continue
    }
    offsets ??= identity(size, length + 16)
    if (folded === drop) continue
    const found = foldSpecial(text, index)
    room(size + found.folded.length)
    for (let at = 0; at < found.folded.length; at++) {
      if (size >= offsets.length) offsets = grown(offsets)
      // The second half of a pair has its own offset; the letters of an expansion share that of their origin.
      const unit = found.folded.charCodeAt(at)
      const isLowHalf = unit >= 0xdc00 && unit <= 0xdfff && found.length === 2
      offsets[size] = isLowHalf ? index + 1 : index
      output[size++] = unit
    }
    index += found.length - 1
  }
  if (offsets) {
    offsets = offsets.length > size ? offsets.slice(0, size + 1) : grown(offsets).slice(0, size + 1)
    offsets[size] = length
  }
  return { text: decoder.decode(output.subarray(0, size)), offsets }
}

function identity(size: number, capacity: number): Int32Array {
  const offsets = new Int32Array(Math.max(capacity, size + 16))
  for (let index = 0; index < size; index++) offsets[index] = index
  return offsets
}

function grown(offsets: Int32Array): Int32Array {
  const larger = new Int32Array(offsets.length * 2 + 16)
  larger.set(offsets)
  return larger
}

/** The range of the original that a range of the folded text came from: whole characters, with their marks. */
export function originalRange(folded: Folded, range: TextRange): TextRange {
  const { offsets } = folded
  if (!offsets) return range
  const last = offsets[Math.max(range.start, range.end - 1)] ?? 0
  let next = range.end
  while (next < offsets.length - 1 && (offsets[next] ?? 0) <= last) next++
  return { start: offsets[range.start] ?? 0, end: offsets[next] ?? 0 }
}
