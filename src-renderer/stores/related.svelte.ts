/** The sentences of the library that are nearest to some words, and who else says what an article says. */
import { createContext } from 'svelte'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'
import type { TextRange } from '#domain/articles/article'

export type RelatedPassages = CallResult<'compare.related'>

/** The words that are asked about. */
export interface RelatedQuestion {
  words: string
  lang: string
  /** Where they stand; null for words that are in no article. */
  from: ({ articleId: string } & (TextRange | { highlightId: string })) | null
}

/** Sentences that are listed, at most. */
const limit = 30

export class Related {
  /** What is asked about; null while the panel is closed. */
  question = $state.raw<RelatedQuestion | null>(null)
  #opener: HTMLElement | null = null
  readonly #query = new Query<'compare.related', RelatedPassages | null>(['compare.related'], async (ask) => {
    const { question } = this
    if (!question) return null
    const { words, lang, from } = question
    return await ask('compare.related', { text: words, lang, except: from?.articleId ?? null, limit })
  })

  get found(): RelatedPassages | null {
    return this.#query.value
  }

  get loading(): boolean {
    return this.#query.loading
  }

  get failure(): string | null {
    return this.#query.failure
  }

  /** Follows what changes. Call it once, while a component initialises. */
  start(): void {
    $effect(() => this.#query.follow())
  }

  ask(question: RelatedQuestion): void {
    this.#opener ??= document.activeElement instanceof HTMLElement ? document.activeElement : null
    this.question = question
    void this.#query.ask()
  }

  /** Closes the panel; the focus goes back to where it was asked from, while that is there. */
  close(): void {
    this.question = null
    if (this.#opener?.isConnected) this.#opener.focus()
    this.#opener = null
    void this.#query.ask()
  }
}

export const [useRelated, setRelated] = createContext<Related>()
