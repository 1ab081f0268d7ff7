/** The identifiers by which a link in Obsidian names a passage: short, and the same in every export. */
import { createHash } from 'node:crypto'
import { byCodeUnits } from '../order'

/** Without those that are taken for one another: 0 and o, 1 and l. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/**
 * The length, in letters. Of 100,000 highlights two share an identifier of eight in 1 library of 220; of six there would
 * be five such pairs in every library.
 */
const length = 8

/**
 * The block identifier of a highlight, made of its id alone.
 * @param attempt from 0: another one, for where an identifier is taken
 */
export function blockIdOf(highlightId: string, attempt = 0): string {
  const hash = createHash('sha256').update(attempt === 0 ? highlightId : `${highlightId} ${attempt}`)
  return [...hash.digest().subarray(0, length)].map((byte) => letters[byte % letters.length]).join('')
}

/** The one that files had before, 38 characters long; the reader's own templates may write it still. */
export const longBlockIdOf = (highlightId: string): string => `h-${highlightId}`

/** The first identifier of a highlight that is not among those taken. */
export function freeBlockId(highlightId: string, taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt++) {
    const id = blockIdOf(highlightId, attempt)
    if (!taken.has(id)) return id
  }
}

/**
 * Of all highlights of a library, those that cannot have their first identifier because another has it, each with the
 * one that it gets; in whatever order they are given.
 */
export function sharedBlockIds(highlightIds: Iterable<string>): Map<string, string> {
  const byBlockId = new Map<string, string[]>()
  for (const id of new Set(highlightIds)) {
    const own = blockIdOf(id)
    const group = byBlockId.get(own)
    if (group) group.push(id)
    else byBlockId.set(own, [id])
  }
  const taken = new Set(byBlockId.keys())
  const others = new Map<string, string>()
  for (const group of [...byBlockId.values()].filter(({ length: size }) => size > 1)) {
    for (const id of group.sort(byCodeUnits).slice(1)) {
      const free = freeBlockId(id, taken)
      others.set(id, free)
      taken.add(free)
    }
  }
  return others
}
