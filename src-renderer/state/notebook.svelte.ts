/** The reader's work on the open articles: shown as it is being made, saved behind it, undone through the history. */
import { SvelteMap } from 'svelte/reactivity'
import { call, onEvent } from '#api'
import type { ArticleView } from '#contract/library'
import type { NotebookView } from '#contract/notebook'
import type { Place } from '#domain/anchor'
import { describe } from '#domain/anchoring'
import { placeIn } from '#domain/annotations/place'
import type { TextRange } from '#domain/article'
import { CollateError, messageOf } from '#domain/errors'
import { newId } from '#domain/ids'
import { sameTag, type Highlight, type Hue, type Operation, type PlacedHighlight } from '#domain/notebook'
import type { Articles } from './articles.svelte'
import { History } from './history.svelte'
import { applyToView, articleOf, keepUnchanged, stored } from './notebookView'
import { SaveQueue, type Applied, type Change, type SaveState } from './saveQueue'
import type { Step } from './undoStack'

export type { SaveState } from './saveQueue'

/** What a note is on: a highlight, or the article as a whole (`highlightId` null). */
export interface NoteTarget {
  articleId: string
  highlightId: string | null
}

export interface TagCount {
  name: string
  count: number
}

/** A note being typed: what it was before, so that the whole session is one step of undo. */
interface Typing {
  target: NoteTarget
  before: Operation
  after: Operation
}

/** How long a keystroke waits for others before it is saved, in milliseconds. */
const typingDelay = 400
/** How long a change from elsewhere waits for others before the views are read again, in milliseconds. */
const refreshDelay = 250

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
  #stale: string[] = []
  #refreshTimer: ReturnType<typeof setTimeout> | undefined
  /** How many events are still to come that only tell of what was saved from here, by article. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #echoes = new Map<string, number>()
  /** Counts the changes that reached the disk, to tell a view that was read before one of them. */
  #saves = 0

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
    onEvent('notebook.changed', ({ articleIds }) => this.#heard(articleIds))
    onEvent('library.changed', ({ articleIds }) => this.#outdate(articleIds))
  }

  /** Changes that are not on the disk yet: number them, or write them elsewhere. */
  get pending(): readonly { label: string; operations: Operation[] }[] {
    return this.#queue.pending
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

  #change(
    label: string,
    operations: Operation[],
    key?: string,
    wait?: { key: string; delay: number },
  ): { applied: Promise<Applied>; step: Step } {
    for (const operation of operations) this.#endTypingOn(operation)
    const { inverse, applied } = this.#make(label, operations, wait)
    const step: Step = { label, undo: inverse, redo: operations, ...(key === undefined ? {} : { key }) }
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
    void this.apply('highlight', [{ type: 'putHighlight', highlight }])
    return id
  }

  setHue(highlights: readonly PlacedHighlight[], hue: Hue): void {
    const changed = highlights.filter((highlight) => highlight.hue !== hue)
    this.#put(
      'change of hue',
      changed.map((highlight) => ({ ...stored(highlight), hue })),
    )
  }

  /** Makes a highlight hold other words; with `join`, quick successions of this are one step of undo. */
  resize(article: ArticleView, highlight: PlacedHighlight, range: TextRange, join: boolean): void {
    const anchor = describe(article.text, range, article.summary.revision)
    this.#put(
      'change of range',
      [{ ...stored(highlight), anchor }],
      join ? `range/${highlight.id}` : undefined,
    )
  }

  /** Removes highlights. @returns what takes this very removal back, whatever was done since */
  remove(highlights: readonly PlacedHighlight[]): () => void {
    if (highlights.length === 0) return () => undefined
    const many = highlights.length > 1 ? `${highlights.length} highlights` : 'highlight'
    const { step } = this.#change(
      `removal of ${many}`,
      highlights.map(({ articleId, id }) => ({ type: 'deleteHighlight', articleId, id })),
    )
    return () => this.history.takeBack(step, `return of ${many}`)
  }

  tagsOf(target: NoteTarget): readonly string[] {
    if (target.highlightId === null) return this.view(target.articleId)?.note.tags ?? []
    return this.highlight(target.articleId, target.highlightId)?.tags ?? []
  }

  addTag(target: NoteTarget, tag: string): void {
    const tags = this.tagsOf(target)
    if (tags.some((other) => sameTag(other, tag))) return
    this.#setTags(target, 'tag', [...tags, tag])
  }

  removeTag(target: NoteTarget, tag: string): void {
    this.#setTags(
      target,
      'removal of tag',
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
   * when the session ends.
   */
  type(target: NoteTarget, note: string): void {
    const key = keyOf(target)
    const before = this.#typing.get(key)?.before ?? this.#record(target)
    if (!before) return
    const after = withNote(before, this.#record(target), note)
    this.#typing.set(key, { target, before, after })
    this.#show([after])
    void this.#queue.push({ label: 'note', operations: [after] }, { key: `note/${key}`, delay: typingDelay })
  }

  /** The session of typing is over: what is still held back is saved now. */
  endTyping(target: NoteTarget): void {
    const key = keyOf(target)
    const typing = this.#typing.get(key)
    if (!typing) return
    this.#typing.delete(key)
    if (noteIn(typing.before) !== noteIn(typing.after)) {
      this.history.record({ label: 'note', undo: [typing.before], redo: [typing.after] })
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

  #put(label: string, highlights: Highlight[], key?: string): void {
    if (highlights.length === 0) return
    const updated = now()
    void this.apply(
      label,
      highlights.map((highlight) => ({ type: 'putHighlight', highlight: { ...highlight, updated } })),
      key,
    )
  }

  #setTags(target: NoteTarget, label: string, tags: string[]): void {
    const record = this.#record(target)
    if (record?.type === 'putHighlight') this.#put(label, [{ ...record.highlight, tags }])
    else if (record?.type === 'putArticleNote') {
      void this.apply(label, [{ ...record, value: { ...record.value, tags, updated: now() } }])
    }
  }

  /** The step that would put what a note is on as it is now. */
  #record({ articleId, highlightId }: NoteTarget): NoteOperation | null {
    const view = this.#views.get(articleId)
    if (!view) return null
    if (highlightId === null) return { type: 'putArticleNote', articleId, value: view.note }
    const highlight = this.highlight(articleId, highlightId)
    return highlight ? { type: 'putHighlight', highlight: stored(highlight) } : null
  }

  #endTypingOn(operation: Operation): void {
    if (operation.type === 'putHighlight') {
      this.endTyping({ articleId: operation.highlight.articleId, highlightId: operation.highlight.id })
    } else if (operation.type === 'deleteHighlight') {
      this.endTyping({ articleId: operation.articleId, highlightId: operation.id })
    } else if (operation.type === 'putArticleNote') {
      this.endTyping({ articleId: operation.articleId, highlightId: null })
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
    const applied = this.#queue.push({ label, operations }, wait)
    applied.catch(() => this.#outdate(null))
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

  /** Saves a change. Every article of it will be told of once by an event, which is no news. */
  async #send(change: Change): Promise<Applied> {
    const touched = change.operations
      .map(articleOf)
      .filter((id, index, all) => id !== null && all.indexOf(id) === index)
    const expect = (by: 1 | -1): void => {
      for (const id of touched) {
        if (id !== null) this.#echoes.set(id, Math.max(0, (this.#echoes.get(id) ?? 0) + by))
      }
    }
    expect(1)
    try {
      const applied = await call('notebook.apply', change)
      this.#saves++
      return applied
    } catch (error) {
      expect(-1)
      throw error
    }
  }

  #heard(articleIds: readonly string[] | null): void {
    if (!articleIds) {
      this.#echoes.clear()
      this.#outdate(null)
      return
    }
    const news = articleIds.filter((id) => {
      const echoes = this.#echoes.get(id) ?? 0
      if (echoes > 0) this.#echoes.set(id, echoes - 1)
      return echoes === 0
    })
    this.#outdate(news)
  }

  #outdate(articleIds: readonly string[] | null): void {
    for (const id of this.#views.keys()) {
      if ((!articleIds || articleIds.includes(id)) && !this.#stale.includes(id)) this.#stale.push(id)
    }
    if (this.#stale.length === 0) return
    clearTimeout(this.#refreshTimer)
    this.#refreshTimer = setTimeout(() => void this.#refresh(), refreshDelay)
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

type NoteOperation = Extract<Operation, { type: 'putHighlight' | 'putArticleNote' }>

function noteIn(operation: Operation): string | null {
  if (operation.type === 'putHighlight') return operation.highlight.note
  return operation.type === 'putArticleNote' ? operation.value.note : null
}

/** The record as it is now (or was, where it is gone) with another note. */
function withNote(before: Operation, current: NoteOperation | null, note: string): Operation {
  const record = current ?? before
  if (record.type === 'putHighlight') {
    return { ...record, highlight: { ...record.highlight, note, updated: now() } }
  }
  if (record.type === 'putArticleNote') return { ...record, value: { ...record.value, note, updated: now() } }
  return record
}
