/** The views of the window, in the order of their tabs. */
import type { Workspace } from '#domain/settings'

export interface View {
  id: Workspace['view']
  label: string
}

export const views: readonly View[] = [
  { id: 'read', label: 'Read' },
  { id: 'compare', label: 'Compare' },
  { id: 'notebook', label: 'Notebook' },
]
