/** The articles that were opened, by id: read once, and again when the library says that they changed. */
import { SvelteMap } from 'svelte/reactivity'
import type { CallOf } from '#client/asking'
import { Query } from '#client/query.svelte'
import type { ArticleView } from '#contract/library'

export type ArticleState =
  { kind: 'loading' } | { kind: 'ready'; view: ArticleView } | { kind: 'failed'; message: string }

/** How many articles are kept beside those that are in use. */
const kept = 24

interface Kept {
  query: Query<'library.article', ArticleView>
  unfollow: () => void
}

export class Articles {
  readonly #kept = new SvelteMap<string, Kept>()

  /** What is known of an article; undefined before it was asked for. */
  state(id: string): ArticleState | undefined {
    const query = this.#kept.get(id)?.query
    if (!query) return undefined
    if (query.failure !== null) return { kind: 'failed', message: query.failure }
    return query.value ? { kind: 'ready', view: query.value } : { kind: 'loading' }
  }

  view(id: string): ArticleView | undefined {
    const state = this.state(id)
    return state?.kind === 'ready' ? state.view : undefined
  }

  /** Reads an article unless it is there; failures are kept in its state. */
  async open(id: string): Promise<void> {
    const known = this.#kept.get(id)
    if (known && known.query.failure === null) return
    known?.unfollow()
    const query = new Query(['library.article'], (call) => this.#read(call, id), {
      delay: 0,
      concerns: ({ articleIds }) => articleIds?.includes(id) ?? true,
    })
    this.#kept.set(id, { query, unfollow: query.follow() })
    await query.ask()
  }

  /** Forgets the oldest articles above the number that is kept. */
  prune(inUse: readonly string[]): void {
    for (const [id, { unfollow }] of [...this.#kept]) {
      if (this.#kept.size <= kept) return
      if (inUse.includes(id)) continue
      unfollow()
      this.#kept.delete(id)
    }
  }

  async #read(call: CallOf<'library.article'>, id: string): Promise<ArticleView> {
    const view = await call('library.article', { id })
    const before = this.view(id)
    // Text and blocks keep their identity while the text is the same: the pane then draws nothing anew.
    const same = before?.summary.revision === view.summary.revision
    return same ? { ...view, text: before.text, blocks: before.blocks } : view
  }
}
