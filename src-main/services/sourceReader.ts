/** Reads many sources without holding up the main thread: through a worker where there is one, else in place. */
import { Worker } from 'node:worker_threads'
import { CollateError } from '#domain/errors'
import type { ReadRequest, ReadResponse } from '#services/importWorker'
import { readJob, type ReadJob, type ReadOutcome } from '#services/readJob'

/** How many sources go to the worker in one message. */
const batchSize = 32
/** How long one source may take before the worker is given up, in milliseconds. */
const patience = 30_000

export class SourceReader {
  readonly #workerEntry: URL | null
  #worker: Worker | null = null
  #nextId = 0
  #closed = false
  readonly #waiting = new Map<
    number,
    { resolve: (outcomes: ReadOutcome[]) => void; reject: (error: unknown) => void }
  >()

  /** @param workerEntry the built entry of the import worker; null: read in place (tests, command line) */
  constructor(workerEntry: URL | null) {
    this.#workerEntry = workerEntry
  }

  /**
   * Reads the jobs in order, a batch at a time, and keeps one batch ahead so that reading and storing overlap. Stops
   * between batches when the signal says so.
   */
  async *read(
    jobs: readonly ReadJob[],
    signal?: AbortSignal,
  ): AsyncGenerator<{ job: ReadJob; outcome: ReadOutcome }[]> {
    let ahead: Promise<ReadOutcome[]> | null = null
    for (let start = 0; start < jobs.length; start += batchSize) {
      if (signal?.aborted) return
      const batch = jobs.slice(start, start + batchSize)
      const outcomes = await (ahead ?? this.#readBatch(batch))
      const next = jobs.slice(start + batchSize, start + 2 * batchSize)
      ahead = next.length > 0 && !signal?.aborted ? this.#readBatch(next) : null
      // A failure of the batch ahead is met where it is awaited.
      ahead?.catch(() => undefined)
      yield batch.flatMap((job, index) => {
        const outcome = outcomes[index]
        return outcome ? [{ job, outcome }] : []
      })
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  /** Where the worker dies or hangs over a batch, its sources are read singly, so that one bad file costs only itself. */
  async #readBatch(jobs: ReadJob[]): Promise<ReadOutcome[]> {
    if (this.#workerEntry === null) return await Promise.all(jobs.map(readJob))
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
    const worker = (this.#worker ??= this.#start(entry))
    const request: ReadRequest = { id: this.#nextId++, jobs }
    const timer = setTimeout(() => void worker.terminate(), patience * Math.max(2, jobs.length / 8))
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(request.id, { resolve, reject })
        worker.postMessage(request)
      })
    } finally {
      clearTimeout(timer)
    }
  }

  #start(entry: URL): Worker {
    const worker = new Worker(entry)
    worker.unref()
    worker.on('message', ({ id, outcomes }: ReadResponse) => {
      this.#waiting.get(id)?.resolve(outcomes)
      this.#waiting.delete(id)
    })
    const stopped = (cause?: unknown): void => {
      if (this.#worker === worker) this.#worker = null
      const error = new CollateError('internal', 'Reading the files stopped unexpectedly.', { cause })
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
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
