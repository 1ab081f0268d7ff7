/** What a reader does in one pane: selection, sentence cursor, current highlight, and all that can be done to them. */
import type { ArticleView } from '#contract/library'
import { paragraphNumbers, type TextRange } from '#domain/articles/article'
import type { Hue, PlacedHighlight } from '#domain/annotations/notebook'

import { copyText } from '#client/api'
import { quotationWithSource } from '#shared/quotation'
import type { Reading } from '#stores/reading.svelte'
import type { Pane } from '#stores/workspace.svelte'
import { ArticleUnits } from './articleUnits'
import { extend, step, stepBlock, unitAt, type Units } from './cursor'
import { Jump } from './jump.svelte'
import type { ScrollLock } from './scrollLock'
import { standingOf, type Standing } from './standing'
import { blockAt, overlaps, tidyRange } from './textPositions'
import type { TextView } from './textView'

/** What a command acts on, in this order: what is selected, the current highlight, the sentence cursor. */
export type Target =
  | { kind: 'selection'; range: TextRange }
  | { kind: 'highlight'; range: TextRange; highlight: PlacedHighlight }
  | { kind: 'cursor'; range: TextRange }

export interface PaneReaderOptions {
  reading: Reading
  pane: Pane
  lock: ScrollLock
  article: () => ArticleView
  hueName: (hue: Hue) => string
  /** Says something for a moment, with a way to act on it. */
  toast: (message: string, action?: { label: string; run: () => void }) => void
}

let lastHue: Hue = 'amber'

export class PaneReader {
  readonly pane: Pane
  /** How ranges come into view. */
  readonly jump: Jump
  readonly #options: PaneReaderOptions
  /** The text on the screen; null until it is there. */
  view = $state.raw<TextView | null>(null)
  /** What is selected in this pane, by mouse or keys, without white space at its ends. */
  selection = $state.raw<TextRange | null>(null)
  cursor = $state.raw<TextRange | null>(null)
  /** Which popover is open. */
  bar = $state<'selection' | 'highlight' | null>(null)
  /** Highlights that lie under a click, for the reader to choose from. */
  choice = $state.raw<{ x: number; y: number; highlights: Standing[] } | null>(null)
  /** A range shown while a handle is dragged, before the highlight is changed. */
  preview = $state.raw<TextRange | null>(null)
  /** About the offset that is being read. */
  place = $state(0)
  /** The heading that was chosen in the outline last, until the reader goes on by themselves. */
  picked = $state<number | null>(null)
  /** What assistive technology is told. */
  announcement = $state('')
  readonly #units = new ArticleUnits(() => this.article)

  /** Highlights of today's text, in text order. */
  readonly standing = $derived.by((): Standing[] => {
    const view = this.#options.reading.notebook.view(this.article.summary.id)
    return (view?.highlights ?? []).flatMap((highlight) => standingOf(highlight) ?? [])
  })

  readonly current = $derived.by((): Standing | null => {
    const current = this.#options.reading.workspace.current
    if (current?.articleId !== this.article.summary.id) return null
    return this.standing.find(({ id }) => id === current.highlightId) ?? null
  })

  constructor(options: PaneReaderOptions) {
    this.#options = options
    this.pane = options.pane
    this.jump = new Jump(() => this.view, options.lock)
    const { cursor } = options.pane
    if (cursor !== null) this.cursor = unitAt(this.sentences, cursor)
  }

  get article(): ArticleView {
    return this.#options.article()
  }

  get sentences(): Units {
    return this.#units.sentences
  }

  /** For each block the number that readers cite for what stands in it: its own, or the last one before it. */
  readonly #paragraphs = $derived.by(() => {
    let last: number | null = null
    return paragraphNumbers(this.article.blocks).map((number) => (last = number ?? last))
  })

  /** The paragraph number that readers cite for an offset. */
  paragraphOf(offset: number): number | null {
    return this.#paragraphs[blockAt(this.article.blocks, offset)] ?? null
  }

  /** The sentence cursor where it is shown: in the focused pane, and while nothing else is being acted on. */
  readonly shownCursor = $derived.by((): TextRange | null => {
    const focused = this.#options.reading.workspace.focused === this.pane
    return focused && !this.current && !this.selection ? this.cursor : null
  })

  get target(): Target | null {
    if (this.selection) return { kind: 'selection', range: this.selection }
    if (this.current) {
      const { start, end, highlight } = this.current
      return { kind: 'highlight', range: { start, end }, highlight }
    }
    return this.cursor ? { kind: 'cursor', range: this.cursor } : null
  }

  /** The highlights that hold a character, the shortest first. */
  at(offset: number): Standing[] {
    return this.standing
      .filter(({ start, end }) => start <= offset && offset < end)
      .sort((a, b) => a.end - a.start - (b.end - b.start))
  }

  /** Takes over the browser's selection. */
  takeSelection(selection: Selection | null): void {
    const view = this.view
    const mine = view && selection?.anchorNode && view.column.contains(selection.anchorNode)
    const raw = mine ? view.selected(selection) : null
    const range = raw && tidyRange(this.article.text, raw)
    if (range?.start === this.selection?.start && range?.end === this.selection?.end) return
    this.selection = range
    this.#options.reading.workspace.selected = range && { articleId: this.article.summary.id, range }
    if (!range && this.bar === 'selection') this.bar = null
  }

  /** Makes a highlight the current one, and puts the cursor on it. */
  choose(standing: Standing, options: { bar?: boolean } = {}): void {
    this.#clearSelection()
    this.#options.reading.workspace.select(this.article.summary.id, standing.id)
    this.#setCursor({ start: standing.start, end: standing.end })
    this.bar = options.bar === true ? 'highlight' : null
    this.#announceHighlight(standing)
  }

  /** A click on the text without a selection: picks the highlight there, offers several, or lets go of the current. */
  click(x: number, y: number): void {
    const offset = this.view?.characterAt(x, y) ?? null
    const here = offset === null ? [] : this.at(offset)
    const [only] = here
    this.bar = null
    if (here.length > 1) this.choice = { x, y, highlights: here }
    else if (only) this.choose(only, { bar: true })
    else {
      this.#letGo()
      this.cursor = offset === null ? null : this.cursor
    }
  }

  /** Marks what is selected or under the cursor; changes the hue of the current highlight. */
  mark(hue: Hue): void {
    const target = this.target
    if (!target || this.#refuses()) return
    lastHue = hue
    if (target.kind === 'highlight') {
      this.#options.reading.notebook.setHue([target.highlight], hue)
      this.#say(this.#options.hueName(hue))
    } else this.#markRange(target.range, hue)
  }

  /** Opens the note (or the tags) of the current highlight; marks first what is not marked yet. */
  edit(part: 'note' | 'tags'): void {
    const highlightId = this.highlightForEditing()
    if (highlightId === null) return
    const { workspace } = this.#options.reading
    this.bar = null
    workspace.editRequest = { articleId: this.article.summary.id, highlightId, part }
    workspace.notes.open = true
  }

  /** Opens the note of the highlight that the reader is at; does nothing where there is none. */
  openNote(): void {
    const only = this.#theOneHere('No highlight here.')
    if (!only) return
    this.choose(only)
    this.edit('note')
  }

  /** Removes the current highlight, or the only one under the cursor. */
  remove(): void {
    const only = this.#theOneHere()
    if (!only) return
    this.bar = null
    this.#options.reading.workspace.select(this.article.summary.id, null)
    const takeBack = this.#options.reading.notebook.remove([only.highlight])
    this.#options.toast('Highlight removed', { label: 'Undo', run: takeBack })
  }

  /** Copies the words with their source. */
  async copyQuote(): Promise<void> {
    const target = this.target
    if (!target) return
    const { text, summary } = this.article
    const quote = text.slice(target.range.start, target.range.end)
    const paragraph = this.paragraphOf(target.range.start)
    await copyText(quotationWithSource(quote, summary.metadata, paragraph))
    this.#options.toast('Quote copied with its source.')
  }

  moveSentence(by: 1 | -1): void {
    const from = this.target?.range
    const next = from ? step(this.sentences, from, by) : this.#firstSentence()
    this.#moveTo(next)
  }

  moveParagraph(by: 1 | -1): void {
    const from = this.target?.range
    const { blocks } = this.article
    this.#moveTo(from ? stepBlock(this.sentences, blocks, from, by) : this.#firstSentence())
  }

  /** Moves an edge of what is selected, of the current highlight, or of the cursor, by sentences or words. */
  extend(unit: 'sentence' | 'word', by: 1 | -1, edge: 'start' | 'end' = 'end'): void {
    const target = this.target
    if (!target) {
      this.moveSentence(by)
      return
    }
    const units = unit === 'sentence' ? this.sentences : this.#units.words
    const range = extend(units, target.range, by, edge)
    if (range.start === target.range.start && range.end === target.range.end) return
    if (target.kind === 'highlight') this.resize(target.highlight, range, true)
    else if (target.kind === 'selection') this.view?.select(range)
    else this.#setCursor(range)
    this.show(
      edge === 'end'
        ? { start: range.end - 1, end: range.end }
        : { start: range.start, end: range.start + 1 },
    )
    this.#say(this.article.text.slice(range.start, range.end))
  }

  /** Gives a highlight other bounds; with `join`, as one more of a succession of small steps. */
  resize(highlight: PlacedHighlight, range: TextRange, join = false): void {
    const tidy = tidyRange(this.article.text, range)
    if (!tidy) return
    this.#options.reading.notebook.resize(this.article, highlight, tidy, join)
    this.#setCursor(tidy)
  }

  /** Walks to the next or previous highlight in text order. */
  nextHighlight(by: 1 | -1): void {
    const { standing, current } = this
    if (standing.length === 0) {
      this.#say('No highlights in this article.')
      return
    }
    let index: number
    if (current) index = standing.indexOf(current) + by
    else {
      const from = this.target?.range.start ?? this.view?.firstVisible() ?? 0
      index =
        by === 1
          ? standing.findIndex(({ start }) => start >= from)
          : standing.findLastIndex(({ start }) => start < from)
      if (index === -1) index = by === 1 ? 0 : standing.length - 1
    }
    const next = standing[(index + standing.length) % standing.length]
    if (!next) return
    this.choose(next)
    this.show(next)
  }

  /** Steps out one level. Answers false where there was nothing to step out of. */
  escape(): boolean {
    if (this.choice) this.choice = null
    else if (this.bar === 'highlight') this.bar = null
    else if (this.selection) this.#clearSelection()
    else if (this.current) this.#letGo()
    else if (this.cursor) this.#setCursor(null)
    else return false
    return true
  }

  /** Scrolls a range into view. */
  show(range: TextRange): void {
    this.jump.show(range)
  }

  /** The reader takes hold of the text: a jump that is still on its way is over. */
  takeHold(): void {
    this.picked = null
    this.jump.takeHold()
  }

  /** The highlight that the reader is at; null where there are several, or none, which may be said. */
  #theOneHere(none?: string): Standing | null {
    const here = this.#here()
    if (here.length > 1) this.#say(`${here.length} highlights here. H goes from one to the next.`)
    else if (here.length === 0 && none !== undefined) this.#say(none)
    return here.length === 1 ? (here[0] ?? null) : null
  }

  #here(): Standing[] {
    if (this.current) return [this.current]
    const range = this.selection ?? this.cursor
    return range ? this.standing.filter((standing) => overlaps(standing, range)) : []
  }

  /** The current highlight or that of just these words, or a new one; null without a target. */
  highlightForEditing(): string | null {
    const target = this.target
    if (!target || this.#refuses()) return null
    if (target.kind === 'highlight') return target.highlight.id
    const [marked] = this.#standingOn(target.range)
    if (!marked) return this.#markRange(target.range, lastHue)
    this.choose(marked)
    return marked.id
  }

  /** Says why nothing on the article can be changed now; false where it can. */
  #refuses(): boolean {
    const { reading, toast } = this.#options
    const reason = reading.notebook.view(this.article.summary.id)?.unreadable ?? null
    if (reason !== null) toast(`The highlights and notes of this article cannot be changed. ${reason}`)
    return reason !== null
  }

  /** The highlights of just these words. */
  #standingOn({ start, end }: TextRange): Standing[] {
    return this.standing.filter((standing) => standing.start === start && standing.end === end)
  }

  /** Marks words, unless they have just this mark. */
  #markRange(range: TextRange, hue: Hue): string {
    const { reading, hueName } = this.#options
    const marked = this.#standingOn(range).find((standing) => standing.hue === hue)
    if (marked) {
      this.choose(marked)
      return marked.id
    }
    const id = reading.notebook.mark(this.article, range, hue)
    reading.workspace.select(this.article.summary.id, id)
    this.#clearSelection()
    this.#setCursor(range)
    this.#say(`${hueName(hue)}. Highlighted.`)
    return id
  }

  #letGo(): void {
    if (this.current) this.#options.reading.workspace.select(this.article.summary.id, null)
  }

  #clearSelection(): void {
    if (!this.selection) return
    this.selection = null
    this.#options.reading.workspace.selected = null
    if (this.bar === 'selection') this.bar = null
    getSelection()?.removeAllRanges()
  }

  #firstSentence(): TextRange | null {
    return unitAt(this.sentences, this.view?.firstVisible() ?? 0)
  }

  #moveTo(range: TextRange | null): void {
    if (!range) return
    this.#clearSelection()
    this.#letGo()
    this.bar = null
    this.#setCursor(range)
    this.show(range)
    const here = this.standing.filter((standing) => overlaps(standing, range))
    const names = here
      .map(({ hue }) => this.#options.hueName(hue))
      .filter((name, index, all) => all.indexOf(name) === index)
    const noted = here.some(({ highlight }) => highlight.note !== '')
    this.#say(
      [this.article.text.slice(range.start, range.end), ...names, ...(noted ? ['Has a note'] : [])].join(
        '. ',
      ),
    )
  }

  #setCursor(range: TextRange | null): void {
    this.cursor = range
    this.pane.cursor = range?.start ?? null
  }

  #announceHighlight({ start, end, hue, highlight }: Standing): void {
    const paragraph = this.paragraphOf(start)
    const parts = [this.#options.hueName(hue), paragraph === null ? '' : `Paragraph ${paragraph}`]
    parts.push(highlight.note === '' ? '' : 'Has a note', this.article.text.slice(start, end))
    this.#say(parts.filter((part) => part !== '').join('. '))
  }

  #say(words: string): void {
    // The same words twice must be announced twice.
    this.announcement = words === this.announcement ? `${words}\u00a0` : words
  }
}
