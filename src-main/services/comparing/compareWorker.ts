/** The entry of the comparing worker: answers one request after the other, off the main thread. */
import { parentPort } from 'node:worker_threads'
import { Comparer } from '#compare/comparer'
import { messageOf } from '#domain/errors'

type Methods = {
  [Name in keyof Comparer]: Comparer[Name] extends (...args: never[]) => unknown ? Name : never
}[keyof Comparer]
export type CompareMethod = Methods
export type CompareArgs<Name extends CompareMethod> = Parameters<Comparer[Name]>
export type CompareResult<Name extends CompareMethod> = ReturnType<Comparer[Name]>

export interface CompareRequest {
  id: number
  method: CompareMethod
  args: unknown[]
}
export type CompareResponse =
  { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string }

const comparer = new Comparer()

parentPort?.on('message', ({ id, method, args }: CompareRequest) => {
  let response: CompareResponse
  try {
    const call = comparer[method].bind(comparer) as (...given: unknown[]) => unknown
    response = { id, ok: true, value: call(...args) }
  } catch (error) {
    response = { id, ok: false, message: messageOf(error) }
  }
  parentPort?.postMessage(response)
})
