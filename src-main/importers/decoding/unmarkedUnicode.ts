/** UTF-16 and UTF-32 without a byte-order mark, told by what they look like as text of a script. */
import { decodeAs } from './encodings'
import { plausibility } from './plausibility'

export interface UnmarkedUnicode {
  encoding: 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be'
  /** 0 to 1. */
  confidence: number
}

/** How many bytes are looked at. */
const sample = 4096
/** Fewer characters than these may be anything. */
const fewestCharacters = 4
/** Of the characters at least this share must be letters, marks, digits, punctuation or white space that text has. */
const shareOfText = 0.95
/** Text of Latin letters has more printable ASCII bytes than this share, Chinese in UTF-16 has about half. */
const shareOfPlain = 0.75
/** … and does not read as East Asian text as well as this. */
const surelyEastAsian = 0.8
/** Of the letters at least this share must be of one script, its own digits and marks and Latin aside. */
const shareOfScript = 0.85
/** Above this code point no alphabet is left: symbols, then Han, Yi, Hangul, which bytes of any text hit by chance. */
const lastAlphabet = 0x1fff
/** Alphabets beyond it: Tifinagh, Georgian of manuscripts, Cherokee in lower case and others. */
const furtherAlphabets: readonly (readonly [number, number])[] = [
  [0x2c00, 0x2ddf],
  [0xa4d0, 0xabff],
  [0xfb50, 0xfeff],
]

/** null where the bytes are no such text. */
export function unmarkedUnicode(bytes: Uint8Array): UnmarkedUnicode | null {
  return unmarkedUtf32(bytes) ?? unmarkedUtf16(bytes)
}

/** Each four bytes are a character: of other files that is so only where they hold small numbers, which are controls. */
function unmarkedUtf32(bytes: Uint8Array): UnmarkedUnicode | null {
  if (bytes.length % 4 !== 0 || bytes.length < fewestCharacters * 4) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sample))
  for (const littleEndian of [true, false]) {
    let fits = true
    for (let at = 0; fits && at < view.byteLength; at += 4) fits = isScalar(view.getUint32(at, littleEndian))
    const encoding = littleEndian ? 'utf-32le' : 'utf-32be'
    if (fits && isText(decodeAs(bytes.subarray(0, sample), encoding))) return { encoding, confidence: 0.95 }
  }
  return null
}

function isScalar(code: number): boolean {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
}

/**
 * A byte of NUL stands beside each space, digit and Latin letter, always on the same side; and the letters of nearly all
 * scripts have a control byte there. Chinese, Japanese and Korean without spaces are weighed by their characters.
 */
function unmarkedUtf16(bytes: Uint8Array): UnmarkedUnicode | null {
  if (bytes.length % 2 !== 0 || bytes.length < fewestCharacters * 2) return null
  const head = bytes.subarray(0, sample)
  const nuls = { even: 0, odd: 0 }
  let printable = 0
  for (const [index, byte] of head.entries()) {
    if (byte === 0) nuls[index % 2 === 0 ? 'even' : 'odd'] += 1
    if (byte >= 0x20 && byte < 0x7f) printable += 1
  }
  const plain = printable > head.length * shareOfPlain
  const found = (['utf-16le', 'utf-16be'] as const).flatMap((encoding) => {
    // U+4E00, the most frequent of the Chinese characters, and U+3000 have a NUL on the other side.
    const [own, other] = encoding === 'utf-16le' ? [nuls.odd, nuls.even] : [nuls.even, nuls.odd]
    const text = withoutHalf(decodeAs(head, encoding))
    if (!isText(text)) return []
    const weight = certaintyOf(text, own, other, plain)
    return weight > 0 ? [{ encoding, confidence: weight }] : []
  })
  const [best, second] = found.sort((a, b) => b.confidence - a.confidence)
  if (!best) return null
  const rivalled = second !== undefined && second.confidence > best.confidence / 2
  return rivalled ? { ...best, confidence: best.confidence / 2 } : best
}

/** The end of the sample may cut a pair of surrogates in half. */
function withoutHalf(text: string): string {
  return text.replace(/\ufffd$/, '')
}

/** @param plain most bytes are printable ASCII, which read by pairs are Chinese characters, rare ones mostly */
function certaintyOf(text: string, own: number, other: number, plain: boolean): number {
  const { letters, top, wide } = scriptsOf(text)
  if (letters === 0 || top < letters * shareOfScript) return 0
  // In a script of its own a letter may end in a NUL byte (U+1200); in a wrong reading every space does.
  if (!wide) return other <= own + letters / 10 ? Math.min(0.95, (letters + own) / 16) : 0
  const { score, evidence } = plausibility(text, 'utf-16le')
  const likely = Math.min(0.95, score * 1.4) * Math.min(1, evidence / 10)
  if (own === 0 && plain && score < surelyEastAsian) return 0
  return own > 0 && own >= other ? Math.max(likely, score > 0 ? 0.8 : 0.4) : likely
}

/** Nothing of it is unassigned, private, a control or a lost half, but for the odd one. */
function isText(text: string): boolean {
  let good = 0
  let all = 0
  for (const character of text) {
    all += 1
    if (/[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Cf}\t\n\f\r]/u.test(character) && character !== '\ufffd')
      good += 1
  }
  return all >= fewestCharacters && good >= all * shareOfText
}

/** How many letters and marks there are, how many of the most frequent script, and whether that is an East Asian one. */
function scriptsOf(text: string): { letters: number; top: number; wide: boolean } {
  const blocks = new Map<string, number>()
  let letters = 0
  for (const character of text) {
    if (!/[\p{L}\p{M}]/u.test(character)) continue
    const script = scriptOf(character)
    letters += 1
    blocks.set(script, (blocks.get(script) ?? 0) + 1)
  }
  const latin = blocks.get('Latn') ?? 0
  blocks.delete('Latn')
  const [top] = [...blocks].sort((a, b) => b[1] - a[1])
  // Names and addresses in Latin letters stand in text of any script.
  const wide = top?.[0] === 'wide' && top[1] > letters * 0.2
  return { letters, top: (top?.[1] ?? 0) + latin, wide }
}

const scriptNames =
  'Cyrl Grek Armn Hebr Arab Syrc Thaa Nkoo Samr Mand Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Thai Laoo Tibt Mymr Geor Ethi Cher Cans Khmr Mong Tfng Vaii Lisu Bamu Copt Cakm Adlm'.split(
    ' ',
  )
const scripts = scriptNames.map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }))

function scriptOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (/\p{Script=Latn}|\p{Script=Zinh}/u.test(character)) return 'Latn'
  const further = furtherAlphabets.some(([first, last]) => code >= first && code <= last)
  if (code > lastAlphabet && code < 0x10000 && !further) return 'wide'
  return scripts.find(({ pattern }) => pattern.test(character))?.name ?? `block ${code >> 8}`
}
