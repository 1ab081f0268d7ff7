/** The dear rung with the earlier text at hand: words like the quotation, between the unchanged words that held it. */
import type { Anchor } from '#domain/anchoring/anchor'
import type { TextRange } from '#domain/articles/article'
import { approximateMatches, longestPattern } from '#domain/anchoring/approximate'
import { gapAround, type Changes } from '#domain/anchoring/changes'
import { likeness } from '#domain/anchoring/distance'
import { trimmedTo } from '#domain/anchoring/fuzzy'
import { sentencesAround } from '#domain/anchoring/sentence'
import { surroundingsAt } from '#domain/anchoring/surroundings'
import { isMostlyDense, weight } from '#domain/anchoring/weight'

/** A gap longer than this, in either text, says nothing of where a passage went. */
const longestGap = 4000

/** The share of errors that is searched for. */
const mostErrors = 0.4

/** The least likeness of the words, and of the sentences that hold them: a phrase recurs in other sentences. */
const least = { letters: 0.6, dense: 0.75 }

/** Texts that share less than this have nothing to go by: another article of the same kind shares its phrases. */
const leastShared = 0.1

/** How far the best passage must be ahead of every other in the gap. */
const ahead = 0.15

/** What must be the same of the quotation, by weight; and of the words next to it, on one side. */
const leastSame = 16
const leastRun = 6

/** How many units on either side of a passage its sentence is looked for. */
const sentenceReach = 256

/**
 * The one passage that the quotation may have become: between the unchanged words that held the quotation nothing else
 * is nearly as like it, words next to it are the same, and what stood there before it is like nothing so much as the
 * quotation. Null if there is none, or the earlier text does not have the quotation where the anchor says.
 */
export function placeInGap(changes: Changes, anchor: Anchor): TextRange | null {
  const { earlier, text } = changes
  const { quote, start } = anchor
  const own = { start, end: start + quote.length }
  if (quote.length > longestPattern || !earlier.startsWith(quote, start)) return null
  const gap = gapAround(changes, own)
  if (Math.max(gap.now.end - gap.now.start, gap.earlier.end - gap.earlier.start) > longestGap) return null
  const leastLikeness = isMostlyDense(quote) ? least.dense : least.letters
  if (changes.runs().shared.length < leastShared * Math.min(earlier.length, text.length)) return null
  const found = nearestIn(text, gap.now, quote, anchor)
  if (!found || found.likeness < leastLikeness || found.likeness * weight(quote) < leastSame) return null
  const { left, right } = surroundingsAt(text, anchor, found)
  if (Math.max(left.run, right.run) < leastRun) return null
  if (sentenceLikeness(changes, own, found) < least.letters) return null
  const back = nearestIn(earlier, gap.earlier, text.slice(found.start, found.end))
  const mutual = back !== null && back.start < own.end && own.start < back.end
  return mutual ? { start: found.start, end: found.end } : null
}

function sentenceLikeness({ earlier, text }: Changes, own: TextRange, found: TextRange): number {
  const before = sentencesAround(earlier, own, sentenceReach)
  const now = sentencesAround(text, found, sentenceReach)
  return likeness(earlier.slice(before.start, before.end), text.slice(now.start, now.end))
}

interface Match extends TextRange {
  likeness: number
}

/** The passage between two offsets that is most like the words, if no other comes near it. */
function nearestIn(
  text: string,
  { start, end }: TextRange,
  words: string,
  anchor: Anchor | null = null,
): Match | null {
  if (words.length > longestPattern) return null
  const matches = approximateMatches(text.slice(start, end), words, mostErrors)
    .map((range): Match => {
      const whole = { start: range.start + start, end: range.end + start }
      const own = anchor ? trimmedTo(text, anchor, whole) : whole
      return { ...own, likeness: likeness(words, text.slice(own.start, own.end)) }
    })
    .sort((a, b) => b.likeness - a.likeness)
  const [best, ...others] = matches
  if (!best) return null
  const rivalled = others.some(
    (other) => other.likeness > best.likeness - ahead && (other.start >= best.end || best.start >= other.end),
  )
  return rivalled ? null : best
}
