/** Following a quotation from the text it was made on to the text of today, by what is the same around it. */
import type { Anchor } from '#domain/anchoring/anchor'
import type { TextRange } from '#domain/articles/article'
import {
  gapAround,
  unchangedAround,
  untouchedSides,
  type Changes,
  type Unchanged,
} from '#domain/anchoring/changes'
import { beginsSentence, endsSentence, sentenceWithin } from '#domain/anchoring/sentence'
import { findOccurrences } from '#domain/anchoring/occurrences'
import { weight } from '#domain/anchoring/weight'

/**
 * What a quotation and the unchanged words next to it must weigh together: where it stands once in either text, and
 * where it stands more often in one of them.
 */
const needed = {
  /** It stands between unchanged words that were next to it and are not far from it now. */
  enclosed: { once: 16, often: 56 },
  /** All is unchanged on one side of it, to the border of the text. */
  untouched: { once: 40, often: 56 },
  anywhere: { once: 80, often: 112 },
}

/**
 * What a whole sentence that is unchanged and stands once in either text must weigh, for the quotation in it: where it
 * stands between the same unchanged words as before (some 28 letters, 8 Chinese characters), and where it has moved.
 */
const sentenceNeeded = { inGap: 24, anywhere: 36 }

/** A quotation of this weight (some 75 letters, 20 Chinese characters) that stands once in either text needs no more. */
const alone = 60

/** The most that may stand beside a quotation between the unchanged words that enclose it, in UTF-16 units. */
const enclosure = { earlier: 128, now: 1200 }

/** One side is ahead of another by this much weight of unchanged words, or behind it by this much. */
const ahead = 12
const behind = 4

/** Occurrences in either text beyond these, and pairs of them beyond these, are not compared. */
const mostOccurrences = 2000
const mostPairs = 50_000

export interface Followed {
  /** Where the quotation went, if that could be decided. */
  place: TextRange | null
  /** The same words at `start` may be the quotation: nothing says that they are others, or that it went elsewhere. */
  mayBe: (start: number) => boolean
  /** The same words at `start` may be found by their surroundings alone; those that occur often only where they were. */
  isWhereItWas: (start: number) => boolean
  /** Other words that stood in the earlier text already, and not where the quotation was: they have not come from it. */
  isOlder: (words: string) => boolean
}

/**
 * Where an anchor's words went; null where they did not stand in the earlier text. Every place of the words in the text
 * of today is held against every place in the earlier one. The quotation's is the one that shares more unchanged words
 * with it than any other place does, and than it shares with any other origin, and on neither side less. After one edit
 * outside the quotation its own place is unchanged on one side to the border of the text: no other can be ahead of it.
 */
export function follow(changes: Changes, { quote, start }: Anchor): Followed | null {
  const { earlier, text } = changes
  if (!earlier.startsWith(quote, start)) return null
  const places = findOccurrences(text, quote, mostOccurrences)
  const others = findOccurrences(earlier, quote, mostOccurrences).filter((origin) => origin !== start)
  const undecided: Followed = {
    place: null,
    mayBe: mayBe(changes, quote, start),
    isWhereItWas: () => true,
    isOlder: (words) => isOlder(earlier, words, { start, end: start + quote.length }),
  }
  const tooMany = Math.max(places.length, others.length) > mostOccurrences
  if (places.length === 0 || tooMany || places.length * others.length > mostPairs) return undecided

  const candidates = places.flatMap((place) => {
    const own = unchangedAround(changes, quote, start, place)
    const rivals = others.map((origin) => unchangedAround(changes, quote, origin, place))
    return rivals.some((rival) => outdoes(rival, own)) ? [] : [{ place, own, rivals }]
  })
  const best = candidates.find((candidate) =>
    [...candidate.rivals, ...candidates.filter((other) => other !== candidate).map(({ own }) => own)].every(
      (rival) => outdoes(candidate.own, rival),
    ),
  )
  const found = best && { ...undecided, place: { start: best.place, end: best.place + quote.length } }
  const once = places.length === 1 && others.length === 0
  if (found && once && (best.own.whole >= needed.anywhere.once || weight(quote) >= alone)) return found

  const gap = gapAround(changes, { start, end: start + quote.length })
  const isIn = (at: number, range: TextRange): boolean => at >= range.start && at + quote.length <= range.end
  const free = new Set(candidates.map(({ place }) => place))
  const open: Followed = {
    ...undecided,
    mayBe: (place) => free.has(place) && undecided.mayBe(place),
    isWhereItWas: (place) => once || isIn(place, gap.now),
  }
  const rivalled =
    candidates.some(({ place }) => place !== best?.place && isIn(place, gap.now)) ||
    others.some((origin) => isIn(origin, gap.earlier))
  if (!found) return open
  const sentence = sentenceAround(changes, quote, start, best)
  if (
    once &&
    sentence &&
    weight(sentence) >= sentenceNeeded[isIn(best.place, gap.now) ? 'inGap' : 'anywhere']
  )
    return found
  if (rivalled) return open
  const enclosed =
    isIn(best.place, gap.now) &&
    gap.earlier.end - gap.earlier.start - quote.length <= enclosure.earlier &&
    gap.now.end - gap.now.start - quote.length <= enclosure.now
  const untouched = Math.max(best.own.left, best.own.right) === Infinity
  const proof = needed[enclosed ? 'enclosed' : untouched ? 'untouched' : 'anywhere']
  return best.own.whole >= (once ? proof.once : proof.often) ? found : open
}

/** The whole sentence that holds the quotation, where it is unchanged and stands once in either text. */
function sentenceAround(
  { earlier, text }: Changes,
  quote: string,
  origin: number,
  { place, own }: { place: number; own: Unchanged },
): string | null {
  const { before, after } = own.units
  const run = { start: origin - before, end: origin + quote.length + after }
  const whole = sentenceWithin(earlier, run, { start: origin, end: origin + quote.length })
  if (!whole) return null
  const shift = place - origin
  // Where the run ends, the sentence may go on in the other text.
  if (!beginsSentence(text, whole.start + shift) || !endsSentence(text, whole.end + shift)) return null
  const words = earlier.slice(whole.start, whole.end)
  return [earlier, text].every((each) => findOccurrences(each, words, 1).length === 1) ? words : null
}

/** `own` shares clearly more unchanged words on one side than `rival`, and not less on the other. */
function outdoes(own: Unchanged, rival: Unchanged): boolean {
  if (own.left < rival.left - behind || own.right < rival.right - behind) return false
  return own.left >= rival.left + ahead || own.right >= rival.right + ahead
}

/** Fewer words than these may have been put in place of the quotation's, wherever else they stood. */
const leastOlder = 24

function isOlder(earlier: string, words: string, { start, end }: TextRange): boolean {
  if (weight(words) < leastOlder) return false
  const origins = findOccurrences(earlier, words, mostOccurrences)
  return origins.length > 0 && !origins.some((origin) => origin < end && origin + words.length > start)
}

/**
 * Words that are untouched on one side are where they were, or where all before them has pushed them. So the quotation
 * is nowhere else, if it is untouched somewhere; and what is another's, untouched, is not the quotation.
 */
function mayBe(changes: Changes, quote: string, start: number): (place: number) => boolean {
  const { earlier, text } = changes
  const shift = text.length - earlier.length
  const isUntouched = (origin: number, place: number): boolean => {
    if (!earlier.startsWith(quote, origin) || !text.startsWith(quote, place)) return false
    const { left, right } = untouchedSides(changes, quote, origin, place)
    return left || right
  }
  const own = [start, start + shift].filter((place) => isUntouched(start, place))
  return (place) =>
    own.every((other) => other === place) &&
    ![place, place - shift].some((origin) => origin !== start && isUntouched(origin, place))
}
