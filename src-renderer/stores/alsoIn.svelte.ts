/** In how many other articles the rows that are looked at are also found; filled in once it is known. */
import { createContext } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'

type Counts = CallResult<'compare.alsoIn'>

/** Rows that are asked about at once. */
const most = 200

export class AlsoIn {
  #ids: readonly string[] = []
  readonly #known = new SvelteMap<string, number>()
  readonly #query = new Query<'compare.alsoIn', Counts>(['compare.alsoIn'], async (ask) => {
    if (this.#ids.length === 0) return []
    const counts = await ask('compare.alsoIn', { ids: this.#ids.slice(0, most) })
    // What is out of view is asked about again when it is looked at.
    for (const { id, articles } of counts) this.#known.set(id, articles)
    return counts
  })

  /** Follows what changes. Call it once, while a component initialises. */
  start(): void {
    $effect(() => this.#query.follow())
  }

  /** These articles are looked at. */
  look(ids: readonly string[]): void {
    if (ids.length === this.#ids.length && ids.every((id, at) => id === this.#ids[at])) return
    this.#ids = ids
    this.#query.soon()
  }

  /** How many others have sentences of an article; 0 where there is none, or where it is not known yet. */
  of(id: string): number {
    return this.#known.get(id) ?? 0
  }
}

export const [useAlsoIn, setAlsoIn] = createContext<AlsoIn>()
