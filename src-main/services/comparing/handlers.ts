/** Answers the calls that compare articles with one another, and a draft with the articles. */
import type { Handlers } from '#contract/call'
import type { compareCalls } from '#contract/compare'
import type { draftCalls } from '#contract/drafts'
import type { Comparing } from '#services/comparing/comparing'
import { DraftCheck } from '#services/comparing/draftCheck'
import { nearDuplicates } from '#services/comparing/nearDuplicates'
import type { ServiceContext } from '#services/context'

export function comparingHandlers(
  context: ServiceContext,
  comparing: Comparing,
): Handlers<typeof compareCalls & typeof draftCalls> {
  const drafts = new DraftCheck(context)
  return {
    'compare.articles': (args) => comparing.articles(args),
    'compare.related': (args) => comparing.related(args),
    'compare.coverage': (args) => comparing.coverage(args),
    'compare.alsoIn': (args) => comparing.alsoIn(args),
    'compare.nearDuplicates': () => nearDuplicates(comparing.table, context.library),
    'compare.dismiss': (args) => comparing.dismiss(args),
    'draft.check': (args) => drafts.check(args),
  }
}
