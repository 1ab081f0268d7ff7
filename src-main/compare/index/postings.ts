/**
 * Which sentences have a term. Most of it lies packed: for each term the gaps between the numbers of its sentences, in
 * seven bits a byte with the high bit where more follow. The latest sentences are kept as they came, each with its
 * terms, and are packed when they have become many, or when something is asked.
 */
import { withRoom } from './growing'

/** Postings that are kept unpacked at least. */
const leastLoose = 1 << 16
/**
 * The share of the packed bytes beyond it: less when something is asked, as unpacked ones take longer to look through,
 * than while a library is read, as packing takes the longer the more there is.
 */
const looseShare = { asked: 1 / 16, adding: 1 / 3 }

export class Postings {
  /** How many terms are known; they are numbered from 0. */
  #terms = 0
  #packed = new Uint8Array(0)
  /** Where the bytes of a term begin in `packed`; one more for the end. */
  #starts = new Uint32Array(1)
  /** The number of the last sentence that is packed for a term, plus 1. */
  #last = new Uint32Array(0)
  /** Sentences below this are packed. */
  #packedTo = 0
  /** The terms of the others, one sentence after the other, and where those of each begin. */
  #loose = new Uint32Array(0)
  #looseStarts = new Uint32Array(1)
  #looseSentences = 0

  /** Adds the next sentence, by the numbers of its terms, each once: so many of `terms` from a place on. */
  add(terms: Uint32Array, first: number, count: number): void {
    const from = this.#looseStarts[this.#looseSentences] ?? 0
    this.#loose = withRoom(this.#loose, from + count)
    for (let at = 0; at < count; at++) {
      const term = terms[first + at] ?? 0
      this.#loose[from + at] = term
      if (term >= this.#terms) this.#terms = term + 1
    }
    this.#looseSentences += 1
    this.#looseStarts = withRoom(this.#looseStarts, this.#looseSentences + 1)
    this.#looseStarts[this.#looseSentences] = from + count
    this.#packBeyond(looseShare.adding)
  }

  #packBeyond(share: number): void {
    const loose = this.#looseStarts[this.#looseSentences] ?? 0
    if (loose > Math.max(leastLoose, this.#packed.length * share)) this.#pack()
  }

  /** Adds a weight for each term to the sentences that have it. @param weights by term; 0: passed over */
  addWeights(weights: Float32Array, sums: Float32Array): void {
    this.#packBeyond(looseShare.asked)
    const known = Math.min(this.#starts.length - 1, weights.length)
    for (let term = 0; term < known; term++) {
      const weight = weights[term] ?? 0
      if (weight !== 0) this.#each(term, (sentence) => (sums[sentence] = (sums[sentence] ?? 0) + weight))
    }
    for (let at = 0; at < this.#looseSentences; at++) {
      const end = this.#looseStarts[at + 1] ?? 0
      let sum = 0
      for (let place = this.#looseStarts[at] ?? 0; place < end; place++)
        sum += weights[this.#loose[place] ?? 0] ?? 0
      sums[this.#packedTo + at] = sum
    }
  }

  /**
   * Adds the weights of a few terms to the sentences that have them, and notes the sentences.
   * @param weights by term; 0 for all but these
   * @param sums 0 for each sentence before
   * @param found long enough for all sentences
   * @returns how many were noted
   */
  gather(terms: readonly number[], weights: Float32Array, sums: Float32Array, found: Uint32Array): number {
    let count = 0
    const packed = this.#packed
    for (const term of terms) {
      const weight = weights[term] ?? 0
      if (term >= this.#starts.length - 1) continue
      const end = this.#starts[term + 1] ?? 0
      let sentence = -1
      for (let at = this.#starts[term] ?? 0; at < end; at++) {
        let byte = packed[at] ?? 0
        let gap = byte & 0x7f
        for (let shift = 7; byte >= 0x80; shift += 7) {
          byte = packed[++at] ?? 0
          gap |= (byte & 0x7f) << shift
        }
        sentence += gap
        const sum = sums[sentence] ?? 0
        if (sum === 0) found[count++] = sentence
        sums[sentence] = sum + weight
      }
    }
    return this.#gatherLoose(weights, sums, found, count)
  }

  #gatherLoose(weights: Float32Array, sums: Float32Array, found: Uint32Array, before: number): number {
    let count = before
    for (let at = 0; at < this.#looseSentences; at++) {
      const end = this.#looseStarts[at + 1] ?? 0
      let sum = 0
      for (let place = this.#looseStarts[at] ?? 0; place < end; place++)
        sum += weights[this.#loose[place] ?? 0] ?? 0
      if (sum === 0) continue
      sums[this.#packedTo + at] = sum
      found[count++] = this.#packedTo + at
    }
    return count
  }

  #each(term: number, visit: (sentence: number) => void): void {
    const packed = this.#packed
    const end = this.#starts[term + 1] ?? 0
    let sentence = -1
    for (let at = this.#starts[term] ?? 0; at < end; at++) {
      let byte = packed[at] ?? 0
      let gap = byte & 0x7f
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = packed[++at] ?? 0
        gap |= (byte & 0x7f) << shift
      }
      sentence += gap
      visit(sentence)
    }
  }

  /** Packs what is loose behind what is packed. */
  #pack(): void {
    const terms = this.#terms
    const last = new Uint32Array(terms)
    last.set(this.#last)
    // First the sizes: what is there, and what each gap will take.
    const starts = new Uint32Array(terms + 1)
    const known = this.#starts.length - 1
    for (let term = 0; term < known; term++)
      starts[term + 1] = (this.#starts[term + 1] ?? 0) - (this.#starts[term] ?? 0)
    const ends = last.slice()
    this.#eachLoose((term, sentence) => {
      starts[term + 1] = (starts[term + 1] ?? 0) + sizeOf(sentence + 1 - (ends[term] ?? 0))
      ends[term] = sentence + 1
    })
    for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
    const packed = new Uint8Array(starts[terms] ?? 0)
    const places = new Uint32Array(terms)
    for (let term = 0; term < terms; term++) {
      const from = starts[term] ?? 0
      const length = term < known ? (this.#starts[term + 1] ?? 0) - (this.#starts[term] ?? 0) : 0
      const old = this.#starts[term] ?? 0
      // A call for each of very many terms takes longer than to copy their few bytes.
      if (length > 64) packed.set(this.#packed.subarray(old, old + length), from)
      else for (let at = 0; at < length; at++) packed[from + at] = this.#packed[old + at] ?? 0
      places[term] = from + length
    }
    this.#eachLoose((term, sentence) => {
      let gap = sentence + 1 - (last[term] ?? 0)
      last[term] = sentence + 1
      let at = places[term] ?? 0
      while (gap >= 0x80) {
        packed[at++] = (gap & 0x7f) | 0x80
        gap >>>= 7
      }
      packed[at++] = gap
      places[term] = at
    })
    this.#packed = packed
    this.#starts = starts
    this.#last = last
    this.#packedTo += this.#looseSentences
    this.#looseSentences = 0
    this.#looseStarts = new Uint32Array(1)
    this.#loose = new Uint32Array(leastLoose)
  }

  #eachLoose(visit: (term: number, sentence: number) => void): void {
    for (let at = 0; at < this.#looseSentences; at++) {
      const end = this.#looseStarts[at + 1] ?? 0
      for (let place = this.#looseStarts[at] ?? 0; place < end; place++)
        visit(this.#loose[place] ?? 0, this.#packedTo + at)
    }
  }
}

/** Bytes that a gap takes. */
const sizeOf = (gap: number): number =>
  gap < 0x80 ? 1 : gap < 0x4000 ? 2 : gap < 0x20_0000 ? 3 : gap < 0x1000_0000 ? 4 : 5
