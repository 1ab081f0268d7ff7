/**
 * The SQLite file under the index: opened or made anew, statements kept, transactions, and what a crash leaves behind.
 *
 * The file is derived, so it is written without fsync and thrown away whenever it may be damaged. What can damage it,
 * and how that is known when it is opened:
 * - A process that dies within a transaction. SQLite would roll back from the journal, but node-sqlite3-wasm never does
 *   (its lock folder makes SQLite believe that another process still writes), so a journal that is not empty means that
 *   the file is thrown away.
 * - A power cut at any time after a write. A note beside the file names the boot of the machine under which it is being
 *   written; it goes when the file is closed and synced. A note of another boot means that the file is thrown away.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { uptime } from 'node:os'
import { dirname } from 'node:path'
import sqlite, { type Database as SqliteDatabase, type Statement } from 'node-sqlite3-wasm'
import { CollateError } from '#domain/errors'
import { schema, schemaVersion } from './schema'

export type SqlValue = number | string | Uint8Array | null
export type Row = Record<string, SqlValue>

/** Statements kept prepared; those of rare queries are made and dropped. */
const maxStatements = 128
/** The page cache, in KiB: enough for the inner pages of 100,000 articles. */
const cacheKibibytes = 8_192

const journalOf = (file: string): string => `${file}-journal`
const noteOf = (file: string): string => `${file}-unsynced`
/** node-sqlite3-wasm locks a database by a folder beside it. */
const lockOf = (file: string): string => `${file}.lock`

/** Deletes the index file and all that belongs to it. */
export function discard(file: string): void {
  for (const path of [file, journalOf(file), noteOf(file), lockOf(file)]) {
    rmSync(path, { recursive: true, force: true })
  }
}

/** Names this run of the machine: the kernel's own name for it, or the time it started. */
function bootName(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return String(Math.round(Date.now() / 1000 - uptime()))
  }
}

/** The two names mean the same run. Times of start are taken from clocks that are adjusted, hence the margin. */
function sameBoot(a: string, b: string): boolean {
  if (a === b) return true
  return /^\d+$/.test(a) && /^\d+$/.test(b) && Math.abs(Number(a) - Number(b)) <= 10
}

function leftIntact(file: string): boolean {
  const journal = statSync(journalOf(file), { throwIfNoEntry: false })
  if (journal && journal.size > 0) return false
  const note = noteOf(file)
  const stats = statSync(note, { throwIfNoEntry: false })
  return !stats || (stats.isFile() && sameBoot(readFileSync(note, 'utf8').trim(), bootName()))
}

/** The file is as long as its header says. */
function isWhole(file: string): boolean {
  // Opening a named pipe would wait for somebody to write into it.
  if (!statSync(file).isFile()) return false
  const header = Buffer.alloc(100)
  const descriptor = openSync(file, 'r')
  try {
    if (readSync(descriptor, header, 0, 100, 0) < 100) return false
  } finally {
    closeSync(descriptor)
  }
  const stored = header.readUInt16BE(16)
  const pageSize = stored === 1 ? 65_536 : stored
  return statSync(file).size === pageSize * header.readUInt32BE(28)
}

function syncPath(path: string): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(descriptor)
  } catch {
    // A folder cannot be synced on Windows, where the file system keeps its own journal.
  } finally {
    closeSync(descriptor)
  }
}

const damageMessage = /malformed|not a database|corrupt/i
const fullMessage = /full/i

export class IndexDatabase {
  /** Nothing was there, or nothing that could be used: the file is new and empty. */
  readonly fresh: boolean
  readonly #file: string
  readonly #connection: SqliteDatabase
  /** In order of use, the latest last. */
  readonly #statements = new Map<string, Statement>()
  #noted = false
  #spoiled = false

  private constructor(file: string, connection: SqliteDatabase, fresh: boolean) {
    this.#file = file
    this.#connection = connection
    this.fresh = fresh
  }

  /** Opens the file, or makes it anew. The folder must be there; nothing else may have the file open. */
  static open(file: string): IndexDatabase {
    try {
      // Left behind by a process that died: the data folder's owner lock says that it is nobody else's.
      rmSync(lockOf(file), { recursive: true, force: true })
      const kept = existsSync(file) ? IndexDatabase.#reopen(file) : null
      if (kept) return kept
      discard(file)
      const connection = connect(file)
      connection.exec(schema)
      return new IndexDatabase(file, connection, true)
    } catch (error) {
      throw new CollateError('io', 'The search index cannot be written in the data folder.', { cause: error })
    }
  }

  static #reopen(file: string): IndexDatabase | null {
    let connection: SqliteDatabase | null = null
    try {
      if (!leftIntact(file) || !isWhole(file)) return null
      connection = connect(file)
      const version = connection.get('PRAGMA user_version')
      if (version?.['user_version'] === schemaVersion) return new IndexDatabase(file, connection, false)
    } catch {
      // Not a database, or one that cannot be read: made anew.
    }
    if (connection?.isOpen) connection.close()
    return null
  }

  /** All rows of a query, as `Result` says they are. */
  all<Result = Row>(sql: string, values: SqlValue[] = []): Result[] {
    return this.#execute(sql, (statement) => statement.all(values) as Result[])
  }

  /** Runs a statement; answers the row number it inserted, if it did. */
  run(sql: string, values: SqlValue[] = []): number {
    return this.#execute(sql, (statement) => Number(statement.run(values).lastInsertRowid))
  }

  /** Does all of `work` or nothing of it. */
  transaction<Result>(work: () => Result): Result {
    this.#note()
    return this.#guard(() => {
      this.#connection.exec('BEGIN')
      try {
        const result = work()
        this.#connection.exec('COMMIT')
        return result
      } catch (error) {
        try {
          if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK')
        } catch {
          this.#spoiled = true
        }
        throw error
      }
    })
  }

  /** Closes the file; a damaged one is deleted, so that the next opening makes it anew. */
  close(): void {
    if (!this.#connection.isOpen) return
    for (const sql of [...this.#statements.keys()]) this.#forget(sql)
    try {
      this.#connection.close()
    } catch {
      this.#spoiled = true
    }
    if (this.#spoiled) discard(this.#file)
    else rmSync(journalOf(this.#file), { force: true })
    if (this.#noted && !this.#spoiled) {
      syncPath(this.#file)
      rmSync(noteOf(this.#file), { force: true })
    }
  }

  #execute<Result>(sql: string, use: (statement: Statement) => Result): Result {
    return this.#guard(() => {
      const statement = this.#statements.get(sql) ?? this.#connection.prepare(sql)
      this.#statements.delete(sql)
      this.#statements.set(sql, statement)
      if (this.#statements.size > maxStatements) {
        const [oldest] = this.#statements.keys()
        if (oldest !== undefined) this.#forget(oldest)
      }
      try {
        return use(statement)
      } catch (error) {
        // A statement that failed fails once more when it is used again.
        this.#forget(sql)
        throw error
      }
    })
  }

  #forget(sql: string): void {
    const statement = this.#statements.get(sql)
    this.#statements.delete(sql)
    try {
      statement?.finalize()
    } catch {
      // It repeats the error of its last use, which was told.
    }
  }

  /** Notes, durably and before the first write, under which boot the file is being written. */
  #note(): void {
    if (this.#noted) return
    writeFileSync(noteOf(this.#file), bootName())
    syncPath(noteOf(this.#file))
    syncPath(dirname(this.#file))
    this.#noted = true
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof sqlite.SQLite3Error)) throw error
      if (damageMessage.test(error.message)) {
        this.#spoiled = true
        throw new CollateError(
          'damaged',
          'The search index is damaged. It is made anew when it is opened again.',
          {
            cause: error,
          },
        )
      }
      const full = fullMessage.test(error.message)
      throw new CollateError(
        full ? 'disk-full' : 'io',
        full
          ? 'The disk is full: the search index could not be written. Articles and notes are not affected.'
          : `The search index could not be used (${error.message}). Articles and notes are not affected.`,
        { cause: error },
      )
    }
  }
}

function connect(file: string): SqliteDatabase {
  const connection = new sqlite.Database(file)
  try {
    connection.exec(
      'PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF;' +
        `PRAGMA foreign_keys=OFF; PRAGMA cache_size=-${cacheKibibytes};`,
    )
  } catch (error) {
    connection.close()
    throw error
  }
  return connection
}
