/** Ends the making of a link: kept or discarded, with the focus back in the text and a way on. */
import type { Stores } from './createStores'

type LinkStores = Pick<Stores, 'links' | 'comparison' | 'reading' | 'toasts'>

/** Gives the focus back to the text where it is in the bar of the new link, which goes away. */
function leaveBar({ reading: { workspace } }: LinkStores): void {
  const inside = document.activeElement?.closest('[data-link-bar]')
  if (inside && workspace.focused) workspace.focused.request = { kind: 'focus' }
}

export function saveLink(stores: LinkStores): void {
  const { links, comparison, reading, toasts } = stores
  const link = links.save()
  if (!link) return
  leaveBar(stores)
  const compare = (): void => void comparison.choose(link)
  if (reading.workspace.view === 'compare') compare()
  else toasts.show(`Linked: ${link.title}`, { label: 'Show side by side', run: compare })
}

export function cancelLink(stores: LinkStores): void {
  const { links, toasts } = stores
  const { draft } = links
  leaveBar(stores)
  links.draft = null
  const resume = (): void => void (links.draft ??= draft)
  if (draft && draft.members.length > 0) toasts.show('Link discarded.', { label: 'Resume', run: resume })
}
