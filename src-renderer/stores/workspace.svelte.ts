/** What is open and how it is laid out: panes, their places in the text, the side panels; restored and kept. */
import { call } from '#client/api'
import type { TextRange } from '#domain/articles/article'
import {
  defaultWorkspace,
  maxPanes,
  paneLetters,
  type PaneLetter,
  type PaneState,
  type Settings,
  type Workspace as Layout,
} from '#domain/settings'
import type { NoteTarget } from './notebook.svelte'

/** Something a pane is asked to show. */
export type PaneRequest =
  /** Brings a passage into view; with `flash`, marks it for a moment. */
  | { kind: 'reveal'; range: TextRange; flash: boolean }
  /** Opens the find bar, with words already in it where they are given. */
  | { kind: 'find'; words: string | null; from?: number }
  /** Puts the keyboard's focus on the text. */
  | { kind: 'focus' }
  /** Puts the keyboard's focus on the outline. */
  | { kind: 'outline' }

/** Takes places of a text to heights in its scrolled content. Lengths are CSS pixels. */
export interface Leveller {
  /** The height in the content at which a place begins; null where there is no text. */
  heightOf: (offset: number) => number | null
  /** The height in the content of what stands at the line that is read, a share below the top of the view. */
  line: () => number
  /** How far the element has to be scrolled to have a height at that line. */
  scrollTo: (height: number) => number
  /** The heights that stand at that line where the text is scrolled to its top and to its end. */
  ends: () => { top: number; bottom: number }
  scroller: () => object | null
}

/** A pane's text as it stands on the screen, for what is drawn over the panes or scrolls them. Lengths are CSS pixels. */
export interface PaneSurface {
  /** The visible part of the text, in window coordinates; null before the text is there. */
  view: () => DOMRect | null
  /** The part of the text around the view, UTF-16 units; null before the text is there. */
  near: () => TextRange | null
  /** Where a height of the scrolled content stands, or what stands there. */
  level: Leveller
  /** Top and bottom of a passage in window coordinates, in view or not. */
  span: (range: TextRange) => { top: number; bottom: number } | null
  /** The distances below the top of the view, from `least` to `most`, to which scrolling can bring a passage's top. */
  reach: (range: TextRange) => { least: number; most: number } | null
  /** Scrolls a passage's top to a distance below the top of the view; panes that are locked to it stay. */
  bring: (range: TextRange, distance: number) => void
}

export class Pane {
  /** Tells panes apart while they are open; not kept. */
  readonly key: number
  /** By which its passages are cited; it stays as long as the pane is open, wherever the pane goes. */
  readonly letter: PaneLetter
  articleId = $state('')
  /** Not reactive: it changes with every scroll. */
  position: PaneState['position']
  locked = $state(false)
  share = $state(1)
  readingSize = $state<Settings['readingSize'] | null>(null)
  cursor = $state<number | null>(null)
  outline = $state(false)
  /** What the pane is to show next; the pane sets it to null when it has done so. */
  request = $state.raw<PaneRequest | null>(null)
  /** The text on the screen; null until it is there. */
  surface = $state.raw<PaneSurface | null>(null)

  constructor(key: number, letter: PaneLetter, from: PaneState) {
    this.key = key
    this.letter = letter
    this.articleId = from.articleId
    this.position = { ...from.position }
    this.locked = from.locked
    this.share = from.share
    this.readingSize = from.readingSize
    this.cursor = from.cursor
    this.outline = from.outline
  }

  toState(): PaneState {
    const { articleId, letter, position, locked, share, readingSize, cursor, outline } = this
    return { articleId, letter, position: { ...position }, locked, share, readingSize, cursor, outline }
  }
}

/** Where an article is opened: in the focused pane, in a new one at the right end, or in the pane at an index. */
export type OpenIn = 'focused' | 'new' | number

const saveDelay = 400

export class Workspace {
  view = $state<Layout['view']>('read')
  /** Puts away what stands in place of the views or over them: a list of imported files, a review, a drawer. */
  onshow: () => void = () => undefined
  panes = $state<Pane[]>([])
  #focused = $state.raw<Pane | null>(null)
  sidebar = $state<Layout['sidebar']>(defaultWorkspace().sidebar)
  notes = $state<Layout['notes']>(defaultWorkspace().notes)
  sort = $state(defaultWorkspace().sort)
  /** Whether the layout of the last time has been read. */
  ready = $state(false)
  /** The highlight that the reader is at, in text and notes alike. */
  current = $state.raw<{ articleId: string; highlightId: string } | null>(null)
  /** The passage that is selected with mouse or keys, in whichever pane. */
  selected = $state.raw<{ articleId: string; range: TextRange } | null>(null)
  /** The note or the tags that the notes panel is to open for editing; the panel sets it to null. */
  editRequest = $state.raw<(NoteTarget & { part: 'note' | 'tags' }) | null>(null)
  #nextKey = 1
  #timer: ReturnType<typeof setTimeout> | undefined

  /** The pane that has the focus or had it last; the first where that one is closed. */
  get focused(): Pane | undefined {
    return this.panes[this.focusedPane]
  }

  /** Its index. */
  get focusedPane(): number {
    return Math.max(0, this.#focused ? this.panes.indexOf(this.#focused) : 0)
  }

  letter(pane: Pane): PaneLetter {
    return pane.letter
  }

  paneWith(letter: PaneLetter): Pane | undefined {
    return this.panes.find((pane) => pane.letter === letter)
  }

  paneOf(articleId: string): Pane | undefined {
    return this.panes.find((pane) => pane.articleId === articleId)
  }

  /** Lays everything out as it was left. */
  async restore(): Promise<void> {
    let layout = defaultWorkspace()
    try {
      layout = await call('workspace.get', {})
    } finally {
      this.view = layout.view
      const letters = lettersFor(layout.panes.map(({ letter }) => letter))
      this.panes = layout.panes.map((pane, index) => new Pane(this.#nextKey++, letters[index] ?? 'A', pane))
      this.#focused = this.panes[layout.focusedPane] ?? this.panes.at(-1) ?? null
      this.sidebar = layout.sidebar
      this.notes = layout.notes
      this.sort = layout.sort
      this.ready = true
    }
  }

  /** The layout to be kept. Reads every reactive part of it, so that an effect that calls it runs on every change. */
  layout(): Layout {
    return {
      view: this.view,
      panes: this.panes.map((pane) => pane.toState()),
      focusedPane: this.focusedPane,
      sidebar: { ...this.sidebar },
      notes: { ...this.notes },
      sort: this.sort,
    }
  }

  /** Keeps the layout soon. */
  saveSoon(): void {
    if (!this.ready) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.saveNow(), saveDelay)
  }

  /** Keeps the layout now. A failure is left alone: a layout is no work, and the next change tries again. */
  async saveNow(): Promise<void> {
    clearTimeout(this.#timer)
    if (!this.ready) return
    try {
      await call('workspace.set', { workspace: this.layout() })
    } catch {
      this.#timer = undefined
    }
  }

  /** Shows a view, and has what stands in its place put away. */
  show(view: Layout['view']): void {
    this.view = view
    this.onshow()
  }

  /**
   * Opens an article, or goes to the pane where it is open already; no pane moves by that.
   * @returns the pane
   */
  open(articleId: string, where: OpenIn = 'focused'): Pane {
    const open = this.paneOf(articleId)
    if (open) {
      this.#showPanes()
      this.focusOn(open)
      return open
    }
    const replaced = this.#placeFor(where)
    const fresh = this.#make(articleId, replaced?.letter)
    if (replaced) {
      fresh.share = replaced.share
      fresh.locked = replaced.locked
      this.panes[this.panes.indexOf(replaced)] = fresh
    } else this.panes.push(fresh)
    this.#showPanes()
    this.focusOn(fresh)
    return fresh
  }

  /** Opens an article as a new pane at an index, where there is room; else in place of the pane there. */
  insert(articleId: string, index: number): Pane {
    const open = this.paneOf(articleId)
    if (open) this.move(this.panes.indexOf(open), index)
    if (open || this.panes.length >= maxPanes) return this.open(articleId, Math.min(index, maxPanes - 1))
    const fresh = this.#make(articleId)
    this.panes.splice(clamp(index, 0, this.panes.length), 0, fresh)
    this.#showPanes()
    this.focusOn(fresh)
    return fresh
  }

  /** Opens an article with find set to some words, at the match that begins at or after an offset. */
  openFinding(articleId: string, words: string, from: number, where: OpenIn = 'focused'): Pane {
    const pane = this.open(articleId, where)
    pane.request = { kind: 'find', words, from }
    return pane
  }

  /** Opens an article at a passage. */
  openAt(articleId: string, range: TextRange, where: OpenIn = 'focused'): Pane {
    const pane = this.open(articleId, where)
    pane.request = { kind: 'reveal', range, flash: true }
    return pane
  }

  /** Closes a pane; the focus of a closed one goes to the next, or the last. */
  close(index: number): void {
    const [closed] = this.panes.splice(index, 1)
    if (closed && this.current?.articleId === closed.articleId) this.current = null
    if (closed === this.#focused) this.#focused = this.panes[index] ?? this.panes.at(-1) ?? null
  }

  /** Closes the panes of articles that are no longer in the library. */
  closeArticles(articleIds: readonly string[]): void {
    for (let index = this.panes.length - 1; index >= 0; index--) {
      if (articleIds.includes(this.panes[index]?.articleId ?? '')) this.close(index)
    }
  }

  /** Moves a pane to another place; the focus goes with it. */
  move(from: number, to: number): void {
    const pane = this.panes[from]
    const target = clamp(to, 0, this.panes.length - 1)
    if (!pane || from === target) return
    this.panes.splice(from, 1)
    this.panes.splice(target, 0, pane)
  }

  focus(index: number): void {
    const pane = this.panes[index]
    if (pane) this.focusOn(pane)
  }

  /** Gives an open pane the focus. It may be called while something is taken down, when state reads as it was before. */
  focusOn(pane: Pane): void {
    this.#focused = pane
  }

  /** Leads to an open pane, from wherever the reader is. */
  goTo(pane: Pane): void {
    this.#showPanes()
    this.focusOn(pane)
    pane.request = { kind: 'focus' }
  }

  /** Lets all panes scroll together or each for itself; or one of them join the others or leave them. */
  lock(locked: boolean, which: Pane | 'all' = 'all'): void {
    for (const pane of this.panes) if (which === 'all' || pane === which) pane.locked = locked
  }

  /** Makes a highlight the current one; the notes panel brings its card into view. */
  select(articleId: string, highlightId: string | null): void {
    if (highlightId === null) this.current = null
    else if (this.current?.highlightId !== highlightId) this.current = { articleId, highlightId }
  }

  /** The pane whose article gives way; none where there is room for one more. */
  #placeFor(where: OpenIn): Pane | undefined {
    if (typeof where === 'number' && this.panes[where]) return this.panes[where]
    if (where === 'focused') return this.focused
    if (this.panes.length < maxPanes) return undefined
    // Where the reader is stays, if anything else can go.
    return this.panes.findLast((pane) => pane !== this.focused) ?? this.panes.at(-1)
  }

  /** A pane for an article: with the letter of the one that it takes the place of, or with the first that is free. */
  #make(articleId: string, letter?: PaneLetter): Pane {
    const free = paneLetters.find((each) => !this.paneWith(each)) ?? 'A'
    return new Pane(this.#nextKey++, letter ?? free, emptyPane(articleId, this.#meanShare()))
  }

  /** Comparing shows the panes as reading does. */
  #showPanes(): void {
    this.show(this.view === 'compare' ? 'compare' : 'read')
  }

  #meanShare(): number {
    if (this.panes.length === 0) return 1
    return this.panes.reduce((sum, pane) => sum + pane.share, 0) / this.panes.length
  }
}

function emptyPane(articleId: string, share: number): PaneState {
  return {
    articleId,
    letter: null,
    position: { offset: 0, pixels: 0 },
    locked: false,
    share,
    readingSize: null,
    cursor: null,
    outline: false,
  }
}

/** The kept letters, and free ones for panes that have none or one that another has. */
function lettersFor(kept: readonly (PaneLetter | null)[]): (PaneLetter | undefined)[] {
  const own = kept.map((letter, index) => (kept.indexOf(letter) === index ? letter : null))
  const free = paneLetters.filter((letter) => !own.includes(letter))
  return own.map((letter) => letter ?? free.shift())
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
