/** Highlights whose article has changed: what became of each, and the reader's decisions on them. */
import { createContext, untrack } from 'svelte'
import { call } from '#client/api'
import { Query } from '#client/query.svelte'
import type { CallArgs, CallResult } from '#contract/calls'
import type { ReviewItem } from '#contract/review'
import type { TextRange } from '#domain/articles/article'
import type { Notebook } from '#stores/notebook.svelte'

export type Comparison = CallResult<'review.compare'>
type ReviewList = CallResult<'review.list'>
type Decision = CallArgs<'review.decide'>['decisions'][number]['decision']

export class Review {
  /** The list is shown in place of the panes. */
  open = $state(false)
  chosen = $state<string | null>(null)
  /** The highlight that the reader is placing by hand. */
  placing = $state.raw<ReviewItem | null>(null)
  readonly #notebook: Notebook
  readonly #list = new Query(['review.list'], (call) => call('review.list', {}))
  #compared: ReviewItem | null = null
  readonly #comparison = new Query(['review.compare'], async (call) => {
    const item = this.#compared
    if (!item) return null
    return await call('review.compare', { articleId: item.articleId, highlightId: item.highlight.id })
  })

  /** Those that wait for a decision. A refused place counts as decided until the text changes again. */
  readonly toDecide = $derived(this.list?.items.filter((item) => !isSettled(item)) ?? [])
  readonly settled = $derived(this.list?.items.filter(isSettled) ?? [])
  /** How many articles the highlights to decide are in. */
  readonly changedArticles = $derived.by(() => {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew at every change
    const ids = new Set(this.toDecide.map(({ articleId }) => articleId))
    return ids.size
  })
  readonly current = $derived(this.list?.items.find((item) => item.highlight.id === this.chosen) ?? null)

  constructor(notebook: Notebook) {
    this.#notebook = notebook
  }

  get list(): ReviewList | null {
    return this.#list.value
  }

  get comparison(): Comparison | null {
    return this.#comparison.value
  }

  get failure(): string | null {
    return this.#list.failure ?? this.#comparison.failure
  }

  choose(item: ReviewItem | null): void {
    this.chosen = item?.highlight.id ?? null
    this.#compared = item
    this.#comparison.value = null
    void this.#comparison.ask()
  }

  /** The place that was found, or the passage that is suggested, becomes the highlight's, as the reader saw it. */
  async accept(item: ReviewItem): Promise<void> {
    const { place } = item.highlight
    const suggestion = this.current === item ? this.comparison?.suggestion : null
    if (place.status !== 'lost') {
      const words = place.status === 'fuzzy' ? place.words : item.highlight.anchor.quote
      await this.#apply(item, 'accept place', { type: 'accept', words })
    } else if (suggestion) {
      const { start, end, words } = suggestion
      await this.#apply(item, 'accept place', { type: 'reattach', start, end, words })
    }
  }

  /** The place that was found is not the passage, or nothing is. */
  async refuse(item: ReviewItem): Promise<void> {
    await this.#apply(item, 'refuse place', { type: 'refuse' })
  }

  /** Puts the highlight that is being placed onto a passage. */
  async place(range: TextRange): Promise<void> {
    const item = this.placing
    if (!item) return
    await this.#apply(item, 'place highlight', { type: 'reattach', start: range.start, end: range.end })
    this.placing = null
  }

  /** Follows changes of articles and notebooks. Call it once, while a component initialises. */
  start(): void {
    this.#list.start()
    $effect(() => {
      if (this.list && !this.current) untrack(() => this.choose(this.toDecide[0] ?? this.settled[0] ?? null))
    })
  }

  async #apply(item: ReviewItem, label: string, decision: Decision): Promise<void> {
    const next = this.toDecide.find((other) => other !== item) ?? null
    const { articleId, highlight } = item
    const { operations } = await call('review.decide', {
      decisions: [{ articleId, highlightId: highlight.id, decision }],
    })
    await this.#notebook.open(articleId)
    await this.#notebook.apply(label, operations)
    await this.#list.ask()
    // Whoever has turned to another one meanwhile stays there.
    if (next && this.chosen === highlight.id) {
      this.choose(this.list?.items.find((other) => other.highlight.id === next.highlight.id) ?? null)
    }
  }
}

/** Nothing is left to decide: the same words stand in the text, or the reader refused what was found in it. */
function isSettled({ highlight }: ReviewItem): boolean {
  return (
    highlight.place.status === 'exact' ||
    highlight.place.status === 'moved' ||
    (highlight.place.status === 'lost' && highlight.refused !== undefined)
  )
}

export const [useReview, setReview] = createContext<Review>()
