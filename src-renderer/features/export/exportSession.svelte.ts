/** One going through the export: what is chosen, what it comes to, what it would do to files, and what was done. */
import { copyText } from '#client/api'
import { untrack } from 'svelte'
import type { ExportRequest, ExportScope, ExportedFile, PlannedFile } from '#contract/exports'
import type { Chosen } from '#contract/shell'
import { CollateError, messageOf } from '#domain/errors'
import {
  chooseTarget,
  exportByDownload,
  exportText,
  planExport,
  prepareExport,
  readTemplates,
  rememberedFolder,
  renderData,
  saveTextAs,
  timeNow,
  watchExport,
  writeExport,
  type DataFormat,
  type Placed,
  type Prepared,
  type Resolution,
  type Template,
} from '#stores/exporting'
import { count } from '#shared/format'
import { dataFormats } from './dataFormats'

export type GroupBy = NonNullable<ExportRequest['groupBy']>
export type Layout = ExportRequest['layout']

/** What is shown: the files as they would be new. */
interface Shown {
  files: readonly ExportedFile[]
  /** null for data, which is rendered when it is shown and handed over as it is. */
  prepared: Prepared | null
}

/**
 * Where one is: `choosing` before anything is shown, `previewing` the files as they would be new, `planned` what becomes
 * of the files at a target, `writing`, and `done`.
 */
export type Stage =
  | { kind: 'choosing' }
  | ({ kind: 'previewing' } & Shown)
  | ({ kind: 'planned'; placed: Placed; plan: readonly PlannedFile[] } & Shown)
  | ({ kind: 'writing' } & Shown)
  | ({ kind: 'done'; done: Done } & Shown)

export interface Done {
  /** "5 files written to vault at 20:28". */
  words: string
  /** What else is to be said: places in both versions, files left as they are. */
  remarks: readonly string[]
  /** For "Show in folder"; null for a download. */
  token: string | null
}

/** What the options ask for. */
interface Asked {
  request: ExportRequest
  data: DataFormat | null
  target: Chosen | null
  merge: boolean
  resolve: Resolution
  version: number
}

/** Milliseconds that a change of the options waits for the next. */
const pause = 120

/** What the session needs of the rest. */
export interface SessionParts {
  /** The shell has dialogs for files; otherwise files are downloaded. */
  dialogs: boolean
  /** Saves what is typed and not saved yet: it belongs in the export, too. */
  flush: () => Promise<unknown>
}

const conflictWords =
  'Files changed since this was shown, so nothing was written. This is what becomes of them now.'
const goneWords = 'This was prepared a while ago. It was prepared anew: look at it, then export.'

export class ExportSession {
  // Options
  /** A template's id, or `data:` and a data format. */
  format = $state('obsidian')
  scope = $state.raw<ExportScope>({ articleIds: null })
  groupBy = $state<GroupBy>('article')
  layout = $state<Layout>('files')
  withoutNotes = $state(true)
  merge = $state(true)
  resolve = $state<Resolution>('both')
  folder = $state.raw<Chosen | null>(rememberedFolder())
  templates = $state.raw<readonly Template[]>([])

  stage = $state.raw<Stage>({ kind: 'choosing' })
  failure = $state<string | null>(null)
  /** Why what is shown is not what was shown before. */
  notice = $state<string | null>(null)
  /** The work has changed since what is shown was prepared. */
  outdated = $state(false)
  busy = $state(false)

  readonly data = $derived<DataFormat | null>(
    dataFormats.find(({ value }) => this.format === `data:${value}`)?.value ?? null,
  )
  readonly request = $derived<ExportRequest>({
    ...this.scope,
    ...{ template: this.format, groupBy: this.groupBy, layout: this.layout },
    withoutNotes: this.withoutNotes,
  })
  /** The file for one file, chosen for what was asked then. */
  #file = $state.raw<{ chosen: Chosen; request: ExportRequest } | null>(null)
  /** Counts what makes the same request another: edited templates, and being asked to prepare again. */
  #version = $state(0)
  readonly target = $derived(
    this.layout === 'files' ? this.folder : this.#file?.request === this.request ? this.#file.chosen : null,
  )
  readonly #asked = $derived<Asked>({
    ...{ request: this.request, data: this.data, target: this.target },
    ...{ merge: this.merge, resolve: this.resolve, version: this.#version },
  })
  /** What was written: it is shown as done until something else is asked for. */
  #settled: Asked | null = null
  /** What the stage was worked out for. */
  #shownFor = $state.raw<Asked | null>(null)
  /** Something else is asked for than what is shown: it is being worked out, and until then nothing is written. */
  readonly pending = $derived(this.#shownFor !== this.#asked)
  readonly #parts: SessionParts

  constructor(parts: SessionParts) {
    this.#parts = parts
    void this.#loadTemplates()
    $effect(() => {
      const wanted = this.#asked
      const isFirst = untrack(() => this.stage.kind === 'choosing')
      const timer = setTimeout(() => void this.#look(wanted), isFirst ? 0 : pause)
      return () => clearTimeout(timer)
    })
    $effect(() => {
      const plan = this.prepared?.plan
      if (plan === undefined || this.stage.kind === 'done') return
      return watchExport(plan, () => (this.outdated = true))
    })
  }

  get files(): readonly ExportedFile[] {
    return this.stage.kind === 'choosing' ? [] : this.stage.files
  }

  get prepared(): Prepared | null {
    return this.stage.kind === 'choosing' ? null : this.stage.prepared
  }

  /** Something is at the target already: it is looked at before it is written to. */
  readonly plan = $derived(
    this.stage.kind === 'planned' && this.stage.plan.some(({ state }) => state !== 'new')
      ? this.stage.plan
      : null,
  )
  /** Every file is as the export would leave it. */
  readonly nothingToWrite = $derived(
    this.plan?.every(({ state }) => state === 'unchanged' || state === 'refused') ?? false,
  )

  /** Prepares the same again, with what has changed. */
  prepareAgain(): void {
    this.#version++
  }

  /** Back from the templates: what was changed there holds at once. */
  async edited(id: string): Promise<void> {
    await this.#loadTemplates()
    this.format = this.templates.some((template) => template.id === id) ? id : 'obsidian'
    this.#version++
  }

  async #loadTemplates(): Promise<void> {
    try {
      this.templates = await readTemplates()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Prepares what is asked for, and works out what it would do to the files that are there. */
  async #look(wanted: Asked): Promise<void> {
    if (wanted === this.#settled) return
    try {
      await this.#parts.flush()
      const stage = await this.#stageFor(wanted)
      if (wanted !== this.#asked || wanted === this.#settled || this.stage.kind === 'writing') return
      const before = this.prepared
      this.stage = stage
      this.#shownFor = wanted
      this.failure = null
      if (this.prepared !== before) this.outdated = false
    } catch (error) {
      if (wanted === this.#asked) this.#fail(error)
    }
  }

  async #stageFor({ request, data, target, merge, resolve, version }: Asked): Promise<Stage> {
    if (data !== null)
      return { kind: 'previewing', files: [await renderData(data, this.scope)], prepared: null }
    const prepared = await this.#preparedFor(request, version)
    const shown = { files: prepared.files, prepared }
    if (!target || prepared.files.length === 0) return { ...shown, kind: 'previewing' }
    const placed = { target, merge, resolve }
    return { ...shown, kind: 'planned', placed, plan: await planExport(prepared.plan, placed) }
  }

  /** What was prepared last, for as long as the same is asked for: a choice at the target prepares nothing again. */
  #last: { request: ExportRequest; version: number; prepared: Prepared } | null = null
  async #preparedFor(request: ExportRequest, version: number): Promise<Prepared> {
    if (this.#last?.request === request && this.#last.version === version) return this.#last.prepared
    const prepared = await prepareExport(request)
    this.#last = { request, version, prepared }
    return prepared
  }

  #fail(error: unknown): void {
    this.failure = messageOf(error)
  }

  /** Writes what is shown: to the target, to one that is chosen now, or into the downloads. */
  async write(): Promise<void> {
    const { stage } = this
    if (this.pending || (stage.kind !== 'previewing' && stage.kind !== 'planned')) return
    await this.#work(async () => {
      if (!this.#parts.dialogs) await this.#download(stage)
      else if (!stage.prepared) await this.#writeData(stage)
      else if (stage.kind === 'planned') await this.#finish(stage, stage.prepared, stage.placed)
      else await this.#begin(stage, stage.prepared)
    })
  }

  async #work(act: () => Promise<void>): Promise<void> {
    this.busy = true
    this.notice = null
    const before = this.stage
    try {
      await act()
    } catch (error) {
      this.stage = before
      const code = error instanceof CollateError ? error.code : null
      if (code === 'conflict' || code === 'not-found') {
        this.notice = code === 'conflict' ? conflictWords : goneWords
        this.#version++
      } else this.#fail(error)
    } finally {
      this.busy = false
    }
  }

  #end(shown: Shown, done: Done): void {
    const { files, prepared } = shown
    this.stage = { kind: 'done', files, prepared, done }
    this.#settled = this.#asked
    this.#shownFor = this.#asked
    this.outdated = false
  }

  async #download(shown: Shown): Promise<void> {
    await exportByDownload(shown.files)
    const what = shown.files.length === 1 ? (shown.files[0]?.name ?? '') : count(shown.files.length, 'file')
    const how = shown.files.length === 1 ? 'downloaded' : 'downloaded as an archive'
    this.#end(shown, { words: `${what} ${how} at ${timeNow()}`, remarks: [], token: null })
  }

  async #writeData(shown: Shown): Promise<void> {
    const [only] = shown.files
    const saved = only && (await saveTextAs(only.name, only.content, true, 'Export to a file'))
    if (saved)
      this.#end(shown, { words: `${saved.name} written at ${timeNow()}`, remarks: [], token: saved.token })
  }

  /** Asks where to, and writes at once where nothing is there yet. */
  async #begin(shown: Shown, prepared: Prepared): Promise<void> {
    const { request, merge, resolve } = this
    const target = await chooseTarget(request.layout, shown.files[0]?.name ?? 'notes.md')
    if (!target) return
    const placed = { target, merge, resolve }
    const plan = await planExport(prepared.plan, placed)
    if (request.layout === 'files') this.folder = target
    else this.#file = { chosen: target, request }
    if (plan.every(({ state }) => state === 'new')) await this.#finish(shown, prepared, placed)
    else {
      this.stage = { ...shown, kind: 'planned', placed, plan }
      this.#shownFor = this.#asked
    }
  }

  async #finish(shown: Shown, prepared: Prepared, placed: Placed): Promise<void> {
    this.stage = { kind: 'writing', files: shown.files, prepared }
    const { target } = placed
    const { written, unchanged, conflicts, refused, shown: first } = await writeExport(prepared.plan, placed)
    const changed = written.length - unchanged
    const inBoth = conflicts > 0 && placed.resolve === 'both'
    this.#end(shown, {
      words: `${count(changed, 'file')} written to ${target.name} at ${timeNow()}`,
      remarks: [
        ...(changed > 0 && unchanged > 0 ? [`${count(unchanged, 'file')} unchanged.`] : []),
        ...(inBoth
          ? [`${count(conflicts, 'place')} in both versions, marked with “Changed in both places”.`]
          : []),
        ...refused.map(({ name, reason }) => `${name}: ${reason}`),
      ],
      token: first ?? target.token,
    })
  }

  async changeFolder(): Promise<void> {
    try {
      this.folder = (await chooseTarget('files', '')) ?? this.folder
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Puts what is shown on the clipboard. @returns whether it is there */
  async copy(): Promise<boolean> {
    const { prepared, files } = this
    let copied = false
    await this.#work(async () => {
      await copyText(prepared ? await exportText(prepared.plan) : (files[0]?.content ?? ''))
      copied = true
    })
    return copied
  }
}
