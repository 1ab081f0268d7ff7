/** Highlights whose article has changed: what became of each, and the reader's decisions on them. */
import { createContext } from 'svelte'
import { call, onEvent } from '#api'
import type { CallResult } from '#contract/calls'
import type { ReviewItem } from '#contract/review'
import type { TextRange } from '#domain/article'
import { messageOf } from '#domain/errors'
import { Newest } from './newest'
import type { Notebook } from './notebook.svelte'

export type Comparison = CallResult<'review.compare'>
type ReviewList = CallResult<'review.list'>
type Decision = { type: 'accept' } | { type: 'refuse' } | { type: 'reattach'; start: number; end: number }

/** Milliseconds that changes wait for others before the list is read again. */
const delay = 300

export class Review {
  list = $state.raw<ReviewList | null>(null)
  /** The list is shown in place of the panes. */
  open = $state(false)
  chosen = $state<string | null>(null)
  comparison = $state.raw<Comparison | null>(null)
  /** The highlight that the reader is placing by hand. */
  placing = $state.raw<ReviewItem | null>(null)
  failure = $state<string | null>(null)
  readonly #notebook: Notebook
  readonly #newest = new Newest()
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Those that wait for a decision. A refused place counts as decided until the text changes again. */
  readonly toDecide = $derived(this.list?.items.filter((item) => !isSettled(item)) ?? [])
  readonly settled = $derived(this.list?.items.filter(isSettled) ?? [])
  readonly current = $derived(this.list?.items.find((item) => item.highlight.id === this.chosen) ?? null)

  constructor(notebook: Notebook) {
    this.#notebook = notebook
  }

  async load(): Promise<void> {
    try {
      const read = await this.#newest.ask(() => call('review.list', {}))
      if (!read) return
      this.list = read.answer
      this.failure = null
      if (!this.current) this.choose(this.toDecide[0] ?? this.settled[0] ?? null)
    } catch (error) {
      this.failure = messageOf(error)
    }
  }

  choose(item: ReviewItem | null): void {
    this.chosen = item?.highlight.id ?? null
    this.comparison = null
    if (item) void this.#compare(item)
  }

  /** Carries a decision out on highlights, as one step of undo. */
  async decide(items: readonly ReviewItem[], type: 'accept' | 'refuse'): Promise<void> {
    await this.#apply(items, type === 'accept' ? 'accept place' : 'refuse place', { type })
  }

  /** Puts the highlight that is being placed onto a passage. */
  async place(range: TextRange): Promise<void> {
    const item = this.placing
    if (!item) return
    await this.#apply([item], 'place highlight', { type: 'reattach', start: range.start, end: range.end })
    this.placing = null
  }

  /** Follows changes of articles and notebooks. Call it once, while a component initialises. */
  start(): void {
    void this.load()
    $effect(() => {
      const soon = (): void => {
        clearTimeout(this.#timer)
        this.#timer = setTimeout(() => void this.load(), delay)
      }
      const stops = [onEvent('library.changed', soon), onEvent('notebook.changed', soon)]
      return () => {
        clearTimeout(this.#timer)
        for (const stop of stops) stop()
      }
    })
  }

  async #apply(items: readonly ReviewItem[], label: string, decision: Decision): Promise<void> {
    const next = this.toDecide.find((item) => !items.includes(item)) ?? null
    const { operations } = await call('review.decide', {
      decisions: items.map(({ articleId, highlight }) => ({
        articleId,
        highlightId: highlight.id,
        decision,
      })),
    })
    for (const { articleId } of items) await this.#notebook.open(articleId)
    await this.#notebook.apply(items.length === 1 ? label : `${label} (${items.length})`, operations)
    await this.load()
    if (next) this.choose(this.list?.items.find((item) => item.highlight.id === next.highlight.id) ?? null)
  }

  async #compare({ articleId, highlight }: ReviewItem): Promise<void> {
    try {
      const comparison = await call('review.compare', { articleId, highlightId: highlight.id })
      if (this.chosen === highlight.id) this.comparison = comparison
    } catch (error) {
      this.failure = messageOf(error)
    }
  }
}

/** Nothing is left to decide: the words are where they were, or the reader refused the place on this text. */
function isSettled({ highlight }: ReviewItem): boolean {
  return (
    highlight.place.status === 'exact' ||
    (highlight.place.status === 'lost' && highlight.refused !== undefined)
  )
}

export const [useReview, setReview] = createContext<Review>()
