/**
 * What was saved to a long file since it was last written whole: a small file that is laid over it. A highlight that is
 * added to ten thousand is acknowledged once this is on the disk; the long file follows when there is a pause. Why, and
 * what may happen in between: docs/decisions/0010-supplements.md.
 */
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import * as v from 'valibot'
import { makeFolder, removeDurably, writeDurably, type FileStamp } from './durableFile'
import { fileFailure, isMissing } from './fileFailure'
import { decode, encode, type StoreFormat } from './storeFormat'

/** Shorter files (bytes) are written whole each time: that takes hardly longer than two small files would. */
const longFile = 512_000
/** A supplement that were more than this part of the file is none: the file is written whole. */
const mostOfFile = 1 / 8

const SupplementSchema = v.object({
  version: v.literal(1),
  /** The state of the file that it is laid over: bytes, and milliseconds since 1970, which copying it keeps. */
  over: v.object({ size: v.number(), mtimeMs: v.number() }),
  /** By list of the format, the keys of the records that are not there any more. */
  removed: v.record(v.string(), v.array(v.string())),
  /** A file of the format that has, of the long lists, only the records that were put. */
  put: v.record(v.string(), v.unknown()),
})

type JsonObject = Record<string, unknown>
type Removed = v.InferOutput<typeof SupplementSchema>['removed']

export type FoundSupplement<T> =
  /** `over` says whether a file is the one that it was made on. */
  | { state: 'good'; lay: (whole: T) => T; over: (stamp: FileStamp | null) => boolean }
  | { state: 'damaged'; reason: string; bytes: Uint8Array }

/** The supplement of one file. */
export class Supplement<T extends object> {
  readonly #file: string
  readonly #format: StoreFormat<T>
  /** By list, the keys of the records of the file. */
  #known: { whole: T; keys: Map<string, ReadonlySet<string>> } | null = null
  #folderMade = false

  constructor(file: string, format: StoreFormat<T>) {
    this.#file = file
    this.#format = format
  }

  /**
   * Puts on the disk in what `data` differs from what the file holds.
   * @param whole what the file holds in the state of `stamp`
   * @returns false where it is not worth it or cannot be said by records; nothing was written then
   * @throws CollateError `disk-full`, `no-access` or `io`; an earlier supplement is as it was
   */
  async write(data: T, whole: T, stamp: FileStamp): Promise<boolean> {
    const size = Number(stamp.size)
    if (size < longFile) return false
    const difference = this.#difference(data, whole)
    if (!difference) return false
    const { removed, put } = difference
    const over = stateOf(stamp)
    const content = `${JSON.stringify({ version: 1, over, removed, put: JSON.parse(encode(this.#format, put)) as unknown })}\n`
    if (content.length > size * mostOfFile) return false
    if (!this.#folderMade) await makeFolder(dirname(this.#file))
    this.#folderMade = true
    await writeDurably(this.#file, content)
    return true
  }

  /** What a process that ended left behind; null where there is nothing. */
  async read(): Promise<FoundSupplement<T> | null> {
    let bytes: Buffer
    try {
      bytes = await readFile(this.#file)
    } catch (error) {
      if (isMissing(error)) return null
      throw fileFailure(error, basename(this.#file), 'read')
    }
    try {
      const { over, removed, put } = v.parse(SupplementSchema, JSON.parse(bytes.toString('utf8')))
      const decoded = decode(this.#format, Buffer.from(JSON.stringify(put)))
      if (decoded.state === 'newer') throw new Error('it is of a newer version of Collate')
      if (decoded.state === 'damaged') throw new Error(decoded.reason)
      return {
        state: 'good',
        lay: (whole) => this.#lay(whole, removed, decoded.data),
        over: (stamp) => stamp !== null && isSameState(stateOf(stamp), over),
      }
    } catch (error) {
      return { state: 'damaged', reason: error instanceof Error ? error.message : String(error), bytes }
    }
  }

  /** Removes it, durably: what it said is in the file, or was moved elsewhere. */
  async remove(): Promise<void> {
    await removeDurably(this.#file)
  }

  /** Null where laying it over the file would not give `data` to the last record. */
  #difference(data: T, whole: T): { removed: Removed; put: T } | null {
    const removed: Removed = {}
    const put = { ...data } as JsonObject
    for (const [list, { key }] of Object.entries(this.#format.records ?? {})) {
      const before = listOf(whole, list)
      const keys = this.#keysOf(whole, list, key)
      const found = keys.size === before.length ? difference(before, keys, listOf(data, list), key) : null
      if (!found) return null
      removed[list] = found.removed
      put[list] = found.put
    }
    return { removed, put: put as T }
  }

  #lay(whole: T, removed: Removed, put: T): T {
    const laid = { ...put } as JsonObject
    for (const [list, { key }] of Object.entries(this.#format.records ?? {}))
      laid[list] = laidOver(listOf(whole, list), removed[list] ?? [], listOf(put, list), key)
    return laid as T
  }

  #keysOf(whole: T, list: string, key: (record: object) => string): ReadonlySet<string> {
    if (this.#known?.whole !== whole) this.#known = { whole, keys: new Map() }
    const known = this.#known.keys.get(list)
    if (known) return known
    const keys = new Set(listOf(whole, list).map(key))
    this.#known.keys.set(list, keys)
    return keys
  }
}

type State = v.InferOutput<typeof SupplementSchema>['over']

const stateOf = ({ size, mtimeNs }: FileStamp): State => ({
  size: Number(size),
  mtimeMs: Number(mtimeNs / 1_000_000n),
})

/** Programs that copy files round the time. */
const isSameState = (a: State, b: State): boolean => a.size === b.size && Math.abs(a.mtimeMs - b.mtimeMs) <= 1

const listOf = (data: object, list: string): readonly object[] =>
  (data as JsonObject)[list] as readonly object[]

/**
 * What `laidOver` makes `after` of `before`; null where nothing does. What did not change is the same object in both, and
 * told by that alone.
 */
function difference(
  before: readonly object[],
  keys: ReadonlySet<string>,
  after: readonly object[],
  key: (record: object) => string,
): { removed: string[]; put: object[] } | null {
  const removed: string[] = []
  const put: object[] = []
  let at = 0
  let appended = false
  for (const record of after) {
    if (!appended && before[at] === record) {
      at++
      continue
    }
    const own = key(record)
    put.push(record)
    if (!keys.has(own)) {
      appended = true
      continue
    }
    if (appended) return null
    for (; at < before.length; at++) {
      const there = before[at]
      if (there === undefined || key(there) === own) break
      removed.push(key(there))
    }
    if (at === before.length) return null
    // It follows what was removed, and is itself as it was.
    if (before[at] === record) put.pop()
    at++
  }
  for (const record of before.slice(at)) removed.push(key(record))
  return new Set(put.map(key)).size === put.length ? { removed, put } : null
}

/** What was put takes the place of the record of its key; what is new stands at the end. */
function laidOver(
  before: readonly object[],
  removed: readonly string[],
  put: readonly object[],
  key: (record: object) => string,
): readonly object[] {
  const gone = new Set(removed)
  const changed = new Map(put.map((record) => [key(record), record]))
  const kept = before.flatMap((record) => {
    const at = key(record)
    if (gone.has(at)) return []
    const now = changed.get(at) ?? record
    changed.delete(at)
    return [now]
  })
  return [...kept, ...changed.values()]
}
