/** The index in a worker: requests wait here, one is under way at a time, and what is superseded is never sent. */
import { Worker } from 'node:worker_threads'
import { CollateError } from '#domain/errors'
import { unpackError, type Method, type MethodArgs, type MethodResult, type WorkerResponse } from './protocol'

interface Waiting {
  method: Method
  args: unknown[]
  /** Requests from the same place of the interface: a later one supersedes one that still waits. */
  supersedeKey: string | undefined
  resolve: (value: unknown) => void
  reject: (error: CollateError) => void
}

export class WorkerIndex {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []
  #current: Waiting | null = null
  #failure: CollateError | null = null
  #closed = false

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (response: WorkerResponse) => this.#settle(response))
    worker.on('error', (error) => this.#fail(error))
    worker.on('exit', () => this.#fail(new Error('the worker ended')))
  }

  /** Starts the worker on a file; answers with whether the file is fresh. */
  static async start(entry: URL, file: string): Promise<{ index: WorkerIndex; fresh: boolean }> {
    const index = new WorkerIndex(new Worker(entry, { workerData: file }))
    const fresh = await new Promise<unknown>((resolve, reject) => {
      index.#current = { method: 'known', args: [], supersedeKey: undefined, resolve, reject }
    }).catch(async (error: unknown) => {
      await index.#worker.terminate()
      throw error
    })
    return { index, fresh: fresh === true }
  }

  call<Name extends Method>(
    method: Name,
    args: MethodArgs<Name>,
    supersedeKey?: string,
  ): Promise<MethodResult<Name>> {
    return new Promise<unknown>((resolve, reject) => {
      const failure = this.#closed
        ? new CollateError('internal', 'The search index is closed.')
        : this.#failure
      if (failure) {
        reject(failure)
        return
      }
      if (method === 'close') this.#closed = true
      if (supersedeKey !== undefined) this.#supersede(method, supersedeKey)
      this.#waiting.push({ method, args, supersedeKey, resolve, reject })
      this.#next()
    }) as Promise<MethodResult<Name>>
  }

  #supersede(method: Method, supersedeKey: string): void {
    const at = this.#waiting.findIndex((one) => one.supersedeKey === supersedeKey && one.method === method)
    if (at < 0) return
    const [superseded] = this.#waiting.splice(at, 1)
    superseded?.reject(new CollateError('cancelled', 'A later search took the place of this one.'))
  }

  #next(): void {
    if (this.#current) return
    const next = this.#waiting.shift()
    if (!next) return
    this.#current = next
    this.#worker.postMessage({ method: next.method, args: next.args })
  }

  #settle(response: WorkerResponse): void {
    const done = this.#current
    this.#current = null
    if (response.ok) done?.resolve(response.value)
    else done?.reject(unpackError(response.error))
    this.#next()
  }

  #fail(cause: Error): void {
    this.#failure ??= new CollateError('internal', `The search index stopped working: ${cause.message}.`, {
      cause,
    })
    const left = this.#current ? [this.#current, ...this.#waiting] : [...this.#waiting]
    this.#current = null
    this.#waiting.length = 0
    for (const { reject } of left) reject(this.#failure)
  }
}
