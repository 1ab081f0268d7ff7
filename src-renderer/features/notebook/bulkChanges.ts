/** What is done to many highlights at once: each change is one step of undo. */
import { call, copyText } from '#client/api'
import type { Highlight, Hue } from '#domain/annotations/notebook'
import { sameTag } from '#domain/annotations/notebook'
import { changeHighlight } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { count } from '#shared/format'
import { prepareExport } from '#stores/exporting'
import type { Notebook } from '#stores/notebook.svelte'
import type { Member } from '#stores/workbench.svelte'

/** What was done, for the words that say so. */
export interface Done {
  highlights: number
  /** Takes this very change back, whatever was done since. */
  takeBack: () => void
}

const now = (): string => new Date().toISOString()

export class BulkChanges {
  readonly #notebook: Notebook

  constructor(notebook: Notebook) {
    this.#notebook = notebook
  }

  /** The stored records, in the order of the members. */
  async records(members: readonly Member[]): Promise<readonly Highlight[]> {
    return await call('highlights.records', { ids: members.map(({ articleId, id }) => ({ articleId, id })) })
  }

  async tag(members: readonly Member[], tag: string): Promise<Done | null> {
    return await this.#change(`tag #${tag}`, members, ({ tags }) =>
      tags.some((other) => sameTag(other, tag)) ? {} : { tags: [...tags, tag] },
    )
  }

  async untag(members: readonly Member[], tag: string): Promise<Done | null> {
    return await this.#change(`removal of tag #${tag}`, members, ({ tags }) => ({
      tags: tags.filter((other) => !sameTag(other, tag)),
    }))
  }

  async setHue(members: readonly Member[], hue: Hue): Promise<Done | null> {
    return await this.#change('change of colour', members, () => ({ hue }))
  }

  async remove(members: readonly Member[]): Promise<Done | null> {
    await this.#notebook.flush()
    const operations = (await this.records(members)).map(({ articleId, id }): Operation => ({
      type: 'deleteHighlight',
      articleId,
      id,
    }))
    return await this.apply('removal', operations, operations.length)
  }

  async #change(
    what: string,
    members: readonly Member[],
    change: (highlight: Highlight) => Partial<Highlight>,
  ): Promise<Done | null> {
    await this.#notebook.flush()
    const at = now()
    const records = await this.records(members)
    const operations = records.flatMap((record) => changeHighlight(record, change(record), at))
    return await this.apply(what, operations, operations.length)
  }

  /** Makes a change as one step of undo; null where it has no steps. */
  async apply(what: string, operations: readonly Operation[], highlights: number): Promise<Done | null> {
    if (operations.length === 0) return null
    const label =
      highlights > 0 ? `${what} of ${highlights === 1 ? 'highlight' : count(highlights, 'highlight')}` : what
    const { applied, takeBack } = this.#notebook.perform(label, [...operations])
    await applied
    return { highlights, takeBack: () => takeBack(`return of ${label}`) }
  }

  /** Copies highlights as the shipped template writes them. @returns how many */
  async copyMarkdown(members: readonly Member[]): Promise<number> {
    const { files, highlights } = await prepareExport({
      template: 'obsidian',
      articleIds: [...new Set(members.map(({ articleId }) => articleId))],
      highlightIds: members.map(({ id }) => id),
      layout: 'single',
      withoutNotes: true,
    })
    await copyText(files.map(({ content }) => content).join('\n'))
    return highlights
  }
}
