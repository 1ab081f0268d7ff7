/** Lines of plain text that were wrapped at a column: which of them belong together, and what stood between them. */
import { columns, endsSentence } from '../language/prose'

/** A line that is not empty. */
export interface Line {
  /** Trimmed, without the marks of a quoted mail. */
  text: string
  /** Of the file, or of what is quoted. In columns. */
  indent: number
  /** With its indent, in columns. */
  width: number
  /** An empty line, the file's beginning, or another depth of quotation stands before it. */
  apart: boolean
}

/** Wider lines are not wrapped by hand or by a mail program; they are paragraphs. */
const widestWrap = 100
/** Narrower columns are those of verse, lists and addresses; newspapers have some 30. */
const narrowestWrap = 28
/** A single break, in a file that shows no other, needs a column so wide. */
const narrowestSingle = 40
/** Columns that may be missing at a line's end beside the next word (hyphenation, punctuation that may not wrap). */
const slackOf = (width: number) => Math.max(2, Math.min(6, Math.round(width / 10)))
/** From so many breaks on, the share of those that look like wrapping tells; fewer must all be within sentences. */
const fewestBreaks = 3
const shareOfBreaks = 0.85
/** In running text few lines happen to end where a sentence ends; in verse and lists most do. */
const mostSentenceEnds = 0.35
const mostStops = 0.6
/** Of fewer breaks in a wide column most may end in a comma by chance. */
const fewestForStops = 6
const narrowestForStops = 45
/** In running text few lines begin with a capital, German ones included; in titles and much verse all do. */
const mostCapitals = 0.6
/** A group of few lines in a column much narrower than the file's is something else than its text. */
const shareOfColumn = 0.75
/** A line that ends within a sentence is joined even where it is short, from this share of the column on. */
const shareOfShort = 0.6

const listMark = /^(?:[-*•·–—+▪●]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/u
const spaceless = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u

/** Whether each line goes on in the next one; the last one does not. */
export function continued(lines: readonly Line[]): boolean[] {
  const result = lines.map(() => false)
  const groups = groupsOf(lines)
  const judged = groups.map((group) => {
    const breaks = breaksOf(group.lines)
    return { start: group.start, breaks, width: columnOf(breaks) }
  })
  const column = columnOfFile(judged)
  for (const { start, breaks, width } of judged) {
    const own = width !== null && (breaks.length >= fewestBreaks || width >= column * shareOfColumn)
    const used = fitsColumn(breaks, column) ? column : own ? width : null
    if (used === null) continue
    for (const found of breaks) {
      if (fits(found, used) || endsWithin(found, used)) result[start + found.index] = true
    }
  }
  return result
}

/** That of all groups together, where they look wrapped at one; else the widest of a group that does; 0 for none. */
function columnOfFile(judged: readonly { breaks: readonly Break[]; width: number | null }[]): number {
  const all = judged.flatMap(({ breaks }) => (breaks.some(hasLong) ? [] : breaks))
  const together = all.length >= fewestBreaks ? columnOf(all) : null
  if (together !== null) return together
  const sure = judged.filter(({ breaks }) => breaks.length >= 2)
  return sure.reduce((widest, { width }) => Math.max(widest, width ?? 0), 0)
}

interface Group {
  /** The place of its first line. */
  start: number
  lines: readonly Line[]
}

function groupsOf(lines: readonly Line[]): Group[] {
  const groups: { start: number; lines: Line[] }[] = []
  for (const [index, line] of lines.entries()) {
    const last = groups[groups.length - 1]
    if (!last || line.apart) groups.push({ start: index, lines: [line] })
    else last.lines.push(line)
  }
  return groups
}

interface Break {
  /** Of the line before it, in its group. */
  index: number
  before: Line
  after: Line
}

/** The line ends that may be those of a column: no paragraph begins behind them by its indent or as an item of a list. */
function breaksOf(lines: readonly Line[]): Break[] {
  const marked = lines.filter(({ text }) => listMark.test(text)).length
  let item: Line | null = null
  const breaks: Break[] = []
  for (const [index, before] of lines.entries()) {
    if (listMark.test(before.text) && marked > 1) item = before
    const after = lines[index + 1]
    if (!after) break
    if (marked > 1 && listMark.test(after.text)) continue
    // The lines of an item stand under its words.
    const hangs = item !== null && after.indent > item.indent
    if (after.indent > before.indent && !(hangs && before === item)) continue
    breaks.push({ index, before, after })
  }
  return breaks
}

/** The width at which the lines of a group were wrapped; null where they were not. */
function columnOf(breaks: readonly Break[]): number | null {
  if (breaks.length === 0 || breaks.some(hasLong)) return null
  const width = breaks.reduce((widest, { before }) => Math.max(widest, before.width), 0)
  if (width > widestWrap || width < narrowestWrap) return null
  return looksWrapped(breaks, width) ? width : null
}

const hasLong = ({ before, after }: Break) =>
  columns(before.text) > widestWrap || columns(after.text) > widestWrap

/** Whether the lines of a group go with the column of the file: that it is wrapped at all is known from the others. */
function fitsColumn(breaks: readonly Break[], column: number): boolean {
  if (column === 0 || breaks.some(({ before }) => before.width > column + slackOf(column))) return false
  const { fitting, share } = fittingOf(breaks, column)
  if (fitting.length === 0 || share < shareOfBreaks) return false
  const { sentences, capitals } = sharesOf(fitting)
  return sentences <= 0.5 && (capitals <= mostCapitals || fitting.length < fewestBreaks)
}

function looksWrapped(breaks: readonly Break[], width: number): boolean {
  const { fitting, share } = fittingOf(breaks, width)
  if (fitting.length === 0 || share < shareOfBreaks) return false
  const { sentences, capitals, stops } = sharesOf(fitting)
  if (fitting.length >= fewestBreaks) {
    const punctuated = stops > mostStops && (fitting.length >= fewestForStops || width < narrowestForStops)
    return sentences <= mostSentenceEnds && capitals <= mostCapitals && !punctuated
  }
  const last = breaks[breaks.length - 1]?.after.text ?? ''
  if (fitting.length < breaks.length || !endsSentence(last)) return false
  if (breaks.length === 1 && width < narrowestSingle) return false
  return stops === 0 && fitting.every(({ after }) => /^\p{Ll}/u.test(after.text))
}

/** The breaks that a column explains, and their share of those that do not end a paragraph by their looks. */
function fittingOf(breaks: readonly Break[], width: number): { fitting: Break[]; share: number } {
  const fitting = breaks.filter((found) => fits(found, width))
  const ends = breaks.filter((found) => !fits(found, width) && endsParagraph(found)).length
  return { fitting, share: fitting.length / Math.max(1, breaks.length - ends) }
}

/** Which shares of the breaks come behind a sentence, behind any stop, and before a capital. */
function sharesOf(breaks: readonly Break[]): { sentences: number; stops: number; capitals: number } {
  const share = (test: (found: Break) => boolean) => breaks.filter(test).length / breaks.length
  return {
    sentences: share(({ before }) => endsSentence(before.text)),
    stops: share(({ before }) => /[,;:，；：、]$/u.test(before.text) || endsSentence(before.text)),
    capitals: share(({ after }) => /^["'“‘«(]*\p{Lu}/u.test(after.text)),
  }
}

/** The next line's first word would not have fitted into the column. */
function fits({ before, after }: Break, width: number): boolean {
  return before.width + 1 + firstWordWidth(after.text) > width - slackOf(width)
}

/** A short line that ends within a sentence, in a text that is wrapped: somebody has edited it since. */
function endsWithin({ before, after }: Break, width: number): boolean {
  return before.width >= width * shareOfShort && !/[\p{P}]$/u.test(before.text) && /^\p{Ll}/u.test(after.text)
}

function endsParagraph({ before, after }: Break): boolean {
  return endsSentence(before.text) && !/^\p{Ll}/u.test(after.text)
}

/** Of text without spaces a single character, for it may wrap anywhere. */
function firstWordWidth(text: string): number {
  const word = /^\S+/.exec(text)?.[0] ?? ''
  return /^[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]/u.test(word) &&
    !/^[\uac00-\ud7a3]/u.test(word)
    ? 2
    : columns(word)
}

/** A space, but none between characters of a script that has none, nor after a hyphen within a word. */
export function separatorBetween(before: string, after: string): string {
  if (spaceless.test(before.slice(-1)) && spaceless.test(after.slice(0, 1))) return ''
  return /\p{L}-$/u.test(before) && /^\p{Ll}/u.test(after) ? '' : ' '
}
