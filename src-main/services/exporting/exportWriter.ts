/** Puts exported files where the reader chose, merged with what is there; the reader's own words stay. */
import { basename, dirname, join } from 'node:path'
import { CollateError } from '#domain/errors'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { EventName } from '#contract/events'
import type { ExportRequest, ExportedFile, PlannedFile, exportCalls } from '#contract/exports'
import {
  addToExport,
  idOfExportedFile,
  mergeExport,
  type MergeResult,
  type Resolution,
} from '#exporters/merge/merge'
import { shownMerge, shownReplacement } from '#exporters/merge/mergeView'
import type { Needs } from '#services/context'
import { writeDurably } from '#storage/durableFile'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { ChosenPaths } from '#services/chosenPaths'
import { baseKey, lookAt, type ExportPlace } from '#services/exporting/exportPlace'
import { ExportPlans } from '#services/exporting/exportPlans'
import { renderPrepared, type Exports, type PreparedExport } from '#services/exporting/exports'
import { readTargetFile, type TargetFile } from '#services/exporting/targetFolder'

type Calls = typeof exportCalls
type WriteResult = ResultOf<Calls['export.write']>
type PlacedExport = ArgsOf<Calls['export.write']>

/** One file of an export, and what becomes of it. */
interface Step {
  name: string
  path: string
  /** What the export renders for it. */
  rendered: string
  /** The base of the next merge: the same, or where a part is exported the last base with the part laid over it. */
  base: string
  /** Under which that base is kept. */
  key: string
  existing: TargetFile | null
  /** null: it is refused. */
  merged: MergeResult | null
  reason: string | null
}

interface Asked {
  prepared: PreparedExport
  /** null where nothing of it is to be taken out as gone: the whole is exported. */
  isThere: ((passage: string) => boolean) | null
  /** Some of the work cannot be read, and may be in the file. */
  inPart: boolean
  resolve: Resolution
}

/** The events after which an export would be another. */
const exportedEvents: ReadonlySet<EventName> = new Set([
  'library.changed',
  'notebook.changed',
  'tags.changed',
  'links.changed',
])

/** What a plan was shown for, and the files as they were then: null where none was there. */
interface Shown {
  how: string
  files: Map<string, Buffer | null>
}

export class ExportWriter {
  readonly #exports: Exports
  readonly #chosen: ChosenPaths
  readonly #folder: LibraryFolder
  readonly #plans = new ExportPlans()
  /** How often the work has changed, and how often it had when an export was prepared. */
  #changes = 0
  readonly #changesAt = new WeakMap<PreparedExport, number>()
  /** By prepared export: what was last shown of it. */
  readonly #shown = new WeakMap<PreparedExport, Shown>()

  constructor({ chosen, folder, events }: Needs<'chosen' | 'folder' | 'events'>, exports: Exports) {
    this.#exports = exports
    this.#chosen = chosen
    this.#folder = folder
    events.on(({ name }) => {
      if (exportedEvents.has(name)) this.#changes++
    })
  }

  async prepare(request: ExportRequest): Promise<ResultOf<Calls['export.prepare']>> {
    const changes = this.#changes
    const prepared = await this.#exports.prepare(request)
    this.#changesAt.set(prepared, changes)
    const { files, highlights, unreadable } = prepared
    return { plan: this.#plans.keep(prepared), files: [...files], highlights, unreadable }
  }

  /** Whether the work has changed since an export was prepared; one that is not kept any more is. */
  isOutdated(plan: string): boolean {
    const prepared = this.#plans.find(plan)
    if (!prepared || this.#changesAt.get(prepared) !== this.#changes) return true
    const { hueNames } = this.#folder.settings.data
    return JSON.stringify(prepared.material.hueNames) !== JSON.stringify(hueNames)
  }

  /** All of a prepared export in one text. */
  text(plan: string): ResultOf<Calls['export.text']> {
    const { request, template, material } = this.#plans.get(plan)
    const files = renderPrepared({ request: { ...request, layout: 'single' }, template, material })
    return { content: files.map(({ content }) => content).join('\n') }
  }

  /** What `write` would do. */
  async plan(placed: PlacedExport): Promise<PlannedFile[]> {
    const prepared = this.#plans.get(placed.plan)
    const steps = await this.#steps(prepared, this.#chosen.path(placed.target), placed.resolve)
    const files = new Map(steps.map(({ path, existing }) => [path, existing?.bytes ?? null]))
    this.#shown.set(prepared, { how: howOf(placed), files })
    const leftOut = prepared.unreadable.map(({ title, reason }) => refusedFile(title, reason))
    return [...steps.map((step) => plannedFile(step, placed.merge)), ...leftOut]
  }

  /** @throws CollateError `conflict` where a file is not as it was when the same was last shown */
  async write(placed: PlacedExport): Promise<WriteResult> {
    const { merge } = placed
    const prepared = this.#plans.get(placed.plan)
    const steps = await this.#steps(prepared, this.#chosen.path(placed.target), placed.resolve)
    const shown = this.#shown.get(prepared)
    if (shown?.how === howOf(placed)) checkUnchanged(shown, steps)
    await this.#exports.keepNames(prepared)
    const backup = this.#folder.exportBackups.begin()
    const result: WriteResult = { written: [], unchanged: 0, conflicts: 0, refused: [], shown: null }
    for (const { name, path, rendered, base, key, existing, merged, reason } of steps) {
      if (!merged) {
        result.refused.push({ name, reason: reason ?? '' })
        continue
      }
      const content = merge ? merged.content : rendered
      if (existing?.text === content) result.unchanged++
      else {
        if (existing) await backup.keep(name, existing.bytes)
        // It may have been edited while the files before it were written.
        if (!sameBytes(existing?.bytes ?? null, (await readTargetFile(dirname(path), path))?.bytes ?? null)) {
          result.refused.push({ name, reason: changedMeanwhile })
          continue
        }
        await writeDurably(path, content)
        result.shown ??= this.#chosen.add(path).token
      }
      await this.#folder.exportBases.put(key, merge ? base : rendered)
      if (merge) result.conflicts += merged.summary.conflicts
      result.written.push(name)
    }
    result.refused.push(...prepared.unreadable.map(({ title, reason }) => ({ name: title, reason })))
    this.#shown.delete(prepared)
    return result
  }

  async saveText(target: string, content: string): Promise<null> {
    await writeDurably(this.#chosen.path(target), content)
    return null
  }

  async #steps(prepared: PreparedExport, path: string, resolve: Resolution): Promise<Step[]> {
    const { request, material, passages, unreadable } = prepared
    // What cannot be read is not gone: nothing of it is taken out of files that hold more.
    const hidden = new Set(unreadable.map(({ articleId }) => articleId))
    const isThere = (passage: string): boolean =>
      passages.has(passage) || hidden.has(passage.slice(0, passage.indexOf('/')))
    const inPart = hidden.size > 0
    const asked: Asked = { prepared, resolve, isThere: isPart(request) || inPart ? isThere : null, inPart }
    if (prepared.files.length === 0) {
      const [first] = unreadable
      if (first) throw new CollateError('io', first.reason, { subject: first.title })
      throw new CollateError(
        'invalid',
        'There is nothing to export: no article chosen has highlights or notes.',
      )
    }
    const place = await lookAt(path, { request, material, bases: this.#folder.exportBases })
    const files = isNew(place, material) ? prepared.files : renderPrepared(prepared, place.target)
    const [only] = files
    if (place.file !== null && only) {
      if (files.length > 1) {
        throw new CollateError(
          'invalid',
          'Several files need a folder. Choose a folder, or export to one file.',
        )
      }
      const name = basename(place.file)
      const existing = await readTargetFile(place.folder, place.file)
      return [await this.#step({ ...only, name }, place.folder, place.file, existing, asked)]
    }
    const steps: Step[] = []
    for (const file of files) {
      const id = idOfExportedFile(file.content)
      const name = await place.nameFor(id, file.name)
      const at = join(path, name)
      const existing = (id === null ? undefined : place.known.get(id)) ?? (await readTargetFile(path, at))
      steps.push(await this.#step({ ...file, name }, path, at, existing, asked))
    }
    return steps
  }

  async #step(
    { name, content }: ExportedFile,
    folder: string,
    path: string,
    existing: TargetFile | null,
    { prepared, resolve, isThere, inPart }: Asked,
  ): Promise<Step> {
    const key = baseKey(folder, prepared.request, idOfExportedFile(content) ?? name)
    const base = existing && (await this.#folder.exportBases.get(key))
    const ours = base !== null && isThere ? addToExport(base, content, isThere) : content
    const step = { name, path, rendered: content, base: ours, key, existing }
    const onto = (last: string | null, theirs: string): Step => ({
      ...step,
      merged: mergeExport({ base: last, theirs, ours, resolve }),
      reason: null,
    })
    if (!existing) return onto(null, '')
    const isOurs = base !== null || (existing.text !== null && idOfExportedFile(existing.text) !== null)
    if (!isOurs && inPart) {
      const reason = 'It may hold work that cannot be read now, so it is left as it is. Choose another name.'
      return { ...step, merged: null, reason }
    }
    // A file of another kind was chosen by name to be replaced; it is backed up first.
    if (!isOurs) return onto(null, '')
    if (existing.text !== null) return onto(base, existing.text)
    const reason = 'It is not UTF-8 text, so nothing can be merged into it. Move it away, then export again.'
    return { ...step, merged: null, reason }
  }
}

/** Whether files may hold more than this export renders for them: other highlights of theirs are outside of it. */
function isPart({ highlightIds, filter, linkIds, articleIds, groupBy, layout }: ExportRequest): boolean {
  if (highlightIds || filter || linkIds) return true
  return articleIds !== null && ((groupBy ?? 'article') !== 'article' || layout === 'single')
}

/** What was asked for with a prepared export, to tell whether it was shown like that. */
const howOf = ({ target, merge, resolve }: PlacedExport): string => JSON.stringify([target, merge, resolve])

/** Null: no file. */
const sameBytes = (a: Buffer | null, b: Buffer | null): boolean =>
  a === null || b === null ? a === b : a.equals(b)

const changedMeanwhile =
  'It changed while the export was being written, so it is left as it is. Export again to merge with it.'

function checkUnchanged({ files }: Shown, steps: readonly Step[]): void {
  const changed = steps.filter(({ path, existing }) => {
    const before = files.get(path)
    return before === undefined || !sameBytes(before, existing?.bytes ?? null)
  })
  const [first] = changed
  if (!first) return
  const what = changed.length === 1 ? first.name : `${changed.length} files`
  throw new CollateError(
    'conflict',
    `${what} changed since this was shown. Nothing was written; look at what would become of it now.`,
  )
}

/** Nothing that is there is named otherwise than it would be in a new place. */
function isNew({ target }: ExportPlace, { fileNames }: PreparedExport['material']): boolean {
  const asGiven = [...target.fileNames].every(([key, name]) => fileNames.get(key) === `${name}.md`)
  return asGiven && target.passages.size === 0
}

const refusedFile = (name: string, reason: string | null): PlannedFile => ({
  ...{ name, state: 'refused', reason, summary: nothing, conflicts: [], hunks: [] },
})

function plannedFile({ name, existing, merged, rendered, reason }: Step, merge: boolean): PlannedFile {
  if (!merged) return refusedFile(name, reason)
  const theirs = existing?.text ?? ''
  const content = merge ? merged.content : rendered
  const state = existing === null ? 'new' : theirs === content ? 'unchanged' : 'changed'
  if (!merge) {
    const hunks = shownReplacement(theirs, rendered)
    return { name, state, reason: null, summary: nothing, conflicts: [], hunks }
  }
  const { summary, conflicts } = merged
  return { name, state, reason: null, summary, conflicts, hunks: shownMerge(theirs, merged.hunks) }
}

const nothing = { unchanged: 0, added: 0, updated: 0, kept: 0, removed: 0, conflicts: 0 }
