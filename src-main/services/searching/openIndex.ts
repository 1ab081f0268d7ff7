/** Opens the search index of a data folder when it is first needed, and says why where it cannot be made. */
import { rm } from 'node:fs/promises'
import { CollateError } from '#domain/errors'
import { lateIndex, type LateIndex } from '#search/lateIndex'
import { openSearchIndex, type SearchIndex } from '#search/searchIndex'
import { writeDurably } from '#storage/durableFile'
import { explain } from '#storage/fileFailure'

/** About what an index takes that knows nothing yet, in bytes. */
const leastRoom = 300_000

/**
 * Its calls throw what opening it does: CollateError `disk-full`, `no-access` or `io`, with the reason and what to do.
 * @param worker the built entry of the worker; null: in this thread
 */
export function indexOf(file: string, worker: URL | null): LateIndex {
  return lateIndex(() => openIndex(file, worker))
}

async function openIndex(file: string, worker: URL | null): Promise<SearchIndex> {
  try {
    return await openSearchIndex(file, worker ? { worker } : {})
  } catch (error) {
    const { code, reason, wayOn } = explain(await whyNot(file, error))
    throw new CollateError(
      code,
      `The search index cannot be written in the data folder: ${reason}. ${wayOn}, then start again; nothing that was saved is lost.`,
      { cause: error },
    )
  }
}

/** What the file system says of another file of about the size in the same place: the database does not say it. */
async function whyNot(file: string, error: unknown): Promise<unknown> {
  const probe = `${file}.probe`
  try {
    await writeDurably(probe, new Uint8Array(leastRoom))
    return error
  } catch (failure) {
    return failure
  } finally {
    await rm(probe, { force: true }).catch(() => undefined)
  }
}
