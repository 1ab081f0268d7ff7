/**
 * The sentences of a whole library, by their terms: what is nearest to a sentence, who shares how much of an article,
 * which lines go round. Terms and lines are kept as hashes, the words themselves stay in the articles; what is needed of
 * an article as a whole is read back from the file.
 */
import { baseLanguage, scriptOfLanguage } from '../languages'
import { assumedSentences } from '../likeness'
import { commonFrom, leastWeight, sameFrom } from '../matches'
import type { ComparedArticle } from '../types'
import { decodeRecord, encodeRecord, noSentences, type ArticleRecord } from './articleRecord'
import { withRoom } from './growing'
import { hashOf } from './hashes'
import { HashTable } from './hashTable'
import { lineHash } from './lineHash'
import { Postings } from './postings'
import { readSentences } from './readSentences'
import { RecordFile } from './recordFile'
import { mostTerms, readTerms } from './sentenceTerms'

/** A sentence of the library that is like another. */
export interface Nearest {
  articleId: string
  start: number
  end: number
  /** Weighted Dice over the terms that are telling, 0 to 1. */
  score: number
}

interface Ranked extends Nearest {
  /** The score, less where the two are of different lengths. */
  rank: number
}

export interface Coverage {
  /** Sentences of the article that count: text, telling enough, no common line. */
  counted: number
  /** Of these, those that any other article has. */
  shared: number
  /** Most first. */
  others: { articleId: string; shared: number }[]
}

interface KnownArticle {
  id: string
  stamp: string
  language: string
  /** The number of its first sentence, and how many it has. */
  first: number
  count: number
  /** Where its record is in the file. */
  word: number
  words: number
  dead: boolean
}

/**
 * What a score loses, at most, where the lengths differ. The index knows no little words, but their number shows in the
 * length: of very many sentences with the same few telling words it is what parts them.
 */
const lengthShare = 0.4

/** Sentences of articles that were taken out, beyond a third of all, before everything is numbered anew. */
const leastDead = 4096

export class LibraryIndex {
  readonly #file: RecordFile
  #articles: KnownArticle[] = []
  readonly #byId = new Map<string, KnownArticle>()
  #terms = new HashTable()
  /** By term: how many sentences have it. */
  #counts = new Uint32Array(0)
  /** By line: how many articles have it. */
  #lines = new HashTable()
  #postings = new Postings()
  #starts = new Uint32Array(0)
  #lengths = new Uint16Array(0)
  /** Sentences that were ever added, and those of them that are gone. */
  #added = 0
  #dead = 0
  /** What each sentence weighs; worked out anew after every change, when it is first needed. */
  #weights: Float32Array | null = null
  /** What the terms of a question weigh, by term; 0 for every one between two questions. */
  #asked = new Float32Array(0)
  /** 0 for every sentence between two questions. */
  #sums = new Float32Array(0)
  #found = new Uint32Array(0)

  /** @param path the file; null: everything stays in memory */
  constructor(path: string | null) {
    this.#file = new RecordFile(path)
    const words = this.#file.open()
    let at = 0
    while (at < words.length) {
      const decoded = decodeRecord(words, at)
      if (!decoded) break
      this.#add(decoded.record, at, decoded.end - at)
      at = decoded.end
    }
    if (words.length > 0) this.#file.cut(at)
    this.#tidy()
  }

  /** The articles that are known, with the stamp they came with. */
  known(): Map<string, string> {
    return new Map([...this.#byId].map(([id, { stamp }]) => [id, stamp]))
  }

  get sentences(): number {
    return this.#added - this.#dead
  }

  /** The language of most of its articles that are written in a script (ISO 15924); `und` where there is none. */
  mainLanguage(script: string): string {
    const counts = new Map<string, number>()
    for (const { language } of this.#byId.values()) {
      if (scriptOfLanguage(language) === script) counts.set(language, (counts.get(language) ?? 0) + 1)
    }
    const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    return most?.[0] ?? 'und'
  }

  /** Takes articles in, each by what it is known by: another stamp says that it has changed. */
  put(articles: readonly (ComparedArticle & { id: string; stamp: string })[]): void {
    this.#store(
      articles.map((article) => {
        const { id, stamp, lang } = article
        return { id, stamp, lang, sentences: readSentences(article) }
      }),
    )
  }

  delete(id: string): void {
    if (this.#byId.has(id)) this.#store([{ id, stamp: '', lang: '', sentences: noSentences() }])
  }

  /** In how many sentences a term is. */
  count(key: string): number {
    const term = this.#terms.get(hashOf(key))
    return term === undefined ? 0 : (this.#counts[term] ?? 0)
  }

  /** More articles than a few have a sentence with these words. */
  isCommon(words: string): boolean {
    return this.#isCommon(lineHash(words))
  }

  /**
   * The sentences of the library that are most like some words, best first.
   * @param except articles that are not looked at
   * @param least the likeness from which a sentence is one of them
   */
  nearest(
    text: string,
    lang: string,
    { limit, least, except }: { limit: number; least: number; except: (articleId: string) => boolean },
  ): Nearest[] {
    const terms = new Uint32Array(mostTerms)
    const count = readTerms(text, { start: 0, end: text.length }, lang, terms, 0)
    const found: Ranked[] = []
    let lowest = 0
    this.#eachAlike(terms.subarray(0, count), baseLanguage(lang), least, (sentence, score) => {
      if (score < lowest) return
      const length = this.#lengths[sentence] ?? 0
      const rank = score * (1 - lengthShare * (1 - sizeRatio(length, text.length)))
      if (rank < lowest) return
      const article = this.#articleOf(sentence)
      if (!article || except(article.id)) return
      const start = this.#starts[sentence] ?? 0
      found.push({ articleId: article.id, start, end: start + length, score, rank })
      if (found.length < limit * 4) return
      found.sort(bestFirst).length = limit
      lowest = found.at(-1)?.rank ?? 0
    })
    return found
      .sort(bestFirst)
      .slice(0, limit)
      .map(({ articleId, start, end, score }) => ({ articleId, start, end, score }))
  }

  /** Which other articles say the same as sentences of this one; null where the article is not known. */
  coverage(id: string, except: (articleId: string) => boolean): Coverage | null {
    const article = this.#byId.get(id)
    if (!article) return null
    const decoded = decodeRecord(this.#file.readAt(article.word, article.words), 0)
    if (!decoded) return null
    const { lines, counts, terms } = decoded.record.sentences
    const shared = new Map<string, number>()
    let [counted, any, at] = [0, 0, 0]
    const weights = this.#sentenceWeights()
    for (let index = 0; index < lines.length; index++) {
      const own = terms.subarray(at, (at += counts[index] ?? 0))
      if ((weights[article.first + index] ?? 0) < leastWeight || this.#isCommon(lines[index] ?? 0)) continue
      counted += 1
      const others = new Set<string>()
      this.#eachAlike(own, article.language, sameFrom, (sentence) => {
        const other = this.#articleOf(sentence)
        if (other && other !== article && !except(other.id)) others.add(other.id)
      })
      for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1)
      if (others.size > 0) any += 1
    }
    const others = [...shared].map(([articleId, count]) => ({ articleId, shared: count }))
    return {
      counted,
      shared: any,
      others: others.sort((a, b) => b.shared - a.shared || (a.articleId < b.articleId ? -1 : 1)),
    }
  }

  /** Bytes of the file. */
  get fileLength(): number {
    return this.#file.length
  }

  close(): void {
    this.#file.close()
  }

  #store(records: readonly ArticleRecord[]): void {
    const encoded = records.map(encodeRecord)
    const places = this.#file.append(encoded)
    for (const [at, record] of records.entries())
      this.#add(record, places[at] ?? 0, (encoded[at]?.length ?? 0) >> 2)
    this.#tidy()
  }

  #tidy(): void {
    if (this.#dead > leastDead && this.#dead * 3 > this.#added) this.#numberAnew()
  }

  /** Takes over what a record says; that of an article goes before what was known of it. */
  #add({ id, stamp, lang, sentences }: ArticleRecord, word: number, words: number): void {
    this.#weights = null
    const before = this.#byId.get(id)
    if (before) this.#forget(before)
    if (stamp === '') return
    const { starts, lengths, lines, counts, terms } = sentences
    const count = starts.length
    const article = {
      id,
      stamp,
      language: baseLanguage(lang),
      first: this.#added,
      count,
      word,
      words,
      dead: false,
    }
    this.#articles.push(article)
    this.#byId.set(id, article)
    this.#starts = withRoom(this.#starts, this.#added + count)
    this.#lengths = withRoom(this.#lengths, this.#added + count)
    this.#starts.set(starts, this.#added)
    this.#lengths.set(lengths, this.#added)
    this.#added += count
    const numbers = new Uint32Array(terms.length)
    for (let at = 0; at < terms.length; at++) numbers[at] = this.#termOf(terms[at] ?? 0)
    let at = 0
    for (let index = 0; index < count; index++) {
      const own = counts[index] ?? 0
      this.#postings.add(numbers, at, own)
      at += own
    }
    for (const line of new Set(lines)) if (line !== 0) this.#lines.set(line, (this.#lines.get(line) ?? 0) + 1)
  }

  #forget(article: KnownArticle): void {
    const record = decodeRecord(this.#file.readAt(article.word, article.words), 0)?.record
    this.#byId.delete(article.id)
    article.dead = true
    this.#dead += article.count
    for (const hash of record?.sentences.terms ?? []) {
      const term = this.#terms.get(hash)
      if (term !== undefined) this.#counts[term] = (this.#counts[term] ?? 1) - 1
    }
    for (const line of new Set(record?.sentences.lines))
      if (line !== 0) this.#lines.set(line, (this.#lines.get(line) ?? 1) - 1)
  }

  /** The number of a term, counted once more. */
  #termOf(hash: number): number {
    let term = this.#terms.get(hash)
    if (term === undefined) {
      term = this.#terms.size
      this.#terms.set(hash, term)
      this.#counts = withRoom(this.#counts, term + 1)
    }
    this.#counts[term] = (this.#counts[term] ?? 0) + 1
    return term
  }

  /** Forgets for good what was taken out: in memory, and in the file. */
  #numberAnew(): void {
    const records = this.#articles
      .filter(({ dead }) => !dead)
      .map(({ word, words }) => {
        const own = this.#file.readAt(word, words)
        return new Uint8Array(own.buffer, own.byteOffset, own.byteLength)
      })
    this.#articles = []
    this.#byId.clear()
    this.#terms = new HashTable()
    this.#counts = new Uint32Array(0)
    this.#lines = new HashTable()
    this.#postings = new Postings()
    this.#added = 0
    this.#dead = 0
    this.#file.clear()
    const places = this.#file.append(records)
    for (const [at, bytes] of records.entries()) {
      const decoded = decodeRecord(new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2), 0)
      if (decoded) this.#add(decoded.record, places[at] ?? 0, bytes.length >> 2)
    }
  }

  #isCommon(line: number): boolean {
    return line !== 0 && (this.#lines.get(line) ?? 0) > commonFrom
  }

  #weight(term: number): number {
    return Math.log(1 + (this.sentences + assumedSentences) / ((this.#counts[term] ?? 0) + 1))
  }

  #sentenceWeights(): Float32Array {
    if (this.#weights) return this.#weights
    const terms = new Float32Array(this.#terms.size)
    for (let term = 0; term < terms.length; term++) terms[term] = this.#weight(term)
    const weights = new Float32Array(this.#added)
    this.#postings.addWeights(terms, weights)
    this.#asked = withRoom(this.#asked, terms.length)
    this.#sums = withRoom(this.#sums, this.#added)
    this.#found = withRoom(this.#found, this.#added)
    this.#weights = weights
    return weights
  }

  /** Visits the sentences that are like some terms, by the weighted Dice of both. In no particular order. */
  #eachAlike(
    terms: Uint32Array,
    language: string,
    least: number,
    visit: (sentence: number, score: number) => void,
  ): void {
    const weights = this.#sentenceWeights()
    const known: number[] = []
    let own = 0
    for (const hash of terms) {
      const term = this.#terms.get(hash)
      const weight = term === undefined ? this.#weight(this.#counts.length) : this.#weight(term)
      own += weight
      if (term === undefined) continue
      known.push(term)
      this.#asked[term] = weight
    }
    const count = this.#postings.gather(known, this.#asked, this.#sums, this.#found)
    for (const term of known) this.#asked[term] = 0
    for (let at = 0; at < count; at++) {
      const sentence = this.#found[at] ?? 0
      const score = (2 * (this.#sums[sentence] ?? 0)) / (own + (weights[sentence] ?? 0))
      this.#sums[sentence] = 0
      if (score < least) continue
      const article = this.#articleOf(sentence)
      if (article && speakAlike(article.language, language)) visit(sentence, Math.min(1, score))
    }
  }

  /** Whose a sentence is; null where that was taken out. */
  #articleOf(sentence: number): KnownArticle | null {
    let [low, high] = [0, this.#articles.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#articles[middle]?.first ?? 0) <= sentence) low = middle
      else high = middle - 1
    }
    const article = this.#articles[low]
    return article && !article.dead ? article : null
  }
}

const sizeRatio = (one: number, other: number): number => Math.min(one, other) / Math.max(one, other, 1)

const speakAlike = (one: string, other: string): boolean => one === other || one === 'und' || other === 'und'

/** The same whatever the order in which articles came. */
const bestFirst = (one: Ranked, other: Ranked): number =>
  other.rank - one.rank ||
  (one.articleId < other.articleId ? -1 : one.articleId > other.articleId ? 1 : one.start - other.start)
