/** Prepared exports, kept in memory for as long as somebody may be looking at them. */
import { CollateError } from '#domain/errors'
import { newId } from '#domain/ids'
import type { PreparedExport } from '#services/exporting/exports'

/** So many are kept: each holds all the work that is exported. A dialog that is open needs one. */
const most = 4
/** Milliseconds after its last use that one is kept. */
const lifetime = 30 * 60_000

export class ExportPlans {
  /** In the order of their last use. */
  readonly #plans = new Map<string, { prepared: PreparedExport; used: number }>()
  readonly #now: () => number

  constructor(now = Date.now) {
    this.#now = now
  }

  /** @returns the id of the plan */
  keep(prepared: PreparedExport): string {
    const id = newId()
    this.#use(id, prepared)
    const [oldest] = this.#plans.keys()
    if (this.#plans.size > most && oldest !== undefined) this.#plans.delete(oldest)
    return id
  }

  /** The plan, if it is kept still; to ask after it is no use of it. */
  find(id: string): PreparedExport | null {
    this.#sweep()
    return this.#plans.get(id)?.prepared ?? null
  }

  /** @throws CollateError `not-found` where it is kept no longer */
  get(id: string): PreparedExport {
    const prepared = this.find(id)
    if (!prepared) {
      throw new CollateError(
        'not-found',
        'This export was prepared too long ago and is not kept any more. Prepare it again.',
      )
    }
    this.#use(id, prepared)
    return prepared
  }

  #use(id: string, prepared: PreparedExport): void {
    this.#plans.delete(id)
    this.#plans.set(id, { prepared, used: this.#now() })
    // It goes even if nobody asks again; a process that wants to end does not wait for it.
    setTimeout(() => this.#sweep(), lifetime + 1000).unref()
  }

  #sweep(): void {
    for (const [id, { used }] of this.#plans) if (this.#now() - used > lifetime) this.#plans.delete(id)
  }
}
