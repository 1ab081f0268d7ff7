/** The templates of the Markdown export: those that ship with Collate, and the reader's own, written while they are typed. */
import { call } from '#client/api'
import { Query } from '#client/query.svelte'
import type { CallArgs, CallResult } from '#contract/calls'
import type { ExportRequest } from '#contract/exports'
import { messageOf } from '#domain/errors'
import { newId } from '#domain/ids'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import type { Template } from '#stores/exporting'

export type TemplatePreview = CallResult<'templates.preview'>
type Stored = CallArgs<'templates.save'>['template']

/** Milliseconds that keystrokes wait for others before they are written. */
const savePause = 400
/** A preview is of this many articles or links at most. */
const previewed = 5

export class Templates {
  /** Something is typed that is not written yet. */
  unsaved = $state(false)
  readonly #query = new Query(['templates.list'], (call): Promise<readonly Template[]> =>
    call('templates.list', {}),
  )
  #notSaved = $state<string | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #waiting = new Map<string, Stored>()

  /** Null until they are read. */
  get list(): readonly Template[] | null {
    return this.#query.value
  }

  get failure(): string | null {
    return this.#notSaved ?? this.#query.failure
  }

  async load(): Promise<void> {
    await this.#query.ask()
  }

  get(id: string): Template | null {
    return this.list?.find((template) => template.id === id) ?? null
  }

  /** A name is free where no other template has it. */
  isFree(name: string, own: string): boolean {
    const wanted = name.trim().toLowerCase()
    return !this.list?.some((template) => template.id !== own && template.name.toLowerCase() === wanted)
  }

  /** Makes a template of the reader's own out of another. @returns its id */
  async copy(template: Template): Promise<string> {
    const { source } = template
    const base = template.name.slice(0, 90)
    let name = `${base} copy`
    for (let n = 2; !this.isFree(name, ''); n++) name = `${base} copy ${n}`
    const own = { id: newId(), name, source }
    await call('templates.save', { template: own })
    await this.load()
    return own.id
  }

  /** Takes a change of the reader's own template; it is written soon. */
  change(template: Template, changes: Partial<Pick<Stored, 'name' | 'source'>>): void {
    const { id, name, source } = { ...template, ...changes }
    this.#query.value = (this.list ?? []).map((each) => (each.id === id ? { ...each, name, source } : each))
    this.#waiting.set(id, { id, name, source })
    this.unsaved = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), savePause)
  }

  /** Writes what is typed and not written yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    for (const [id, template] of this.#waiting) {
      try {
        await call('templates.save', { template })
        if (this.#waiting.get(id) === template) this.#waiting.delete(id)
        this.#notSaved = null
      } catch (error) {
        this.#notSaved = messageOf(error)
        return
      }
    }
    this.unsaved = this.#waiting.size > 0
  }

  /** Deletes a template of the reader's own. @returns puts it back */
  async remove(template: Template): Promise<() => Promise<void>> {
    const { id, name, source } = template
    this.#waiting.delete(id)
    await call('templates.delete', { id })
    await this.load()
    return async () => {
      await call('templates.save', { template: { id, name, source } })
      await this.load()
    }
  }

  /** What a template makes of some of the reader's own work; of a sample where there is none. */
  async preview(source: string, groupBy: NonNullable<ExportRequest['groupBy']>): Promise<TemplatePreview> {
    return await call('templates.preview', { source, request: await requestFor(groupBy) })
  }
}

/** A request for the first few articles, or links, with highlights; null where there are none. */
async function requestFor(groupBy: NonNullable<ExportRequest['groupBy']>): Promise<ExportRequest | null> {
  const request = {
    template: 'preview',
    articleIds: null,
    groupBy,
    layout: 'files',
    withoutNotes: true,
  } as const
  if (groupBy === 'comparison') {
    const links = await call('notebook.links', {})
    return links.length === 0 ? null : { ...request, linkIds: links.slice(0, previewed).map(({ id }) => id) }
  }
  const { groups } = await call('highlights.query', {
    ...{ filter: noHighlightFilter(), groupBy: 'article', sort: 'text', offset: 0, limit: 0 },
  })
  const articleIds = groups.slice(0, previewed).flatMap(({ key }) => key ?? [])
  return articleIds.length === 0 ? null : { ...request, articleIds }
}
