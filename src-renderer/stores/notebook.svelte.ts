/** The reader's work on the open articles: shown as it is being made, saved behind it, undone through the history. */
import { SvelteMap } from 'svelte/reactivity'
import { call } from '#client/api'
import { Asking } from '#client/asking'
import type { ArticleView } from '#contract/library'
import type { NotebookView } from '#contract/notebook'
import type { Place } from '#domain/anchoring/anchor'
import { describe } from '#domain/anchoring/anchoring'
import { placeIn } from '#domain/annotations/place'
import type { TextRange } from '#domain/articles/article'
import { CollateError, messageOf } from '#domain/errors'
import { newId } from '#domain/ids'
import { changeArticleNote, changeHighlight } from '#domain/annotations/changes'
import { articleOf, keyOf as recordOf, type Operation, type Overtaken } from '#domain/annotations/operations'
import { sameTag, type Highlight, type Hue, type PlacedHighlight } from '#domain/annotations/notebook'
import type { Articles } from './articles.svelte'
import { History } from './history.svelte'
import { applyToView, changeNote, keepUnchanged, stored, type NoteTarget } from './notebookView'
import { SaveQueue, type Applied, type Change, type SaveState } from './saveQueue'
import type { Step } from './undoStack'

export type { NoteTarget } from './notebookView'
export type { SaveState } from './saveQueue'

export interface TagCount {
  name: string
  count: number
}

/** A note being typed: the whole session is one step of undo. */
interface Typing {
  target: NoteTarget
  /** What it was before. */
  before: string
  /** What the field holds: the next keystroke is made on it, whatever came from elsewhere meanwhile. */
  draft: string
}

/** A change that was made: when it is on the disk, and the way back. */
export interface Performed {
  applied: Promise<Applied>
  /** Takes this very change back, and nothing that was done since. */
  takeBack: (label: string) => void
}

/** How long a keystroke waits for others before it is saved, in milliseconds. */
const typingDelay = 400

/** Errors that say that a change can never be made, however often it is tried. */
const refusals = new Set(['invalid', 'not-found', 'conflict', 'forbidden', 'unsupported', 'newer-version'])

const keyOf = ({ articleId, highlightId }: NoteTarget): string => `${articleId}/${highlightId ?? ''}`
const now = (): string => new Date().toISOString()

export class Notebook {
  /** What the top bar says about saving. */
  save = $state.raw<SaveState>({ kind: 'saved', at: null })
  readonly history: History
  readonly #articles: Articles
  readonly #views = new SvelteMap<string, NotebookView>()
  readonly #queue: SaveQueue
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #typing = new Map<string, Typing>()
  /** Views that have to be read again. */
  #stale: string[] = []
  readonly #asking: Asking = new Asking(['notebook.open'], () => this.#asking.ask(() => this.#refresh()), {
    delay: 250,
    concerns: ({ articleIds, by }) => (by === null || !this.#own.has(by)) && this.#isOutdated(articleIds),
  })
  /** Changes that were sent from here: the events that tell of them are no news. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #own = new Set<string>()
  /** Counts the changes that reached the disk, to tell a view that was read before one of them. */
  #saves = 0

  /** Hears what a change came upon that somebody else had changed. */
  onovertaken: (overtaken: readonly Overtaken[]) => void = () => undefined

  constructor(articles: Articles) {
    this.#articles = articles
    this.history = new History((label, operations, remember) => {
      if (remember) void this.apply(label, operations)
      else this.#make(label, operations)
    })
    this.#queue = new SaveQueue({
      send: (change) => this.#send(change),
      onstate: (state) => (this.save = state),
      refused: (error) => error instanceof CollateError && refusals.has(error.code),
      message: messageOf,
    })
    this.#asking.follow()
  }

  /** Changes that are not on the disk yet: number them, or write them elsewhere. */
  get pending(): readonly { label: string; operations: Operation[] }[] {
    return this.#queue.pending
  }

  /** Those of them that are on their way: the services have not refused them. */
  get coming(): readonly { operations: Operation[] }[] {
    return this.#queue.coming
  }

  /** The work on an article; undefined before it was opened. */
  view(articleId: string): NotebookView | undefined {
    return this.#views.get(articleId)
  }

  highlight(articleId: string, id: string): PlacedHighlight | undefined {
    return this.#views.get(articleId)?.highlights.find((highlight) => highlight.id === id)
  }

  async open(articleId: string): Promise<void> {
    if (!this.#views.has(articleId)) await this.#read(articleId)
  }

  /**
   * Makes a change: shown at once, saved behind, remembered for undo.
   * @param key changes with the same key that follow closely are one step of undo
   */
  apply(label: string, operations: Operation[], key?: string): Promise<Applied> {
    return this.#change(label, operations, key).applied
  }

  /** Makes a change that is being typed: it waits for the next keystroke, which takes its place by its `key`. */
  applySoon(label: string, operations: Operation[], key: string): Promise<Applied> {
    return this.#change(label, operations, key, { key, delay: typingDelay }).applied
  }

  /** Makes a change, as `apply`, for those who offer its undo by itself. */
  perform(label: string, operations: Operation[]): Performed {
    const { applied, step } = this.#change(label, operations)
    return { applied, takeBack: (back) => this.history.takeBack(step, back.slice(0, 200)) }
  }

  #change(
    label: string,
    operations: Operation[],
    key?: string,
    wait?: { key: string; delay: number },
  ): { applied: Promise<Applied>; step: Step } {
    for (const operation of operations) this.#endTypingOn(operation)
    const { inverse, applied } = this.#make(label, operations, wait)
    const step: Step = {
      ...{ id: {}, label, undo: inverse, redo: operations },
      ...(key === undefined ? {} : { key }),
    }
    this.history.record(step)
    applied.catch(() => this.history.forget(step))
    return { applied, step }
  }

  /** Marks a passage. @returns the new highlight's id */
  mark(article: ArticleView, range: TextRange, hue: Hue): string {
    const id = newId()
    const at = now()
    const highlight: Highlight = {
      id,
      articleId: article.summary.id,
      anchor: describe(article.text, range, article.summary.revision),
      hue,
      tags: [],
      note: '',
      created: at,
      updated: at,
    }
    void this.apply('highlight', [{ type: 'addHighlight', highlight }])
    return id
  }

  setHue(highlights: readonly PlacedHighlight[], hue: Hue): void {
    this.#edit('change of colour', highlights, { hue })
  }

  /** Makes a highlight hold other words; with `join`, quick successions of this are one step of undo. */
  resize(article: ArticleView, highlight: PlacedHighlight, range: TextRange, join: boolean): void {
    const anchor = describe(article.text, range, article.summary.revision)
    this.#edit('change of range', [highlight], { anchor }, join ? `range/${highlight.id}` : undefined)
  }

  /** Removes highlights. @returns what takes this very removal back, whatever was done since */
  remove(highlights: readonly PlacedHighlight[]): () => void {
    if (highlights.length === 0) return () => undefined
    const many = highlights.length > 1 ? `${highlights.length} highlights` : 'highlight'
    const { takeBack } = this.perform(
      `removal of ${many}`,
      highlights.map(({ articleId, id }) => ({ type: 'deleteHighlight', articleId, id })),
    )
    return () => takeBack(`return of ${many}`)
  }

  tagsOf(target: NoteTarget): readonly string[] {
    if (target.highlightId === null) return this.view(target.articleId)?.note.tags ?? []
    return this.highlight(target.articleId, target.highlightId)?.tags ?? []
  }

  addTag(target: NoteTarget, tag: string): void {
    const tags = this.tagsOf(target)
    if (tags.some((other) => sameTag(other, tag))) return
    this.#setTags(target, `tag #${tag}`, [...tags, tag])
  }

  removeTag(target: NoteTarget, tag: string): void {
    this.#setTags(
      target,
      `removal of tag #${tag}`,
      this.tagsOf(target).filter((other) => !sameTag(other, tag)),
    )
  }

  /** Every tag of the library with the number of its uses, for completion. */
  async tags(): Promise<TagCount[]> {
    const tags = await call('notebook.tags', {})
    return tags.map(({ name, count }) => ({ name, count }))
  }

  /**
   * Takes over a note as it is being typed: shown at once, on the disk within a second. The undo history hears of it
   * when the session ends. What comes from elsewhere meanwhile is merged with it.
   */
  type(target: NoteTarget, note: string): void {
    const key = keyOf(target)
    const typing = this.#typing.get(key)
    const draft = typing?.draft ?? this.#noteOf(target)
    if (draft === null) return
    this.#typing.set(key, { target, before: typing?.before ?? draft, draft: note })
    const operations = changeNote(target, draft, note)
    this.#show(operations)
    void this.#push({ label: 'note', operations }, { key: `note/${key}`, delay: typingDelay })
  }

  /** The session of typing is over: what is still held back is saved now. */
  endTyping(target: NoteTarget): void {
    const key = keyOf(target)
    const typing = this.#typing.get(key)
    if (!typing) return
    this.#typing.delete(key)
    const { before, draft } = typing
    if (before !== draft) {
      const [undo, redo] = [changeNote(target, draft, before), changeNote(target, before, draft)]
      this.history.record({ id: {}, label: 'note', undo, redo })
    }
    void this.#queue.flush()
  }

  /** Whether the note has been changed since its editing began. */
  isTyping(target: NoteTarget): boolean {
    return this.#typing.has(keyOf(target))
  }

  /** Saves everything that is held back. @returns whether all of it is on the disk */
  async flush(): Promise<boolean> {
    return await this.#queue.flush()
  }

  /** Sends everything that is held back, for a page that is going and cannot wait. */
  leave(): void {
    this.#queue.leave()
  }

  /** Tries again now what could not be saved. */
  retry(): void {
    this.#queue.retry()
  }

  #edit(
    label: string,
    highlights: readonly PlacedHighlight[],
    changes: Partial<Highlight>,
    key?: string,
  ): void {
    const at = now()
    const operations = highlights.flatMap((highlight) => changeHighlight(stored(highlight), changes, at))
    if (operations.length > 0) void this.apply(label, operations, key)
  }

  #setTags({ articleId, highlightId }: NoteTarget, label: string, tags: string[]): void {
    if (highlightId === null) {
      const note = this.#views.get(articleId)?.note
      if (note) void this.apply(label, changeArticleNote(articleId, note, { tags }, now()))
      return
    }
    const highlight = this.highlight(articleId, highlightId)
    if (highlight) this.#edit(label, [highlight], { tags })
  }

  #noteOf({ articleId, highlightId }: NoteTarget): string | null {
    if (highlightId === null) return this.#views.get(articleId)?.note.note ?? null
    return this.highlight(articleId, highlightId)?.note ?? null
  }

  #endTypingOn(operation: Operation): void {
    const record = recordOf(operation)
    for (const { target } of [...this.#typing.values()]) {
      if (changeNote(target, '', ' ').some((own) => recordOf(own) === record)) this.endTyping(target)
    }
  }

  /** Makes a change without remembering it. Where all of it can be seen, its inverse is known before it is saved. */
  #make(
    label: string,
    operations: Operation[],
    wait?: { key: string; delay: number },
  ): { inverse: Operation[] | Promise<Operation[]>; applied: Promise<Applied> } {
    const seen = operations.every((operation) => {
      const articleId = articleOf(operation)
      return articleId !== null && this.#views.has(articleId)
    })
    const inverse = this.#show(operations)
    const applied = this.#push({ label, operations }, wait)
    if (seen) return { inverse, applied }
    const answered = applied.then((answer) => answer.inverse)
    answered.catch(() => undefined)
    return { inverse: answered, applied }
  }

  /** Lays operations over the views. @returns the steps that take them back, as far as the views know */
  #show(operations: readonly Operation[]): Operation[] {
    const inverse: Operation[] = []
    for (const [articleId, view] of [...this.#views]) {
      const laid = applyToView(view, operations, (highlight) => this.#place(highlight))
      if (laid.view !== view) this.#views.set(articleId, laid.view)
      inverse.unshift(...laid.inverse)
    }
    return inverse
  }

  #place(highlight: Highlight): Place {
    const article = this.#articles.view(highlight.articleId)
    if (!article) return { status: 'lost' }
    return placeIn({ text: article.text, revision: article.summary.revision }, highlight)
  }

  #push(change: Change, wait?: { key: string; delay: number }): Promise<Applied> {
    const applied = this.#queue.push(change, wait)
    applied.catch(() => this.#outdate(null))
    return applied
  }

  async #send(change: Change): Promise<Applied> {
    const id = newId()
    this.#own.add(id)
    const [oldest] = this.#own
    if (this.#own.size > 200 && oldest !== undefined) this.#own.delete(oldest)
    const applied = await call('notebook.apply', { ...change, id })
    this.#saves++
    const articles = change.operations.flatMap((operation) => articleOf(operation) ?? [])
    // What a highlight stands on is best known where the article's earlier texts are.
    if (applied.merged || change.operations.some((each) => this.#needsPlace(each))) this.#outdate(articles)
    if (applied.overtaken.length > 0) this.onovertaken(applied.overtaken)
    return applied
  }

  /** Its anchor was made on another text than the one that is open. */
  #needsPlace(operation: Operation): boolean {
    const articleId = articleOf(operation)
    const today = articleId === null ? undefined : this.#articles.view(articleId)?.summary.revision
    const anchor =
      operation.type === 'addHighlight'
        ? operation.highlight.anchor
        : operation.type === 'changeHighlight'
          ? operation.changes.anchor?.to
          : undefined
    return today !== undefined && anchor !== undefined && anchor.revision !== today
  }

  #outdate(articleIds: readonly string[] | null): void {
    if (this.#isOutdated(articleIds)) this.#asking.soon()
  }

  /** Notes which views have to be read again. @returns whether there are any */
  #isOutdated(articleIds: readonly string[] | null): boolean {
    for (const id of this.#views.keys()) {
      if ((!articleIds || articleIds.includes(id)) && !this.#stale.includes(id)) this.#stale.push(id)
    }
    return this.#stale.length > 0
  }

  async #refresh(): Promise<void> {
    const ids = this.#stale
    this.#stale = []
    await Promise.all(ids.map((id) => this.#read(id).catch(() => undefined)))
  }

  /** Reads an article's work, and lays over it what is not on the disk yet. */
  async #read(articleId: string): Promise<void> {
    const saves = this.#saves
    const read = await call('notebook.open', { articleId })
    if (saves !== this.#saves) {
      await this.#read(articleId)
      return
    }
    const changes = this.#queue.coming.flatMap((change) => change.operations)
    const { view } = applyToView(read, changes, (highlight) => this.#place(highlight))
    const before = this.#views.get(articleId)
    const next = before ? keepUnchanged(before, view) : view
    if (next !== before) this.#views.set(articleId, next)
  }
}
