/**
 * What the index keeps of an article, as bytes: where its sentences are, the hashes of their words and of their terms.
 * Numbers are little-endian and stand where they can be read as an array.
 */

/** An article that was taken out has an empty stamp. */
export interface ArticleRecord {
  id: string
  stamp: string
  lang: string
  sentences: SentenceRows
}

/** Sentences as rows of numbers, one in each for a sentence; `terms` has those of all, one after the other. */
export interface SentenceRows {
  starts: Uint32Array
  lengths: Uint32Array
  /** Of the words alone; see `lineHash`. */
  lines: Uint32Array
  counts: Uint32Array
  terms: Uint32Array
}

export const noSentences = (): SentenceRows => ({
  starts: new Uint32Array(),
  lengths: new Uint32Array(),
  lines: new Uint32Array(),
  counts: new Uint32Array(),
  terms: new Uint32Array(),
})

/** Length of the record, checksum of what follows, length of the head, sentences, terms. */
const fixed = 5
const longestRange = 0xffff

/** The record; its length is a multiple of four. */
export function encodeRecord({ id, stamp, lang, sentences }: ArticleRecord): Uint8Array {
  const head = Buffer.from(JSON.stringify([id, stamp, lang]))
  const headWords = Math.ceil(head.length / 4)
  const { starts, lengths, lines, counts, terms } = sentences
  const words = new Uint32Array(fixed + headWords + starts.length * 3 + terms.length)
  new Uint8Array(words.buffer).set(head, fixed * 4)
  words[0] = words.length
  words[2] = head.length
  words[3] = starts.length
  words[4] = terms.length
  let at = fixed + headWords
  words.set(starts, at)
  at += starts.length
  // A sentence of more than sixty thousand units has its length cut, and few hundred terms.
  for (let index = 0; index < starts.length; index++)
    words[at++] = Math.min(lengths[index] ?? 0, longestRange) | ((counts[index] ?? 0) << 16)
  words.set(lines, at)
  words.set(terms, at + lines.length)
  words[1] = checksum(words)
  return new Uint8Array(words.buffer)
}

/**
 * The record that begins at a word; null where it is not whole.
 * @returns with the word behind it
 */
export function decodeRecord(
  words: Uint32Array,
  from: number,
): { record: ArticleRecord; end: number } | null {
  const length = words[from] ?? 0
  const own = words.subarray(from, from + length)
  if (length < fixed || own.length < length || own[1] !== checksum(own)) return null
  const [headLength = 0, count = 0, termCount = 0] = own.subarray(2)
  let at = fixed + Math.ceil(headLength / 4)
  if (at + count * 3 + termCount !== length) return null
  const head = Buffer.from(own.buffer, own.byteOffset + fixed * 4, headLength).toString('utf8')
  const [id = '', stamp = '', lang = 'und'] = JSON.parse(head) as string[]
  const starts = own.subarray(at, (at += count))
  const packed = own.subarray(at, (at += count))
  const lines = own.subarray(at, (at += count))
  const sentences = {
    starts,
    lengths: packed.map((both) => both & longestRange),
    lines,
    counts: packed.map((both) => both >>> 16),
    terms: own.subarray(at),
  }
  return { record: { id, stamp, lang, sentences }, end: from + length }
}

function checksum(words: Uint32Array): number {
  let sum = 0x9e3779b9
  for (let at = 2; at < words.length; at++)
    sum = (Math.imul(sum ^ (words[at] ?? 0), 0x85ebca6b) >>> 7) ^ (sum << 11)
  return sum >>> 0
}
