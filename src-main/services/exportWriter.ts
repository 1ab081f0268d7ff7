/** Puts exported files where the reader chose, merged with what is there; the reader's own words stay. */
import { basename, join } from 'node:path'
import { CollateError } from '#domain/errors'
import type { ResultOf } from '#contract/call'
import type { ExportRequest, ExportedFile, PlannedFile, exportCalls } from '#contract/exports'
import { noHighlightFilter } from '#contract/workbench'
import {
  addToExport,
  idOfExportedFile,
  mergeExport,
  type MergeResult,
  type Resolution,
} from '#exporters/merge'
import { shownMerge, shownReplacement } from '#exporters/mergeView'
import { writeDurably } from '#storage/durableFile'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { ChosenPaths } from '#services/chosenPaths'
import { baseKey, lookAt } from '#services/exportPlace'
import { renderPrepared, type Exports, type PreparedExport } from '#services/exports'
import { readVaultFile, type VaultFile } from '#services/vault'
import type { Workbench } from '#services/workbench'

type WriteResult = ResultOf<(typeof exportCalls)['export.write']>

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
  existing: VaultFile | null
  /** null: it is refused. */
  merged: MergeResult | null
  reason: string | null
}

interface Asked {
  request: ExportRequest
  resolve: Resolution
  /** Of a part: whether the notebook has a passage, `ARTICLE/HIGHLIGHT`. null: the whole is exported. */
  isThere: ((passage: string) => boolean) | null
  /** Some of the work cannot be read, and may be in the file. */
  inPart: boolean
}

export class ExportWriter {
  readonly #exports: Exports
  readonly #chosen: ChosenPaths
  readonly #folder: LibraryFolder
  readonly #workbench: Workbench

  constructor(exports: Exports, chosen: ChosenPaths, folder: LibraryFolder, workbench: Workbench) {
    this.#exports = exports
    this.#chosen = chosen
    this.#folder = folder
    this.#workbench = workbench
  }

  /** What `write` would do. */
  async plan(
    request: ExportRequest,
    target: string,
    merge: boolean,
    resolve: Resolution,
  ): Promise<PlannedFile[]> {
    const prepared = await this.#exports.prepare(request)
    const steps = await this.#steps(prepared, this.#chosen.path(target), resolve)
    const leftOut = prepared.unreadable.map(({ title, reason }): PlannedFile => ({
      ...{ name: title, state: 'refused', reason, summary: nothing, conflicts: [], hunks: [] },
    }))
    const planned = steps.map(({ name, existing, merged, rendered, reason }): PlannedFile => {
      if (!merged) return { name, state: 'refused', reason, summary: nothing, conflicts: [], hunks: [] }
      const theirs = existing?.text ?? ''
      const content = merge ? merged.content : rendered
      const state = existing === null ? 'new' : theirs === content ? 'unchanged' : 'changed'
      return merge
        ? {
            ...{ name, state, reason: null, summary: merged.summary, conflicts: merged.conflicts },
            hunks: shownMerge(theirs, merged.hunks),
          }
        : {
            ...{ name, state, reason: null, summary: nothing, conflicts: [] },
            hunks: shownReplacement(theirs, rendered),
          }
    })
    return [...planned, ...leftOut]
  }

  /** @param merge false: what is there is replaced; like any file that is changed, it is backed up first */
  async write(
    request: ExportRequest,
    target: string,
    merge: boolean,
    resolve: Resolution,
  ): Promise<WriteResult> {
    const prepared = await this.#exports.prepare(request)
    const steps = await this.#steps(prepared, this.#chosen.path(target), resolve)
    await this.#exports.keepNames(prepared)
    const backup = this.#folder.exportBackups.begin()
    const result: WriteResult = { written: [], unchanged: 0, conflicts: 0, refused: [] }
    for (const { name, path, rendered, base, key, existing, merged, reason } of steps) {
      if (!merged) {
        result.refused.push({ name, reason: reason ?? '' })
        continue
      }
      const content = merge ? merged.content : rendered
      if (existing?.text === content) result.unchanged++
      else {
        if (existing) await backup.keep(name, existing.bytes)
        await writeDurably(path, content)
      }
      await this.#folder.exportBases.put(key, merge ? base : rendered)
      if (merge) result.conflicts += merged.summary.conflicts
      result.written.push(name)
    }
    result.refused.push(...prepared.unreadable.map(({ title, reason }) => ({ name: title, reason })))
    return result
  }

  async saveText(target: string, content: string): Promise<null> {
    await writeDurably(this.#chosen.path(target), content)
    return null
  }

  /** Tells whether the notebook has a passage, `ARTICLE/HIGHLIGHT`. */
  async #passages(): Promise<(passage: string) => boolean> {
    const all = await this.#workbench.ids(noHighlightFilter())
    const passages = new Set(all.map(({ articleId, id }) => `${articleId}/${id}`))
    return (passage) => passages.has(passage)
  }

  async #steps(prepared: PreparedExport, path: string, resolve: Resolution): Promise<Step[]> {
    const { request, material, unreadable } = prepared
    // What cannot be read is not gone: nothing of it is taken out of files that hold more.
    const hidden = new Set(unreadable.map(({ articleId }) => articleId))
    const passages = isPart(request) || hidden.size > 0 ? await this.#passages() : null
    const isThere =
      passages &&
      ((passage: string) => passages(passage) || hidden.has(passage.slice(0, passage.indexOf('/'))))
    const asked: Asked = { request, resolve, isThere, inPart: hidden.size > 0 }
    if (prepared.files.length === 0) {
      const [first] = unreadable
      if (first) throw new CollateError('io', `${first.title}: ${first.reason}`, { subject: first.title })
      throw new CollateError(
        'invalid',
        'There is nothing to export: no article chosen has highlights or notes.',
      )
    }
    const place = await lookAt(path, { request, material, bases: this.#folder.exportBases })
    const files = renderPrepared(prepared, place.target)
    const [only] = files
    if (place.file !== null && only) {
      if (files.length > 1) {
        throw new CollateError(
          'invalid',
          'Several files need a folder. Choose a folder, or export to one file.',
        )
      }
      const name = basename(place.file)
      const existing = await readVaultFile(place.folder, place.file)
      return [await this.#step({ ...only, name }, place.folder, place.file, existing, asked)]
    }
    const steps: Step[] = []
    for (const file of files) {
      const id = idOfExportedFile(file.content)
      const name = await place.nameFor(id, file.name)
      const at = join(path, name)
      const existing = (id === null ? undefined : place.known.get(id)) ?? (await readVaultFile(path, at))
      steps.push(await this.#step({ ...file, name }, path, at, existing, asked))
    }
    return steps
  }

  async #step(
    { name, content }: ExportedFile,
    folder: string,
    path: string,
    existing: VaultFile | null,
    { request, resolve, isThere, inPart }: Asked,
  ): Promise<Step> {
    const key = baseKey(folder, request, idOfExportedFile(content) ?? name)
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
      const reason = `${name} may hold work that cannot be read now, so it is left as it is. Choose another name.`
      return { ...step, merged: null, reason }
    }
    // A file of another kind was chosen by name to be replaced; it is backed up first.
    if (!isOurs) return onto(null, '')
    if (existing.text !== null) return onto(base, existing.text)
    const reason = `${name} is not UTF-8 text, so nothing can be merged into it. Move it away, then export again.`
    return { ...step, merged: null, reason }
  }
}

/** Whether files may hold more than this export renders for them: other highlights of theirs are outside of it. */
function isPart({ highlightIds, filter, linkIds, articleIds, groupBy, layout }: ExportRequest): boolean {
  if (highlightIds || filter || linkIds) return true
  return articleIds !== null && ((groupBy ?? 'article') !== 'article' || layout === 'single')
}

const nothing = { unchanged: 0, added: 0, updated: 0, kept: 0, removed: 0, conflicts: 0 }
