/** The notebook view's list: every highlight of the library, filtered, grouped, page by page; and which are selected. */
import { createContext, untrack } from 'svelte'
import { SvelteMap, SvelteSet } from 'svelte/reactivity'
import { call } from '#client/api'
import { PagedQuery } from '#client/pagedQuery.svelte'
import type { CallResult } from '#contract/calls'
import type { HighlightGroup, HighlightRow } from '#contract/workbench'
import { newId } from '#domain/ids'
import {
  highlightGroupings,
  noHighlightFilter,
  type HighlightFilter,
  type HighlightGrouping,
  type HighlightSort,
} from '#domain/queries/highlightFilter'
import { FlatRows, type FlatItem } from './flatRows'

export type { HighlightFilter, HighlightGroup, HighlightRow }

/** A highlight by its place in the library. */
export interface Member {
  articleId: string
  id: string
}

/** Rows asked for at a time. */
const pageSize = 100
/** The most that the contract gives at a time. */
const largestPage = 500

export const keyOf = ({ articleId, id }: Member): string => `${articleId}/${id}`
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

/** What the list is asked for. */
interface Asked {
  filter: HighlightFilter
  groupBy: HighlightGrouping
  sort: HighlightSort
}
type Answer = CallResult<'highlights.query'>

export class Workbench {
  filter = $state.raw<HighlightFilter>(noHighlightFilter())
  groupBy = $state<HighlightGrouping>('tag')
  sort = $state<HighlightSort>('text')
  /** By `keyOf`. */
  readonly selected = new SvelteMap<string, Member>()
  readonly #client = newId()
  readonly #list = new PagedQuery(['highlights.query'], {
    read: (call, asked: Asked, window): Promise<Answer> =>
      call('highlights.query', { ...asked, ...window, client: this.#client }),
    rows: ({ rows }) => rows,
    total: ({ rowCount }) => rowCount,
    pageSize: () => pageSize,
  })
  readonly #folded = new SvelteSet<string | null>()
  /** The highlights of groups that were selected whole, and of which reading of the list that is. */
  readonly #members = new SvelteMap<string | null, { version: number; keys: readonly string[] }>()

  readonly rows = $derived(
    new FlatRows(this.summary?.groups ?? [], this.summary?.rowCount ?? 0, (group) =>
      this.#folded.has(group.key),
    ),
  )
  readonly restricted = $derived(restricts(this.filter))

  /** What the filter leaves; null until it is known. */
  get summary(): Omit<Answer, 'rows'> | null {
    return this.#list.value
  }

  get failure(): string | null {
    return this.#list.failure
  }

  /** Counts the lists that were begun anew (another filter, grouping or order): the view goes to the top. */
  get begun(): number {
    return this.#list.begun
  }

  /** Counts the readings of the list: rows may be elsewhere since. */
  get version(): number {
    return this.#list.version
  }

  /** Reads the list, and again after every change. Call it once, while the view initialises. */
  start(): void {
    $effect(() => {
      untrack(() => (this.summary ? void this.#list.again() : this.#begin()))
      return this.#list.follow()
    })
  }

  at(position: number): FlatItem | undefined {
    return this.rows.at(position)
  }

  /** The row at a place in the flat list; undefined for a header, and while it is not loaded. */
  rowAt(position: number): HighlightRow | undefined {
    const item = this.rows.at(position)
    return item?.kind === 'row' ? this.#list.row(item.index) : undefined
  }

  /** Where a highlight is among the rows that are loaded, in its group if it can be; -1 where it is not. */
  positionOf(key: string, group: string | null): number {
    let found = -1
    for (const [index, row] of this.#list.loaded) {
      if (keyOf(row) !== key) continue
      const position = this.rows.positionOfRow(index)
      if (row.group === group) return position
      found = position
    }
    return found
  }

  /** The flat rows from `first` to `last` are looked at: load what is missing of them. */
  ensure(first: number, last: number): void {
    const indexes: number[] = []
    for (let position = first; position <= last; position++) {
      const item = this.rows.at(position)
      if (item?.kind === 'row') indexes.push(item.index)
    }
    this.#list.ensure(indexes)
  }

  /** What was selected is let go: nothing is done to rows that the filter hides. */
  setFilter(changes: Partial<HighlightFilter>): void {
    this.clearSelection()
    this.filter = { ...this.filter, ...changes }
    this.#begin()
  }

  clearFilter(): void {
    this.setFilter(noHighlightFilter())
  }

  setGrouping(groupBy: HighlightGrouping): void {
    if (groupBy === this.groupBy) return
    this.groupBy = groupBy
    this.#folded.clear()
    this.#begin()
  }

  setSort(sort: HighlightSort): void {
    if (sort === this.sort) return
    this.sort = sort
    this.#begin()
  }

  /** Takes over a filter that was saved, with its grouping where that is known. */
  use(filter: HighlightFilter, groupBy: string): void {
    const known = highlightGroupings.find((each) => each === groupBy)
    if (known && known !== this.groupBy) {
      this.groupBy = known
      this.#folded.clear()
    }
    this.setFilter({ ...filter })
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
    this.#list.hold(held)
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

  #begin(): void {
    const { filter, groupBy, sort } = this
    void this.#list.begin({ filter, groupBy, sort })
  }

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
    const { filter, groupBy, sort, version } = this
    const members: Member[] = []
    for (let offset = 0; offset < group.highlights; offset += largestPage) {
      const limit = Math.min(largestPage, group.highlights - offset)
      const window = { offset: group.start + offset, limit }
      const { rows } = await call('highlights.query', { filter, groupBy, sort, ...window })
      members.push(...rows)
    }
    this.#members.set(group.key, { version, keys: members.map(keyOf) })
    this.select(members, selected)
  }

  /** How much of a group is selected, as far as its rows are loaded. */
  selectionOf(group: HighlightGroup): 'all' | 'some' | 'none' {
    if (this.selected.size === 0) return 'none'
    const whole = this.#members.get(group.key)
    let known = whole?.version === this.version ? whole.keys : undefined
    if (!known) {
      const loaded: string[] = []
      for (let index = group.start; index < group.start + group.highlights; index++) {
        const row = this.#list.row(index)
        if (row) loaded.push(keyOf(row))
      }
      known = loaded
    }
    const chosen = known.filter((key) => this.selected.has(key)).length
    if (chosen === 0) return 'none'
    return chosen === group.highlights ? 'all' : 'some'
  }
}

export const [useWorkbench, setWorkbench] = createContext<Workbench>()
