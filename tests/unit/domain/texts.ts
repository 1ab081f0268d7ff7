/** Arbitrary texts, ranges and edits for the property tests of anchoring. */
import * as fc from '../property'
import type { TextRange } from '#domain/articles/article'

const latin =
  'the two sides price rose fell in May said trade port of a 12 13 harbour quickly Japan vowed exchange jumped box ' +
  'question whom they never finds growth, Zhang bridge. kept (CCPIT) low and is to by'
const han =
  '中国 日本 经济 合作 双方 表示 交流 的 在 了 。 ， 代表 东京 供应链 推动 稳定 企业 会见 发展 任鸿斌 是 长期 三月 增长 百分之五 北京'
const arabic = ['قال', 'الوزير', 'أمس', 'إن', 'التجارة', 'بين', 'البلدين', 'نمت', '‏']
const odd = ['👩‍👩‍👧‍👦', '🇯🇵', '🇨🇳', '𠮷', 'e\u0301', 'x\u0302\u0323', '한글', '각', 'क्ष', '\u0301', '\ud83d\ude00']

/** Running text of a small vocabulary, so that phrases occur again and again. */
function running(words: readonly string[], between: string, most: number, least = 1): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...words), { minLength: least, maxLength: most, size: 'max' })
    .map((parts) => parts.join(between))
}

/** By weight alone: nested, fast-check would lean to the first. */
const byWeight = { depthSize: 'max' } as const

const plain = fc.oneof(
  byWeight,
  { weight: 2, arbitrary: running(latin.split(' '), ' ', 50) },
  { weight: 4, arbitrary: running(latin.split(' '), ' ', 200, 80) },
  { weight: 2, arbitrary: running(han.split(' '), '', 50) },
  { weight: 4, arbitrary: running(han.split(' '), '', 200, 80) },
  { weight: 2, arbitrary: running(arabic, ' ', 60) },
  { weight: 2, arbitrary: running([...odd, '中国', '的', '。', 'a '], '', 60) },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', ' '), minLength: 1, maxLength: 200 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }) },
)

/** Text of any script; sometimes with a long passage that stands in it twice. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  byWeight,
  { weight: 3, arbitrary: plain },
  {
    weight: 1,
    arbitrary: fc.tuple(plain, plain, plain, plain).map(([a, twice, b, c]) => a + twice + b + twice + c),
  },
)

/** A place between two code points: a share of the text, moved back where it would cut a surrogate pair. */
export function placeIn(text: string, share: number): number {
  const at = Math.min(text.length, Math.floor(share * (text.length + 1)))
  return /^[\udc00-\udfff]/.test(text.slice(at)) && /[\ud800-\udbff]$/.test(text.slice(0, at)) ? at - 1 : at
}

/** Evenly spread; fast-check's own doubles crowd at the ends. */
export const share = fc.noBias(fc.nat(1_000_000)).map((millionths) => millionths / 1_000_000)

export interface Marked {
  text: string
  /** Not empty, and cuts no surrogate pair. */
  range: TextRange
}

/** A text and a range of it: anything from a character to the whole, short ones as often as not. */
export const anyMarked: fc.Arbitrary<Marked> = fc
  .tuple(anyText, share, share, fc.boolean())
  .map(([text, from, to, short]) => {
    const other = short ? Math.min(1, from + (to * 30) / (text.length + 1)) : to
    const places = [placeIn(text, from), placeIn(text, other)].sort((a, b) => a - b)
    return { text, range: { start: places[0] ?? 0, end: places[1] ?? 0 } }
  })
  .filter(({ range }) => range.start < range.end)

/** What an edit puts in: new words, or words copied from the text. */
export const anyInsert: fc.Arbitrary<(text: string) => string> = fc.oneof(
  byWeight,
  fc.constant(() => ''),
  plain.map((words) => () => words),
  fc.tuple(share, share).map(([from, to]) => (text: string) => {
    const places = [placeIn(text, from), placeIn(text, to)].sort((a, b) => a - b)
    return text.slice(places[0], places[1])
  }),
)

export interface Splice extends TextRange {
  insert: string
}

export function splice(text: string, { start, end, insert }: Splice): string {
  return text.slice(0, start) + insert + text.slice(end)
}

/** An edit between two offsets of a text; `from` and `to` are shares of what lies between them. */
export function spliceWithin(
  text: string,
  low: number,
  high: number,
  from: number,
  to: number,
  insert: (text: string) => string,
): Splice {
  const part = text.slice(low, high)
  const [first = 0, second = 0] = [placeIn(part, from), placeIn(part, to)].sort((a, b) => a - b)
  return { start: low + first, end: low + second, insert: insert(text) }
}

/** A text, a range, and an edit that leaves the range alone. */
export const editedOutside = fc
  .tuple(anyMarked, fc.boolean(), share, share, anyInsert)
  .map(([marked, before, from, to, insert]) => {
    const { text, range } = marked
    const [low, high] = before ? [0, range.start] : [range.end, text.length]
    const edit = spliceWithin(text, low, high, from, to, insert)
    const shift = before ? edit.insert.length - (edit.end - edit.start) : 0
    const truth: TextRange = { start: range.start + shift, end: range.end + shift }
    return { ...marked, edit, after: splice(text, edit), truth }
  })

/** A text, a range, and an edit within the range; `truth` is what stands in place of it, and may be empty. */
export const editedInside = fc.tuple(anyMarked, share, share, anyInsert).map(([marked, from, to, insert]) => {
  const { text, range } = marked
  const edit = spliceWithin(text, range.start, range.end, from, to, insert)
  const grown = edit.insert.length - (edit.end - edit.start)
  const truth: TextRange = { start: range.start, end: range.end + grown }
  return { ...marked, edit, after: splice(text, edit), truth }
})
