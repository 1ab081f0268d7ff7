/** Files and folders that the reader chose, each behind a token: the interface can name nothing else on the disk. */
import { basename } from 'node:path'
import { randomBytes } from 'node:crypto'
import { CollateError } from '#domain/errors'
import type { Chosen } from '#contract/shell'

/** A path of this machine, or bytes that were handed over where there is no path (the browser shell). */
export type ChosenItem = { name: string; path: string } | { name: string; bytes: Uint8Array }

export class ChosenPaths {
  readonly #items = new Map<string, ChosenItem>()

  /** A token for an absolute path; it holds until the application ends. */
  add(path: string): Chosen {
    return this.#keep({ name: basename(path) || path, path })
  }

  /** A token for a file whose bytes were handed over; they are kept until it is taken in. */
  addUpload(name: string, bytes: Uint8Array): Chosen {
    return this.#keep({ name: basename(name.replaceAll('\\', '/')) || 'upload', bytes })
  }

  /**
   * What stands behind a token. Handed-over bytes are given out once.
   * @throws CollateError `invalid` where the token was never given out
   */
  get(token: string): ChosenItem {
    const item = this.#items.get(token)
    if (!item) throw new CollateError('invalid', 'That file or folder was not chosen in this session.')
    if ('bytes' in item) this.#items.delete(token)
    return item
  }

  /**
   * The path behind a token.
   * @throws CollateError `invalid` where the token was never given out, or stands for bytes
   */
  path(token: string): string {
    const item = this.get(token)
    if ('bytes' in item)
      throw new CollateError('invalid', `${item.name} was uploaded and has no place to write to.`)
    return item.path
  }

  #keep(item: ChosenItem): Chosen {
    const token = randomBytes(16).toString('hex')
    this.#items.set(token, item)
    return { token, name: item.name }
  }
}
