/** The words of a line as one number: the same for two lines that differ in case, spaces and punctuation alone. */
import { hashEnd, hashNext, hashStart } from './hashes'
import { kindOf, parting, within } from './units'

/** Lower case, for units that are one unit there too; 0: not yet found out. */
const lower = new Uint16Array(0x10000)

function findOut(unit: number): number {
  const form = String.fromCharCode(unit).normalize('NFKC').toLowerCase()
  return (lower[unit] = form.length === 1 ? form.charCodeAt(0) : unit)
}

/** 0 where the line has neither letter nor digit. */
export function lineHash(text: string, start = 0, end = text.length): number {
  let hash = hashStart
  let some = false
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    const kind = kindOf(unit)
    if (kind === parting || kind === within) continue
    some = true
    hash = hashNext(hash, lower[unit] || findOut(unit))
  }
  return some ? hashEnd(hash) : 0
}
