/** Brings articles in: files, folders, uploads and pastes, one import at a time, off the main thread. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { CollateError } from '#domain/errors'
import type { ImportItem, ImportStatus } from '#contract/imports'
import { maxFileBytes } from '#domain/settings'
import { explain } from '#storage/fileFailure'
import type { TakenSource } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import { ImportJob } from '#services/intake/importJob'
import { lackingIn, missingRemarks, problem, remarksOn } from '#services/intake/importRemarks'
import type { Intake, IntakeResult, SourceRef } from '#services/intake/intake'
import type { ReadJob, ReadOutcome } from '#services/intake/readJob'
import type { SourceReader } from '#services/intake/sourceReader'
import { Paced } from '#services/paced'
import { SerialQueue } from '#storage/serialQueue'
import { walkFolder, type Walk } from '#services/intake/walkFolder'

/** How often the interface hears of the progress, in milliseconds. */
const progressInterval = 150
/** How many files are stored in one go. */
const storeSize = 256
/** How many articles an import leaves for the index to catch up with. */
const mostUnindexed = 512
/** Problems of one folder walk that are listed one by one. */
const maxSkippedListed = 1000

/** Something to read, with the folder it is in for people. */
interface Candidate {
  ref: SourceRef
  within: string
  bytes?: Uint8Array
  mediaType?: string
  title?: string
}

/** `asked`: the reader asked for it, so that what was removed comes back; `background`: looking after what is there. */
type ImportKind = 'asked' | 'background'

interface Begun {
  job: ImportJob
  ended: Promise<void>
}

type HandedOver = Exclude<TakenSource, { kind: 'path' }>

interface Taken {
  candidate: Candidate
  ref: SourceRef
  outcome: ReadOutcome
}

export type ImportParts = Needs<'folder' | 'library' | 'indexer' | 'events' | 'chosen'> & {
  intake: Intake
  reader: SourceReader
}

export class Imports {
  readonly #parts: ImportParts
  readonly #queue = new SerialQueue()
  /** The import begun last: under way, waiting for the one before it, or ended. */
  #job: ImportJob | null = null
  /** The import that tells how far it is. */
  #telling: ImportJob | null = null
  readonly #progress = new Paced(progressInterval, () => {
    if (this.#telling) this.#parts.events.emit('import.progress', this.#telling.status)
  })

  constructor(parts: ImportParts) {
    this.#parts = parts
  }

  get status(): ImportStatus | null {
    return this.#job?.status ?? null
  }

  /** What became of the files; what their articles lack is said as it is now, not as it was when they came. */
  items(only: 'all' | 'check', offset: number, limit: number): { total: number; items: ImportItem[] } {
    const { total, items } = this.#job?.items(only, offset, limit) ?? { total: 0, items: [] }
    const { library } = this.#parts
    return {
      total,
      items: items.map((item) => ({ ...item, remarks: [...item.remarks, ...missingRemarks(item, library)] })),
    }
  }

  /** The articles of the last import that have no source, and those that have no date, as they are now. */
  lacking(): { source: string[]; published: string[] } {
    return lackingIn(this.#job?.articleIds ?? [], this.#parts.library)
  }

  cancel(): void {
    this.#job?.cancel()
  }

  /** Resolves when no import is under way. */
  async idle(): Promise<void> {
    await this.#queue.idle()
  }

  /** Takes in what stands behind the tokens: files, folders with all below them, uploads. */
  start(tokens: readonly string[]): ImportStatus {
    const chosen = tokens.map((token) => this.#parts.chosen.get(token))
    const [first] = chosen
    const title = chosen.length === 1 && first ? first.name : `${chosen.length} files`
    return this.#begin(title, 'asked', async (job) => {
      const at = new Date().toISOString()
      await this.#remember(
        chosen.flatMap((item) => ('path' in item ? [{ kind: 'path', path: item.path, at }] : [])),
      ).catch((error: unknown) => {
        throw notStored(
          chosen.map(({ name }) => name),
          error,
        )
      })
      const candidates: Candidate[] = []
      for (const item of chosen) {
        if ('bytes' in item) {
          const ref: SourceRef = { kind: 'upload', fileName: item.name, path: null, folderId: null }
          candidates.push({ ref, within: '', bytes: item.bytes })
        } else if (await isFolder(item.path)) {
          const walk = await walkFolder(item.path, job.signal)
          candidates.push(...this.#fromWalk(walk, null, job))
        } else {
          const ref: SourceRef = {
            kind: 'file',
            fileName: basename(item.path),
            path: item.path,
            folderId: null,
          }
          candidates.push({ ref, within: '' })
        }
      }
      return candidates
    }).job.status
  }

  paste(text: string, html: string | null, title: string | null): ImportStatus {
    const fileName = html === null ? 'Pasted text.txt' : 'Pasted page.html'
    const bytes = new TextEncoder().encode(html ?? text)
    const mediaType = html === null ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8'
    const ref: SourceRef = { kind: 'paste', fileName, path: null, folderId: null }
    const candidate: Candidate = { ref, within: '', bytes, mediaType }
    if (title !== null) candidate.title = title
    return this.#begin('Pasted text', 'asked', () => Promise.resolve([candidate])).job.status
  }

  /** Looks at a linked folder again: new, changed, moved and vanished files. */
  async refreshFolder(folderId: string, path: string, name: string): Promise<ImportStatus> {
    const { job, ended } = this.#begin(name, 'background', async (job) => {
      const walk = await walkFolder(path, job.signal)
      const candidates = this.#fromWalk(walk, folderId, job)
      const seen = new Set(walk.files.map((file) => file.path))
      // What was here and is not found any more is looked at last, when a moved file has been recognised.
      for (const record of this.#parts.library.records().values()) {
        const { origin } = record
        if (origin.folderId !== folderId || origin.path === null || seen.has(origin.path) || record.missing)
          continue
        const { kind, fileName } = origin
        candidates.push({ ref: { kind, fileName, path: origin.path, folderId }, within: '' })
      }
      return candidates
    })
    await ended
    return job.status
  }

  /** Makes the library again from all that was ever taken in: its own folder was lost. */
  async rebuild(): Promise<void> {
    const sources = [...this.#parts.folder.taken.data.sources]
    if (sources.length === 0) return
    const { ended } = this.#begin('The library', 'background', async (job) => {
      const candidates: Candidate[] = []
      for (const source of sources) {
        if (source.kind !== 'path') candidates.push(...(await this.#handedOver(source, job)))
        else if (await isFolder(source.path)) {
          candidates.push(...this.#fromWalk(await walkFolder(source.path, job.signal), null, job))
        } else {
          const { path } = source
          candidates.push({
            ref: { kind: 'file', fileName: basename(path), path, folderId: null },
            within: '',
          })
        }
      }
      return candidates
    })
    await ended
  }

  async #handedOver(source: HandedOver, job: ImportJob): Promise<Candidate[]> {
    const { kind, sha256, fileName, mediaType } = source
    try {
      const bytes = await this.#parts.folder.sources.get(sha256)
      const ref: SourceRef = { kind, fileName, path: null, folderId: null }
      return [{ ref, within: '', bytes, ...(mediaType === null ? {} : { mediaType }) }]
    } catch (error) {
      if (!(error instanceof CollateError)) throw error
      job.add({ ...noArticle(fileName, ''), result: 'failed', remarks: [problem(error.message)] }, false)
      return []
    }
  }

  /** Bytes that exist nowhere else are kept, and remembered, before an article is made of them. */
  async #keepBytes({ ref, bytes, mediaType }: Candidate): Promise<void> {
    if (!bytes || (ref.kind !== 'upload' && ref.kind !== 'paste')) return
    const sha256 = await this.#parts.folder.sources.put(bytes)
    const at = new Date().toISOString()
    await this.#remember([
      { kind: ref.kind, sha256, fileName: ref.fileName, mediaType: mediaType ?? null, at },
    ])
  }

  /** Notes what was taken in, so that the library can be made again from it. */
  async #remember(sources: readonly TakenSource[]): Promise<void> {
    const key = (source: TakenSource): string => (source.kind === 'path' ? source.path : source.sha256)
    const known = new Set(this.#parts.folder.taken.data.sources.map(key))
    const added = sources.filter((source) => !known.has(key(source)))
    if (added.length === 0) return
    await this.#parts.folder.taken.update((data) => ({ sources: [...data.sources, ...added] }))
  }

  /** Begins an import as soon as the one before it has ended. */
  #begin(title: string, kind: ImportKind, collect: (job: ImportJob) => Promise<Candidate[]>): Begun {
    const job = new ImportJob(title, kind === 'background')
    this.#job = job
    return { job, ended: this.#queue.run(() => this.#run(job, kind === 'asked', collect)) }
  }

  async #run(
    job: ImportJob,
    importing: boolean,
    collect: (job: ImportJob) => Promise<Candidate[]>,
  ): Promise<void> {
    try {
      const candidates = await collect(job)
      job.counted(candidates.length)
      this.#tell(job, true)
      await this.#readAll(job, candidates, importing)
      job.finish(job.signal.aborted ? 'cancelled' : 'finished')
    } catch (error) {
      const message =
        error instanceof CollateError ? error.message : 'The import stopped because of a defect in Collate.'
      job.finish('failed', message)
    }
    this.#tell(job, true)
  }

  async #readAll(job: ImportJob, candidates: readonly Candidate[], importing: boolean): Promise<void> {
    const jobs = candidates.map((candidate) => this.#readJob(candidate))
    const byJob = new Map(jobs.map((readJob, index) => [readJob, candidates[index]]))
    let waiting: Taken[] = []
    let wanted = 1
    let storing: Promise<void> = Promise.resolve()
    /** Begins to store what was read, so that reading goes on meanwhile; waits for what was begun before. */
    const store = async (): Promise<void> => {
      await storing
      const taken = waiting
      waiting = []
      storing = this.#store(job, taken, importing)
      // A failure is met where it is awaited.
      storing.catch(() => undefined)
    }
    for await (const batch of this.#parts.reader.read(jobs, job.signal)) {
      for (const { job: readJob, outcome } of batch) {
        const candidate = byJob.get(readJob)
        if (candidate) waiting.push({ candidate, ref: candidate.ref, outcome })
      }
      job.reading(waiting.at(-1)?.ref.fileName ?? '')
      // The first are stored at once, so that there is something to read; then fewer, larger writes are faster.
      if (waiting.length >= wanted) {
        wanted = storeSize
        await store()
      }
      this.#tell(job, false)
    }
    await store()
    await storing
    // An import of a few is found at once, even while the index is being made again.
    await this.#parts.indexer.imported(job.status.done + job.status.articles)
  }

  async #store(job: ImportJob, taken: readonly Taken[], importing: boolean): Promise<void> {
    await this.#take(job, taken, importing)
    this.#tell(job, true)
    // Indexing keeps pace, so that what was taken in is found soon, and its texts are still in memory.
    await this.#parts.indexer.waitUntilAtMost(mostUnindexed)
  }

  async #take(job: ImportJob, taken: readonly Taken[], importing: boolean): Promise<void> {
    const results = await this.#keep(taken, importing).catch((error: unknown) => {
      throw notStored(
        taken.map(({ ref }) => ref.fileName),
        error,
      )
    })
    for (const [index, result] of results.entries()) {
      const candidate = taken[index]?.candidate
      if (candidate) await this.#report(job, candidate, result)
    }
  }

  async #keep(taken: readonly Taken[], importing: boolean): Promise<IntakeResult[]> {
    for (const { candidate, outcome } of taken) {
      if (outcome.kind === 'read') await this.#keepBytes(candidate)
    }
    return await this.#parts.intake.take(taken, { importing })
  }

  #readJob({ ref, bytes, mediaType }: Candidate): ReadJob {
    const known = this.#parts.intake.known(ref)[0]
    const encoding = known ? this.#parts.library.decisions(known.id).encoding : null
    return {
      source: ref.path === null ? { bytes: bytes ?? new Uint8Array() } : { path: ref.path },
      fileName: ref.fileName,
      maxBytes: maxFileBytes(this.#parts.folder.settings.data),
      ...(mediaType === undefined ? {} : { mediaType }),
      ...(encoding === null ? {} : { encoding }),
      ...(known ? { known: { sha256: known.origin.sha256, stamp: known.origin.stamp } } : {}),
    }
  }

  #fromWalk(walk: Walk, folderId: string | null, job: ImportJob): Candidate[] {
    for (const { fileName, within, message } of walk.problems) {
      job.add({ ...noArticle(fileName, within), result: 'failed', remarks: [problem(message)] }, false)
    }
    for (const { fileName, within } of walk.skipped.slice(0, maxSkippedListed)) {
      const message = `${fileName} is not of a kind that Collate reads: text, HTML, Markdown or JSON Lines.`
      job.add({ ...noArticle(fileName, within), result: 'skipped', remarks: [problem(message)] }, false)
    }
    return walk.files.map(({ path, fileName, within }) => ({
      ref: { kind: 'file', fileName, path, folderId },
      within,
    }))
  }

  async #report(job: ImportJob, candidate: Candidate, result: IntakeResult): Promise<void> {
    const { library } = this.#parts
    const { fileName } = candidate.ref
    const base = noArticle(fileName, candidate.within)
    if (result.kind === 'failed') {
      job.add({ ...base, result: 'failed', remarks: [problem(result.error.message)] })
      return
    }
    const { ids, kind } = result
    const [id] = ids
    if (candidate.title && id !== undefined && kind === 'added') {
      await library.correct(id, { title: candidate.title }, [])
    }
    const record = id === undefined ? undefined : library.records().get(id)
    const title = record ? library.metadata(record).title : null
    job.add({ ...base, result: kind, articleIds: ids, title, remarks: remarksOn(result, fileName, library) })
  }

  #tell(job: ImportJob, now: boolean): void {
    this.#telling = job
    if (now) this.#progress.now()
    else this.#progress.soon()
  }
}

function noArticle(
  fileName: string,
  within: string,
): Pick<ImportItem, 'fileName' | 'within' | 'articleIds' | 'title'> {
  return { fileName, within, articleIds: [], title: null }
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** A failure to write, told by the file that the reader added and not by the one it was to be kept in. */
function notStored(fileNames: readonly string[], error: unknown): unknown {
  const [first] = fileNames
  if (first === undefined || !(error instanceof CollateError) || !unwritten.has(error.code)) return error
  const { code, reason, wayOn } = explain(error)
  const [names, them] =
    fileNames.length === 1 ? [first, 'it'] : [`${first} and ${fileNames.length - 1} more`, 'them']
  const message = `${names} could not be added: ${reason}. ${wayOn} and add ${them} again; what was there before is untouched.`
  return new CollateError(code, message, { subject: first, cause: error })
}

const unwritten: ReadonlySet<CollateError['code']> = new Set(['disk-full', 'no-access', 'io'])
