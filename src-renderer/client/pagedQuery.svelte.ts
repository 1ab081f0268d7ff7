/** A long list that is fetched page by page as it is looked at; after a change the pages in view are read again. */
import type { ReadingCall } from '#contract/kinds'
import { CollateError, messageOf } from '#domain/errors'
import { Asking, type CallOf, type Options } from './asking'

/** Which rows are asked for. */
export interface Window {
  offset: number
  limit: number
}

export interface Paging<Names extends ReadingCall, Args, Answer, Row> extends Options {
  /** Asks for some rows. */
  read: (call: CallOf<Names>, args: Args, window: Window) => Promise<Answer>
  rows: (answer: Answer) => readonly Row[]
  /** How long the whole list is. */
  total: (answer: Answer) => number
  /** Rows of a page. */
  pageSize: (args: Args) => number
}

export class PagedQuery<Names extends ReadingCall, Args, Answer, Row> {
  /** What the last answer said of the whole list; null before the first. */
  value = $state.raw<Answer | null>(null)
  /** The arguments of what is shown; null while there is nothing. */
  args = $state.raw<Args | null>(null)
  /** The list is read anew; further pages come without it. */
  loading = $state(false)
  failure = $state<string | null>(null)
  /** Counts the lists that were begun anew with other arguments: a view then goes to the top. */
  begun = $state(0)
  /** Counts the readings of the whole list: rows may be elsewhere since. */
  version = $state(0)
  readonly #paging: Paging<Names, Args, Answer, Row>
  readonly #asking: Asking
  #pages = $state.raw<readonly (readonly Row[] | undefined)[]>([])
  #wanted: Args | null = null
  /** The list was begun anew, and its first page is not there yet. */
  #beginning = false
  #inView: readonly number[] = [0]
  /** Pages that are being read. */
  #coming: readonly number[] = []

  /** @param calls that are made: what changes of what they read is followed */
  constructor(calls: readonly Names[], paging: Paging<Names, Args, Answer, Row>) {
    this.#paging = paging
    this.#asking = new Asking(calls, () => this.#refresh(), paging)
  }

  /** A row of the list; undefined while it is not loaded. */
  row(index: number): Row | undefined {
    const size = this.#pageSize
    return this.#pages[Math.floor(index / size)]?.[index % size]
  }

  /** The rows that are loaded, with their places. */
  get loaded(): readonly (readonly [index: number, row: Row])[] {
    const size = this.#pageSize
    return this.#pages.flatMap((rows, page) =>
      (rows ?? []).map((row, index) => [page * size + index, row] as const),
    )
  }

  /** Begins the list anew. What is on the screen stays until the first page is there. */
  async begin(args: Args): Promise<void> {
    this.#wanted = args
    this.#beginning = true
    await this.#refresh()
  }

  /** Reads the pages in view now. */
  async again(): Promise<void> {
    await this.#refresh()
  }

  /** These rows are looked at: loads what is missing of them. */
  ensure(indexes: readonly number[]): void {
    const pages = indexes.map((index) => Math.floor(Math.max(0, index) / this.#pageSize))
    this.#inView = pages.length === 0 ? [0] : pages.filter((page, at) => pages.indexOf(page) === at)
    if (this.#beginning) return
    for (const page of this.#inView) {
      if (!this.#pages[page] && !this.#coming.includes(page)) void this.#load(page)
    }
  }

  /** While something is edited in a row, the rows stay where they are. */
  hold(held: boolean): void {
    this.#asking.hold(held)
  }

  /** Asks again after the changes that are told of, until the returned function is called. */
  follow(): () => void {
    return this.#asking.follow()
  }

  get #pageSize(): number {
    return this.args === null ? 1 : this.#paging.pageSize(this.args)
  }

  async #read(args: Args, page: number): Promise<Answer> {
    const limit = this.#paging.pageSize(args)
    return await this.#paging.read(this.#asking.call, args, { offset: page * limit, limit })
  }

  /** Reads the pages in view and forgets the others; of a list that is begun anew, reads the first. */
  async #refresh(): Promise<void> {
    const args = this.#wanted
    if (args === null) return
    const wanted = this.#beginning ? [0] : this.#inView
    this.#coming = wanted
    this.loading = true
    try {
      const got = await this.#asking.ask(() => Promise.all(wanted.map((page) => this.#read(args, page))))
      if (!got) return
      this.#coming = []
      this.loading = false
      if (this.#asking.held && !this.#beginning) {
        this.#asking.soon()
        return
      }
      const pages: (readonly Row[])[] = []
      for (const [index, answer] of got.answer.entries()) {
        pages[wanted[index] ?? 0] = this.#paging.rows(answer)
        this.value = answer
      }
      this.args = args
      this.#pages = pages
      this.failure = null
      this.version++
      if (!this.#beginning) return
      this.#beginning = false
      this.#inView = [0]
      this.begun++
    } catch (error) {
      this.#coming = []
      this.loading = false
      this.#fail(error)
    }
  }

  async #load(page: number): Promise<void> {
    const { args } = this
    if (args === null) return
    const { turn } = this.#asking
    this.#coming = [...this.#coming, page]
    try {
      const answer = await this.#read(args, page)
      if (turn !== this.#asking.turn) return
      this.#pages = Object.assign([...this.#pages], { [page]: this.#paging.rows(answer) })
      // Said of the list as it is by now; the event that tells why is on its way.
      if (this.value && this.#paging.total(answer) !== this.#paging.total(this.value)) {
        this.value = answer
        this.version++
      }
    } catch (error) {
      if (turn === this.#asking.turn) this.#fail(error)
    } finally {
      if (turn === this.#asking.turn) this.#coming = this.#coming.filter((each) => each !== page)
    }
  }

  #fail(error: unknown): void {
    // The services were asked something newer.
    if (error instanceof CollateError && error.code === 'cancelled') return
    this.failure = messageOf(error)
  }
}
