/** Highlights that were deleted and can be restored. */
import { call } from '#client/api'
import type { CallResult } from '#contract/calls'

export type DeletedHighlight = CallResult<'notebook.deleted'>[number]

/** Newest first. */
export async function deletedHighlights(): Promise<readonly DeletedHighlight[]> {
  return await call('notebook.deleted', {})
}
