/** What stands beside what in the window: the library, panes and notes, by the room that there is. */
import { createContext, flushSync, untrack } from 'svelte'
import { windowWidth } from '#stores/windowWidth.svelte'
import { comfortablePaneWidth, oneAtATime } from '../features/reader/paneWidths'
import { focusRegion, nextRegion } from '../features/frame/regions'
import type { Stores } from './createStores'

/** Up to so many CSS pixels the window is small: styles have the same. */
const smallWindow = 1180

export type LibraryPart = 'search' | 'list'

/** Widths of the side panels, in CSS pixels. */
export const limits = {
  library: { min: 200, max: 420, initial: 260 },
  notes: { min: 232, max: 480, initial: 292 },
}
/** The most that the notes take in a narrow window, in CSS pixels. */
export const narrowNotes = 252
/** CSS pixels in which the first screen, or the list of an import, can stand beside the library. */
const besideLibrary = { blank: 640, list: 960 }

export class Layout {
  readonly #stores: Pick<Stores, 'app' | 'imports' | 'reading' | 'review'>
  /** The panes would be too narrow to read between the library and the notes. */
  #crowded = $state(false)
  #lastRoom = ''
  #notesBefore: boolean | null = null
  /** The library's panel, while it is drawn. */
  panel = $state.raw<{ focus: (part: LibraryPart) => void }>()

  readonly #width = $derived(windowWidth())
  /** One pane is seen at a time, and the notes lie over it. */
  readonly tiny = $derived(this.#width < oneAtATime)
  /** Something stands in place of the panes. */
  readonly covered = $derived.by(() => this.#stores.imports.open || this.#stores.review.open)
  readonly comparing = $derived.by(() => this.#workspace.view === 'compare' && !this.covered)
  readonly inNotebook = $derived.by(() => this.#workspace.view === 'notebook' && !this.covered)
  /** The library is a rail, and the notes take less. */
  readonly narrow = $derived.by(() => this.small || (this.#crowded && this.#workspace.view === 'read'))
  /** While no article is open, a narrow window too has room for the library: it is the way to the first one. */
  readonly emptyEnough = $derived.by(
    () =>
      this.#workspace.panes.length === 0 &&
      this.#width >= (this.covered ? besideLibrary.list : besideLibrary.blank),
  )
  /** The library stands beside the panes. */
  readonly beside = $derived.by(() => this.#workspace.sidebar.open && (!this.narrow || this.emptyEnough))
  readonly notesWidth = $derived.by(() =>
    this.narrow ? Math.min(this.#workspace.notes.width, narrowNotes) : this.#workspace.notes.width,
  )
  readonly notesShown = $derived.by(
    () => this.#workspace.notes.open && this.#workspace.panes.length > 0 && !this.covered && !this.comparing,
  )

  constructor(stores: Pick<Stores, 'app' | 'imports' | 'reading' | 'review'>) {
    this.#stores = stores
  }

  get #workspace(): Stores['reading']['workspace'] {
    return this.#stores.reading.workspace
  }

  get small(): boolean {
    return this.#width <= smallWindow
  }

  /** Follows the window and what is open. Call it once, while a component initialises. */
  start(): void {
    const { app } = this.#stores
    const workspace = this.#workspace
    $effect.pre(() => {
      const { panes, sidebar, notes } = workspace
      const needed = panes.length * comfortablePaneWidth + (sidebar.open ? sidebar.width : 0)
      const room = `${panes.length} ${this.#width} ${sidebar.open}`
      if (needed + (notes.open ? notes.width : 0) > this.#width) this.#crowded = true
      // The room of notes that are hidden goes to the panes: the library does not come back for it.
      else if (room !== this.#lastRoom || needed + notes.width <= this.#width) this.#crowded = false
      this.#lastRoom = room
    })
    $effect.pre(() => {
      if (!workspace.ready) return
      const over = this.tiny
      untrack(() => {
        if (over === (this.#notesBefore !== null)) return
        // Over the text they are there when they are asked for; beside it they are as they were.
        const open = this.#notesBefore ?? false
        this.#notesBefore = over ? workspace.notes.open : null
        workspace.notes.open = open
      })
    })
    $effect(() => {
      if (this.comparing ? !this.small : !this.narrow || this.emptyEnough) app.drawer = false
    })
    // Notes are edited beside the panes, and the comparison has no room for them.
    $effect(() => {
      if (workspace.editRequest && workspace.view === 'compare') workspace.view = 'read'
    })
    workspace.onshow = () => this.#uncover()
    // What stood in place of the panes, or over them, may have taken the focus with it.
    let before = false
    $effect(() => {
      const over = this.covered || app.drawer
      if (before && !over && document.activeElement === document.body) untrack(() => this.#focusPane())
      before = over
    })
  }

  /** Lets what was asked for be seen: nothing stands in its place, and the drawer does not lie over it. */
  #uncover(): void {
    this.#stores.app.drawer = false
    this.#stores.imports.open = false
    this.#stores.review.open = false
  }

  openReview(): void {
    this.#stores.imports.open = false
    this.#stores.review.open = true
  }

  /** Shows the library, and puts the focus on a part of it once it is there. */
  showLibrary(part: LibraryPart): void {
    const workspace = this.#workspace
    workspace.view = 'read'
    if (this.narrow && !this.emptyEnough) this.#stores.app.drawer = true
    else workspace.sidebar.open = true
    const overIt = document.querySelector('dialog[open]') !== null
    // At once, so that no key that follows is lost; but a dialog that closes gives the focus back later.
    flushSync()
    this.panel?.focus(part)
    if (overIt) requestAnimationFrame(() => this.panel?.focus(part))
  }

  /** Draws the links and suggestions out over the panes, of which a small window has a strip. */
  showLinks(): void {
    this.#stores.app.drawer = true
    flushSync()
    focusRegion('library')
  }

  hideLibrary(): void {
    if (this.#stores.app.drawer) this.#stores.app.drawer = false
    else this.#workspace.sidebar.open = false
  }

  toggleLibrary(): void {
    if (this.beside || this.#stores.app.drawer) this.hideLibrary()
    else this.showLibrary('list')
  }

  hideNotes(): void {
    this.#workspace.notes.open = false
    this.#focusPane()
  }

  /** Moves the focus to the next part of the window, or the one before. */
  cycleRegion(by: 1 | -1): void {
    const name = nextRegion(by)
    if (name === 'library' && this.panel && (this.beside || this.#stores.app.drawer)) this.panel.focus('list')
    else if (name === 'panes' && this.#workspace.focused) this.#focusPane()
    else if (name !== null) focusRegion(name)
  }

  /** Puts away what lies over the text or stands in its place. @returns whether there was something */
  putAway(): boolean {
    if (this.#stores.app.drawer) this.hideLibrary()
    else if (this.covered) this.#uncover()
    else if (this.tiny && this.#workspace.notes.open) this.hideNotes()
    else return false
    return true
  }

  #focusPane(): void {
    if (this.#workspace.focused) this.#workspace.focused.request = { kind: 'focus' }
  }
}

export const [useLayout, setLayout] = createContext<Layout>()
