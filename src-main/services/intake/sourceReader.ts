/** Reads many sources without holding up the main thread: through a worker where there is one, else in place. */
import { setImmediate as immediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { CollateError } from '#domain/errors'
import type { ReadRequest, ReadResponse } from '#services/intake/importWorker'
import type { ReadJob, ReadOutcome } from '#services/intake/readJob'

/** How many sources go to the worker in one message. */
const batchSize = 32
/** How many batches are read ahead of what is stored. */
const ahead = 6
/** How long one source may take before the worker is given up, in milliseconds. */
const jobTimeout = 30_000

interface Sent {
  request: ReadRequest
  resolve: (outcomes: ReadOutcome[]) => void
  reject: (error: unknown) => void
}

export class SourceReader {
  readonly #workerEntry: URL | null
  #worker: Worker | null = null
  #nextId = 0
  #closed = false
  /** Not answered yet, in the order in which they were sent. */
  readonly #sent = new Map<number, Sent>()
  #timer: NodeJS.Timeout | undefined

  /** @param workerEntry the built entry of the import worker; null: read in place (tests, command line) */
  constructor(workerEntry: URL | null) {
    this.#workerEntry = workerEntry
  }

  /**
   * Reads the jobs in order, a batch at a time, and keeps some batches ahead so that reading and storing overlap. Stops
   * between batches when the signal says so.
   */
  async *read(
    jobs: readonly ReadJob[],
    signal?: AbortSignal,
  ): AsyncGenerator<{ job: ReadJob; outcome: ReadOutcome }[]> {
    const begun: { batch: readonly ReadJob[]; outcomes: Promise<ReadOutcome[]> }[] = []
    let next = 0
    for (;;) {
      // In place there is nobody else who could read ahead.
      while (begun.length < (this.#workerEntry ? ahead : 1) && next < jobs.length && !signal?.aborted) {
        const batch = jobs.slice(next, next + batchSize)
        next += batch.length
        const outcomes = this.#readBatch(batch)
        // A failure of a batch ahead is met where it is awaited.
        outcomes.catch(() => undefined)
        begun.push({ batch, outcomes })
      }
      const first = begun.shift()
      if (!first || signal?.aborted) return
      const outcomes = await first.outcomes
      yield first.batch.flatMap((job, index) => {
        const outcome = outcomes[index]
        return outcome ? [{ job, outcome }] : []
      })
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker
    this.#worker = null
    clearTimeout(this.#timer)
    const sent = [...this.#sent.values()]
    this.#sent.clear()
    for (const { reject } of sent) reject(new CollateError('cancelled', 'Collate is closing.'))
    await worker?.terminate()
  }

  /** Where the worker dies or hangs over a batch, its sources are read singly, so that one bad file costs only itself. */
  async #readBatch(jobs: ReadJob[]): Promise<ReadOutcome[]> {
    if (this.#workerEntry === null) {
      const { readJob } = await import('#services/intake/readJob')
      // Whatever else this thread has to do comes in between.
      await immediate()
      return jobs.map(readJob)
    }
    try {
      return await this.#send(this.#workerEntry, jobs)
    } catch (error) {
      const [only, ...others] = jobs
      if (only === undefined || this.#closed) throw error
      if (others.length === 0) return [unreadable(only.fileName)]
      const outcomes: ReadOutcome[] = []
      for (const job of jobs) outcomes.push(...(await this.#readBatch([job])))
      return outcomes
    }
  }

  async #send(entry: URL, jobs: ReadJob[]): Promise<ReadOutcome[]> {
    const request: ReadRequest = { id: this.#nextId++, jobs }
    return await new Promise((resolve, reject) => {
      this.#sent.set(request.id, { request, resolve, reject })
      this.#post(entry, request)
    })
  }

  #post(entry: URL, request: ReadRequest): void {
    this.#worker ??= this.#start(entry)
    // It keeps the process from ending only while an answer is waited for.
    this.#worker.ref()
    this.#worker.postMessage(request)
    if (this.#sent.size === 1) this.#watch()
  }

  /** Gives the worker up where the request that it is at takes too long. */
  #watch(): void {
    clearTimeout(this.#timer)
    const [first] = this.#sent.values()
    const worker = this.#worker
    if (!first || !worker) return
    const time = jobTimeout * Math.max(2, first.request.jobs.length / 8)
    this.#timer = setTimeout(() => void worker.terminate(), time)
  }

  #start(entry: URL): Worker {
    const worker = new Worker(entry)
    worker.unref()
    worker.on('message', ({ id, outcomes }: ReadResponse) => {
      this.#sent.get(id)?.resolve(outcomes)
      this.#sent.delete(id)
      if (this.#sent.size === 0) worker.unref()
      this.#watch()
    })
    const stopped = (cause?: unknown): void => {
      if (this.#worker !== worker) return
      this.#worker = null
      clearTimeout(this.#timer)
      const error = new CollateError('internal', 'Reading the files stopped unexpectedly.', { cause })
      // It reads one request after the other: only the first can have stopped it, the others are sent again.
      const [first, ...others] = this.#sent.values()
      this.#sent.clear()
      first?.reject(error)
      for (const sent of others) {
        this.#sent.set(sent.request.id, sent)
        this.#post(entry, sent.request)
      }
    }
    worker.on('error', stopped)
    worker.on('exit', () => stopped())
    return worker
  }
}

function unreadable(fileName: string): ReadOutcome {
  const message = `${fileName} could not be read: reading it took too long or failed. It was left out.`
  return { kind: 'failed', error: { code: 'io', message, subject: fileName }, sha256: null }
}
