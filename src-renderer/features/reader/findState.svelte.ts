/** The find bar of a pane: what is looked for, where it is, and which match the reader is at. */
import type { ArticleView } from '#contract/library'
import type { TextRange } from '#domain/articles/article'
import { findAll, foldOnce, matchFrom } from '#domain/text/find'

export class FindState {
  open = $state(false)
  words = $state('')
  index = $state(-1)
  /** Counts how often find was asked for, so that its field takes the focus again. */
  asked = $state(0)
  readonly #article: () => ArticleView

  constructor(article: () => ArticleView) {
    this.#article = article
  }

  readonly matches = $derived.by((): TextRange[] => {
    if (!this.open || this.words.trim() === '') return []
    const { text, blocks } = this.#article()
    // The blocks keep their identity while the text is the same.
    return findAll(text, this.words, foldOnce(blocks, text))
  })

  get current(): TextRange | null {
    return this.matches[this.index] ?? null
  }

  /** Opens the bar; `from` is the offset after which the first match is looked for. */
  ask(words: string | null, from: number): void {
    this.open = true
    this.asked++
    if (words !== null) this.look(words, from)
  }

  look(words: string, from: number): void {
    this.words = words
    this.index = matchFrom(this.matches, from)
  }

  step(by: 1 | -1): void {
    const count = this.matches.length
    if (count > 0) this.index = (this.index + by + count) % count
  }

  close(): void {
    this.open = false
    this.index = -1
  }
}
