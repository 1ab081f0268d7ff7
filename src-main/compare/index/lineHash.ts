/** The words of a line as one number: the same for two lines that differ in case, spaces and punctuation alone. */
import { hashEnd, hashNext, hashStart } from './hashes'
import { formIn, lookUp, noForm } from './units'

/** 0 where the line has neither letter nor digit. */
export function lineHash(text: string, start = 0, end = text.length): number {
  let hash = hashStart
  for (let at = start; at < end; at++) hash = lineNext(hash, lookUp(text.charCodeAt(at)))
  return lineEnd(hash)
}

/** The hash of a line with one more unit, by what `lookUp` knows of it; it begins with `hashStart`. */
export function lineNext(hash: number, found: number): number {
  const form = formIn(found)
  return form === noForm ? hash : hashNext(hash, form)
}

/** The hash of a line that is at its end. */
export const lineEnd = (hash: number): number => (hash === hashStart ? 0 : hashEnd(hash))
