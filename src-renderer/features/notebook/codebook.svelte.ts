/** The codebook: every tag with its definition, colour, parent and uses; changes are looked at before they are made. */
import { call } from '#client/api'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'
import type { CodebookAction, HighlightGroup } from '#contract/workbench'
import { changeTag } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { sameTag, type Tag } from '#domain/annotations/notebook'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import { saveTextElsewhere } from '#stores/exporting'
import { textOf } from '#shared/fileText'
import type { HighlightRow } from '#stores/workbench.svelte'
import type { BulkChanges, Done } from './bulkChanges'

export type { CodebookAction }
export type TagEntry = CallResult<'notebook.tags'>[number]
export type ChangePreview = CallResult<'codebook.plan'>
export type CodebookPlan = CallResult<'codebook.import'>

/** The most highlights that a tag can be split by; the contract gives no more at a time. */
const mostRows = 500
/** The most bytes of a codebook that are read; the contract takes ten million characters. */
const mostBytes = 10_000_000

const now = (): string => new Date().toISOString()
type EntryFields = Partial<Pick<Tag, 'color' | 'definition' | 'parent'>>

const onlyTag = (tag: string) => ({ ...noHighlightFilter(), tags: [tag] })

export class Codebook {
  readonly #changes: BulkChanges
  readonly #tags = new Query(['notebook.tags'], (call) => call('notebook.tags', {}))
  #defined: Promise<void> = Promise.resolve()

  constructor(changes: BulkChanges) {
    this.#changes = changes
  }

  /** Null until they are read. */
  get tags(): readonly TagEntry[] | null {
    return this.#tags.value
  }

  get failure(): string | null {
    return this.#tags.failure
  }

  /** Reads the tags, and again after every change. Call it once, while a component initialises. */
  start(): void {
    this.#tags.start()
  }

  /** The articles in which a tag is used, with how often. */
  async articles(tag: string): Promise<readonly HighlightGroup[]> {
    const { groups } = await call('highlights.query', {
      ...{ filter: onlyTag(tag), groupBy: 'article', sort: 'text' },
      ...{ offset: 0, limit: 0 },
    })
    return groups
  }

  async highlights(tag: string): Promise<readonly HighlightRow[]> {
    const { rows } = await call('highlights.query', {
      ...{ filter: onlyTag(tag), groupBy: 'none', sort: 'text' },
      ...{ offset: 0, limit: mostRows },
    })
    return rows
  }

  /** What a change would do. */
  async plan(action: CodebookAction): Promise<ChangePreview> {
    return await call('codebook.plan', { action })
  }

  /**
   * What a codebook of a file would add and change.
   * @throws Error with words for the reader, where nothing can be read
   */
  async planImport(file: File): Promise<CodebookPlan> {
    const format = /\.qdc$/i.test(file.name) ? 'qdc' : 'csv'
    return await call('codebook.import', { format, content: await textOf(file, mostBytes) })
  }

  /** Writes the codebook to a file of the reader's choice, or to the downloads. @returns whether it was written */
  async export(format: 'csv' | 'qdc', dialogs: boolean): Promise<boolean> {
    const { name, content } = await call('codebook.export', { format })
    return await saveTextElsewhere(name, content, dialogs, 'Export the codebook')
  }

  /** Makes a change that was planned, as one step of undo. */
  async carryOut({ label, operations }: ChangePreview): Promise<Done | null> {
    const done = await this.#changes.apply(label, operations, 0)
    await this.#tags.ask()
    return done
  }

  /**
   * Writes a tag's entry, which is made where there is none.
   * @param before the fields as the reader saw them when the change was begun
   */
  async define(tag: string, changes: EntryFields, before: EntryFields = {}): Promise<void> {
    // One after the other: whether there is an entry, the one before it decides.
    const defined = this.#defined.then(() => this.#define(tag, changes, before))
    this.#defined = defined.catch(() => undefined)
    await defined
  }

  async #define(tag: string, changes: EntryFields, before: EntryFields): Promise<void> {
    // As it is by now: what else changed it (a merge) may not have been read yet.
    const known = (await call('notebook.tags', {})).find(({ name }) => sameTag(name, tag))
    const at = now()
    const entry = {
      color: null,
      definition: '',
      parent: null,
      name: known?.name ?? tag,
      ...changes,
      updated: at,
    }
    const operations: Operation[] = known?.definition
      ? changeTag({ ...known.definition, ...before }, changes, at)
      : [{ type: 'addTag', tag: entry }]
    await this.#changes.apply(`entry of #${tag}`, operations, 0)
    await this.#tags.ask()
  }
}
