/** The comparer, in a worker where there is one, else in this thread; started when it is first asked. */
import { Worker } from 'node:worker_threads'
import type { Comparer } from '#compare/comparer'
import { CollateError } from '#domain/errors'
import type {
  CompareArgs,
  CompareMethod,
  CompareRequest,
  CompareResponse,
  CompareResult,
} from '#services/comparing/compareWorker'

interface Waiting {
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

export class ComparerThread {
  readonly #entry: URL | null
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #here: Promise<Comparer> | null = null
  #next = 0
  #starts = 0
  #closed = false

  /** @param entry the built entry of the worker; null: compare in this thread (tests, a checkout that is not built) */
  constructor(entry: URL | null) {
    this.#entry = entry
  }

  /** How often the comparer was started: one that was started again knows nothing of the library. */
  get starts(): number {
    return this.#starts
  }

  /** @throws CollateError `cancelled` once it is closed, `internal` where the comparer fails */
  async call<Name extends CompareMethod>(
    method: Name,
    ...args: CompareArgs<Name>
  ): Promise<CompareResult<Name>> {
    if (this.#closed) throw new CollateError('cancelled', 'Collate is closing.')
    if (this.#entry === null) {
      this.#here ??= import('#compare/comparer').then(({ Comparer }) => new Comparer())
      const here = await this.#here
      const call = here[method].bind(here) as (...given: unknown[]) => CompareResult<Name>
      return call(...args)
    }
    const worker = (this.#worker ??= this.#start(this.#entry))
    const request: CompareRequest = { id: this.#next++, method, args }
    return await new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject })
      worker.ref()
      worker.postMessage(request)
    }).then((value) => value as CompareResult<Name>)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#here?.then((comparer) => comparer.close())
    const worker = this.#worker
    this.#worker = null
    this.#fail(new CollateError('cancelled', 'Collate is closing.'))
    await worker?.terminate()
  }

  #start(entry: URL): Worker {
    const worker = new Worker(entry)
    this.#starts += 1
    worker.on('message', (response: CompareResponse) => {
      const waiting = this.#waiting.get(response.id)
      this.#waiting.delete(response.id)
      if (this.#waiting.size === 0) worker.unref()
      if (response.ok) waiting?.resolve(response.value)
      else
        waiting?.reject(new CollateError('internal', `The articles were not compared: ${response.message}`))
    })
    worker.on('error', (error) => this.#lost(worker, error))
    worker.on('exit', () => this.#lost(worker, new Error('the worker ended')))
    // It keeps the process from ending only while an answer is waited for.
    worker.unref()
    return worker
  }

  /** The next call starts another one. */
  #lost(worker: Worker, cause: Error): void {
    if (this.#worker !== worker) return
    this.#worker = null
    this.#fail(new CollateError('internal', 'Comparing stopped. Try again.', { cause }))
  }

  #fail(error: CollateError): void {
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(error)
  }
}
