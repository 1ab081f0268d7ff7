/** Hashes of terms and lines: 32 bits stand for words, so that the index is arrays of numbers. */

/** Where a hash begins; 0 stands for nothing. */
export const hashStart = 0x811c9dc5

/** A hash with one more UTF-16 unit (FNV-1a, by units and not by bytes). */
export const hashNext = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)

/** Spreads what was summed over all bits (the end of MurmurHash3); never 0. */
export function hashEnd(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0 || 1
}

export function hashOf(text: string): number {
  let hash = hashStart
  for (let at = 0; at < text.length; at++) hash = hashNext(hash, text.charCodeAt(at))
  return hashEnd(hash)
}
