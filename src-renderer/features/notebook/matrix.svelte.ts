/** The matrix of the notebook view: how often each tag and colour is used in each article or source; its cells filter. */
import { createContext, untrack } from 'svelte'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'
import type { Hue } from '#domain/annotations/notebook'
import type { HighlightFilter } from '#domain/queries/highlightFilter'
import { renderData, saveTextElsewhere, type DataFormat } from '#stores/exporting'
import type { Workbench } from '#stores/workbench.svelte'

/** The matrices that can be written. */
export type MatrixFormat = Extract<DataFormat, `matrix${string}`>
export type Counts = CallResult<'highlights.matrix'>

export class Matrix {
  open = $state(true)
  columns = $state<'article' | 'source'>('article')
  readonly #workbench: Workbench
  readonly #asked = $derived({ columns: this.columns, filter: this.#filter() })
  /**
   * Counts what the filter leaves, without regard to tag, hue, article and source: these are what a cell of the matrix
   * chooses, and its gaps must stay to be seen.
   */
  readonly #query = new Query(['highlights.matrix'], async (call) => {
    const asked = this.#asked
    const [tag, hue] = await Promise.all([
      call('highlights.matrix', { rows: 'tag', ...asked }),
      call('highlights.matrix', { rows: 'hue', ...asked }),
    ])
    return { tag, hue }
  })

  constructor(workbench: Workbench) {
    this.#workbench = workbench
  }

  get byTag(): Counts | null {
    return this.#query.value?.tag ?? null
  }

  get byHue(): Counts | null {
    return this.#query.value?.hue ?? null
  }

  get failure(): string | null {
    return this.#query.failure
  }

  /** Counts while it is open, and again after every change. Call it once, while the view initialises. */
  start(): void {
    $effect(() => (this.open ? this.#query.follow() : undefined))
    $effect(() => {
      const asked = this.open ? this.#asked : null
      if (asked) untrack(() => void this.#query.ask())
    })
  }

  /** The filter is that of a cell. */
  isCell(rows: 'tag' | 'hue', row: string, column: string | null): boolean {
    const { tags, hues, articleIds, sources } = this.#workbench.filter
    const [own, other] = rows === 'tag' ? [tags, hues] : [hues, tags]
    const [across, beside] = this.columns === 'article' ? [articleIds, sources] : [sources, articleIds]
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
      this.#workbench.setFilter(none)
      return
    }
    this.#workbench.setFilter({
      ...none,
      ...(rows === 'tag' ? { tags: [row] } : { hues: [row as Hue] }),
      ...(this.columns === 'source'
        ? { sources: [column] }
        : { articleIds: column === null ? [] : [column] }),
    })
  }

  /**
   * Writes a matrix, whole, to a file of the reader's choice or to the downloads.
   * @returns whether it was written
   */
  async export(format: MatrixFormat, dialogs: boolean): Promise<boolean> {
    const { name, content } = await renderData(format, { articleIds: null, filter: this.#filter() })
    return await saveTextElsewhere(name, content, dialogs, 'Export the matrix')
  }

  /** Without what a cell of the matrix chooses. */
  #filter(): HighlightFilter {
    return { ...this.#workbench.filter, tags: [], hues: [], articleIds: [], sources: [] }
  }
}

export const [useMatrix, setMatrix] = createContext<Matrix>()
