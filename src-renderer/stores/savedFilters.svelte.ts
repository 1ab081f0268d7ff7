/** The filters of the notebook view that the reader saved, each with how many highlights it leaves now. */
import { createContext } from 'svelte'
import { call } from '#client/api'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'
import type { SavedFilter } from '#contract/workbench'
import { newId } from '#domain/ids'
import type { Toasts } from './toasts.svelte'
import type { Workbench } from './workbench.svelte'

export type CountedFilter = CallResult<'filters.list'>[number]

export class SavedFilters {
  readonly #workbench: Workbench
  readonly #query = new Query(['filters.list'], (call) => call('filters.list', {}))
  /** The saved filter that holds now. */
  readonly current = $derived(
    this.list.find(
      ({ filter, problem }) =>
        problem === null && JSON.stringify(filter) === JSON.stringify(this.#workbench.filter),
    ) ?? null,
  )

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  get list(): readonly CountedFilter[] {
    return this.#query.value ?? []
  }

  /** Reads them, and again after every change. Call it once, while the window initialises. */
  start(): void {
    this.#query.start()
  }

  use({ filter, groupBy }: SavedFilter): void {
    this.#workbench.use(filter, groupBy)
  }

  async save(name: string): Promise<void> {
    const { filter, groupBy } = this.#workbench
    await this.#put({ id: newId(), name, filter, groupBy })
  }

  /** Gives one another name, or puts back one that was deleted. */
  async rename({ id, filter, groupBy }: SavedFilter, name: string): Promise<void> {
    await this.#put({ id, name, filter, groupBy })
  }

  /** Deletes one, and offers the way back. */
  delete(filter: CountedFilter, toasts: Toasts): void {
    const { id, name, problem } = filter
    toasts.attempt(call('filters.delete', { id }).then(() => this.#query.ask()))
    const run = (): void => toasts.attempt(this.rename(filter, name))
    // What is not understood cannot be put back from here.
    toasts.show(`Saved filter ${name} deleted.`, problem === null ? { label: 'Undo', run } : undefined)
  }

  async #put(filter: SavedFilter): Promise<void> {
    await call('filters.save', { filter })
    await this.#query.ask()
  }
}

export const [useSavedFilters, setSavedFilters] = createContext<SavedFilters>()
