/** The articles that were opened, by id: read once, and again when the library says that they changed. */
import { SvelteMap } from 'svelte/reactivity'
import { call, onEvent } from '#client/api'
import type { ArticleView } from '#contract/library'
import { messageOf } from '#domain/errors'
import { Newest } from '#client/newest'

export type ArticleState =
  { kind: 'loading' } | { kind: 'ready'; view: ArticleView } | { kind: 'failed'; message: string }

/** How many articles are kept beside those that are in use. */
const kept = 24

export class Articles {
  readonly #states = new SvelteMap<string, ArticleState>()
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #newest = new Map<string, Newest>()

  constructor() {
    onEvent('library.changed', ({ articleIds }) => {
      for (const id of articleIds ?? [...this.#states.keys()]) if (this.#states.has(id)) void this.#load(id)
    })
  }

  /** What is known of an article; undefined before it was asked for. */
  state(id: string): ArticleState | undefined {
    return this.#states.get(id)
  }

  view(id: string): ArticleView | undefined {
    const state = this.#states.get(id)
    return state?.kind === 'ready' ? state.view : undefined
  }

  /** Reads an article unless it is there; failures are kept in its state. */
  async open(id: string): Promise<void> {
    const known = this.#states.get(id)
    if (known && known.kind !== 'failed') return
    this.#states.set(id, { kind: 'loading' })
    await this.#load(id)
  }

  /** Forgets the oldest articles above the number that is kept. */
  prune(inUse: readonly string[]): void {
    for (const id of [...this.#states.keys()]) {
      if (this.#states.size <= kept) return
      if (inUse.includes(id)) continue
      this.#states.delete(id)
      this.#newest.delete(id)
    }
  }

  #newestOf(id: string): Newest {
    const newest = this.#newest.get(id) ?? new Newest()
    this.#newest.set(id, newest)
    return newest
  }

  async #load(id: string): Promise<void> {
    try {
      const read = await this.#newestOf(id).ask(() => call('library.article', { id }))
      if (!read) return
      const view = read.answer
      const before = this.view(id)
      // Text and blocks keep their identity while the text is the same: the pane then draws nothing anew.
      const same = before?.summary.revision === view.summary.revision
      this.#states.set(id, {
        kind: 'ready',
        view: same ? { ...view, text: before.text, blocks: before.blocks } : view,
      })
    } catch (error) {
      this.#states.set(id, {
        kind: 'failed',
        message: messageOf(error),
      })
    }
  }
}
