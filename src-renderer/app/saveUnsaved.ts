/** A way out where saving fails: what is not on the disk goes into a file of the reader's choice. */
import { saveTextElsewhere } from '#stores/exporting'
import type { Stores } from './createStores'
import { unsavedMarkdown } from './unsaved'

export async function saveUnsaved({
  app,
  reading,
  toasts,
}: Pick<Stores, 'app' | 'reading' | 'toasts'>): Promise<void> {
  try {
    const text = unsavedMarkdown(reading.notebook.pending)
    const written = await saveTextElsewhere('collate-unsaved-edits.md', text, app.info.dialogs)
    if (written) toasts.show('The edits are in that file. They are still tried here.')
  } catch (error) {
    toasts.failure(error)
  }
}
