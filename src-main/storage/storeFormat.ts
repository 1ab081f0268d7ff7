/** What a stored file looks like: its version, its schema, the way from older versions; reading and writing its bytes. */
import * as v from 'valibot'
import { CollateError, messageOf } from '#domain/errors'

type JsonObject = Record<string, unknown>

export interface StoreFormat<T extends object> {
  /** What the file holds, for messages: "tags", "settings". */
  readonly name: string
  /** The version this code writes; versions count from 1. */
  readonly version: number
  /** Accepts what `empty` and the last migration give. It must not accept a key named `version`. */
  readonly schema: v.GenericSchema<unknown, T>
  /** The version of a file that names none, where such files were written before they named it. */
  readonly unnamedVersion?: number
  /** What a reader without such a file has. */
  empty(): T
  /** By the version they start from: pure functions to the next version. */
  readonly migrations: Readonly<Record<number, (old: JsonObject) => JsonObject>>
  /** Another layout of the JSON text than sorted keys with two spaces. */
  readonly stringify?: (stored: T & { version: number }) => string
  /** The content can be made again from the sources: it is never backed up or restored. */
  readonly derived?: boolean
  /** Nothing that the reader made is in it: a file that cannot be read is set aside, whatever the reason. */
  readonly convenience?: boolean
  /**
   * Mends what the schema cannot see, such as an identifier that occurs twice: pure, and the same data are mended the
   * same way. Says in whole sentences what it did; without a remark the data are as they were.
   */
  readonly mend?: (data: T) => Mended<T>
  /** Lists of records that may be long: of one that is written again only what changed is checked and turned into bytes. */
  readonly records?: Readonly<Record<string, RecordList>>
}

export interface RecordList {
  /** Of one record. */
  readonly schema: v.GenericSchema
  /** What tells a record from the others of its list. */
  readonly key: (record: object) => string
}

export interface Mended<T> {
  readonly data: T
  readonly remarks: readonly string[]
}

export type Decoded<T> =
  /** `version` is that of the file; where it is older, `data` was migrated. `remarks` say what was mended. */
  | { state: 'good'; data: T; version: number; remarks: readonly string[] }
  | { state: 'newer'; version: number }
  | { state: 'damaged'; reason: string }

const damaged = (reason: string) => ({ state: 'damaged', reason }) as const

/** Reads the bytes of a stored file. Nothing in them can do more than be found damaged. */
export function decode<T extends object>(format: StoreFormat<T>, bytes: Uint8Array): Decoded<T> {
  const parsed = parse(bytes)
  if ('state' in parsed) return parsed
  const { version = format.unnamedVersion, ...content } = parsed.stored
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return damaged('it does not say which version of the format it has')
  }
  if (version > format.version) return { state: 'newer', version }
  let data: JsonObject = content
  for (let from = version; from < format.version; from++) {
    const step = format.migrations[from]
    if (!step) return damaged(`version ${from} of its format is not known any more`)
    try {
      data = step(data)
    } catch (error) {
      return damaged(`it could not be brought from version ${from} to ${from + 1} (${shortMessageOf(error)})`)
    }
  }
  const checked = v.safeParse(format.schema, data)
  if (!checked.success) return damaged(describeIssue(checked.issues[0]))
  try {
    const { data: whole, remarks } = format.mend?.(checked.output) ?? { data: checked.output, remarks: [] }
    return { state: 'good', data: settled(format, whole), version, remarks }
  } catch {
    return damaged('its records are nested too deeply')
  }
}

/** What stores hand out is what is on the disk, and stays it. Derived data are many and spared the time it takes. */
function settled<T extends object>(format: StoreFormat<T>, data: T): T {
  if (format.derived) return data
  freeze(data)
  for (const [key, { schema }] of Object.entries(format.records ?? {})) {
    for (const record of listOf(data, key)) checkedRecords.set(record, schema)
  }
  return data
}

/** Frozen records with the schema that they fit: nothing can change them, so they need not be checked again. */
const checkedRecords = new WeakMap<object, v.GenericSchema>()

function listOf(data: object, key: string): readonly object[] {
  const list = (data as JsonObject)[key]
  return Array.isArray(list) ? (list as object[]) : []
}

/** Makes a value unchangeable all the way down. What is frozen already is taken to be so all the way down. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) freeze(part)
  }
  return value
}

function parse(bytes: Uint8Array): { stored: JsonObject } | { state: 'damaged'; reason: string } {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return damaged('it is not UTF-8 text')
  }
  if (text.trim() === '') return damaged('it is empty')
  if (/^\0+$/.test(text)) return damaged('it holds nothing but zero bytes')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return damaged(`it is not whole JSON (${shortMessageOf(error)})`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`
    return damaged(`it holds ${what} in place of a record`)
  }
  return { stored: value as JsonObject }
}

const shortMessageOf = (error: unknown): string => shortened(messageOf(error))

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)
  return shortened(path === null ? issue.message : `at ${path}: ${issue.message}`)
}

/** A message may quote what it was given. */
const shortened = (message: string): string => (message.length > 200 ? `${message.slice(0, 200)}…` : message)

/**
 * `data` as it is when read back: checked, trimmed where the schema trims, without unknown keys, frozen.
 * @throws CollateError `internal`: a defect, caught before it could make a file that cannot be read
 */
export function checkData<T extends object>(format: StoreFormat<T>, data: T): T {
  const rest = { ...data } as JsonObject
  const lists: JsonObject = {}
  for (const [key, { schema }] of Object.entries(format.records ?? {})) {
    if (!Array.isArray(rest[key])) continue
    rest[key] = []
    const list = listOf(data, key).map((record, index) => {
      if (checkedRecords.get(record) === schema) return record
      const checked = v.safeParse(schema, record)
      if (!checked.success) throw unfit(format, `${key}.${index}: ${describeIssue(checked.issues[0])}`)
      const settledRecord = freeze(checked.output as object)
      checkedRecords.set(settledRecord, schema)
      return settledRecord
    })
    lists[key] = Object.freeze(list)
  }
  const checked = v.safeParse(format.schema, rest)
  if (!checked.success) throw unfit(format, describeIssue(checked.issues[0]))
  const whole = { ...checked.output, ...lists }
  return format.derived ? whole : freeze(whole)
}

function unfit<T extends object>(format: StoreFormat<T>, what: string): CollateError {
  return new CollateError(
    'internal',
    `Not saved: the ${format.name} to be stored have a form that could not be read again (${what}). What was saved before is untouched; this is a defect of Collate.`,
  )
}

/** The text of a stored file: the version first, then sorted keys, so that the same data give the same bytes. */
export function encode<T extends object>(format: StoreFormat<T>, data: T): string {
  const stored = { version: format.version, ...data }
  if (format.stringify) return format.stringify(stored)
  return `${objectText(entriesOf(format, data), '')}\n`
}

/** The bytes of that text. Of a long list of records that is written again only what changed is turned into bytes. */
export function encodeBytes<T extends object>(format: StoreFormat<T>, data: T): Uint8Array {
  const { records } = format
  if (format.stringify || !records) return Buffer.from(encode(format, data))
  const parts: Uint8Array[] = []
  for (const [key, value] of entriesOf(format, data)) {
    const begin = `${parts.length === 0 ? '{' : ','}\n  ${JSON.stringify(key)}: `
    if (Object.hasOwn(records, key) && Array.isArray(value) && value.length > 0) {
      parts.push(Buffer.from(`${begin}[`))
      for (const [at, record] of (value as object[]).entries())
        parts.push(at === 0 ? recordBytes(record).subarray(1) : recordBytes(record))
      parts.push(Buffer.from('\n  ]'))
    } else parts.push(Buffer.from(begin + textOf(value, '  ')))
  }
  parts.push(Buffer.from('\n}\n'))
  return Buffer.concat(parts)
}

/** How deep the records of a list stand. */
const recordIndent = '    '
/** Bytes of frozen records, with the comma and the line break before them. */
const knownBytes = new WeakMap<object, Uint8Array>()

function recordBytes(record: object): Uint8Array {
  const known = knownBytes.get(record)
  if (known) return known
  const bytes = Buffer.from(`,\n${recordIndent}${textOf(record, recordIndent)}`)
  if (Object.isFrozen(record)) knownBytes.set(record, bytes)
  return bytes
}

function entriesOf<T extends object>(format: StoreFormat<T>, data: T): [string, unknown][] {
  return [['version', format.version], ...sortedEntries(data)]
}

function sortedEntries(data: object): [string, unknown][] {
  const entries = Object.entries(data).filter(([, value]) => value !== undefined)
  return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** As `JSON.stringify` with two spaces, but with sorted keys. */
function textOf(value: unknown, indent: string): string {
  if (typeof value === 'object' && value !== null) return compositeText(value, indent)
  // JSON would write null, which reads back as something else.
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new CollateError('internal', 'A number that is not finite cannot be saved.')
  }
  return JSON.stringify(value ?? null)
}

function compositeText(value: object, indent: string): string {
  if (!Array.isArray(value)) return objectText(sortedEntries(value), indent)
  if (value.length === 0) return '[]'
  const inner = `${indent}  `
  return `[\n${value.map((item) => inner + textOf(item, inner)).join(',\n')}\n${indent}]`
}

function objectText(entries: readonly (readonly [string, unknown])[], indent: string): string {
  if (entries.length === 0) return '{}'
  const inner = `${indent}  `
  const lines = entries.map(([key, value]) => `${inner}${JSON.stringify(key)}: ${textOf(value, inner)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

/** A layout for big derived files: one record a line. `key` names the one object of records in the data. */
export function linePerRecord<Key extends string>(key: Key) {
  return (stored: { version: number } & Record<Key, object>): string => {
    const lines = Object.entries(stored[key]).map(
      ([id, record]) => `${JSON.stringify(id)}:${JSON.stringify(record)}`,
    )
    return `{"version":${stored.version},${JSON.stringify(key)}:{\n${lines.join(',\n')}\n}}\n`
  }
}
