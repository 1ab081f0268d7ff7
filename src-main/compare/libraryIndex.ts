/**
 * The sentences of a whole library, by their terms: what is nearest to a sentence, who shares how much of an article,
 * which lines go round. Typed arrays; terms and words are kept as hashes, the words themselves stay in the articles.
 */
import { hash32, hash53 } from './hash'
import { baseLanguage, scriptOfLanguage } from './languages'
import { assumedSentences } from './likeness'
import { plainWords, sameFrom } from './matches'
import type { PreparedArticle, PreparedSentence } from './prepared'

/** A sentence of the library that is like another. */
export interface Nearest {
  articleId: string
  start: number
  end: number
  /** Weighted Dice over the terms that are telling, 0 to 1. */
  score: number
}

export interface Coverage {
  /** Sentences of the article that count: text, telling enough, no common line. */
  counted: number
  /** Of these, those that any other article has. */
  shared: number
  /** Most first. */
  others: { articleId: string; shared: number }[]
}

/** A growing row of numbers of one kind. */
class Row<Numbers extends Uint32Array | Float64Array> {
  #numbers: Numbers
  length = 0

  constructor(numbers: Numbers, length = numbers.length) {
    this.#numbers = numbers
    this.length = length
  }

  get all(): Numbers {
    return this.#numbers.subarray(0, this.length) as Numbers
  }

  at(index: number): number {
    return this.#numbers[index] ?? 0
  }

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new (this.#numbers.constructor as new (length: number) => Numbers)(
        Math.max(1024, Math.ceil(this.length * 1.5)),
      )
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.length++] = number
  }
}

/** Everything that is kept, as it is stored. */
export interface IndexData {
  /** Id and stamp of each article; the id of one that was taken out is empty. */
  articles: { id: string; stamp: string; language: string }[]
  /** Of each sentence: its article, its range, its words' hash, where its terms begin. */
  article: Uint32Array
  start: Uint32Array
  end: Uint32Array
  words: Float64Array
  terms: Uint32Array
  /** The telling terms of all sentences, each once a sentence, ascending within it. */
  keys: Uint32Array
}

export const emptyData = (): IndexData => ({
  articles: [],
  article: new Uint32Array(),
  start: new Uint32Array(),
  end: new Uint32Array(),
  words: new Float64Array(),
  terms: new Uint32Array(),
  keys: new Uint32Array(),
})

/** Sentences that are looked through one by one before they are sorted in, at most. */
const unsortedMost = 3000
/** Less telling weight (nats of idf) than this is no sentence to be found by: a cry, a signature. */
const leastWeight = 9
/** The share of the library's sentences above which a term finds nothing that others do not find better. */
const tooFrequent = 0.12

/** With more articles than these a sentence is a line that goes round, and counts for nothing. */
const commonFrom = 5

/** Where terms are: for each of `keys`, ascending, the sentences in `postings` from `offsets` on. */
interface Postings {
  keys: Uint32Array
  offsets: Uint32Array
  postings: Uint32Array
  /** Sentences below this are in it. */
  upTo: number
  /** In how many articles a sentence's words are, where in more than one. */
  copies: Map<number, number>
}

export class LibraryIndex {
  readonly #articles: { id: string; stamp: string; language: string; first: number; last: number }[] = []
  readonly #byId = new Map<string, number>()
  readonly #article: Row<Uint32Array>
  readonly #start: Row<Uint32Array>
  readonly #end: Row<Uint32Array>
  readonly #words: Row<Float64Array>
  readonly #terms: Row<Uint32Array>
  readonly #keys: Row<Uint32Array>
  #sorted: Postings | null = null
  #dead = 0

  constructor(data: IndexData = emptyData()) {
    this.#article = new Row(data.article)
    this.#start = new Row(data.start)
    this.#end = new Row(data.end)
    this.#words = new Row(data.words)
    this.#terms = new Row(data.terms)
    this.#keys = new Row(data.keys)
    for (const article of data.articles) {
      this.#articles.push({ ...article, first: Infinity, last: -1 })
      if (article.id !== '') this.#byId.set(article.id, this.#articles.length - 1)
    }
    for (let sentence = 0; sentence < this.#article.length; sentence++) {
      const article = this.#articles[this.#article.at(sentence)]
      if (!article) continue
      article.first = Math.min(article.first, sentence)
      article.last = sentence
      if (article.id === '') this.#dead++
    }
  }

  /** The articles that are known, with the stamp they came with. */
  known(): Map<string, string> {
    return new Map([...this.#byId].map(([id, at]) => [id, this.#articles[at]?.stamp ?? '']))
  }

  get sentences(): number {
    return this.#article.length - this.#dead
  }

  /** The language of most of its articles that are written in a script (ISO 15924); `und` where there is none. */
  mainLanguage(script: string): string {
    const counts = new Map<string, number>()
    for (const { id, language } of this.#articles) {
      if (id !== '' && scriptOfLanguage(language) === script)
        counts.set(language, (counts.get(language) ?? 0) + 1)
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'und'
  }

  /** @param stamp what the article is known by: another one says that it has changed */
  put(id: string, stamp: string, prepared: PreparedArticle): void {
    this.delete(id)
    const at = this.#articles.length
    const language = baseLanguage(prepared.lang)
    const first = this.#article.length
    for (const sentence of prepared.sentences) {
      if (sentence.role !== 'text') continue
      this.#article.push(at)
      this.#start.push(sentence.start)
      this.#end.push(sentence.end)
      this.#words.push(hash53(plainWords(prepared.text.slice(sentence.start, sentence.end))))
      this.#terms.push(this.#keys.length)
      for (const key of tellingTerms(sentence)) this.#keys.push(key)
    }
    this.#articles.push({ id, stamp, language, first, last: this.#article.length - 1 })
    this.#byId.set(id, at)
  }

  delete(id: string): void {
    const at = this.#byId.get(id)
    const article = at === undefined ? undefined : this.#articles[at]
    if (!article) return
    this.#byId.delete(id)
    this.#dead += Math.max(0, article.last - article.first + 1)
    article.id = ''
    article.stamp = ''
    // The copies of its lines are one less.
    this.#sorted = null
  }

  /** What is stored: without what was taken out, in the order in which articles came. */
  data(): IndexData {
    const data = {
      articles: [] as IndexData['articles'],
      article: new Row(new Uint32Array()),
      start: new Row(new Uint32Array()),
      end: new Row(new Uint32Array()),
      words: new Row(new Float64Array()),
      terms: new Row(new Uint32Array()),
      keys: new Row(new Uint32Array()),
    }
    for (const { id, stamp, language, first, last } of this.#articles) {
      if (id === '') continue
      const at = data.articles.push({ id, stamp, language }) - 1
      for (let sentence = first; sentence <= last; sentence++) {
        data.article.push(at)
        data.start.push(this.#start.at(sentence))
        data.end.push(this.#end.at(sentence))
        data.words.push(this.#words.at(sentence))
        data.terms.push(data.keys.length)
        for (let term = this.#terms.at(sentence); term < this.#termsEnd(sentence); term++) {
          data.keys.push(this.#keys.at(term))
        }
      }
    }
    const { articles, ...rows } = data
    return {
      articles,
      article: rows.article.all,
      start: rows.start.all,
      end: rows.end.all,
      words: rows.words.all,
      terms: rows.terms.all,
      keys: rows.keys.all,
    }
  }

  /** In how many sentences a term is. */
  count(key: string): number {
    return this.#countOf(hash32(key))
  }

  /** More articles than a few have a sentence with these words. */
  isCommon(words: string): boolean {
    return this.#isCommon(hash53(plainWords(words)))
  }

  /**
   * The sentences of the library that are most like one, best first.
   * @param except articles that are not looked at
   * @param least the likeness from which a sentence is one of them
   */
  nearest(
    sentence: Pick<PreparedSentence, 'terms'>,
    { limit, least, except }: { limit: number; least: number; except: (articleId: string) => boolean },
  ): Nearest[] {
    const keys = tellingTerms(sentence)
    return this.#alike(keys, least)
      .filter(({ sentence: at }) => {
        const { id } = this.#articles[this.#article.at(at)] ?? { id: '' }
        return id !== '' && !except(id)
      })
      .sort((one, other) => other.score - one.score || one.sentence - other.sentence)
      .slice(0, limit)
      .map(({ sentence: at, score }) => ({
        articleId: this.#articles[this.#article.at(at)]?.id ?? '',
        start: this.#start.at(at),
        end: this.#end.at(at),
        score,
      }))
  }

  /** Which other articles say the same as sentences of this one; null where the article is not known. */
  coverage(id: string, except: (articleId: string) => boolean): Coverage | null {
    const at = this.#byId.get(id)
    const article = at === undefined ? undefined : this.#articles[at]
    if (!article) return null
    const shared = new Map<string, number>()
    let [counted, any] = [0, 0]
    for (let sentence = article.first; sentence <= article.last; sentence++) {
      const keys = this.#keysOf(sentence)
      if (this.#weightOf(keys) < leastWeight) continue
      if (this.#isCommon(this.#words.at(sentence))) continue
      counted++
      const others = new Set<string>()
      for (const { sentence: other } of this.#alike(keys, sameFrom)) {
        const { id: otherId } = this.#articles[this.#article.at(other)] ?? { id: '' }
        if (otherId !== '' && otherId !== id && !except(otherId)) others.add(otherId)
      }
      for (const other of others) shared.set(other, (shared.get(other) ?? 0) + 1)
      if (others.size > 0) any++
    }
    const others = [...shared].map(([articleId, count]) => ({ articleId, shared: count }))
    return {
      counted,
      shared: any,
      others: others.sort((a, b) => b.shared - a.shared || (a.articleId < b.articleId ? -1 : 1)),
    }
  }

  #isCommon(words: number): boolean {
    return (this.#postings().copies.get(words) ?? 1) > commonFrom
  }

  #keysOf(sentence: number): Uint32Array {
    return this.#keys.all.subarray(this.#terms.at(sentence), this.#termsEnd(sentence))
  }

  #termsEnd(sentence: number): number {
    return sentence + 1 < this.#terms.length ? this.#terms.at(sentence + 1) : this.#keys.length
  }

  #alike(keys: Uint32Array, least: number): { sentence: number; score: number }[] {
    const { keys: sorted, offsets, postings, upTo } = this.#postings()
    const own = this.#weightOf(keys)
    if (own === 0) return []
    const sums = new Map<number, number>()
    const most = Math.max(50, this.#article.length * tooFrequent)
    let passedOver = 0
    for (const key of keys) {
      const at = indexOf(sorted, key)
      const from = at < 0 ? 0 : (offsets[at] ?? 0)
      const to = at < 0 ? 0 : (offsets[at + 1] ?? 0)
      const weight = this.#weight(to - from)
      if (to - from > most) {
        passedOver += weight
        continue
      }
      for (let posting = from; posting < to; posting++) {
        const sentence = postings[posting] ?? 0
        sums.set(sentence, (sums.get(sentence) ?? 0) + weight)
      }
    }
    const found: { sentence: number; score: number }[] = []
    for (const [sentence, sum] of sums) {
      // The dearer, exact count only where it can matter.
      if ((2 * (sum + passedOver)) / own < least) continue
      const score = this.#likeness(keys, own, sentence)
      if (score >= least) found.push({ sentence, score })
    }
    for (let sentence = upTo; sentence < this.#article.length; sentence++) {
      const score = this.#likeness(keys, own, sentence)
      if (score >= least) found.push({ sentence, score })
    }
    return found
  }

  /** Weighted Dice of two ascending rows of terms. */
  #likeness(keys: Uint32Array, own: number, sentence: number): number {
    const others = this.#keysOf(sentence)
    let [shared, other, at] = [0, 0, 0]
    for (const key of others) {
      const weight = this.#weight(this.#countOf(key))
      other += weight
      while (at < keys.length && (keys[at] ?? 0) < key) at++
      if (keys[at] === key) shared += weight
    }
    return own + other === 0 ? 0 : (2 * shared) / (own + other)
  }

  #weightOf(keys: Uint32Array): number {
    let sum = 0
    for (const key of keys) sum += this.#weight(this.#countOf(key))
    return sum
  }

  #weight(count: number): number {
    return Math.log(1 + (this.#article.length + assumedSentences) / (count + 1))
  }

  #countOf(key: number): number {
    const { keys, offsets } = this.#postings()
    const at = indexOf(keys, key)
    return at < 0 ? 0 : (offsets[at + 1] ?? 0) - (offsets[at] ?? 0)
  }

  #postings(): Postings {
    if (this.#sorted && this.#article.length - this.#sorted.upTo <= unsortedMost) return this.#sorted
    const all = this.#keys.all
    const keys = unique(all)
    const offsets = new Uint32Array(keys.length + 1)
    const places = new Uint32Array(all.length)
    for (const [at, key] of all.entries()) {
      const place = indexOf(keys, key)
      places[at] = place
      offsets[place + 1] = (offsets[place + 1] ?? 0) + 1
    }
    for (let at = 1; at < offsets.length; at++) offsets[at] = (offsets[at] ?? 0) + (offsets[at - 1] ?? 0)
    const next = offsets.slice()
    const postings = new Uint32Array(all.length)
    for (let sentence = 0; sentence < this.#article.length; sentence++) {
      for (let term = this.#terms.at(sentence); term < this.#termsEnd(sentence); term++) {
        const place = places[term] ?? 0
        const to = next[place] ?? 0
        postings[to] = sentence
        next[place] = to + 1
      }
    }
    const copies = countCopies(this.#words.all, this.#article.all, (at) => this.#articles[at]?.id !== '')
    this.#sorted = { keys, offsets, postings, upTo: this.#article.length, copies }
    return this.#sorted
  }
}

/** The hashes of the terms that say something, each once, ascending. */
function tellingTerms({ terms }: Pick<PreparedSentence, 'terms'>): Uint32Array {
  const hashes = new Set(terms.filter(({ little }) => !little).map(({ key }) => hash32(key)))
  return Uint32Array.from(hashes).sort()
}

function unique(all: Uint32Array): Uint32Array {
  const sorted = all.slice().sort()
  let length = 0
  for (const [at, key] of sorted.entries()) if (at === 0 || key !== sorted[at - 1]) sorted[length++] = key
  return sorted.slice(0, length)
}

function indexOf(sorted: Uint32Array, key: number): number {
  let [low, high] = [0, sorted.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const own = sorted[middle] ?? 0
    if (own === key) return middle
    if (own < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** In how many articles the same words are, where in more than one. */
function countCopies(
  words: Float64Array,
  article: Uint32Array,
  isThere: (article: number) => boolean,
): Map<number, number> {
  const order = Uint32Array.from(words.keys()).sort(
    (a, b) => (words[a] ?? 0) - (words[b] ?? 0) || (article[a] ?? 0) - (article[b] ?? 0),
  )
  const copies = new Map<number, number>()
  let [run, last, count] = [NaN, -1, 0]
  const end = (): void => {
    if (count > 1) copies.set(run, count)
  }
  for (const at of order) {
    const own = words[at] ?? 0
    const from = article[at] ?? 0
    if (!isThere(from)) continue
    if (own !== run) {
      end()
      ;[run, last, count] = [own, -1, 0]
    }
    if (from !== last) count++
    last = from
  }
  end()
  return copies
}
