/** What the worker and the thread that started it say to each other. */
import { CollateError, errorCodes, type CollateErrorData } from '#domain/errors'
import type { LocalIndex } from './localIndex'

/** The calls of the index that travel. */
export const methods = [
  'putArticles',
  'deleteArticles',
  'putNotebooks',
  'known',
  'list',
  'passages',
  'facets',
  'highlights',
  'highlightIds',
  'revisedIds',
  'matrix',
  'close',
] as const
export type Method = (typeof methods)[number]
export type MethodArgs<Name extends Method> = Parameters<LocalIndex[Name]>
export type MethodResult<Name extends Method> = ReturnType<LocalIndex[Name]>

export interface WorkerRequest {
  method: Method
  args: unknown[]
}

/** The answers come in the order of the requests; the first is that of opening. */
export type WorkerResponse =
  { ok: true; value: unknown } | { ok: false; error: CollateErrorData & { stack: string | undefined } }

/** An error as it travels. */
export function packError(error: unknown): CollateErrorData & { stack: string | undefined } {
  const stack = error instanceof Error ? error.stack : undefined
  if (error instanceof CollateError) return { ...error.toJSON(), stack }
  return { code: 'internal', message: `The search index failed: ${String(error)}`, stack }
}

export function unpackError(data: CollateErrorData & { stack: string | undefined }): CollateError {
  const code = errorCodes.includes(data.code) ? data.code : 'internal'
  const error = new CollateError(
    code,
    data.message,
    data.subject === undefined ? {} : { subject: data.subject },
  )
  if (data.stack !== undefined) error.stack = data.stack
  return error
}
