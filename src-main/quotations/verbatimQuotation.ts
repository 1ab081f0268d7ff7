/** Finds a quotation in an article where it stands verbatim, but for what changes no word. */
import type { TextRange } from '#domain/articles/article'
import { farthest, type QuotationPart } from './quotationParts'
import { differingTypography, fold, foldedText, isWhole, rangeIn, type Folded } from './typography'

/** Places of the first words that are tried. */
const mostTries = 5000

export interface Verbatim {
  range: TextRange
  remark: string | null
}

/** Where the article says it so, and a remark on what was passed over; null if it does not. */
export function findVerbatim(text: string, wanted: string, parts: readonly QuotationPart[]): Verbatim | null {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const range = { start: at, end: at + wanted.length }
    if (isWhole(text, range.start) && isWhole(text, range.end)) return { range, remark: null }
  }
  const whole = foldedText(text)
  const literal: QuotationPart[] = [{ kind: 'words', text: wanted }]
  for (const form of parts.length === 1 && parts[0]?.text === wanted ? [parts] : [literal, parts]) {
    for (const attempt of attempts(form)) {
      const ranges = findInOrder(whole, attempt.parts)
      const [first, last] = [ranges?.[0], ranges?.at(-1)]
      if (!ranges || !first || !last) continue
      return { range: { start: first.start, end: last.end }, remark: remarkOn(text, ranges, attempt) }
    }
  }
  return null
}

interface Attempt {
  parts: readonly QuotationPart[]
  /** What had to be changed at its edges. */
  changes: readonly string[]
}

/** The quotation as it is, then without what a draft's own sentence puts at its edges. */
function attempts(parts: readonly QuotationPart[]): Attempt[] {
  const found: Attempt[] = [{ parts, changes: [] }]
  const add = (own: readonly QuotationPart[], change: string, { changes }: Attempt): void => {
    if (own.some(({ text }, index) => text !== parts[index]?.text))
      found.push({ parts: own, changes: [...changes, change] })
  }
  const edges: [string, (text: string) => string, 'first' | 'last' | 'both'][] = [
    ['the mark at its end', (text) => text.replace(/[\s.,;:!?，。；：！？、]+$/u, ''), 'last'],
    ['the case of its first letter', withFirstLetterTurned, 'first'],
    ['the quotation marks around it', withoutMarks, 'both'],
  ]
  for (const [change, turn, where] of edges) {
    for (const attempt of [...found]) add(changed(attempt.parts, turn, where), change, attempt)
  }
  return found
}

function changed(
  parts: readonly QuotationPart[],
  turn: (text: string) => string,
  where: 'first' | 'last' | 'both',
): readonly QuotationPart[] {
  if (where === 'both' && parts.length > 1) return parts
  const index = where === 'last' ? parts.length - 1 : 0
  return parts.map((part, own) =>
    own === index && part.kind === 'words' ? { ...part, text: turn(part.text) } : part,
  )
}

function withFirstLetterTurned(text: string): string {
  const letter = text.charAt(0)
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
  return other.length === 1 ? other + text.slice(1) : text
}

function withoutMarks(text: string): string {
  return /^["“„«‘「『'].*["”“»’」』']$/su.test(text) ? text.slice(1, -1) : text
}

/** Where the words of each part stand, one after the other and no further apart than what is between them allows. */
function findInOrder(whole: Folded, parts: readonly QuotationPart[]): TextRange[] | null {
  const { folded, text } = whole
  const steps = stepsOf(parts)
  const [first, ...rest] = steps
  if (!first || !rest.every(({ words }) => folded.includes(words))) return null
  let tries = 0
  for (let begin = folded.indexOf(first.words); begin >= 0; begin = folded.indexOf(first.words, begin + 1)) {
    if (++tries > mostTries) return null
    const ends = [begin + first.words.length]
    const starts = [begin]
    const complete = rest.every(({ words, gap }) => {
      const from = ends.at(-1) ?? 0
      const away = folded.slice(from, from + gap + words.length).indexOf(words)
      if (away < 0) return false
      starts.push(from + away)
      ends.push(from + away + words.length)
      return true
    })
    if (!complete) continue
    const ranges = starts.map((start, index) => {
      return rangeIn(whole, { start, end: ends[index] ?? start + 1 })
    })
    const [from, to] = [ranges[0]?.start ?? 0, ranges.at(-1)?.end ?? 0]
    if (
      (parts[0]?.kind === 'insertion' || isWhole(text, from)) &&
      (parts.at(-1)?.kind === 'insertion' || isWhole(text, to))
    ) {
      return ranges
    }
  }
  return null
}

interface Step {
  words: string
  /** How far behind the words before it, in folded units. */
  gap: number
}

function stepsOf(parts: readonly QuotationPart[]): Step[] {
  const steps: Step[] = []
  let gap = 0
  for (const part of parts) {
    if (part.kind !== 'words') {
      gap = Math.max(gap, farthest[part.kind])
      continue
    }
    const words = fold(part.text).folded
    if (words === '') continue
    steps.push({ words, gap })
    gap = 0
  }
  return steps
}

function remarkOn(text: string, ranges: readonly TextRange[], { parts, changes }: Attempt): string | null {
  const own = parts.filter(({ kind }) => kind === 'words')
  const typographies = new Set<string>()
  for (const [index, { start, end }] of ranges.entries()) {
    for (const kind of differingTypography(text.slice(start, end), own[index]?.text ?? ''))
      typographies.add(kind)
  }
  const remarks: string[] = []
  const differing = [...typographies, ...changes]
  if (differing.length > 0) remarks.push(`but for ${listed(differing)}`)
  if (parts.some(({ kind }) => kind === 'omission')) remarks.push('words left out at the ellipsis')
  if (parts.some(({ kind }) => kind === 'insertion')) remarks.push('the draft’s own words in brackets')
  return remarks.length > 0 ? remarks.join('; ') : null
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
}
