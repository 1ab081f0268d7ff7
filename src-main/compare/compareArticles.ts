/** Lays articles against one another: what they share, where that differs, what only one of them says. */
import type { TextRange } from '#domain/articles/article'
import { differencesOf, differingWords } from './differences'
import { comparable } from './languages'
import { weigher, type Weigher } from './likeness'
import { isVerbatim, matchesOf, sameFrom } from './matches'
import { runsOf, type Run } from './passages'
import type { PreparedArticle, PreparedSentence } from './prepared'
import { isCharacter } from './terms'
import type { Comparison, Passage, SharedWord } from './types'

/** What is known of the library that the articles are in. */
export interface LibraryCounts {
  sentences: number
  /** In how many sentences of the library a term is. */
  count: (key: string) => number
  /** Whether so many articles of the library have a sentence with these words that it counts for nothing. */
  isCommon: (words: string) => boolean
}

/** A library that nothing is known of: articles are weighed by what they have themselves. */
const unknownLibrary: LibraryCounts = { sentences: 0, count: () => 0, isCommon: () => false }

/** Weights of terms for articles that are compared with one another, in a library or outside. */
export function weigherOf(
  articles: readonly PreparedArticle[],
  library: LibraryCounts = unknownLibrary,
): Weigher {
  const own = new Map<string, number>()
  let sentences = 0
  for (const article of articles) {
    sentences += article.sentences.length
    for (const { bag } of article.sentences)
      for (const key of bag.keys()) own.set(key, (own.get(key) ?? 0) + 1)
  }
  // Shared by all of them, a term is no less telling for it: each article counts as a part.
  const count = (key: string): number => Math.max(library.count(key), (own.get(key) ?? 0) / articles.length)
  const little = (key: string): boolean => articles.some((article) => article.little.has(key))
  return weigher({ sentences: Math.max(library.sentences, sentences), count }, little)
}

/** What two articles share. Comparing b with a gives the same, mirrored. */
export function compareTwo(
  a: PreparedArticle,
  b: PreparedArticle,
  weigh: Weigher,
  library: LibraryCounts = unknownLibrary,
): Comparison {
  if (!comparable(a, b)) return { comparable: false, reason: 'languages' }
  const runs = runsOf(a, b, matchesOf(a, b, weigh), weigh)
  return { comparable: true, passages: runs.map((run) => passageOf(a, b, run, weigh, library)) }
}

function passageOf(
  a: PreparedArticle,
  b: PreparedArticle,
  run: Run,
  weigh: Weigher,
  library: LibraryCounts,
): Passage {
  const [left, right] = [sentencesAt(a, run.a), sentencesAt(b, run.b)]
  const [rangeA, rangeB] = [spanOf(left), spanOf(right)]
  const verbatim =
    left.length === right.length &&
    left.every((sentence, index) => {
      const other = right[index]
      return other !== undefined && isVerbatim(a, b, sentence, other)
    })
  const sideA = { article: a, range: rangeA }
  const sideB = { article: b, range: rangeB }
  const differing = verbatim ? { a: [], b: [] } : differingWords(sideA, sideB)
  return {
    grade: run.score >= sameFrom ? 'same' : 'may',
    score: Math.round(run.score * 1000) / 1000,
    a: rangeA,
    b: rangeB,
    aSentences: run.a,
    bSentences: run.b,
    verbatim,
    common: isCommon(a, left, library) || isCommon(b, right, library),
    aDiffering: differing.a,
    bDiffering: differing.b,
    // Verbatim words may still be of different days: “yesterday” is what the article's date makes it.
    differences: differencesOf(sideA, sideB, run.score >= sameFrom),
    shared: sharedWords(a, left, right, weigh),
  }
}

function isCommon(
  article: PreparedArticle,
  sentences: readonly PreparedSentence[],
  library: LibraryCounts,
): boolean {
  return sentences.every(({ start, end }) => library.isCommon(article.text.slice(start, end)))
}

function sentencesAt(article: PreparedArticle, indexes: readonly number[]): PreparedSentence[] {
  return indexes.flatMap((index) => article.sentences[index] ?? [])
}

const spanOf = (sentences: readonly PreparedSentence[]): TextRange => ({
  start: sentences[0]?.start ?? 0,
  end: sentences.at(-1)?.end ?? 0,
})

/** Words that are named as the reason, at most. */
const mostShared = 12

function sharedWords(
  a: PreparedArticle,
  left: readonly PreparedSentence[],
  right: readonly PreparedSentence[],
  weigh: Weigher,
): SharedWord[] {
  const byKey = (sentences: readonly PreparedSentence[]): Map<string, TextRange[]> => {
    const ranges = new Map<string, TextRange[]>()
    for (const { terms } of sentences) {
      for (const { key, range } of terms) {
        const own = ranges.get(key)
        if (own) own.push(range)
        else ranges.set(key, [range])
      }
    }
    return ranges
  }
  const [own, others] = [byKey(left), byKey(right)]
  const found = [...own].flatMap(([key, ranges]) => {
    const other = others.get(key)
    return other ? [{ key, ranges, other, weight: weigh(key) * Math.min(ranges.length, other.length) }] : []
  })
  const total = found.reduce((sum, { weight }) => sum + weight, 0)
  // A single character says why only where nothing longer does.
  const words = found.filter(({ key }) => !isCharacter(key))
  return (words.length > 0 ? words : found)
    .sort((one, two) => two.weight - one.weight || (one.key < two.key ? -1 : 1))
    .slice(0, mostShared)
    .map(({ ranges, other, weight }) => ({
      word: a.text.slice(ranges[0]?.start, ranges[0]?.end),
      weight: Math.round((weight / total) * 1000) / 1000,
      a: ranges,
      b: other,
    }))
}

/** For each article the indexes of its sentences that no other one has, common lines left out. */
export function onlyHere(
  articles: readonly PreparedArticle[],
  comparisons: readonly { a: number; b: number; comparison: Comparison }[],
  library: LibraryCounts = unknownLibrary,
): number[][] {
  const shared = articles.map(() => new Set<number>())
  for (const { a, b, comparison } of comparisons) {
    if (!comparison.comparable) continue
    for (const { aSentences, bSentences } of comparison.passages) {
      for (const index of aSentences) shared[a]?.add(index)
      for (const index of bSentences) shared[b]?.add(index)
    }
  }
  return articles.map(({ sentences, text }, at) =>
    sentences
      .filter(
        ({ index, role, start, end, bag }) =>
          role === 'text' &&
          bag.size > 0 &&
          !shared[at]?.has(index) &&
          !library.isCommon(text.slice(start, end)),
      )
      .map(({ index }) => index),
  )
}
