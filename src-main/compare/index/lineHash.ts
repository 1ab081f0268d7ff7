/** The words of a line as one number: the same for two lines that differ in case, spaces and punctuation alone. */
import { hashEnd, hashNext, hashStart } from './hashes'
import { kindOf, parting, within } from './units'

/** What stands for a unit: itself in lower case, where that is one unit too; `passedOver` for what is no letter or digit. */
const forms = new Uint16Array(0x10000)
const unknown = 0
const passedOver = 1

function findOut(unit: number): number {
  const kind = kindOf(unit)
  const form = String.fromCharCode(unit).normalize('NFKC').toLowerCase()
  const own = form.length === 1 ? form.charCodeAt(0) : unit
  return (forms[unit] = kind === parting || kind === within ? passedOver : own)
}

/** 0 where the line has neither letter nor digit. */
export function lineHash(text: string, start = 0, end = text.length): number {
  let hash = hashStart
  let some = false
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    let form = forms[unit] ?? passedOver
    if (form === unknown) form = findOut(unit)
    if (form === passedOver) continue
    some = true
    hash = hashNext(hash, form)
  }
  return some ? hashEnd(hash) : 0
}
