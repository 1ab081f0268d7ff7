/**
 * Changes of several files that are whole or not made at all, after a kill at any moment and on a disk that fills up in
 * the middle. All files are written beside their places first; then one small file, the intent, says which they are:
 * from then on the change is made. Only renames are left, which need no space; what is missing of them after a kill is
 * done at the next start. Why not otherwise: docs/decisions/0007-changes.md.
 */
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import * as v from 'valibot'
import { CollateError, messageOf } from '#domain/errors'
import { placeStaged, removeDurably, syncFolders, targetOf, writeDurably } from './durableFile'
import { explain, fileFailure, isMissing } from './fileFailure'
import { keepVersion } from './fileVersions'
import type { StagedWrite } from './jsonStore'
import type { OnNotice } from './notice'

const IntentSchema = v.object({
  version: v.literal(1),
  files: v.array(
    v.object({
      /** Relative to the data folder, with `/`. */
      file: v.pipe(v.string(), v.regex(/^(?:notebook\/)?[\w-]+\.json$/)),
      /** The name of the new content, beside the file or what it links to. */
      temp: v.pipe(v.string(), v.regex(/^\.collate-[\w-]+\.tmp$/)),
      /** SHA-256 of the new content. */
      sha256: v.string(),
    }),
  ),
})
type Intent = v.InferOutput<typeof IntentSchema>
type IntendedFile = Intent['files'][number]

interface Pending {
  readonly intent: Intent
  readonly way: 'forward' | 'back'
}

export interface ChangeJournalOptions {
  /** The data folder. */
  readonly dir: string
  readonly backupDir: string
  readonly damagedDir: string
  readonly onNotice: OnNotice
}

const intentName = 'unfinished-change.json'

export class ChangeJournal {
  readonly #options: ChangeJournalOptions
  readonly #intentFile: string
  /** A change that is not wholly in place, or not wholly taken back. */
  #pending: Pending | null = null
  #settling: Promise<void> | null = null

  private constructor(options: ChangeJournalOptions) {
    this.#options = options
    this.#intentFile = join(options.dir, intentName)
  }

  /** Ends first what a process that died had begun. Call it before temporary files are swept. */
  static async open(options: ChangeJournalOptions): Promise<ChangeJournal> {
    const journal = new ChangeJournal(options)
    const intent = await journal.#read()
    if (intent) journal.#pending = { intent, way: 'forward' }
    await journal.settle().catch((error: unknown) => journal.#tell(error))
    return journal
  }

  /**
   * Ends what could not be ended when it was begun: puts in place what was decided, takes away what was given up.
   * @throws CollateError where it still cannot
   */
  async settle(): Promise<void> {
    if (!this.#pending) return
    this.#settling ??= this.#settle(this.#pending).finally(() => (this.#settling = null))
    await this.#settling
  }

  /**
   * As `settle`, where the change is about this file: what stands in its place is not what it holds.
   * @throws as `settle`
   */
  async settleFor(file: string): Promise<void> {
    if (this.#pending?.way !== 'forward') return
    const { files } = this.#pending.intent
    if (files.some((intended) => resolve(this.#options.dir, intended.file) === resolve(file)))
      await this.settle()
  }

  /** The names of the temporary files that a change has decided on and that are not in their places yet. */
  get decided(): ReadonlySet<string> {
    const files = this.#pending?.way === 'forward' ? this.#pending.intent.files : []
    return new Set(files.map(({ temp }) => temp))
  }

  async #settle({ intent, way }: Pending): Promise<void> {
    try {
      await (way === 'forward' ? this.#play(intent) : this.#giveUp(intent))
    } catch (error) {
      const { code, reason, wayOn } = explain(error)
      throw new CollateError(
        code,
        `A change of several files is not wholly in its place yet: ${reason}. ${wayOn} and try again; nothing of it is lost.`,
        { subject: intentName, cause: error },
      )
    }
    this.#pending = null
  }

  /**
   * Makes a change: all of the staged files, or none. Once it resolves, the change outlives a kill and a power cut.
   * @throws CollateError where nothing was changed; the staged files are gone then
   */
  async commit(staged: readonly StagedWrite[]): Promise<void> {
    const intent: Intent = {
      version: 1,
      files: staged.map(({ file, temp, content }) => ({
        file: relative(this.#options.dir, file).replaceAll('\\', '/'),
        temp: basename(temp),
        sha256: sha256(content),
      })),
    }
    try {
      await syncFolders(staged.map(({ temp }) => temp))
      await writeDurably(this.#intentFile, `${JSON.stringify(intent, null, 2)}\n`)
    } catch (error) {
      throw await this.#takeBack(staged, intent, error)
    }
    let inPlace = 0
    try {
      for (const file of staged) {
        await placeStaged(file)
        inPlace++
      }
      await syncFolders(staged.map(({ target }) => target))
      await removeDurably(this.#intentFile)
    } catch (error) {
      if (inPlace === 0) throw await this.#takeBack(staged, intent, error)
      // It is decided. What is missing of it is put in place before the next change, or at the next start.
      this.#pending = { intent, way: 'forward' }
      await this.settle().catch((again: unknown) => this.#tell(again))
    }
    for (const file of staged) file.placed()
  }

  /** Lets go of files that were staged for a change which never came to be. */
  async drop(staged: readonly StagedWrite[], error: unknown): Promise<void> {
    for (const file of staged) {
      // What is left here is a stray, and swept at the next start.
      await rm(file.temp, { force: true }).catch(() => undefined)
      file.dropped(error)
    }
  }

  /** Gives a change up of which nothing is in place. @returns what to tell the reader */
  async #takeBack(staged: readonly StagedWrite[], intent: Intent, error: unknown): Promise<CollateError> {
    this.#pending = { intent, way: 'back' }
    await this.settle().catch(() => undefined)
    const failure = fileFailure(error, 'The change', 'write')
    for (const file of staged) file.dropped(failure)
    return failure
  }

  /** The intent first: without it, files that are left over are strays. */
  async #giveUp(intent: Intent): Promise<void> {
    await removeDurably(this.#intentFile)
    for (const file of intent.files) {
      const { temp } = await this.#placesOf(file)
      await rm(temp, { force: true })
    }
  }

  /** @throws CollateError where the system does not let it be read: then nothing in the folder may be changed */
  async #read(): Promise<Intent | null> {
    let bytes: Buffer
    try {
      bytes = await readFile(this.#intentFile)
    } catch (error) {
      if (isMissing(error)) return null
      throw fileFailure(error, intentName, 'read')
    }
    try {
      return v.parse(IntentSchema, JSON.parse(bytes.toString('utf8')))
    } catch {
      // It is written as a whole: something else put it there. The files themselves are as they were.
      const aside = await keepVersion(this.#options.damagedDir, 'unfinished-change', bytes, Date.now())
      await removeDurably(this.#intentFile)
      this.#tell(
        new CollateError(
          'damaged',
          `${intentName} could not be read and was moved to damaged/unfinished-change/${basename(aside.file)}. If a change was under way when Collate ended, look whether it is there.`,
        ),
      )
      return null
    }
  }

  /** Puts in place what is not yet. A second time it changes nothing. */
  async #play(intent: Intent): Promise<void> {
    const files = await Promise.all(intent.files.map((file) => this.#look(file)))
    // Files that are in neither place were given up before any was put in its own.
    const givenUp =
      files.some(({ state }) => state === 'gone') && !files.some(({ state }) => state === 'done')
    for (const { state, target, temp, file } of files) {
      if (state !== 'staged') continue
      if (givenUp) await rm(temp, { force: true })
      else {
        await this.#keepReplaced(target, file)
        await placeStaged({ temp, target })
      }
    }
    await syncFolders(files.map(({ target }) => target))
    await removeDurably(this.#intentFile)
  }

  async #look(intended: IntendedFile): Promise<{
    file: string
    target: string
    temp: string
    state: 'done' | 'staged' | 'gone'
  }> {
    const { target, temp } = await this.#placesOf(intended)
    const found = { file: intended.file, target, temp }
    if ((await hashOf(temp)) === intended.sha256) return { ...found, state: 'staged' }
    return { ...found, state: (await hashOf(target)) === intended.sha256 ? 'done' : 'gone' }
  }

  async #placesOf({ file, temp }: IntendedFile): Promise<{ target: string; temp: string }> {
    const target = await targetOf(resolve(this.#options.dir, file))
    return { target, temp: join(dirname(target), temp) }
  }

  /** What stands in the place may be from another program, after this one had died: it is kept as a version. */
  async #keepReplaced(target: string, file: string): Promise<void> {
    try {
      await keepVersion(this.#options.backupDir, basename(file, '.json'), await readFile(target), Date.now())
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }

  #tell(error: unknown): void {
    const message = messageOf(error)
    this.#options.onNotice({
      severity: 'error',
      message,
      subject: intentName,
      articleId: null,
      rebuild: false,
    })
  }
}

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** Null where there is no such file. */
async function hashOf(file: string): Promise<string | null> {
  try {
    return sha256(await readFile(file))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
