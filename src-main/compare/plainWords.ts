/** How many words two sentences have in common, little ones and all: the cheap look before the close one. */
import { beginsWord, wordEnds } from '#domain/text/wordBreaks'

/** How often each word, or each character of unspaced writing, is there. */
function plainBag(text: string): Map<string, number> {
  const bag = new Map<string, number>()
  const lower = text.toLowerCase()
  const ends = wordEnds(lower)
  let from = 0
  for (const part of ends ? ends.map((end) => lower.slice(from, (from = end))) : lower)
    if (!ends || beginsWord(part.charCodeAt(0))) bag.set(part, (bag.get(part) ?? 0) + 1)
  return bag
}

const sizeOf = (bag: ReadonlyMap<string, number>): number =>
  [...bag.values()].reduce((sum, times) => sum + times, 0)

/**
 * Of some sentences, best first, those that are worth a close look.
 * @param most the first so many are kept
 * @param more so many of the others are, those that have most words in common with `text`
 */
export function worthALook<Kind extends { text: string }>(
  text: string,
  sentences: readonly Kind[],
  { most, more }: { most: number; more: number },
): Kind[] {
  const own = plainBag(text)
  const ownSize = sizeOf(own)
  const others = sentences.slice(most).map((sentence) => {
    const bag = plainBag(sentence.text)
    let shared = 0
    for (const [word, times] of bag) shared += Math.min(times, own.get(word) ?? 0)
    return { sentence, score: (2 * shared) / Math.max(1, ownSize + sizeOf(bag)) }
  })
  others.sort((one, other) => other.score - one.score)
  return [...sentences.slice(0, most), ...others.slice(0, more).map(({ sentence }) => sentence)]
}
