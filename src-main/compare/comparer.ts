/** Comparing with what it remembers: articles that were prepared lately, and the sentences of the library. */
import type { TextRange } from '#domain/articles/article'
import { compareTwo, onlyHere, weigherOf, type LibraryCounts } from './compareArticles'
import { baseLanguage, scriptOf } from './languages'
import { LibraryIndex, type Coverage } from './index/libraryIndex'
import { bagOf, likeness, weigher } from './likeness'
import { prepare, type PreparedArticle } from './prepared'
import { termsOf } from './terms'
import type { ComparedArticle, Comparison, Passage, SentenceRole } from './types'

/** An article with what it is known by: its id, and a stamp that is another one where it has changed. */
export interface StampedArticle extends ComparedArticle {
  id: string
  stamp: string
}

export interface ComparedSentence extends TextRange {
  /** The index of its block. */
  block: number
  role: SentenceRole
  common: boolean
}

export interface ComparedSet {
  articles: { sentences: ComparedSentence[]; onlyHere: number[] }[]
  pairs: { a: number; b: number; comparable: boolean; passages: Passage[] }[]
}

export interface RelatedSentence extends TextRange {
  articleId: string
  score: number
}

/** Prepared articles that are kept for the next comparison: more than can be open at once. */
const kept = 12
/** Comparisons that are kept: what is put aside makes the same one be asked for again. */
const keptSets = 3

export class Comparer {
  readonly #prepared = new Map<string, PreparedArticle>()
  /** What was found lately, by the articles; it holds until the library is another one. */
  readonly #compared = new Map<string, ComparedSet>()
  #index = new LibraryIndex(null)
  /** Another number whenever the library is another one. */
  #state = 0

  /**
   * Takes over what a file knows of the library, and keeps it there from now on.
   * @param path where nothing is that can be read it is made; nobody else may write to it
   * @returns the articles that it knows, with their stamps
   */
  open(path: string): Map<string, string> {
    this.#changed()
    this.#index = new LibraryIndex(path)
    return this.#index.known()
  }

  put(articles: readonly StampedArticle[]): void {
    this.#changed()
    this.#index.put(articles)
  }

  delete(ids: readonly string[]): void {
    this.#changed()
    for (const id of ids) this.#index.delete(id)
  }

  /** Lays every two of the articles against one another. */
  compare(articles: readonly StampedArticle[]): ComparedSet {
    const steps = this.comparing(articles)
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value
  }

  /** The same in steps, between which something else can be answered: four long articles take seconds. */
  *comparing(articles: readonly StampedArticle[]): Generator<undefined, ComparedSet, undefined> {
    const key = JSON.stringify(articles.map(({ id, stamp }) => [id, stamp]))
    const known = this.#compared.get(key)
    if (known) return known
    const state = this.#state
    const found = yield* this.#comparingAnew(articles)
    // What the library knows may have changed meanwhile: then it is not kept.
    if (state !== this.#state) return found
    const [oldest] = this.#compared.keys()
    if (this.#compared.size >= keptSets && oldest !== undefined) this.#compared.delete(oldest)
    this.#compared.set(key, found)
    return found
  }

  *#comparingAnew(articles: readonly StampedArticle[]): Generator<undefined, ComparedSet, undefined> {
    const prepared: PreparedArticle[] = []
    for (const article of articles) {
      prepared.push(this.#prepare(article))
      yield
    }
    const library = this.#counts()
    const weigh = weigherOf(prepared, library)
    const compared: { a: number; b: number; comparison: Comparison }[] = []
    for (const [b, second] of prepared.entries()) {
      for (const [a, first] of prepared.slice(0, b).entries()) {
        compared.push({ a, b, comparison: compareTwo(first, second, weigh, library) })
        yield
      }
    }
    const only = onlyHere(prepared, compared, library)
    return {
      articles: prepared.map(({ text, sentences }, at) => ({
        sentences: sentences.map(({ start, end, block, role }) => ({
          ...{ start, end, block, role },
          common: library.isCommon(text.slice(start, end)),
        })),
        onlyHere: only[at] ?? [],
      })),
      pairs: compared.map(({ a, b, comparison }) => ({
        ...{ a, b },
        comparable: comparison.comparable,
        passages: comparison.comparable ? comparison.passages : [],
      })),
    }
  }

  /**
   * The sentences of the library nearest to some words, best first.
   * @param hidden articles that are not looked at
   */
  related(
    text: string,
    lang: string,
    { limit, least, hidden }: { limit: number; least: number; hidden: readonly string[] },
  ): RelatedSentence[] {
    const skip = new Set(hidden)
    const options = { limit, least, except: (id: string) => skip.has(id) }
    return this.#index.nearest(text, this.#languageOf(text, lang), options)
  }

  /** How like some words are to sentences, and which words of each, as ranges of it, both have. */
  likenesses(
    text: string,
    lang: string,
    sentences: readonly { text: string; lang: string }[],
  ): { score: number; shared: TextRange[] }[] {
    const own = termsOf(text, { start: 0, end: text.length }, this.#languageOf(text, lang))
    const others = sentences.map((each) => termsOf(each.text, { start: 0, end: each.text.length }, each.lang))
    const little = new Set([own, ...others].flat().flatMap((term) => (term.little ? [term.key] : [])))
    const weigh = weigher(this.#counts(), (key) => little.has(key))
    const bag = bagOf(own)
    return others.map((terms) => ({
      score: likeness(bag, bagOf(terms), weigh),
      shared: terms.filter((term) => !term.little && bag.has(term.key)).map(({ range }) => range),
    }))
  }

  coverage(id: string, hidden: readonly string[]): Coverage | null {
    const skip = new Set(hidden)
    return this.#index.coverage(id, (other) => skip.has(other))
  }

  close(): void {
    this.#index.close()
  }

  #changed(): void {
    this.#compared.clear()
    this.#state += 1
  }

  /** Of words whose language is not known, that of most articles in their script. */
  #languageOf(text: string, lang: string): string {
    return baseLanguage(lang) === 'und' ? this.#index.mainLanguage(scriptOf(text)) : lang
  }

  #counts(): LibraryCounts {
    const index = this.#index
    return {
      sentences: index.sentences,
      count: (key) => index.count(key),
      isCommon: (words) => index.isCommon(words),
    }
  }

  #prepare(article: StampedArticle): PreparedArticle {
    const key = `${article.id} ${article.stamp}`
    const known = this.#prepared.get(key)
    const prepared = known ?? prepare(article)
    // The one that was used last is forgotten last.
    this.#prepared.delete(key)
    this.#prepared.set(key, prepared)
    const [oldest] = this.#prepared.keys()
    if (this.#prepared.size > kept && oldest !== undefined) this.#prepared.delete(oldest)
    return prepared
  }
}
