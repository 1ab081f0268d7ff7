/** What the commands need of an open pane, and how panes are dragged. */
import type { PaneReader } from './paneReader.svelte'

/** The type under which the key of a dragged pane travels. */
export const paneDragType = 'application/x-collate-pane'

export interface PaneHandle {
  reader: PaneReader
  find: () => void
  findStep: (by: 1 | -1) => void
  focus: () => void
  /** The pane's element was taken out of the document and put back: what the browser forgot over that is made again. */
  inserted: () => void
  /** Keys go to the text: the focus is in the pane and not in a field or a menu, or it is nowhere. */
  hasFocus: () => boolean
}
