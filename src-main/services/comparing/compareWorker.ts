/**
 * The entry of the comparing worker: answers one request after the other, off the main thread. A comparison, which may
 * take seconds, is made in steps: what else is asked goes in between, and the newest comparison first, since what was
 * asked before it is mostly not waited for any more.
 */
import { parentPort } from 'node:worker_threads'
import { Comparer } from '#compare/comparer'
import { messageOf } from '#domain/errors'

type Methods = {
  [Name in keyof Comparer]: Comparer[Name] extends (...args: never[]) => unknown ? Name : never
}[keyof Comparer]
export type CompareMethod = Exclude<Methods, 'comparing'>
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

interface Running {
  id: number
  steps: ReturnType<Comparer['comparing']>
}
/** Comparisons that are under way, the newest last. */
const running: Running[] = []

parentPort?.on('message', ({ id, method, args }: CompareRequest) => {
  if (method === 'compare') {
    running.push({ id, steps: comparer.comparing(...(args as CompareArgs<'compare'>)) })
    if (running.length === 1) setImmediate(goOn)
    return
  }
  answer(id, () => {
    const call = comparer[method].bind(comparer) as (...given: unknown[]) => unknown
    return { value: call(...args) }
  })
})

function goOn(): void {
  const newest = running.at(-1)
  if (!newest) return
  const answered = answer(newest.id, () => {
    const { done, value } = newest.steps.next()
    return done ? { value } : null
  })
  if (answered) running.splice(running.indexOf(newest), 1)
  if (running.length > 0) setImmediate(goOn)
}

/** Answers a request, unless there is nothing to answer it with as yet. @returns whether it was answered */
function answer(id: number, work: () => { value: unknown } | null): boolean {
  let response: CompareResponse
  try {
    const found = work()
    if (!found) return false
    response = { id, ok: true, value: found.value }
  } catch (error) {
    response = { id, ok: false, message: messageOf(error) }
  }
  parentPort?.postMessage(response)
  return true
}
