/** The keys of the window: the command that a press stands for. */
import { holdsInText, isLetterKey, keyName, matchesKeys, takesText } from '#ui/keys'
import type { Stores } from './createStores'
import type { Layout } from './layout.svelte'

/** Carries out the command of a key. Nothing happens while a dialog is open, or where something took the key. */
export function runShortcut(
  event: KeyboardEvent,
  { app, commands, settings }: Pick<Stores, 'app' | 'commands' | 'settings'>,
  layout: Layout,
): void {
  if (event.defaultPrevented || app.dialog) return
  const typing = takesText(event.target)
  const command = commands.find(
    (keys) =>
      matchesKeys(event, keys) &&
      (!typing || holdsInText(keys)) &&
      (settings.value.letterKeys || !isLetterKey(keys)),
  )
  if (command) {
    event.preventDefault()
    command.run?.()
  } else if (keyName(event) === 'Escape') layout.putAway()
}
