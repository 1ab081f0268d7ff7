/** Calls on settings and on the layout of window and panes. */
import * as v from 'valibot'
import { SettingsSchema, WorkspaceSchema } from '#domain/settings'
import { NoArgs, type CallTable } from '#contract/call'

export const settingsCalls = {
  'settings.get': { args: NoArgs, result: SettingsSchema },
  'settings.set': { args: v.object({ changes: v.partial(SettingsSchema) }), result: SettingsSchema },
  'workspace.get': { args: NoArgs, result: WorkspaceSchema },
  'workspace.set': { args: v.object({ workspace: WorkspaceSchema }), result: v.null() },
} as const satisfies CallTable
