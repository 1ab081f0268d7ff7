/** Sentences and words of a text, for the sentence cursor, for related passages and for the quote check. */
import type { TextRange } from '#domain/articles/article'
import { segmentsOf } from '#domain/text/segmenters'
import { sentenceEnds } from '#domain/text/sentenceBreaks'

/** Titles and short forms that stand before what they belong to, whatever follows. */
const neverLast = new Set(
  (
    'mr mrs ms messrs dr prof gen col lt capt cpt sgt maj adm sen rep gov pres rev hon st mt ft fig figs no nos nr vol ' +
    'vols p pp ed eds cf vs v ca approx art sec ch dept mme mlle hr fr frl bzw bspw ggf abs str av pl sr dra srta ing'
  ).split(' '),
)

/** Short forms that may end a sentence; then the next begins with one of `openers`. */
const sometimesLast = new Set(
  'mrd mio tsd mln mlrd inc co corp ltd bros jr sr etc al jan feb mar apr jun jul aug sept sep oct nov dec ave blvd rd usw est dist univ'.split(
    ' ',
  ),
)

/** Words that open a sentence far more often than they follow an abbreviation. */
const openers = new Set(
  (
    'a an the this that these those he she it they we you i his her its their our my there here in on at by from for ' +
    'with after before since during until as if when while where although though because but and or so yet however ' +
    'meanwhile still then now also both all some many most no not what who why how er sie es wir ihr das die der ein ' +
    'eine im am il elle ils elles le la les un une el los las'
  ).split(' '),
)

/** Languages that write ordinal numbers with a full stop. */
const ordinalStop = /^(?:de|da|nb|nn|no|fi|et|lv|cs|sk|sl|hr|sr|bs|hu|is|tr|pl)\b/

/**
 * The sentences of the given blocks, in order, without white space around them, as ranges of UTF-16 units. Made by
 * Unicode's rules (UAX #29) and then joined where these are known to split too much: after abbreviations and initials,
 * before a word in lower case, within brackets, after quoted speech that the sentence goes on from.
 */
export function sentences(text: string, blocks: readonly TextRange[], lang: string): TextRange[] {
  return blocks.flatMap((block) => sentencesOf(text, block, lang))
}

/** The words within a range (no punctuation, no spaces), as ranges of UTF-16 units of the whole text. */
export function words(text: string, range: TextRange, lang: string): TextRange[] {
  const found: TextRange[] = []
  const within = text.slice(range.start, range.end)
  for (const { index, segment, isWordLike } of segmentsOf('word', within, lang)) {
    if (isWordLike) found.push({ start: range.start + index, end: range.start + index + segment.length })
  }
  return found
}

function sentencesOf(text: string, block: TextRange, lang: string): TextRange[] {
  const words = unwrapped(text.slice(block.start, block.end))
  const ranges: TextRange[] = []
  /** Where the sentence at hand begins, and where Unicode's last one ends; the two go on together or apart. */
  let open = 0
  let start = 0
  for (const next of sentenceEnds(words, lang)) {
    let end = next
    // An opening bracket at the end belongs to the next one.
    while (end > start && end < words.length && isOpening(words, end - 1)) end -= 1
    if (start > open && !continues(words.slice(open, start), words.slice(start), lang)) {
      addTrimmed(ranges, words, open, start, block.start)
      open = start
    }
    start = end
  }
  addTrimmed(ranges, words, open, start, block.start)
  return ranges
}

/** Of ASCII no more than round, square and curly brackets, which most texts are asked for. */
function isOpening(words: string, at: number): boolean {
  const unit = words.charCodeAt(at)
  return unit < 0x80
    ? unit === 0x28 || unit === 0x5b || unit === 0x7b
    : /[\p{Ps}\p{Pi}]/u.test(words.charAt(at))
}

/** The same words with a space for every line end that only wraps a line; as long as before. */
function unwrapped(words: string): string {
  if (!words.includes('\n')) return words
  return words.replace(/\n/g, (lineEnd, at: number) => {
    const line = words.slice(words.lastIndexOf('\n', at - 1) + 1, at).trimEnd()
    const next = words.slice(at + 1, at + 40)
    if (/^\s*\n/.test(next) || line === '') return lineEnd
    const wraps =
      /^\p{Ll}/u.test(next) || (line.length >= 30 && !/[.!?。！？…:：][\p{Pe}\p{Pf}"']*$/u.test(line))
    return wraps ? ' ' : lineEnd
  })
}

/** Adds a sentence without the white space around it, where there is more. @param offset where `words` begin */
function addTrimmed(ranges: TextRange[], words: string, start: number, end: number, offset: number): void {
  const inner = words.slice(start, end).trimEnd()
  const from = end - start > 0 ? start + inner.length - inner.trimStart().length : start
  const to = start + inner.length
  if (from < to) ranges.push({ start: offset + from, end: offset + to })
}

/** The sentence does not end where `before` ends; `after` begins there. */
function continues(before: string, after: string, lang: string): boolean {
  const said = before.trimEnd()
  if (before.includes('\n', said.length)) return false
  if (beginsLower(after)) return true
  if (said.length < 20 && /^[\p{Ps}\p{Pi}"']*\d+[.)]$/u.test(said)) return true
  if (isWithinBrackets(said)) return true
  if (said !== '' && '」』”'.includes(said.slice(-1)))
    return /^(?:と|って|など|という|の|を|が|は|に|も|で)/.test(after)
  return endsAbbreviated(said, after, lang)
}

/** The first character that is no white space is a small letter. */
function beginsLower(words: string): boolean {
  const unit = words.charCodeAt(0)
  if (unit < 0x80 && unit > 0x20) return unit >= 0x61 && unit <= 0x7a
  return /^\s*\p{Ll}/u.test(words)
}

/** A round bracket was opened within the sentence and is not closed; only so far as brackets reach. */
function isWithinBrackets(said: string): boolean {
  if (!said.includes('(') && !said.includes('（')) return false
  const opened = Math.max(said.lastIndexOf('('), said.lastIndexOf('（'))
  return opened > 0 && !/[)）]/.test(said.slice(opened)) && said.length - opened < 200
}

/** The stop is behind a word of ASCII letters that is no short form, which is what most sentences end with. */
function endsWithWord(said: string): boolean {
  let from = said.length - 1
  while (from > 0 && isAsciiLetter(said.charCodeAt(from - 1))) from -= 1
  const length = said.length - 1 - from
  if (length > longestForm) return true
  if (length < 2) return false
  const form = said.slice(from, -1).toLowerCase()
  return !neverLast.has(form) && !sometimesLast.has(form)
}

const isAsciiLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a

/** Letters of the longest short form. */
const longestForm = Math.max(...[...neverLast, ...sometimesLast].map((form) => form.length))

function endsAbbreviated(said: string, after: string, lang: string): boolean {
  if (!said.endsWith('.') || endsWithWord(said)) return false
  // No short form is longer; the pattern is tried from every letter on.
  const end = said.slice(Math.max(said.length - 24, said.lastIndexOf(' ') + 1))
  const last = /(?:^|[\s\p{P}])((?:\p{L}\.)+|[\p{L}\d]+\.)$/u.exec(end)?.[1]
  if (last === undefined) return false
  const next = /[\p{L}\d]+/u.exec(after.slice(0, 40))?.[0].toLowerCase() ?? ''
  const form = last.slice(0, -1).toLowerCase()
  if (/^\d{1,2}$/.test(form)) return ordinalStop.test(lang)
  if (/^\p{L}$/u.test(form)) return last !== 'I.'
  if (neverLast.has(form)) return true
  return (form.includes('.') || sometimesLast.has(form)) && !openers.has(next)
}
