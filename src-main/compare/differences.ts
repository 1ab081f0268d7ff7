/**
 * Where two passages that say the same differ: their words, and above all figures, dates, names, negations and hedges,
 * each with both values. Equal after normalising is no difference; which side is right is never said.
 */
import type { DifferenceKind } from '#domain/comparing'
import type { TextRange } from '#domain/articles/article'
import { fold } from '#domain/text/fold'
import { diffWords } from '#domain/text/wordDiff'
import { segmentsOf } from '#domain/text/segmenters'
import { datesAgree, datesIn } from './dates'
import { figuresIn } from './figures'
import { isAlias, namesIn } from './names'
import type { ComparedArticle, Difference, DifferenceSide } from './types'
import { markers } from './words'

interface Side {
  article: ComparedArticle
  range: TextRange
}

/** Something with a value in one of two passages. */
interface Value extends TextRange {
  value: string
  /** Only values of one unit are held against each other. */
  unit: string
}

/** Ranges of the words that only one of two passages has, or has otherwise; not what comes to the same value. */
export function differingWords(a: Side, b: Side): { a: TextRange[]; b: TextRange[] } {
  const found = changedWords(a, b)
  const [left, right] = [valuesOf(a), valuesOf(b)]
  const kept = (ranges: TextRange[], own: readonly Value[], others: readonly Value[]): TextRange[] =>
    ranges.filter((range) => !isEqualValue(range, own, others))
  return { a: kept(found.a, left, right), b: kept(found.b, right, left) }
}

const valuesOf = (side: Side): Value[] => [...datesOf(side), ...figuresOf(side)]

/** The range lies in a figure or date that the other side has too, in whatever form. */
function isEqualValue(range: TextRange, own: readonly Value[], others: readonly Value[]): boolean {
  const value = own.find(({ start, end }) => start <= range.start && range.end <= end)
  return (
    value !== undefined && others.some((other) => compatible(value, other) && other.value === value.value)
  )
}

function changedWords(a: Side, b: Side): { a: TextRange[]; b: TextRange[] } {
  if (wordsOf(a) > wordsOf(b)) {
    const mirrored = changedWords(b, a)
    return { a: mirrored.b, b: mirrored.a }
  }
  const [before, after] = [wordsOf(a), wordsOf(b)]
  const found = { a: [] as TextRange[], b: [] as TextRange[] }
  let [left, right] = [a.range.start, b.range.start]
  const forms = new Map<string, string>()
  const folded = (word: string): string => {
    const form = forms.get(word) ?? fold(word).text
    forms.set(word, form)
    return form
  }
  const alike = (one: string, other: string): boolean => one === other || folded(one) === folded(other)
  for (const { kind, text } of diffWords(before, after, a.article.lang, alike)) {
    if (kind === 'removed') {
      if (hasWords(text)) found.a.push(trimmed(a.article.text, { start: left, end: left + text.length }))
      left += text.length
    } else if (kind === 'added') {
      if (hasWords(text)) found.b.push(trimmed(b.article.text, { start: right, end: right + text.length }))
      right += text.length
    } else {
      // The words are given as they were before; what they are after may be of another length.
      left += text.length
      right += lengthAfter(after, right - b.range.start, text)
    }
  }
  return found
}

const wordsOf = ({ article, range }: Side): string => article.text.slice(range.start, range.end)
const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

function trimmed(text: string, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end)
  const before = /^[\s\p{P}]*/u.exec(words)?.[0].length ?? 0
  const after = /[\s\p{P}]*$/u.exec(words)?.[0].length ?? 0
  return before + after < words.length ? { start: start + before, end: end - after } : { start, end }
}

/** How long the words are in the other wording that are alike to `text`, which begin at `at`. */
function lengthAfter(words: string, at: number, text: string): number {
  if (words.startsWith(text, at)) return text.length
  const wanted = fold(text).text
  for (let by = 0; by <= text.length; by++) {
    for (const length of [text.length + by, text.length - by]) {
      if (length > 0 && fold(words.slice(at, at + length)).text === wanted) return length
    }
  }
  return text.length
}

/**
 * The typed differences of two passages, in the order of the first.
 * @param same they say the same: only then is a name in place of another one a difference, and not another matter
 */
export function differencesOf(a: Side, b: Side, same: boolean): Difference[] {
  // Always in one order: the same is found whichever side comes first.
  const found =
    wordsOf(a) > wordsOf(b)
      ? foundDifferences(b, a, same).map(({ kind, a: left, b: right }) => ({ kind, a: right, b: left }))
      : foundDifferences(a, b, same)
  return found.sort((one, other) => placeIn(one) - placeIn(other) || one.kind.localeCompare(other.kind))
}

function foundDifferences(a: Side, b: Side, same: boolean): Difference[] {
  const dates = pairUp(a, b, datesOf(a), datesOf(b), datesAgree)
  const figures = pairUp(a, b, figuresOf(a), figuresOf(b), (x, y) => x === y)
  const names = !same ? [] : pairUp(a, b, namesOf(a), namesOf(b), isAlias, onlyBetweenTheSame(a, b))
  return [
    ...dates.map((pair) => difference('date', pair)),
    ...figures.map((pair) => difference('figure', pair)),
    ...names.map((pair) => difference('name', pair)),
    ...marked('negation', a, b),
    ...marked('hedge', a, b),
  ]
}

const placeIn = ({ a, b }: Difference): number => a.range?.start ?? b.range?.start ?? 0

type Pair = readonly [Value, Value]

const difference = (kind: DifferenceKind, [a, b]: Pair): Difference => ({
  kind,
  a: { range: { start: a.start, end: a.end }, value: a.value },
  b: { range: { start: b.start, end: b.end }, value: b.value },
})

/** What is found in a passage, found once: it is held against those of up to three other articles, each several times. */
function remembered<Found>(find: (side: Side) => Found): (side: Side) => Found {
  const known = new WeakMap<ComparedArticle, Map<string, Found>>()
  return (side) => {
    const { article, range } = side
    const own = known.get(article) ?? new Map<string, Found>()
    known.set(article, own)
    const key = `${range.start}-${range.end}`
    const found = own.get(key) ?? find(side)
    own.set(key, found)
    return found
  }
}

const datesOf = remembered(({ article, range }): Value[] =>
  datesIn(article.text, range, article.lang, article.published).map(({ start, end, value, exact }) => ({
    ...{ start, end, value },
    unit: exact === 'year' ? 'year' : 'day',
  })),
)

const figuresOf = remembered((side): Value[] => {
  const { article, range } = side
  return figuresIn(article.text, range, article.lang, datesOf(side)).map(({ start, end, value, unit }) => ({
    ...{ start, end, unit: unit ?? '' },
    value:
      unit === ':' ? clockTime(value) : `${value}${unit === null ? '' : unit === '%' ? '%' : ` ${unit}`}`,
  }))
})

const clockTime = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

const namesOf = remembered((side): Value[] => {
  const { article, range } = side
  const dates = datesOf(side)
  const isDate = ({ start, end }: TextRange): boolean =>
    dates.some((date) => date.start < end && start < date.end)
  return namesIn(article.text, range, article.lang)
    .filter((name) => !isDate(name))
    .map(({ start, end }) => ({
      ...{ start, end, unit: 'name' },
      value: article.text.slice(start, end),
    }))
})

/** Words to either side of a value by which it is told which value it is held against. */
const context = 4

/** Words around a value, folded, nearest first. */
function around({ article, range }: Side, { start, end }: TextRange): Set<string> {
  const before = wordList(article.text.slice(range.start, start), article.lang).slice(-context)
  const after = wordList(article.text.slice(end, range.end), article.lang).slice(0, context)
  return new Set([...before, ...after])
}

function wordList(text: string, lang: string): string[] {
  return [...segmentsOf('word', text, lang)].flatMap(({ segment, isWordLike }) =>
    isWordLike ? [fold(segment).text] : [],
  )
}

/**
 * What one passage has and the other has not, set against what that has instead: those in the most similar
 * surroundings first, and of those the ones at the most similar place.
 */
function pairUp(
  a: Side,
  b: Side,
  left: readonly Value[],
  right: readonly Value[],
  agree: (x: string, y: string) => boolean,
  fits: (x: Value, y: Value) => boolean = () => true,
): Pair[] {
  const restA = [...left]
  const restB = [...right]
  // What both have goes first, each once.
  for (const value of left) {
    const at = restB.findIndex((other) => compatible(value, other) && agree(value.value, other.value))
    if (at < 0) continue
    restB.splice(at, 1)
    restA.splice(restA.indexOf(value), 1)
  }
  const candidates = restA.flatMap((x) =>
    restB.flatMap((y) => {
      if (!compatible(x, y) || !fits(x, y)) return []
      const [near, other] = [around(a, x), around(b, y)]
      const shared = [...near].filter((word) => other.has(word)).length
      const apart = Math.abs(shareOf(a, x) - shareOf(b, y))
      return shared > 0 || apart < 0.25 ? [{ x, y, fit: shared - apart }] : []
    }),
  )
  const used = new Set<Value>()
  const pairs: Pair[] = []
  for (const { x, y } of candidates.sort(
    (one, two) => two.fit - one.fit || one.x.start + one.y.start - two.x.start - two.y.start,
  )) {
    if (used.has(x) || used.has(y)) continue
    used.add(x)
    used.add(y)
    pairs.push([x, y])
  }
  return pairs
}

const shareOf = ({ range }: Side, { start }: TextRange): number =>
  (start - range.start) / Math.max(1, range.end - range.start)

/** A figure without a unit may be one with it; a share, a time and money are not one another. */
const compatible = (x: Value, y: Value): boolean => x.unit === y.unit || x.unit === '' || y.unit === ''

/** Names are held against each other only where the words that are in the other's place are names too. */
function onlyBetweenTheSame(a: Side, b: Side): (x: Value, y: Value) => boolean {
  let found: ReturnType<typeof changedWords> | null = null
  const touches = (ranges: readonly TextRange[], { start, end }: TextRange): boolean =>
    ranges.some((range) => range.start < end && start < range.end)
  return (x, y) => {
    found ??= changedWords(a, b)
    return touches(found.a, x) && touches(found.b, y)
  }
}

/** A word that denies, or leaves open, on one side and not on the other. */
function marked(kind: 'negation' | 'hedge', a: Side, b: Side): Difference[] {
  const [left, right] = [markersOf[kind](a), markersOf[kind](b)]
  // Two negations that answer one another deny the same, in whatever words.
  if (left.length === right.length) return []
  const more = left.length > right.length
  const [from, to, side, opposite] = more ? [left, right, a, b] : [right, left, b, a]
  return extra(from, to, side, opposite).map((marker) => {
    const own: DifferenceSide = { range: marker.range, value: marker.words }
    const other: DifferenceSide = counterpart(marker, opposite)
    return more ? { kind, a: own, b: other } : { kind, a: other, b: own }
  })
}

interface Marker {
  /** The marker with the word it stands with. */
  range: TextRange
  words: string
  /** That word, folded; empty where there is none. */
  next: string
}

function markersIn(kind: 'negation' | 'hedge', { article, range }: Side): Marker[] {
  const { isWord, pattern } = markers(kind, article.lang)
  const within = article.text.slice(range.start, range.end)
  const found: Marker[] = []
  const add = (start: number, end: number, next: string): void => {
    const own = { start: range.start + start, end: range.start + end }
    found.push({ range: own, words: article.text.slice(own.start, own.end), next })
  }
  if (pattern) {
    for (const match of within.matchAll(pattern)) {
      const rest = /^[\p{L}]{0,2}/u.exec(within.slice(match.index + match[0].length))?.[0] ?? ''
      add(match.index, match.index + match[0].length, fold(rest).text)
    }
    return found
  }
  const words = [...segmentsOf('word', within, article.lang)].filter(({ isWordLike }) => isWordLike)
  for (const [at, { index, segment }] of words.entries()) {
    const form = fold(segment).text.replaceAll(' ', '')
    if (!isWord(form) && !(kind === 'negation' && /n[’']t$/i.test(segment))) continue
    const next = words[at + 1]
    const end = next ? next.index + next.segment.length : index + segment.length
    add(index, end, next ? fold(next.segment).text : '')
  }
  return found
}

const markersOf = {
  negation: remembered((side) => markersIn('negation', side)),
  hedge: remembered((side) => markersIn('hedge', side)),
}

/** Those of `from` that have no counterpart in `to`: what stands with the same word goes first. */
function extra(from: readonly Marker[], to: readonly Marker[], side: Side, opposite: Side): Marker[] {
  const rest = [...from]
  for (const marker of to) {
    let at = rest.findIndex(({ next }) => next !== '' && next === marker.next)
    if (at < 0) {
      const place = shareOf(opposite, marker.range)
      const away = rest.map(({ range }) => Math.abs(shareOf(side, range) - place))
      at = away.indexOf(Math.min(...away))
    }
    if (at >= 0) rest.splice(at, 1)
  }
  return rest
}

/** The word on the other side that the marker stands with here, as it stands there. */
function counterpart({ next }: Marker, { article, range }: Side): DifferenceSide {
  if (next !== '') {
    const within = article.text.slice(range.start, range.end)
    for (const { index, segment } of segmentsOf('word', within, article.lang)) {
      if (fold(segment).text !== next) continue
      const start = range.start + index
      return { range: { start, end: start + segment.length }, value: segment }
    }
  }
  return { range: null, value: '' }
}
