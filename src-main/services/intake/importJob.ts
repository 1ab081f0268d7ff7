/** One import: what it was given, how far it is, and what became of each file. */
import { newId } from '#domain/ids'
import type { ImportItem, ImportStatus } from '#contract/imports'

/** Over how long the rate is measured, in milliseconds. */
const rateWindow = 5000

type Counted = Extract<keyof ImportStatus, ImportItem['result'] | 'duplicates'>
const countedAs: Partial<Record<ImportItem['result'], Counted>> = {
  added: 'added',
  changed: 'changed',
  unchanged: 'unchanged',
  moved: 'moved',
  restored: 'restored',
  duplicate: 'duplicates',
  failed: 'failed',
  vanished: 'vanished',
  skipped: 'skipped',
}
/** What came of a file, the order in which a reader has to know it once all is done. */
const urgency: readonly ImportItem['result'][] = ['failed', 'vanished', 'skipped', 'duplicate']
/** Told in passing: they ask for nothing. */
const quiet: ReadonlySet<ImportItem['remarks'][number]['kind']> = new Set(['cleaned', 'noSource', 'noDate'])

export class ImportJob {
  readonly #abort = new AbortController()
  #items: ImportItem[] = []
  #toCheck: ImportItem[] = []
  readonly #recent: { at: number; done: number }[] = []
  #status: ImportStatus

  /** @param background not asked for by the reader just now: looking after a linked folder, rebuilding */
  constructor(title: string, background: boolean) {
    this.#status = {
      ...{
        id: newId(),
        title,
        background,
        state: 'counting',
        total: 0,
        done: 0,
        added: 0,
        changed: 0,
        unchanged: 0,
      },
      ...{
        moved: 0,
        restored: 0,
        duplicates: 0,
        failed: 0,
        vanished: 0,
        skipped: 0,
        articles: 0,
        toCheck: 0,
        currentFile: null,
      },
      ...{ rate: 0, secondsLeft: null, startedAt: new Date().toISOString(), finishedAt: null, message: null },
    }
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  get status(): ImportStatus {
    return this.#status
  }

  cancel(): void {
    this.#abort.abort()
  }

  counted(total: number): void {
    this.#set({ total, state: 'running' })
  }

  reading(currentFile: string): void {
    this.#set({ currentFile })
  }

  /** @param isFile false for what was found beside the files that were counted (a folder that cannot be read) */
  add(item: Omit<ImportItem, 'n'>, isFile = true): void {
    const entry = { ...item, n: this.#items.length }
    this.#items.push(entry)
    const counter = countedAs[item.result]
    if (counter) this.#set({ [counter]: this.#status[counter] + 1 })
    if (item.result === 'added') this.#set({ articles: this.#status.articles + item.articleIds.length })
    if (isFile) this.#set({ done: this.#status.done + 1 })
    if (item.remarks.some(({ kind }) => !quiet.has(kind))) {
      this.#toCheck.push(entry)
      this.#set({ toCheck: this.#toCheck.length })
    }
    this.#measure(Date.now())
  }

  /** Ends it; what was not taken in is listed first from now on. */
  finish(state: 'finished' | 'cancelled' | 'failed', message: string | null = null): void {
    this.#items = byUrgency(this.#items)
    this.#toCheck = byUrgency(this.#toCheck)
    const finishedAt = new Date().toISOString()
    this.#set({ state, message, finishedAt, currentFile: null, secondsLeft: null })
  }

  /** The articles that were added or changed. */
  get articleIds(): string[] {
    return this.#items.flatMap(({ result, articleIds }) =>
      result === 'added' || result === 'changed' ? articleIds : [],
    )
  }

  items(only: 'all' | 'check', offset: number, limit: number): { total: number; items: ImportItem[] } {
    const items = only === 'all' ? this.#items : this.#toCheck
    return { total: items.length, items: items.slice(offset, offset + limit) }
  }

  #measure(now: number): void {
    this.#recent.push({ at: now, done: this.#status.done })
    while (this.#recent.length > 2 && now - (this.#recent[0]?.at ?? now) > rateWindow) this.#recent.shift()
    const first = this.#recent[0]
    if (!first || now === first.at) return
    const rate = ((this.#status.done - first.done) * 1000) / (now - first.at)
    const secondsLeft = rate > 0 ? Math.ceil((this.#status.total - this.#status.done) / rate) : null
    this.#set({ rate, secondsLeft })
  }

  #set(changes: Partial<ImportStatus>): void {
    this.#status = { ...this.#status, ...changes }
  }
}

function byUrgency(items: readonly ImportItem[]): ImportItem[] {
  const rank = ({ result }: ImportItem): number =>
    (urgency.indexOf(result) + urgency.length + 1) % (urgency.length + 1)
  return items.toSorted((a, b) => rank(a) - rank(b) || a.n - b.n)
}
