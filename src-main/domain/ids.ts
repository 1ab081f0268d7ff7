/** Identifiers: what they look like, so that none can name a path, and how new ones are made. */
import * as v from 'valibot'

/** Lower-case letters, digits and hyphens: safe in a file name, a URL and an Obsidian block id. */
export const IdSchema = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'not an identifier'))

/** SHA-256 in lower-case hexadecimal. */
export const Sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not a SHA-256'))

/** A moment in UTC, as `Date.prototype.toISOString` writes it. */
export const TimestampSchema = v.pipe(v.string(), v.isoTimestamp())

/** A calendar date, which may be a year or a year and month alone: `2025`, `2025-03`, `2025-03-03`. */
export const CalendarDateSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'not a date (YYYY-MM-DD)'),
)

/** A new identifier for something the reader made: a random UUID. */
export function newId(): string {
  return globalThis.crypto.randomUUID()
}

/** The identifier of an article whose source had these bytes when it was first imported. */
export function articleIdOf(sha256: string): string {
  return sha256.slice(0, 16)
}
