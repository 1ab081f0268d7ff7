/** `sources/`: the bytes of uploads and pastes, which exist nowhere else, by their SHA-256. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import { CollateError } from '#domain/errors'
import { Sha256Schema } from '#domain/ids'
import { readStamped, writeDurably } from './durableFile'
import { fileFailure } from './fileFailure'

export class SourceStore {
  readonly #dir: string

  constructor(dir: string) {
    this.#dir = dir
  }

  /** Keeps bytes and answers their SHA-256, by which they are found again. */
  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes)
    const there = await this.#read(sha256)
    if (!there || sha256Of(there) !== sha256) await writeDurably(this.#fileOf(sha256), bytes)
    return sha256
  }

  /** @throws CollateError `not-found`, or `damaged` where the bytes are not what was put there */
  async get(sha256: string): Promise<Uint8Array> {
    if (!v.is(Sha256Schema, sha256)) throw new CollateError('invalid', 'Not a SHA-256.')
    const bytes = await this.#read(sha256)
    const subject = `sources/${sha256}.bin`
    if (!bytes) {
      throw new CollateError('not-found', `${subject} is not there. Import the source again.`, { subject })
    }
    if (sha256Of(bytes) !== sha256) {
      throw new CollateError('damaged', `${subject} is not what was stored. Import the source again.`, {
        subject,
      })
    }
    return bytes
  }

  async #read(sha256: string): Promise<Buffer | null> {
    try {
      return (await readStamped(this.#fileOf(sha256)))?.bytes ?? null
    } catch (error) {
      throw fileFailure(error, `sources/${sha256}.bin`, 'read')
    }
  }

  #fileOf(sha256: string): string {
    return join(this.#dir, `${sha256}.bin`)
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
