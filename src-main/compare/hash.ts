/** Hashes of words: not for secrets, only to tell them apart in little room. */

/** 32 bits of a text (FNV-1a over its UTF-16 units, with a final mix so that all bits count). */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** 53 bits of a text, as a whole number: two of a million sentences alike by chance once in ten thousand libraries. */
export function hash53(text: string): number {
  return (hash32(text) & 0x1fffff) * 2 ** 32 + hash32(`${text.length}\u0000${text}`)
}
