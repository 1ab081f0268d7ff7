/** The entry of the import worker: reads the sources it is sent, off the main thread. */
import { parentPort } from 'node:worker_threads'
import { readJob, type ReadJob, type ReadOutcome } from '#services/readJob'

export interface ReadRequest {
  id: number
  jobs: ReadJob[]
}
export interface ReadResponse {
  id: number
  outcomes: ReadOutcome[]
}

parentPort?.on('message', (request: ReadRequest) => {
  void answer(request)
})

async function answer({ id, jobs }: ReadRequest): Promise<void> {
  const outcomes: ReadOutcome[] = []
  for (const job of jobs) outcomes.push(await readJob(job))
  const response: ReadResponse = { id, outcomes }
  parentPort?.postMessage(response)
}
