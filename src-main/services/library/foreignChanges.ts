/** Tells the interface, the index and the library what another program changed in the data folder. */
import type { ForeignChange } from '#storage/libraryFolder'
import type { EventHub } from '#services/events'
import type { Library } from '#services/library/library'

export function tellForeign({ articleIds, parts }: ForeignChange, events: EventHub, library: Library): void {
  if (parts.has('decisions')) library.decisionsChanged()
  // The saved filters belong to the view of the notebook, which reads them again with it.
  if (articleIds.length > 0 || parts.has('savedFilters')) {
    events.emit('notebook.changed', { articleIds: [...articleIds], by: null })
  }
  if (parts.has('tags') || articleIds.length > 0) events.emit('tags.changed', { by: null })
  if (parts.has('dismissed')) events.emit('dismissed.changed', {})
  if (parts.has('links')) events.emit('links.changed', { by: null })
  if (parts.has('settings')) events.emit('settings.changed', {})
  if (parts.has('folders')) events.emit('folders.changed', {})
}
