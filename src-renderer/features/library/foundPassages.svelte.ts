/** All passages of the articles that were found, page by page, for those the reader wants to see more of. */
import { createContext } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import { call } from '#client/api'
import type { SearchPassage } from '#domain/queries/passage'
import type { FoundArticle, Library } from '#stores/library.svelte'

const pageSize = 20

interface Expanded {
  /** What was found when it was expanded: with another text or other words these passages say nothing. */
  of: string
  passages: readonly SearchPassage[]
  more: number
}

/** What a list shows of an article that was found. */
export interface ShownPassages {
  passages: readonly SearchPassage[]
  /** Places that these do not show. */
  more: number
  expanded: boolean
}

export class FoundPassages {
  readonly #library: Library
  readonly #expanded = new SvelteMap<string, Expanded>()
  #loading: readonly string[] = []

  constructor(library: Library) {
    this.#library = library
  }

  /** The passages of an article that are shown: the best, or all up to where the reader asked for more. */
  shown(found: FoundArticle): ShownPassages {
    const expanded = this.#expanded.get(found.row.id)
    if (expanded?.of !== this.#stateOf(found))
      return { passages: found.passages, more: found.more, expanded: false }
    return { passages: expanded.passages, more: expanded.more, expanded: true }
  }

  /** Shows the next page of an article's passages. Does nothing where all are shown, or while it is loading. */
  async expand(found: FoundArticle): Promise<void> {
    const { id } = found.row
    const { passages, more, expanded } = this.shown(found)
    if (more === 0 || this.#loading.includes(id)) return
    const before = expanded ? passages : []
    const of = this.#stateOf(found)
    const { filter } = this.#library
    this.#loading = [...this.#loading, id]
    try {
      const page = await call('search.passages', {
        ...{ articleId: id, filter, offset: before.length, limit: pageSize },
      })
      this.#expanded.set(id, { of, passages: [...before, ...page.passages], more: page.more })
    } finally {
      this.#loading = this.#loading.filter((other) => other !== id)
    }
  }

  /** Shows the best passages alone again. */
  collapse({ row }: FoundArticle): void {
    this.#expanded.delete(row.id)
  }

  #stateOf({ row, matches }: FoundArticle): string {
    return JSON.stringify([this.#library.filter, row.revision, matches])
  }
}

export const [useFoundPassages, setFoundPassages] = createContext<FoundPassages>()
