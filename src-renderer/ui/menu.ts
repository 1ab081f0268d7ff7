/** The entries of a menu, as data. */
import type { LucideIcon } from '@lucide/svelte'

export interface MenuItem {
  kind?: 'item'
  label: string
  icon?: LucideIcon | undefined
  /** A colour swatch in place of the icon: the value of `data-hue`. */
  hue?: string | undefined
  keys?: string | undefined
  /** Right of the label: a count, the present value. */
  hint?: string | undefined
  disabled?: boolean | undefined
  danger?: boolean | undefined
  /** One that can be on or off; `radio` says that it is one of several. */
  checked?: boolean | undefined
  radio?: boolean | undefined
  /** The menu stays open after it. */
  stays?: boolean | undefined
  run: () => void
}
export type MenuEntry = MenuItem | { kind: 'separator' } | { kind: 'heading'; label: string }

export const isItem = (entry: MenuEntry): entry is MenuItem =>
  entry.kind === undefined || entry.kind === 'item'

/** What `bind:this` of a ContextMenu gives. */
export interface ContextMenuHandle {
  open: (event: MouseEvent, label: string, entries: readonly MenuEntry[]) => void
}
