/** The worker's entry: holds the index file named by `workerData` and answers one request after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { LocalIndex } from './localIndex'
import { packError, type WorkerRequest, type WorkerResponse } from './protocol'

const port = parentPort
if (!port) throw new Error('The search worker runs as a worker thread only.')

function answer(work: () => unknown): void {
  let response: WorkerResponse
  try {
    response = { ok: true, value: work() }
  } catch (error) {
    response = { ok: false, error: packError(error) }
  }
  port?.postMessage(response)
}

let index: LocalIndex | null = null
answer(() => {
  index = new LocalIndex(String(workerData))
  return index.fresh
})

port.on('message', ({ method, args }: WorkerRequest) => {
  answer(() => {
    if (!index) throw new Error('The index file was not opened.')
    const call = index[method].bind(index) as (...given: unknown[]) => unknown
    return call(...args)
  })
  if (method === 'close') port.close()
})
