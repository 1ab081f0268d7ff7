/** Opens the search index: in this thread, or in a worker of its own. */
import { LocalIndex } from './localIndex'
import type { Method, MethodArgs, MethodResult } from './protocol'
import type { SearchIndex } from './types'
import { WorkerIndex } from './workerIndex'

export type * from './types'
export { articleStamp } from './stamp'

export interface OpenOptions {
  /** The built worker entry (`searchWorker.js`); without it the index runs in this thread. */
  worker?: URL
}

/** How many titles and tags are suggested where nothing is said. */
const suggestions = 8

type Call = <Name extends Method>(
  method: Name,
  args: MethodArgs<Name>,
  channel?: string,
) => Promise<MethodResult<Name>>

/**
 * Opens the index kept in `file`, or makes it anew where it is missing, damaged or of another version (`fresh`). The
 * folder must exist, and no other process may have the file open. Fails with `io` where the file cannot be written.
 */
export async function openSearchIndex(file: string, options: OpenOptions = {}): Promise<SearchIndex> {
  if (options.worker) {
    const { index, fresh } = await WorkerIndex.start(options.worker, file)
    return overCalls(fresh, (method, args, channel) => index.call(method, args, channel))
  }
  const index = new LocalIndex(file)
  return overCalls(index.fresh, callLocally(index))
}

function callLocally(index: LocalIndex): Call {
  return (method, args) =>
    new Promise((resolve) => {
      const call = index[method].bind(index) as (...given: typeof args) => MethodResult<typeof method>
      resolve(call(...args))
    })
}

function overCalls(fresh: boolean, call: Call): SearchIndex {
  return {
    fresh,
    putArticles: (articles) => call('putArticles', [articles]),
    deleteArticles: (ids) => call('deleteArticles', [ids]),
    putNotebook: (articleId, notebook) => call('putNotebooks', [[{ ...notebook, articleId }]]),
    putNotebooks: (notebooks) => call('putNotebooks', [notebooks]),
    known: () => call('known', []),
    search: (request) => call('search', [request], request.channel),
    listIds: (request) => call('listIds', [request], request.channel),
    facets: () => call('facets', []),
    highlights: (request) => call('highlights', [request], request.channel),
    highlightIds: (filter, hueNames) => call('highlightIds', [filter, hueNames]),
    revisedIds: () => call('revisedIds', []),
    matrix: (request) => call('matrix', [request]),
    suggest: (prefix, limit = suggestions) => call('suggest', [prefix, limit]),
    close: () => call('close', []),
  }
}
