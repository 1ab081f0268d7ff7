/** The entry of the import worker: reads the sources it is sent, off the main thread. */
import { parentPort } from 'node:worker_threads'
import { readJob, type ReadJob, type ReadOutcome } from '#services/intake/readJob'

export interface ReadRequest {
  id: number
  jobs: ReadJob[]
}
export interface ReadResponse {
  id: number
  outcomes: ReadOutcome[]
}

parentPort?.on('message', ({ id, jobs }: ReadRequest) => {
  const response: ReadResponse = { id, outcomes: jobs.map(readJob) }
  parentPort?.postMessage(response)
})
