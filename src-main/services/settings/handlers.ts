/** Answers the calls on settings and on the layout of window and panes. */
import type { Handlers } from '#contract/call'
import type { settingsCalls } from '#contract/settings'
import type { Needs } from '#services/context'

export function settingsHandlers({
  folder,
  events,
}: Needs<'folder' | 'events'>): Handlers<typeof settingsCalls> {
  return {
    'settings.get': () => folder.settings.data,
    'settings.set': async ({ changes }) => {
      await folder.settings.write({ ...folder.settings.data, ...defined(changes) })
      events.emit('settings.changed', {})
      return folder.settings.data
    },
    'workspace.get': () => folder.workspace.data,
    'workspace.set': async ({ workspace }) => {
      await folder.workspace.write(workspace)
      return null
    },
  }
}

/** The entries that are there; `undefined` means "leave it". */
function defined<Value extends object>(
  changes: Value,
): { [Key in keyof Value]-?: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [Key in keyof Value]-?: Exclude<Value[Key], undefined> }
}
