/** A search index that is opened when it is first asked: the first list and most commands need none. */
import { CollateError } from '#domain/errors'
import type { Method, MethodArgs, MethodResult } from './protocol'
import { overCalls } from './searchIndex'
import type { SearchIndex } from './types'

export interface LateIndex extends SearchIndex {
  /** Resolves when something is first asked of it. */
  readonly asked: Promise<void>
  /** Opens it, where it is not open yet. @throws what opening it throws; the next question tries again */
  open(): Promise<void>
}

export function lateIndex(openIndex: () => Promise<SearchIndex>): LateIndex {
  let opening: Promise<SearchIndex> | null = null
  let closed = false
  let tell: () => void = () => undefined
  const asked = new Promise<void>((resolve) => (tell = resolve))

  const opened = async (): Promise<SearchIndex> => {
    if (closed) throw new CollateError('internal', 'The search index is closed.')
    opening ??= openIndex().catch((error: unknown) => {
      opening = null
      throw error
    })
    return await opening
  }
  const call = async <Name extends Method>(
    method: Name,
    args: MethodArgs<Name>,
  ): Promise<MethodResult<Name>> => {
    tell()
    const index = await opened()
    const ask = index[method].bind(index) as (...given: MethodArgs<Name>) => Promise<MethodResult<Name>>
    return await ask(...args)
  }
  return {
    ...overCalls(call),
    asked,
    open: async () => {
      await opened()
    },
    close: async () => {
      closed = true
      await (await opening?.catch(() => null))?.close()
    },
  }
}
