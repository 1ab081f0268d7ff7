/** An article as it is compared again and again: its sentences with their terms, worked out once. */
import { bagOf, type Bag } from './likeness'
import { sentencesOf } from './sentences'
import { termsOf, type Term } from './terms'
import type { ComparedArticle, Sentence } from './types'

export interface PreparedSentence extends Sentence {
  terms: readonly Term[]
  bag: Bag
}

export interface PreparedArticle extends ComparedArticle {
  sentences: readonly PreparedSentence[]
  /** Terms that say little, of all its sentences. */
  little: ReadonlySet<string>
}

export function prepare(article: ComparedArticle): PreparedArticle {
  const little = new Set<string>()
  const sentences = sentencesOf(article).map((sentence) => {
    const terms = termsOf(article.text, sentence, article.lang)
    for (const term of terms) if (term.little) little.add(term.key)
    return { ...sentence, terms, bag: bagOf(terms) }
  })
  return { ...article, sentences, little }
}
