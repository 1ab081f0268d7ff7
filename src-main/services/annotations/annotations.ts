/** The reader's work: opened with each highlight at its place in the text of today, changed as a whole or not at all. */
import { changesBetween, type Changes } from '#domain/anchoring/anchoring'
import { inTextOrder, placeIn } from '#domain/annotations/place'
import type { Operation, Overtaken } from '#domain/annotations/operations'
import type { Anchor } from '#domain/anchoring/anchor'
import type { ArticleText } from '#domain/articles/article'
import { CollateError } from '#domain/errors'
import type { ArticleNote, ArticleNotebook, Highlight, PlacedHighlight } from '#domain/annotations/notebook'
import type { CallResult } from '#contract/calls'
import type { NotebookView } from '#contract/notebook'
import { ChangedMeanwhile } from '#storage/jsonStore'
import type { FolderChange, LibraryFolder, MadeOn } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import { planChange, type ChangePlan } from '#services/annotations/changePlan'
import type { EventHub } from '#services/events'
import type { Library } from '#services/library/library'
import { SerialQueue } from '#storage/serialQueue'

/** How many articles' located highlights are remembered. */
const rememberedPlaces = 200
/** How often a change is laid anew over what another program wrote while it was being made. */
const mostTries = 5

export interface ApplyOptions {
  id?: string
  /** Makes decisions about articles that belong to the change, and writes them with it. */
  deciding?: (write: WriteDecisions) => Promise<void>
}

type Decisions = NonNullable<FolderChange['decisions']>
/** @param madeOn what the decisions were made of */
type WriteDecisions = (decisions: Decisions, madeOn: Readonly<Decisions>) => Promise<void>

/** What a change came to. */
export interface AppliedChange {
  /** Applied in turn, these take it back. */
  inverse: Operation[]
  overtaken: Overtaken[]
  /** Something is stored otherwise than the operations say, since it had been changed meanwhile. */
  merged: boolean
}

export class Annotations {
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #events: EventHub
  readonly #changes = new SerialQueue()
  readonly #placed = new WeakMap<Highlight, { revision: string; placed: PlacedHighlight }>()
  /** Places by article; worked out once for each state of work and text. */
  readonly #places = new Map<
    string,
    { revision: string; notebook: ArticleNotebook; placed: PlacedHighlight[] }
  >()

  constructor({ folder, library, events }: Needs<'folder' | 'library' | 'events'>) {
    this.#folder = folder
    this.#library = library
    this.#events = events
  }

  /** The stored work on an article, or an empty one. */
  async notebook(articleId: string): Promise<ArticleNotebook> {
    return (await this.#folder.notebooks.read(articleId)) ?? this.#emptyNotebook(articleId)
  }

  /**
   * The stored work on an article, or why it cannot be read: for what goes over many articles, of which each stands or
   * falls alone. The reader is told by a notice.
   */
  async readable(
    articleId: string,
  ): Promise<{ notebook: ArticleNotebook; unreadable: null } | { notebook: null; unreadable: string }> {
    try {
      return { notebook: await this.notebook(articleId), unreadable: null }
    } catch (error) {
      return { notebook: null, unreadable: whyUnreadable(error) }
    }
  }

  /** Articles on which there is stored work. */
  async articleIds(): Promise<string[]> {
    const ids = await this.#folder.notebooks.ids()
    return ids.filter((id) => this.#library.records().has(id)).sort()
  }

  async open(articleId: string): Promise<NotebookView> {
    const { notebook, unreadable } = await this.readable(articleId)
    if (!notebook) return { articleId, note: emptyNote, highlights: [], unreadable }
    return { articleId, note: notebook.note, highlights: await this.placed(articleId), unreadable }
  }

  /**
   * The highlights of an article at their places in its text of today, in text order; lost ones last. Each is held
   * against the text: what a notebook file says may have been changed by hand or by another program.
   */
  async placed(articleId: string): Promise<PlacedHighlight[]> {
    const notebook = await this.notebook(articleId)
    if (notebook.highlights.length === 0) return []
    const known = this.#known(notebook)
    if (known) return known
    const today = await this.#library.text(articleId)
    const changes = await this.#changesSince(notebook, today)
    const placed = notebook.highlights
      .map((highlight) => this.#placedOn(today, highlight, changes))
      .sort(inTextOrder)
    this.#places.delete(articleId)
    this.#places.set(articleId, { revision: today.revision, notebook, placed })
    const oldest = this.#places.keys().next().value
    if (this.#places.size > rememberedPlaces && oldest !== undefined) this.#places.delete(oldest)
    return placed
  }

  /**
   * The same for a row of the list, of which there are many: a highlight that was made on the text of today is taken to
   * stand where it says, unless the text was looked at since, so that no text is read for it.
   */
  async sketched(articleId: string): Promise<PlacedHighlight[]> {
    const notebook = await this.notebook(articleId)
    const { revision } = this.#library.record(articleId)
    const known = this.#known(notebook)
    if (known) return known
    if (notebook.highlights.some(({ anchor }) => anchor.revision !== revision))
      return await this.placed(articleId)
    return notebook.highlights
      .map((highlight): PlacedHighlight => {
        const { start, end } = highlight.anchor
        return { ...highlight, place: { status: 'exact', start, end } }
      })
      .sort(inTextOrder)
  }

  /** A highlight is an object of its own for each of its states, so that of many only what changed is placed again. */
  #placedOn(
    today: ArticleText,
    highlight: Highlight,
    changes: ReadonlyMap<string, Changes>,
  ): PlacedHighlight {
    const known = this.#placed.get(highlight)
    if (known?.revision === today.revision) return known.placed
    const place = placeIn(today, highlight, changes.get(highlight.anchor.revision))
    const placed = { ...highlight, place }
    // What an earlier text helped to find depends on that text being kept.
    if (highlight.anchor.revision === today.revision) {
      this.#placed.set(highlight, { revision: today.revision, placed })
    }
    return placed
  }

  /** The places that were found for this very state of the work and of the text; null where they were not. */
  #known(notebook: ArticleNotebook): PlacedHighlight[] | null {
    const known = this.#places.get(notebook.articleId)
    const { revision } = this.#library.record(notebook.articleId)
    return known?.notebook === notebook && known.revision === revision ? known.placed : null
  }

  /**
   * Makes a change: all of it or nothing, after a kill too. Resolves when it is on the disk.
   * @param operations or what works them out of the work as it is when the change has its turn
   * @param options.id tells the change from others in the events that it causes
   * @throws CollateError `invalid` for a highlight whose quotation is not in its article, `not-found`, or what writing throws
   */
  async apply(
    operations: readonly Operation[] | (() => Promise<readonly Operation[]>),
    options: ApplyOptions = {},
  ): Promise<AppliedChange> {
    return await this.#changes.run(async () => {
      for (let tries = 1; ; tries++) {
        const steps = typeof operations === 'function' ? await operations() : operations
        for (const operation of steps) await this.#check(operation)
        try {
          return await this.#make(steps, options)
        } catch (error) {
          if (!(error instanceof ChangedMeanwhile) || tries === mostTries) throw error
        }
      }
    })
  }

  async #make(operations: readonly Operation[], { id, deciding }: ApplyOptions): Promise<AppliedChange> {
    const { tags, links } = this.#folder
    const notebooks = new Map<string, ArticleNotebook | null>()
    const madeOn = { notebooks, tags: tags.data, links: links.data }
    const plan = await planChange(
      operations,
      {
        notebook: async (articleId) => {
          const stored = await this.#folder.notebooks.read(articleId)
          notebooks.set(articleId, stored)
          return stored ?? this.#emptyNotebook(articleId)
        },
        tags: () => madeOn.tags.tags,
        links: () => madeOn.links.links,
      },
      new Date().toISOString(),
    )
    // Within the queue and not around it: a text that is mended in it waits for the library's own writes.
    if (deciding) {
      await deciding((decisions, from) => this.#write(plan, { ...madeOn, decisions: from }, decisions))
    } else await this.#write(plan, madeOn)
    const by = id ?? null
    if (plan.notebooks.size > 0) {
      this.#events.emit('notebook.changed', { articleIds: [...plan.notebooks.keys()], by })
    }
    if (plan.tags) this.#events.emit('tags.changed', { by })
    if (plan.links) this.#events.emit('links.changed', { by })
    const { inverse, overtaken, merged } = plan
    return { inverse, overtaken, merged }
  }

  /**
   * Everything that was deleted and can be restored, newest first. What was deleted from an article that has been
   * merged since is restored to the one that has its work.
   */
  async deleted(): Promise<CallResult<'notebook.deleted'>> {
    const found: CallResult<'notebook.deleted'> = []
    for await (const { notebook, target, work, articleTitle } of this.#withWork()) {
      const there = new Set(work.highlights.map(({ id }) => id))
      for (const { highlight, deletedAt } of notebook.deleted) {
        if (there.has(highlight.id)) continue
        found.push({ highlight: { ...highlight, articleId: target }, deletedAt, articleTitle })
      }
    }
    // Restored and deleted again after a merge, a highlight is in the lists of both articles.
    const listed = new Set<string>()
    return newestFirst(found).filter(({ highlight: { id } }) => !listed.has(id) && listed.add(id))
  }

  /** What notes said once and do not say now, newest first; of highlights that are there. */
  async earlierNotes(): Promise<CallResult<'notebook.earlierNotes'>> {
    const found: CallResult<'notebook.earlierNotes'> = []
    for await (const { notebook, target, work, articleTitle } of this.#withWork()) {
      for (const { note, deletedAt, highlightId = null } of notebook.deletedNotes) {
        const highlight = work.highlights.find(({ id }) => id === highlightId)
        if (highlightId !== null && !highlight) continue
        if ((highlight ?? work.note).note.includes(note)) continue
        const quote = highlight?.anchor.quote ?? null
        found.push({ articleId: target, highlightId, quote, note, deletedAt, articleTitle })
      }
    }
    return newestFirst(found)
  }

  /** Every notebook that can be read, with the article that has its work today: another one after a merge. */
  async *#withWork(): AsyncGenerator<{
    notebook: ArticleNotebook
    target: string
    work: ArticleNotebook
    articleTitle: string
  }> {
    for (const articleId of await this.articleIds()) {
      const { notebook } = await this.readable(articleId)
      if (!notebook) continue
      const target = this.#library.mergedInto(articleId)
      const articleTitle = this.#library.metadata(this.#library.record(target)).title
      const work = (target === articleId ? null : (await this.readable(target)).notebook) ?? notebook
      yield { notebook, target, work, articleTitle }
    }
  }

  /** Resolves when no change is under way. */
  async idle(): Promise<void> {
    await this.#changes.idle()
  }

  /** What has changed since each of the earlier texts that highlights were made on, by revision; of those kept. */
  async #changesSince(notebook: ArticleNotebook, today: ArticleText): Promise<Map<string, Changes>> {
    const changes = new Map<string, Changes>()
    for (const { anchor } of notebook.highlights) {
      if (anchor.revision === today.revision || changes.has(anchor.revision)) continue
      const earlier = await this.#folder.revisions.read(notebook.articleId, anchor.revision)
      if (earlier) changes.set(anchor.revision, changesBetween(earlier.text, today.text))
    }
    return changes
  }

  async #write(plan: ChangePlan, madeOn: MadeOn, decisions?: Decisions): Promise<void> {
    await this.#folder.write({
      notebooks: [...plan.notebooks.values()].map((notebook) => ({
        ...notebook,
        article: this.#describeArticle(notebook),
      })),
      ...(plan.tags && { tags: { ...this.#folder.tags.data, tags: [...plan.tags] } }),
      ...(plan.links && { links: { ...this.#folder.links.data, links: [...plan.links] } }),
      ...(decisions && { decisions }),
      madeOn,
    })
  }

  /**
   * A highlight made on the text of today must quote it verbatim. One that was made on another text (of earlier, of
   * another library) is placed by its words, or shown as lost.
   */
  async #check(operation: Operation): Promise<void> {
    const made = anchorIn(operation)
    if (!made) return
    const { anchor, articleId } = made
    const record = this.#library.record(articleId)
    if (anchor.revision !== record.revision) return
    const { text } = await this.#library.text(articleId)
    if (text.slice(anchor.start, anchor.end) === anchor.quote) return
    throw new CollateError('invalid', 'The quotation is not what the article says at that place.')
  }

  #emptyNotebook(articleId: string): ArticleNotebook {
    this.#library.record(articleId)
    return {
      articleId,
      article: { title: '', fileName: '', sha256: '' },
      note: emptyNote,
      highlights: [],
      deleted: [],
      deletedNotes: [],
    }
  }

  #describeArticle({ articleId, article }: ArticleNotebook): ArticleNotebook['article'] {
    const record = this.#library.records().get(articleId)
    if (!record) return article
    return {
      title: this.#library.metadata(record).title,
      fileName: record.origin.fileName,
      sha256: record.origin.sha256,
    }
  }
}

const emptyNote: ArticleNote = { note: '', tags: [], updated: null }

/** What the file system or the format says of a notebook; another error is a defect, and thrown. */
function whyUnreadable(error: unknown): string {
  const ours = error instanceof CollateError ? error : null
  if (!ours || ours.code === 'not-found' || ours.code === 'internal' || ours.code === 'invalid') throw error
  return ours.message
}

/** The anchor that an operation gives a highlight. */
function anchorIn(operation: Operation): { articleId: string; anchor: Anchor } | null {
  if (operation.type === 'addHighlight') return operation.highlight
  if (operation.type !== 'changeHighlight' || !operation.changes.anchor) return null
  return { articleId: operation.articleId, anchor: operation.changes.anchor.to }
}

const newestFirst = <Entry extends { deletedAt: string }>(entries: Entry[]): Entry[] =>
  entries.sort((a, b) => b.deletedAt.localeCompare(a.deletedAt))
