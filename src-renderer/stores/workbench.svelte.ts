/** The notebook view: every highlight of the library, filtered, grouped, loaded page by page; which are selected; what is done to them. */
import { createContext } from 'svelte'
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import { call, onEvent } from '#client/api'
import type { CallResult } from '#contract/calls'
import type { HighlightGroup, HighlightRow, SavedFilter } from '#contract/workbench'
import { messageOf } from '#domain/errors'
import { newId } from '#domain/ids'
import { changeHighlight } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { sameTag, type Highlight, type Hue } from '#domain/annotations/notebook'
import {
  highlightGroupings,
  noHighlightFilter,
  type HighlightFilter,
  type HighlightGrouping,
  type HighlightSort,
} from '#domain/queries/highlightFilter'
import { copyExport, prepareExport, renderData, saveTextElsewhere, type DataFormat } from './exporting'
import { FlatRows, type FlatItem } from './flatRows'
import { count } from '#shared/format'
import { Newest } from '#client/newest'
import type { Notebook } from './notebook.svelte'

/** The matrices that can be written. */
export type MatrixFormat = Extract<DataFormat, `matrix${string}`>
export type Matrix = CallResult<'highlights.matrix'>
export type CountedFilter = CallResult<'filters.list'>[number]
export type { HighlightFilter, HighlightGroup, HighlightRow }

/** A highlight by its place in the library. */
export interface Member {
  articleId: string
  id: string
}

/** What was done, for the words that say so. */
export interface Done {
  highlights: number
  /** Takes this very change back, whatever was done since. */
  takeBack: () => void
}

/** Rows asked for at a time. */
const pageSize = 100
/** The most that the contract gives at a time. */
const largestPage = 500
/** Milliseconds that changes wait for others before the list is read again. */
const refreshDelay = 150

export const keyOf = ({ articleId, id }: Member): string => `${articleId}/${id}`
const now = (): string => new Date().toISOString()
const distinct = (ids: readonly string[]): string[] =>
  Object.keys(Object.fromEntries(ids.map((id) => [id, null])))
/** The filter keeps back some highlights. */
export function restricts(filter: HighlightFilter): boolean {
  const { text, tags, hues, sources, articleIds, from, to, hasNote, linked, status } = filter
  const lists = [tags, hues, sources, articleIds, status]
  return (
    text.trim() !== '' ||
    lists.some((list) => list.length > 0) ||
    [from, to, hasNote, linked].some((value) => value !== null)
  )
}

type Summary = Omit<CallResult<'highlights.query'>, 'rows'>

export class Workbench {
  filter = $state.raw<HighlightFilter>(noHighlightFilter())
  groupBy = $state<HighlightGrouping>('tag')
  sort = $state<HighlightSort>('text')
  /** What the filter leaves; null until it is known. */
  summary = $state.raw<Summary | null>(null)
  failure = $state<string | null>(null)
  /** Counts the lists that were begun anew (another filter, grouping or order): the view goes to the top. */
  begun = $state(0)
  /** Counts the answers that were taken: rows may be elsewhere since. */
  version = $state(0)
  /** By `keyOf`. */
  readonly selected = new SvelteMap<string, Member>()
  saved = $state.raw<readonly CountedFilter[]>([])
  matrixOpen = $state(true)
  matrixColumns = $state<'article' | 'source'>('article')
  tagMatrix = $state.raw<Matrix | null>(null)
  hueMatrix = $state.raw<Matrix | null>(null)

  readonly #notebook: Notebook
  readonly #folded = new SvelteSet<string | null>()
  #pages = $state.raw<readonly (readonly HighlightRow[] | undefined)[]>([])
  /** The highlights of groups that were selected whole, since the last answer. */
  readonly #members = new SvelteMap<string | null, readonly string[]>()
  /** The pages whose rows are looked at. */
  #inView: readonly number[] = [0]
  readonly #client = newId()
  readonly #newestSaved = new Newest()
  readonly #newestMatrix = new Newest()
  #generation = 0
  /** Pages that are being read. */
  #loading: number[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #held = false
  #stale = false

  readonly rows = $derived(
    new FlatRows(this.summary?.groups ?? [], this.summary?.rowCount ?? 0, (group) =>
      this.#folded.has(group.key),
    ),
  )
  readonly restricted = $derived(restricts(this.filter))

  constructor(notebook: Notebook) {
    this.#notebook = notebook
  }

  /** Reads the list, and again after every change. Call it once, while the view initialises. */
  start(): void {
    $effect(() => {
      void this.#begin(false)
      const soon = (): void => this.#refreshSoon()
      const stops = [
        onEvent('notebook.changed', soon),
        onEvent('library.changed', soon),
        onEvent('tags.changed', soon),
        onEvent('links.changed', soon),
        onEvent('settings.changed', soon),
      ]
      return () => {
        clearTimeout(this.#timer)
        this.#held = false
        for (const stop of stops) stop()
      }
    })
  }

  /** Reads the saved filters with their counts, and again after every change. Call it once, while the window initialises. */
  startSaved(): void {
    $effect(() => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const soon = (): void => {
        clearTimeout(timer)
        timer = setTimeout(() => void this.loadSaved(), refreshDelay)
      }
      void this.loadSaved()
      const stops = [
        onEvent('notebook.changed', soon),
        onEvent('library.changed', soon),
        onEvent('links.changed', soon),
        onEvent('settings.changed', soon),
      ]
      return () => {
        clearTimeout(timer)
        for (const stop of stops) stop()
      }
    })
  }

  // The list

  at(position: number): FlatItem | undefined {
    return this.rows.at(position)
  }

  /** The row at a place in the flat list; undefined for a header, and while it is not loaded. */
  rowAt(position: number): HighlightRow | undefined {
    const item = this.rows.at(position)
    return item?.kind === 'row' ? this.#row(item.index) : undefined
  }

  #row(index: number): HighlightRow | undefined {
    return this.#pages[Math.floor(index / pageSize)]?.[index % pageSize]
  }

  /** Where a highlight is among the rows that are loaded, in its group if it can be; -1 where it is not. */
  positionOf(key: string, group: string | null): number {
    let found = -1
    for (const [page, rows] of this.#pages.entries()) {
      for (const [index, row] of (rows ?? []).entries()) {
        if (keyOf(row) !== key) continue
        const position = this.rows.positionOfRow(page * pageSize + index)
        if (row.group === group) return position
        found = position
      }
    }
    return found
  }

  /** The flat rows from `first` to `last` are looked at: load what is missing of them. */
  ensure(first: number, last: number): void {
    const pages: number[] = []
    for (let position = first; position <= last; position++) {
      const item = this.rows.at(position)
      const page = item?.kind === 'row' ? Math.floor(item.index / pageSize) : null
      if (page !== null && !pages.includes(page)) pages.push(page)
    }
    this.#inView = pages.length === 0 ? [0] : pages
    for (const page of pages) {
      if (!this.#pages[page] && !this.#loading.includes(page)) void this.#load(page)
    }
  }

  /** What was selected is let go: nothing is done to rows that the filter hides. */
  setFilter(changes: Partial<HighlightFilter>): void {
    this.clearSelection()
    this.filter = { ...this.filter, ...changes }
    void this.#begin(true)
  }

  clearFilter(): void {
    this.setFilter(noHighlightFilter())
  }

  setGrouping(groupBy: HighlightGrouping): void {
    if (groupBy === this.groupBy) return
    this.groupBy = groupBy
    this.#folded.clear()
    void this.#begin(true)
  }

  setSort(sort: HighlightSort): void {
    if (sort === this.sort) return
    this.sort = sort
    void this.#begin(true)
  }

  isFolded(group: HighlightGroup): boolean {
    return this.#folded.has(group.key)
  }

  fold(group: HighlightGroup, folded = !this.#folded.has(group.key)): void {
    if (folded) this.#folded.add(group.key)
    else this.#folded.delete(group.key)
  }

  foldAll(folded: boolean): void {
    this.#folded.clear()
    if (folded) for (const group of this.summary?.groups ?? []) this.#folded.add(group.key)
  }

  /** While something is edited in a row, the rows stay where they are. */
  hold(held: boolean): void {
    this.#held = held
    if (!held && this.#stale) this.#refreshSoon()
  }

  /** What can be filtered by, with how many highlights of the whole library each has. */
  async choices(by: 'tag' | 'source' | 'article'): Promise<readonly HighlightGroup[]> {
    const { groups } = await call('highlights.query', {
      filter: noHighlightFilter(),
      groupBy: by,
      sort: 'text',
      offset: 0,
      limit: 0,
    })
    return groups
  }

  async #query(offset: number, limit: number): Promise<CallResult<'highlights.query'>> {
    const { filter, groupBy, sort } = this
    return await call('highlights.query', { filter, groupBy, sort, offset, limit, client: this.#client })
  }

  /** Begins the list anew. What is on the screen stays until the first page is there. */
  async #begin(toTop: boolean): Promise<void> {
    const generation = ++this.#generation
    this.#loading = [0]
    void this.#loadMatrix()
    try {
      const answer = await this.#query(0, pageSize)
      if (generation !== this.#generation) return
      this.#pages = [answer.rows]
      this.#take(answer)
      if (toTop) this.begun++
    } catch (error) {
      if (generation === this.#generation) this.failure = messageOf(error)
    } finally {
      this.#loaded(generation, [0])
    }
  }

  async #load(page: number): Promise<void> {
    const generation = this.#generation
    this.#loading.push(page)
    try {
      const answer = await this.#query(page * pageSize, pageSize)
      if (generation !== this.#generation) return
      this.#pages = Object.assign([...this.#pages], { [page]: answer.rows })
      if (answer.rowCount !== this.summary?.rowCount) this.#take(answer)
    } catch (error) {
      if (generation === this.#generation) this.failure = messageOf(error)
    } finally {
      this.#loaded(generation, [page])
    }
  }

  #loaded(generation: number, pages: readonly number[]): void {
    if (generation === this.#generation) this.#loading = this.#loading.filter((each) => !pages.includes(each))
  }

  #refreshSoon(): void {
    this.#stale = true
    clearTimeout(this.#timer)
    if (!this.#held) this.#timer = setTimeout(() => void this.#refresh(), refreshDelay)
  }

  /** Reads the pages in view again, and forgets the others. */
  async #refresh(): Promise<void> {
    this.#stale = false
    const generation = ++this.#generation
    const wanted = this.#inView
    this.#loading = [...wanted]
    void this.#loadMatrix()
    try {
      const answers = await Promise.all(wanted.map((page) => this.#query(page * pageSize, pageSize)))
      if (generation !== this.#generation) return
      const pages: (readonly HighlightRow[])[] = []
      for (const [index, page] of wanted.entries()) pages[page] = answers[index]?.rows ?? []
      this.#pages = pages
      const latest = answers.at(-1)
      if (latest) this.#take(latest)
    } catch (error) {
      if (generation === this.#generation) this.failure = messageOf(error)
    } finally {
      this.#loaded(generation, wanted)
    }
  }

  #take({ total, notes, articles, rowCount, remark, groups }: Summary): void {
    this.summary = { total, notes, articles, rowCount, remark, groups }
    this.failure = null
    this.#members.clear()
    this.version++
  }

  // The selection

  isSelected(row: Member): boolean {
    return this.selected.has(keyOf(row))
  }

  select(members: readonly Member[], selected: boolean): void {
    for (const { articleId, id } of members) {
      const key = keyOf({ articleId, id })
      if (selected) this.selected.set(key, { articleId, id })
      else this.selected.delete(key)
    }
  }

  clearSelection(): void {
    this.selected.clear()
  }

  async selectAll(): Promise<void> {
    this.select(await call('highlights.ids', { filter: this.filter }), true)
  }

  /** Selects every row of a group, or takes them all out. */
  async selectGroup(group: HighlightGroup, selected: boolean): Promise<void> {
    const generation = this.#generation
    const members: Member[] = []
    for (let offset = 0; offset < group.highlights; offset += largestPage) {
      const limit = Math.min(largestPage, group.highlights - offset)
      members.push(...(await this.#query(group.start + offset, limit)).rows)
    }
    if (generation === this.#generation) {
      this.#members.set(group.key, members.map(keyOf))
    }
    this.select(members, selected)
  }

  /** How much of a group is selected, as far as its rows are loaded. */
  selectionOf(group: HighlightGroup): 'all' | 'some' | 'none' {
    if (this.selected.size === 0) return 'none'
    let known = this.#members.get(group.key)
    if (!known) {
      const loaded: string[] = []
      for (let index = group.start; index < group.start + group.highlights; index++) {
        const row = this.#row(index)
        if (row) loaded.push(keyOf(row))
      }
      known = loaded
    }
    const chosen = known.filter((key) => this.selected.has(key)).length
    if (chosen === 0) return 'none'
    return chosen === group.highlights ? 'all' : 'some'
  }

  // Changes: each is one step of undo

  /** The stored records, in the order of the members. */
  async records(members: readonly Member[]): Promise<readonly Highlight[]> {
    return await call('highlights.records', { ids: members.map(({ articleId, id }) => ({ articleId, id })) })
  }

  async tag(members: readonly Member[], tag: string): Promise<Done | null> {
    return await this.#change(`tag #${tag}`, members, ({ tags }) =>
      tags.some((other) => sameTag(other, tag)) ? {} : { tags: [...tags, tag] },
    )
  }

  async untag(members: readonly Member[], tag: string): Promise<Done | null> {
    return await this.#change(`removal of tag #${tag}`, members, ({ tags }) => ({
      tags: tags.filter((other) => !sameTag(other, tag)),
    }))
  }

  async setHue(members: readonly Member[], hue: Hue): Promise<Done | null> {
    return await this.#change('change of colour', members, () => ({ hue }))
  }

  async remove(members: readonly Member[]): Promise<Done | null> {
    await this.#notebook.flush()
    const operations = (await this.records(members)).map(({ articleId, id }): Operation => ({
      type: 'deleteHighlight',
      articleId,
      id,
    }))
    const done = await this.apply('removal', operations, operations.length)
    if (done) this.select(members, false)
    return done
  }

  async #change(
    what: string,
    members: readonly Member[],
    change: (highlight: Highlight) => Partial<Highlight>,
  ): Promise<Done | null> {
    await this.#notebook.flush()
    const at = now()
    const records = await this.records(members)
    const operations = records.flatMap((record) => changeHighlight(record, change(record), at))
    return await this.apply(what, operations, operations.length)
  }

  /** Makes a change as one step of undo; null where it has no steps. */
  async apply(what: string, operations: readonly Operation[], highlights: number): Promise<Done | null> {
    if (operations.length === 0) return null
    const label =
      highlights > 0 ? `${what} of ${highlights === 1 ? 'highlight' : count(highlights, 'highlight')}` : what
    const { applied, takeBack } = this.#notebook.perform(label, [...operations])
    await applied
    return { highlights, takeBack: () => takeBack(`return of ${label}`) }
  }

  /** Copies highlights as the shipped template writes them. @returns how many */
  async copyMarkdown(members: readonly Member[]): Promise<number> {
    const { files, highlights } = await prepareExport({
      template: 'obsidian',
      articleIds: distinct(members.map(({ articleId }) => articleId)),
      highlightIds: members.map(({ id }) => id),
      layout: 'single',
      withoutNotes: true,
    })
    await copyExport(files.map(({ content }) => content).join('\n'))
    return highlights
  }

  // Saved filters

  async loadSaved(): Promise<void> {
    try {
      const read = await this.#newestSaved.ask(() => call('filters.list', {}))
      if (read) this.saved = read.answer
    } catch {
      this.saved = []
    }
  }

  /** The saved filter that holds now. */
  readonly current = $derived(
    this.saved.find(
      ({ filter, problem }) => problem === null && JSON.stringify(filter) === JSON.stringify(this.filter),
    ) ?? null,
  )

  useSaved({ filter, groupBy }: SavedFilter): void {
    const known = highlightGroupings.find((each) => each === groupBy)
    if (known && known !== this.groupBy) {
      this.groupBy = known
      this.#folded.clear()
    }
    this.setFilter(filter)
  }

  async saveFilter(name: string): Promise<void> {
    const { filter, groupBy } = this
    await call('filters.save', { filter: { id: newId(), name, filter, groupBy } })
    await this.loadSaved()
  }

  async renameSaved({ id, filter, groupBy }: SavedFilter, name: string): Promise<void> {
    await call('filters.save', { filter: { id, name, filter, groupBy } })
    await this.loadSaved()
  }

  async deleteSaved(id: string): Promise<void> {
    await call('filters.delete', { id })
    await this.loadSaved()
  }

  // The matrix

  setMatrix(open: boolean): void {
    this.matrixOpen = open
    if (open) void this.#loadMatrix()
  }

  setMatrixColumns(columns: 'article' | 'source'): void {
    this.matrixColumns = columns
    void this.#loadMatrix()
  }

  /**
   * Counts what the filter leaves, without regard to tag, hue, article and source: these are what a cell of the matrix
   * chooses, and its gaps must stay to be seen.
   */
  async #loadMatrix(): Promise<void> {
    if (!this.matrixOpen) return
    const filter = this.#matrixFilter()
    const columns = this.matrixColumns
    try {
      const read = await this.#newestMatrix.ask(() =>
        Promise.all([
          call('highlights.matrix', { rows: 'tag', columns, filter }),
          call('highlights.matrix', { rows: 'hue', columns, filter }),
        ]),
      )
      if (read) [this.tagMatrix, this.hueMatrix] = read.answer
    } catch (error) {
      this.failure = messageOf(error)
    }
  }

  /** The filter is that of a cell. */
  isCell(rows: 'tag' | 'hue', row: string, column: string | null): boolean {
    const { tags, hues, articleIds, sources } = this.filter
    const [own, other] = rows === 'tag' ? [tags, hues] : [hues, tags]
    const [across, beside] = this.matrixColumns === 'article' ? [articleIds, sources] : [sources, articleIds]
    return (
      own.length === 1 &&
      own[0] === row &&
      across.length === 1 &&
      across[0] === column &&
      other.length + beside.length === 0
    )
  }

  /** Filters by a cell; where its filter holds already, takes it away. */
  filterByCell(rows: 'tag' | 'hue', row: string, column: string | null): void {
    const none = { tags: [], hues: [], articleIds: [], sources: [] }
    if (this.isCell(rows, row, column)) {
      this.setFilter(none)
      return
    }
    this.setFilter({
      ...none,
      ...(rows === 'tag' ? { tags: [row] } : { hues: [row as Hue] }),
      ...(this.matrixColumns === 'source'
        ? { sources: [column] }
        : { articleIds: column === null ? [] : [column] }),
    })
  }

  /**
   * Writes a matrix, whole, to a file of the reader's choice or to the downloads.
   * @returns whether it was written
   */
  async exportMatrix(format: MatrixFormat, dialogs: boolean): Promise<boolean> {
    const { name, content } = await renderData(format, { articleIds: null, filter: this.#matrixFilter() })
    return await saveTextElsewhere(name, content, dialogs, 'Export the matrix')
  }

  /** Without what a cell of the matrix chooses. */
  #matrixFilter(): HighlightFilter {
    return { ...this.filter, tags: [], hues: [], articleIds: [], sources: [] }
  }
}

export const [useWorkbench, setWorkbench] = createContext<Workbench>()
