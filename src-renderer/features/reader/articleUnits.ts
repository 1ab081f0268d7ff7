/** The sentences and words of an article, worked out when they are asked for first. */
import type { ArticleView } from '#contract/library'
import { sentences, words } from '#domain/text/sentences'
import type { Units } from './cursor'

export class ArticleUnits {
  readonly #article: () => ArticleView
  #sentences: { text: string; units: Units } | null = null
  #words: { text: string; units: Units } | null = null

  constructor(article: () => ArticleView) {
    this.#article = article
  }

  get sentences(): Units {
    const { text, blocks, summary } = this.#article()
    if (this.#sentences?.text !== text) {
      this.#sentences = { text, units: sentences(text, blocks, summary.metadata.lang) }
    }
    return this.#sentences.units
  }

  get words(): Units {
    const { text, blocks, summary } = this.#article()
    if (this.#words?.text !== text) {
      const { lang } = summary.metadata
      this.#words = { text, units: blocks.flatMap((block) => words(text, block, lang)) }
    }
    return this.#words.units
  }
}
