/** The ways to bring in articles of one's own, as a menu. */
import type { Commands } from '#stores/commands.svelte'
import type { MenuEntry } from '#ui/menu'

/** @param desktop the shell can choose folders; in a browser the menu says why it cannot */
export function addEntries(commands: Commands, desktop: boolean): MenuEntry[] {
  const hint = desktop ? undefined : 'desktop only'
  return [
    ...commands.entry('addFiles', { label: 'Files…' }),
    ...commands.entry('addFolder', { label: 'Folder…', hint }),
    ...commands.entry('linkFolder', { label: 'Link a folder…', hint }),
    { kind: 'separator' },
    ...commands.entry('pasteText', { label: 'Paste text…' }),
  ]
}
