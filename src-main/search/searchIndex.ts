/** Opens the search index: in this thread, or in a worker of its own. */
import type { LocalIndex } from './localIndex'
import type { Method, MethodArgs, MethodResult } from './protocol'
import type { OpenedIndex, SearchIndex } from './types'
import { WorkerIndex } from './workerIndex'

export type * from './types'
export { articleStamp } from './stamp'

export interface OpenOptions {
  /** The built worker entry (`searchWorker.js`); without it the index runs in this thread. */
  worker?: URL
}

type Call = <Name extends Method>(
  method: Name,
  args: MethodArgs<Name>,
  supersedeKey?: string,
) => Promise<MethodResult<Name>>

/**
 * Opens the index kept in `file`, or makes it anew where it is missing, damaged or of another version (`fresh`). The
 * folder must exist, and no other process may have the file open. Fails with `io` where the file cannot be written.
 */
export async function openSearchIndex(file: string, options: OpenOptions = {}): Promise<OpenedIndex> {
  if (options.worker) {
    const { index, fresh } = await WorkerIndex.start(options.worker, file)
    return { fresh, ...overCalls((method, args, supersedeKey) => index.call(method, args, supersedeKey)) }
  }
  const { LocalIndex } = await import('./localIndex')
  const index = new LocalIndex(file)
  return { fresh: index.fresh, ...overCalls(callLocally(index)) }
}

function callLocally(index: LocalIndex): Call {
  return (method, args) =>
    new Promise((resolve) => {
      const call = index[method].bind(index) as (...given: typeof args) => MethodResult<typeof method>
      resolve(call(...args))
    })
}

/** The index as its callers know it, over what carries a call to where it is. */
export function overCalls(call: Call): SearchIndex {
  return {
    putArticles: (articles) => call('putArticles', [articles]),
    deleteArticles: (ids) => call('deleteArticles', [ids]),
    putNotebooks: (notebooks) => call('putNotebooks', [notebooks]),
    known: () => call('known', []),
    list: (request) => call('list', [request], request.supersedeKey),
    passages: (request) => call('passages', [request]),
    facets: () => call('facets', []),
    highlights: (request) => call('highlights', [request], request.supersedeKey),
    highlightIds: (filter, hueNames) => call('highlightIds', [filter, hueNames]),
    revisedIds: () => call('revisedIds', []),
    matrix: (request) => call('matrix', [request]),
    close: () => call('close', []),
  }
}
