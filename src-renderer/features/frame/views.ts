/** The views of the window, in the order of their tabs. */
import type { Workspace } from '#domain/settings'

export interface View {
  id: Workspace['view']
  label: string
}
