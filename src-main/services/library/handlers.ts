/** Answers the calls on the articles. */
import type { Handlers, ResultOf } from '#contract/call'
import type { libraryCalls } from '#contract/library'
import type { Needs } from '#services/context'
import type { ArticleList } from '#services/library/articleList'

type Calls = typeof libraryCalls

export interface LibraryParts {
  list: ArticleList
  /** Compares the bundled corpus with the library. */
  refresh: () => Promise<ResultOf<Calls['library.refresh']>>
  /** Called when a list was answered. */
  onListed: () => void
}

export function libraryHandlers(
  { library, indexer, notices }: Needs<'library' | 'indexer' | 'notices'>,
  { list, refresh, onListed }: LibraryParts,
): Handlers<Calls> {
  return {
    'library.list': async (args) => {
      const listed = await list.list(args)
      onListed()
      return listed
    },
    'library.rows': ({ ids }) => list.rows(ids),
    'library.article': async ({ id }) => {
      const { text, blocks, cleanings } = await library.text(id)
      return { summary: library.summary(library.record(id)), text, blocks, cleanings }
    },
    'library.received': async ({ id }) => {
      const { text, received, cleanings } = await library.text(id)
      return { text: received ?? text, cleanings }
    },
    'library.correct': async ({ id, corrections, reset }) => {
      await library.correct(id, corrections, reset)
      return library.summary(library.record(id))
    },
    'library.correctMany': async ({ changes }) => {
      await library.correctMany(changes)
      return null
    },
    'library.remove': async ({ ids }) => {
      for (const id of ids) library.record(id)
      const removedAt = new Date().toISOString()
      await library.decide(ids, (decisions) => ({
        ...decisions,
        removedAt: decisions.removedAt ?? removedAt,
      }))
      return null
    },
    'library.restore': async ({ ids }) => {
      await library.decide(ids, (decisions) => ({ ...decisions, removedAt: null, mergedInto: null }))
      return null
    },
    'library.facets': async () => {
      await indexer.settled()
      return await list.facets()
    },
    'library.notices': () => notices.list(),
    'library.dismissNotice': ({ id }) => {
      notices.dismiss(id)
      return null
    },
    'library.refresh': () => refresh(),
  }
}
