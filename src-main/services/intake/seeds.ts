/** The bundled corpus: taken in on the first run, looked at again on every later one. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CollateError } from '#domain/errors'
import type { Intake, SourceRef } from '#services/intake/intake'
import type { NoticeBoard } from '#services/library/notices'
import type { ReadJob, ReadOutcome, SourceStamp } from '#services/intake/readJob'
import type { SourceReader } from '#services/intake/sourceReader'
import type { Library } from '#services/library/library'

/** How the sources compare with what was known of them. */
export interface SourceChanges {
  added: number
  changed: number
  missing: number
  returned: number
}

export const noSourceChanges: SourceChanges = { added: 0, changed: 0, missing: 0, returned: 0 }

/** Compares the seeds folder with the library, takes in what is new or changed, and marks what has vanished. */
export async function syncSeeds(
  seedsFolder: string,
  parts: { intake: Intake; reader: SourceReader; library: Library; notices: NoticeBoard; maxBytes: number },
): Promise<SourceChanges> {
  const { intake, reader, library, notices } = parts
  const names = await seedNames(seedsFolder)
  const firstRun = library.records().size === 0
  const refs = new Map<string, SourceRef>()
  for (const fileName of names) {
    refs.set(fileName, { kind: 'seed', fileName, path: join(seedsFolder, fileName), folderId: null })
  }
  for (const record of library.records().values()) {
    const { kind, fileName, path } = record.origin
    if (kind === 'seed' && !refs.has(fileName)) refs.set(fileName, { kind, fileName, path, folderId: null })
  }
  const jobs = [...refs.values()].map((ref) => seedJob(ref, seedsFolder, intake, library, parts.maxBytes))
  const changes = { ...noSourceChanges }
  const { same, others } = await parted(jobs)
  const take = async (batch: readonly { job: ReadJob; outcome: ReadOutcome }[]): Promise<void> => {
    const items = batch.flatMap(({ job, outcome }) => {
      const ref = refs.get(job.fileName)
      return ref ? [{ ref, outcome }] : []
    })
    const wasMissing = new Set(
      items.flatMap(({ ref }) =>
        intake
          .known(ref)
          .filter((record) => record.missing)
          .map(() => ref.fileName),
      ),
    )
    const results = await intake.take(items, { importing: false })
    for (const [index, result] of results.entries()) {
      const fileName = items[index]?.ref.fileName ?? ''
      const articleId = 'ids' in result ? (result.ids[0] ?? null) : null
      const about = { subject: fileName, articleId }
      if (result.kind === 'added') changes.added++
      if (result.kind === 'added' && !firstRun) {
        notices.add({ severity: 'info', message: `${fileName} is new in the bundled corpus.`, ...about })
      } else if (result.kind === 'changed') {
        changes.changed++
        notices.add({
          severity: 'info',
          message: `${fileName} has changed since it was last read.`,
          ...about,
        })
      } else if (result.kind === 'vanished' && !wasMissing.has(fileName)) {
        changes.missing++
        const message = `${fileName} is not in the bundled corpus any more. The article stays readable.`
        notices.add({ severity: 'warning', message, ...about })
      } else if (result.kind === 'unchanged' && result.returned) {
        changes.returned++
      } else if (result.kind === 'failed') {
        notices.add({ severity: 'error', message: result.error.message, ...about })
      }
    }
  }
  await take(same)
  for await (const batch of reader.read(others)) await take(batch)
  return changes
}

/** Parts the files that are as they were, which no reader has to be started for, from the others. */
async function parted(jobs: readonly ReadJob[]): Promise<{
  same: { job: ReadJob; outcome: ReadOutcome }[]
  others: ReadJob[]
}> {
  const stamps = await Promise.all(jobs.map(sameStamp))
  return {
    same: jobs.flatMap((job, at) => {
      const stamp = stamps[at]
      return stamp ? [{ job, outcome: { kind: 'same', stamp } as const }] : []
    }),
    others: jobs.filter((_, at) => !stamps[at]),
  }
}

/** The stamp that is known of a file, where the file still bears it; else null. */
async function sameStamp({ source, known }: ReadJob): Promise<SourceStamp | null> {
  if (!known?.stamp || !('path' in source)) return null
  const found = await stat(source.path).catch(() => null)
  const { size, mtimeMs } = known.stamp
  return found?.isFile() && found.size === size && found.mtimeMs === mtimeMs ? known.stamp : null
}

function seedJob(
  ref: SourceRef,
  seedsFolder: string,
  intake: Intake,
  library: Library,
  maxBytes: number,
): ReadJob {
  const known = intake.known(ref)[0]
  const encoding = known ? library.decisions(known.id).encoding : null
  return {
    source: { path: join(seedsFolder, ref.fileName) },
    fileName: ref.fileName,
    maxBytes,
    ...(encoding === null ? {} : { encoding }),
    ...(known ? { known: { sha256: known.origin.sha256, stamp: known.origin.stamp } } : {}),
  }
}

async function seedNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort()
  } catch (cause) {
    throw new CollateError('no-access', 'The bundled corpus cannot be read. Install Collate again.', {
      cause,
    })
  }
}
