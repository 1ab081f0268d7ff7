/** Stamps: short strings that tell whether what the index holds is what there is. */
import type { IndexedMetadata } from './indexed'

/** A 53-bit digest (two rounds of multiply and xor-shift over UTF-16 units), for changes, not for safety. */
export function digest(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x85ebca77)
    b = Math.imul(b ^ unit, 0xc2b2ae3d)
  }
  a = Math.imul(a ^ (a >>> 15), 0x735a2d97) ^ b
  b = Math.imul(b ^ (b >>> 15), 0xcaf649a9) ^ a
  return (4_294_967_296 * (0x1fffff & (b ^ (b >>> 16))) + ((a ^ (a >>> 16)) >>> 0)).toString(36)
}

/**
 * What `known` says of an article that was put as it is: differs as soon as its text or a field that the index keeps
 * does. Cheap enough for a whole library.
 */
export function articleStamp(article: IndexedMetadata): string {
  const { title, byline, source, published, lang, addedAt, words, removed } = article
  const fields = [title, byline, source, published, lang, addedAt, words, removed]
  return `${article.revision.slice(0, 16)}.${digest(JSON.stringify(fields))}`
}
