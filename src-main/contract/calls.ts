/** The whole contract: the calls that the services answer, and those that the shell answers. */
import type { Handlers, InputOf, ResultOf } from '#contract/call'
import { compareCalls } from '#contract/compare'
import { draftCalls } from '#contract/drafts'
import { exchangeCalls } from '#contract/exchange'
import { exportCalls } from '#contract/exports'
import { importCalls } from '#contract/imports'
import { libraryCalls } from '#contract/library'
import { notebookCalls } from '#contract/notebook'
import { reviewCalls } from '#contract/review'
import { searchCalls } from '#contract/search'
import { settingsCalls } from '#contract/settings'
import { shellCalls } from '#contract/shell'
import { workbenchCalls } from '#contract/workbench'

export const serviceCalls = {
  ...libraryCalls,
  ...importCalls,
  ...searchCalls,
  ...notebookCalls,
  ...workbenchCalls,
  ...reviewCalls,
  ...exportCalls,
  ...exchangeCalls,
  ...draftCalls,
  ...compareCalls,
  ...settingsCalls,
} as const
export type ServiceHandlers = Handlers<typeof serviceCalls>

export type ShellHandlers = Handlers<typeof shellCalls>

export const calls = { ...serviceCalls, ...shellCalls } as const
export type CallName = keyof typeof calls
/** What a caller hands over. */
export type CallArgs<Name extends CallName> = InputOf<(typeof calls)[Name]>
export type CallResult<Name extends CallName> = ResultOf<(typeof calls)[Name]>
