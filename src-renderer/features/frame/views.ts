/** The views of the window, in the order of their tabs. One that is not `ready` is shown, and cannot be opened. */
import type { Workspace } from '#domain/settings'

export interface View {
  id: Workspace['view']
  label: string
  ready: boolean
}
