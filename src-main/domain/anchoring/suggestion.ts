/** For a quotation that is lost: the passage of the text of today that says most of it, for the reader to judge. */
import type { TextRange } from '#domain/articles/article'
import { approximateMatches, longestPattern } from '#domain/anchoring/approximate'
import { findOccurrences } from '#domain/anchoring/occurrences'
import { sentences } from '#domain/text/sentences'
import { fold, isUnspaced } from '#domain/text/fold'
import { weight } from '#domain/anchoring/weight'

export interface Suggestion extends TextRange {
  /** How much of what the quotation says is in it, 0 to 1: the share of its words, a rare one counting more. */
  score: number
}

interface Source {
  text: string
  blocks: readonly TextRange[]
  /** BCP 47. */
  lang: string
}

/** Less than this much in common is chance. */
const leastScore = 0.25

/** Passages that stood in the earlier text already are likely other ones, and count for less. */
const olderShare = 0.6

/** The passages that are compared closely. */
const mostCompared = 8

/** Of a passage shorter than its sentence, the share of errors that is searched for. */
const mostErrors = 0.5

/** Copies of the quotation that are looked at. */
const mostCopies = 1000

/**
 * The passage most like a quotation, whole sentences of it or a part of one; null if nothing is like it. No proof that
 * it is the passage: never to be attached without the reader.
 * @param position where the quotation stood, as a share of its text's length: of copies alike the nearest is taken
 * @param earlier the text that the quotation was made on, if it is known
 */
export function mostSimilar(
  source: Source,
  quote: string,
  position: number,
  earlier: string | null,
): Suggestion | null {
  const { text } = source
  const near = (start: number): number => Math.abs(start - position * text.length)
  const [copy] = findOccurrences(text, quote, mostCopies).sort((a, b) => near(a) - near(b))
  if (copy !== undefined) return { start: copy, end: copy + quote.length, score: 1 }

  const all = sentences(text, source.blocks, source.lang)
  const asked = termsOf(quote)
  const found = all.map(({ start, end }) => termsOf(text.slice(start, end)))
  const rarity = rarityOf(found)
  const most = Math.max(1, sentences(quote, [{ start: 0, end: quote.length }], source.lang).length) + 1
  const passages: Suggestion[] = []
  for (const first of all.keys()) {
    const terms = new Set<string>()
    for (let last = first; last < Math.min(all.length, first + most); last += 1) {
      for (const term of found[last] ?? []) terms.add(term)
      const [start, end] = [all[first]?.start ?? 0, all[last]?.end ?? 0]
      passages.push({ start, end, score: likenessOf(asked, terms, rarity) })
    }
  }
  passages.sort((a, b) => b.score - a.score)
  const compared = passages.slice(0, mostCompared).map((passage) => {
    const best = narrowed(text, quote, passage)
    const terms = termsOf(text.slice(best.start, best.end))
    const words = text.slice(best.start, best.end)
    const known = earlier !== null && words !== quote && earlier.includes(words)
    return { ...best, score: likenessOf(asked, terms, rarity) * (known ? olderShare : 1) }
  })
  const best = compared.reduce<Suggestion | null>((a, b) => (a && a.score >= b.score ? a : b), null)
  return best && best.score >= leastScore ? best : null
}

/** Of a passage that says more than the quotation, the part that is like it. */
function narrowed(text: string, quote: string, passage: Suggestion): TextRange {
  const words = text.slice(passage.start, passage.end)
  if (words.length <= quote.length * 1.3 || quote.length > longestPattern) return passage
  const [match] = approximateMatches(words, quote, mostErrors, 1)
  if (!match || weight(words.slice(match.start, match.end)) < weight(quote) / 3) return passage
  let { start, end } = { start: passage.start + match.start, end: passage.start + match.end }
  while (start > passage.start && isLetter(text, start - 1) && isLetter(text, start)) start -= 1
  while (end < passage.end && isLetter(text, end - 1) && isLetter(text, end)) end += 1
  const inner = text.slice(start, end)
  start += inner.length - inner.trimStart().length
  end -= inner.length - inner.trimEnd().length
  return start < end ? { start, end } : passage
}

function isLetter(text: string, at: number): boolean {
  return /[\p{L}\p{N}\p{M}]/u.test(text.charAt(at)) && !isUnspaced(text.charCodeAt(at))
}

/** Its words without case and accents; of Han, kana and hangul the pairs of neighbouring characters. */
function termsOf(words: string): Set<string> {
  const terms = new Set<string>()
  for (const word of fold(words).text.split(' ')) {
    let spaced = ''
    for (let at = 0; at < word.length; at += 1) {
      if (isUnspaced(word.charCodeAt(at))) {
        terms.add(word.slice(at, at + 2))
        if (spaced !== '') terms.add(spaced)
        spaced = ''
      } else {
        spaced += word.charAt(at)
      }
    }
    if (spaced !== '') terms.add(spaced)
  }
  return terms
}

/** How rare a term is among sentences: 1 in all of them, more in few. */
function rarityOf(found: readonly ReadonlySet<string>[]): (term: string) => number {
  const counts = new Map<string, number>()
  for (const terms of found) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return (term) => 1 + Math.log((found.length + 1) / ((counts.get(term) ?? 0) + 1))
}

/** What two sets of terms share, by rarity, against what both hold (Dice's measure). */
function likenessOf(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  rarity: (term: string) => number,
): number {
  const sum = (terms: Iterable<string>): number => [...terms].reduce((total, term) => total + rarity(term), 0)
  const both = sum(a) + sum(b)
  return both === 0 ? 0 : (2 * sum([...a].filter((term) => b.has(term)))) / both
}
