/** Unicode text segmentation (UAX #29, with the dictionaries that ICU brings for scripts without spaces). */
import { beginsWord, wordEnds } from '#domain/text/wordBreaks'

type Granularity = 'grapheme' | 'word' | 'sentence'

const segmenters = new Map<string, Intl.Segmenter>()

/** A segmenter for a BCP 47 language tag, made once; `und` and tags that are not well formed use the root rules. */
export function segmenter(granularity: Granularity, lang = 'und'): Intl.Segmenter {
  const key = `${granularity} ${lang}`
  const known = segmenters.get(key)
  if (known) return known
  const made = new Intl.Segmenter(wellFormed(lang) ? lang : 'und', { granularity })
  segmenters.set(key, made)
  return made
}

function wellFormed(lang: string): boolean {
  try {
    Intl.getCanonicalLocales(lang)
    return true
  } catch {
    return false
  }
}

/** A part of a text, as the segmenter cut it. */
export interface Segment {
  /** Where it begins in the text, in UTF-16 units. */
  index: number
  segment: string
  /** Of words: it is one, and not what lies between words. */
  isWordLike: boolean
}

/** The segmenter takes time by the length of its input for every segment: a long text is given to it in pieces. */
const pieceLength = 2048

/** A segment that ends so near to the end of a piece is cut anew in the next one: what follows may belong to it. */
const margin = 64

/** The segments of a text of any length, one after the other. */
export function* segmentsOf(granularity: Granularity, text: string, lang = 'und'): Generator<Segment> {
  const ends = granularity === 'word' ? wordEnds(text) : null
  if (ends) {
    let index = 0
    for (const end of ends) {
      yield { index, segment: text.slice(index, end), isWordLike: beginsWord(text.charCodeAt(index)) }
      index = end
    }
    return
  }
  let from = 0
  let length = pieceLength
  while (from < text.length) {
    const piece = text.slice(from, from + length)
    const sure = from + length < text.length ? piece.length - margin : piece.length
    let next = from
    for (const { index, segment, isWordLike } of segmenter(granularity, lang).segment(piece)) {
      if (index + segment.length > sure) break
      yield { index: from + index, segment, isWordLike: isWordLike ?? false }
      next = from + index + segment.length
    }
    length = next > from ? pieceLength : length * 2
    from = next
  }
}
