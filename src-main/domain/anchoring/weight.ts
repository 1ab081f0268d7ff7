/** How much a string says: a measure of how unlikely it is to stand somewhere else by chance. */

/** A Han character says about as much as three letters of an alphabet, a syllable of hangul as two, of kana as one and a half. */
function weightOf(unit: number): number {
  if ((unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff)) return 3
  if (unit >= 0xac00 && unit <= 0xd7a3) return 2
  return unit >= 0x3041 && unit <= 0x30ff ? 1.5 : 1
}

/** The character is of a script that writes words without spaces and in few characters: Han, kana, hangul. */
export function isDense(unit: number): boolean {
  return weightOf(unit) > 1
}

/**
 * The sum over the different pairs of neighbouring UTF-16 units in a string, each as much as its characters say on
 * average. Running English comes to about 0.85 for each character at 50 characters and 0.75 at 100; `aaaa…` to 1
 * however long it is. Counting stops at `limit`.
 */
export function weight(words: string, limit = 256): number {
  const pairs = new Set<number>()
  let sum = 0
  for (let at = 1; at < words.length && sum < limit; at += 1) {
    const left = words.charCodeAt(at - 1)
    const right = words.charCodeAt(at)
    const pair = left * 0x10000 + right
    if (pairs.has(pair)) continue
    pairs.add(pair)
    sum += (weightOf(left) + weightOf(right)) / 2
  }
  return Math.min(sum, limit)
}

/** At least three in ten units of the string are dense characters. */
export function isMostlyDense(words: string): boolean {
  const sample = words.slice(0, 512)
  let dense = 0
  for (let at = 0; at < sample.length; at += 1) if (isDense(sample.charCodeAt(at))) dense += 1
  return dense * 10 >= sample.length * 3
}
