/** Answers the calls on the reader's work, and on what became of it where an article has changed. */
import type { Handlers } from '#contract/call'
import type { notebookCalls } from '#contract/notebook'
import type { reviewCalls } from '#contract/review'
import type { ServiceContext } from '#services/context'
import { Review } from '#services/annotations/review'
import { mergeTags } from '#services/notebook/tags'
import type { Workbench } from '#services/notebook/workbench'

export function annotationHandlers(
  context: ServiceContext,
  workbench: Workbench,
): Handlers<typeof notebookCalls & typeof reviewCalls> {
  const { annotations, folder, index, indexer } = context
  const review = new Review(context)
  return {
    'notebook.open': ({ articleId }) => annotations.open(articleId),
    'notebook.apply': async ({ id, operations }) => {
      const applied = await annotations.apply(operations, id === undefined ? {} : { id })
      return { ...applied, savedAt: new Date().toISOString() }
    },
    'notebook.tags': async () => {
      await indexer.settled()
      const { tags } = await index.facets()
      return mergeTags(tags, folder.tags.data.tags)
    },
    'notebook.links': () => [...folder.links.data.links],
    'notebook.linkEnds': () => workbench.linkEnds(),
    'notebook.deleted': () => annotations.deleted(),
    'notebook.earlierNotes': () => annotations.earlierNotes(),
    'review.list': () => review.list(),
    'review.compare': ({ articleId, highlightId }) => review.compare(articleId, highlightId),
    'review.decide': async ({ decisions }) => ({ operations: await review.decide(decisions) }),
  }
}
