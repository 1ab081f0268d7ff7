/** Answers the calls of the notebook view: every highlight of the library, saved filters, the codebook, the claim table. */
import type { Handlers } from '#contract/call'
import type { workbenchCalls } from '#contract/workbench'
import { claimTable } from '#services/comparing/claimTable'
import type { ServiceContext } from '#services/context'
import { Codebook } from '#services/notebook/codebook'
import type { Workbench } from '#services/notebook/workbench'

export function workbenchHandlers(
  context: ServiceContext,
  workbench: Workbench,
): Handlers<typeof workbenchCalls> {
  const codebook = new Codebook(context)
  return {
    'highlights.query': (args) => workbench.query(args),
    'highlights.ids': ({ filter }) => workbench.ids(filter),
    'highlights.records': ({ ids }) => workbench.records(ids),
    'highlights.matrix': (args) => workbench.matrix(args),
    'filters.list': () => workbench.filters(),
    'filters.save': async ({ filter }) => {
      await workbench.saveFilter(filter)
      return null
    },
    'filters.delete': async ({ id }) => {
      await workbench.deleteFilter(id)
      return null
    },
    'codebook.plan': ({ action }) => codebook.plan(action),
    'compare.table': (args) => claimTable(args, context),
  }
}
