/** Writes the reader's work out: gathers it, has it rendered, and puts the files where the reader chose. */
import type { ResultOf } from '#contract/call'
import type { ExportRequest, ExportScope, ExportedFile, exportCalls } from '#contract/exports'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import { sharedBlockIds } from '#exporters/markdown/blockIds'
import { linkFileNames } from '#exporters/markdown/documents'
import type { ExportTarget } from '#exporters/merge/exportTarget'
import { fileNamesFor } from '#exporters/markdown/fileNames'
import type { ExportArticle, ExportMaterial } from '#exporters/material'
import { renderFiles } from '#exporters/markdown/markdown'
import { sampleMaterial } from '#exporters/markdown/sampleMaterial'
import { builtInTemplates, checkTemplate, type Template } from '#exporters/markdown/templates'
import { CollateError } from '#domain/errors'
import type { Link } from '#domain/annotations/notebook'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { Annotations } from '#services/annotations/annotations'
import type { Library } from '#services/library/library'
import type { Workbench } from '#services/notebook/workbench'

/** An export as it was when it was asked for: all that is written of it is made of this. */
export interface PreparedExport {
  request: ExportRequest
  template: Template
  material: ExportMaterial
  highlights: number
  /** As they would be where nothing is yet. */
  files: readonly ExportedFile[]
  /** Everything that is highlighted in the library, `ARTICLE/HIGHLIGHT`. */
  passages: ReadonlySet<string>
  /** Articles that are left out, since the work on them cannot be read. */
  unreadable: Unreadable
}

type Unreadable = ResultOf<(typeof exportCalls)['export.prepare']>['unreadable']

/** The files of a prepared export, for a place where something is. */
export function renderPrepared(
  { request, template, material }: Pick<PreparedExport, 'request' | 'template' | 'material'>,
  target?: ExportTarget,
): readonly ExportedFile[] {
  const { layout, withoutNotes, groupBy = 'article' } = request
  return renderFiles(material, { template, layout, withoutNotes, groupBy, ...(target ? { target } : {}) })
}

type TemplatePreview = ResultOf<(typeof exportCalls)['templates.preview']>

export class Exports {
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #workbench: Workbench

  constructor(
    { folder, library, annotations }: Needs<'folder' | 'library' | 'annotations'>,
    workbench: Workbench,
  ) {
    this.#folder = folder
    this.#library = library
    this.#annotations = annotations
    this.#workbench = workbench
  }

  /** Gathers what is asked for and renders it for a place where nothing is yet. */
  async prepare(request: ExportRequest): Promise<PreparedExport> {
    const template = this.templates().find(({ id }) => id === request.template)
    if (!template) throw new CollateError('not-found', 'That template is not there any more.')
    return await this.#prepareWith(template, request)
  }

  async #prepareWith(template: Template, request: ExportRequest): Promise<PreparedExport> {
    const { withoutNotes, groupBy = 'article' } = request
    const passages = await this.#workbench.ids(noHighlightFilter())
    const material = {
      ...withoutTexts(await this.material(request)),
      blockIds: sharedBlockIds(passages.map(({ id }) => id)),
    }
    const linked = new Set(material.links.flatMap(({ members }) => members.map(keyOf)))
    const highlights = material.articles
      .flatMap((article) => article.highlights)
      .filter(({ articleId, id, note }) =>
        groupBy === 'comparison'
          ? linked.has(keyOf({ articleId, highlightId: id }))
          : withoutNotes || note.trim() !== '',
      ).length
    return {
      ...{ request, template, material, highlights },
      files: renderPrepared({ request, template, material }),
      passages: new Set(passages.map(({ articleId, id }) => keyOf({ articleId, highlightId: id }))),
      unreadable: await this.#unreadable(request),
    }
  }

  /** Those that ship with Collate, then the reader's. */
  templates(): (Template & { builtIn: boolean })[] {
    const own = this.#folder.templates.data.templates
    return [
      ...builtInTemplates.map((template) => ({ ...template, builtIn: true })),
      ...own.map((template) => ({ ...template, builtIn: false })),
    ]
  }

  /** @throws CollateError `invalid` for the id of a template that ships with Collate */
  async saveTemplate(template: Template): Promise<void> {
    checkOwn(template.id)
    await this.#folder.templates.update(({ templates }) => {
      const at = templates.findIndex(({ id }) => id === template.id)
      return { templates: at === -1 ? [...templates, template] : templates.with(at, template) }
    })
  }

  /** What a template makes of a request, or of a small sample; or what is wrong with it, and where. */
  async preview(source: string, request: ExportRequest | null): Promise<TemplatePreview> {
    const check = checkTemplate(source)
    if (!check.ok) return check
    const template = { id: 'preview', name: 'Preview', source }
    if (request) return { ok: true, files: [...(await this.#prepareWith(template, request)).files] }
    const sample = { layout: 'files', withoutNotes: true } as const
    return { ok: true, files: renderFiles(sampleMaterial, { template, ...sample }) }
  }

  async deleteTemplate(id: string): Promise<void> {
    checkOwn(id)
    await this.#folder.templates.update(({ templates }) => ({
      templates: templates.filter((template) => template.id !== id),
    }))
  }

  async #unreadable({ articleIds }: ExportScope): Promise<Unreadable> {
    const found: Unreadable = []
    for (const articleId of articleIds ?? (await this.#annotations.articleIds())) {
      if (articleIds === null && this.#library.isRemoved(articleId)) continue
      const { unreadable } = await this.#annotations.readable(articleId)
      if (unreadable === null) continue
      const { title } = this.#library.metadata(this.#library.record(articleId))
      found.push({ articleId, title, reason: unreadable })
    }
    return found
  }

  /** What the exporters work on. */
  async material(scope: ExportScope): Promise<ExportMaterial> {
    const { articleIds, linkIds } = scope
    const isChosen = await this.#chooser(scope)
    const articles: ExportArticle[] = []
    for (const id of articleIds ?? (await this.#annotated())) {
      if ((await this.#annotations.readable(id)).unreadable !== null) continue
      const article = await this.#article(id)
      if (!isChosen) {
        articles.push(article)
        continue
      }
      const highlights = article.highlights.filter((highlight) => isChosen(id, highlight.id))
      const note = { ...article.note, note: '' }
      if (highlights.length > 0) articles.push({ ...article, note, highlights })
    }
    const all = this.#folder.links.data.links
    const links = linkIds ? all.filter(({ id }) => linkIds.includes(id)) : [...all]
    return {
      articles,
      context: await this.#context(articles, links),
      links,
      tags: [...this.#folder.tags.data.tags],
      hueNames: this.#folder.settings.data.hueNames,
      fileNames: this.#fileNames(),
    }
  }

  /** Keeps the file names that an export writes or links, so that they stay whatever comes into the library. */
  async keepNames({ material }: PreparedExport): Promise<void> {
    const used = [...material.articles, ...(material.context ?? [])].map(({ id }) => id)
    const keys = new Set([...used, ...material.links.map(({ id }) => `link:${id}`)])
    const { names } = this.#folder.exportNames.data
    const fresh = [...material.fileNames].filter(([key, name]) => keys.has(key) && names[key] !== name)
    if (fresh.length === 0 || this.#folder.exportNames.heldBack) return
    await this.#folder.exportNames.update((stored) => ({
      names: { ...stored.names, ...Object.fromEntries(fresh) },
    }))
  }

  /** One name for each article and each link of the library, removed ones as well. */
  #fileNames(): Map<string, string> {
    const given = Object.entries(this.#folder.exportNames.data.names)
    const isLink = ([key]: [string, string]): boolean => key.startsWith('link:')
    const articles = [...this.#library.records().values()].map((record) => ({
      id: record.id,
      title: this.#library.metadata(record).title,
    }))
    return new Map([
      ...fileNamesFor(articles, new Map(given.filter((entry) => !isLink(entry)))),
      ...linkFileNames(this.#folder.links.data.links, new Map(given.filter(isLink))),
    ])
  }

  /** The articles with passages that are linked to exported ones, and are not exported themselves. */
  async #context(articles: readonly ExportArticle[], links: readonly Link[]): Promise<ExportArticle[]> {
    const exported = new Set(
      articles.flatMap(({ id: articleId, highlights }) =>
        highlights.map(({ id }) => keyOf({ articleId, highlightId: id })),
      ),
    )
    const others = links
      .filter(({ members }) => members.some((member) => exported.has(keyOf(member))))
      .flatMap(({ members }) => members.filter((member) => !exported.has(keyOf(member))))
    const context: ExportArticle[] = []
    for (const id of new Set(others.map(({ articleId }) => articleId))) {
      if (this.#library.records().has(id) && !this.#library.isRemoved(id))
        context.push(await this.#article(id))
    }
    return context
  }

  /** Tells which highlights are within a scope; null: all are. */
  async #chooser(scope: ExportScope): Promise<((articleId: string, highlightId: string) => boolean) | null> {
    const { highlightIds, filter, linkIds } = scope
    if (!highlightIds && !filter && !linkIds) return null
    const given = highlightIds && new Set(highlightIds)
    const passing = filter && (await this.#workbench.ids(filter))
    const passed =
      passing && new Set(passing.map(({ articleId, id }) => keyOf({ articleId, highlightId: id })))
    const links = this.#folder.links.data.links.filter(({ id }) => linkIds?.includes(id))
    const linked = linkIds && new Set(links.flatMap(({ members }) => members.map(keyOf)))
    return (articleId, highlightId) => {
      const key = keyOf({ articleId, highlightId })
      return (given?.has(highlightId) ?? true) && (passed?.has(key) ?? true) && (linked?.has(key) ?? true)
    }
  }

  /** Every article in the library with highlights or a note: by date, then title, so that the order is always the same. */
  async #annotated(): Promise<string[]> {
    const found: { id: string; key: string }[] = []
    for (const id of await this.#annotations.articleIds()) {
      if (this.#library.isRemoved(id)) continue
      const { notebook } = await this.#annotations.readable(id)
      if (!notebook || (notebook.highlights.length === 0 && notebook.note.note === '')) continue
      const { published, title } = this.#library.metadata(this.#library.record(id))
      found.push({ id, key: JSON.stringify([published ?? '9999', title, id]) })
    }
    return found.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ id }) => id)
  }

  async #article(id: string): Promise<ExportArticle> {
    const record = this.#library.record(id)
    const { metadata, provenance } = this.#library.summary(record)
    const { text, blocks, revision } = await this.#library.text(id)
    const { note, highlights } = await this.#annotations.open(id)
    return {
      ...{ id, metadata, provenance, text, blocks, revision, note, highlights },
      fileName: record.origin.fileName,
    }
  }
}

/** No template sees the text of an article, which may be long and is kept with the plan. */
function withoutTexts(material: ExportMaterial): ExportMaterial {
  const strip = (articles: readonly ExportArticle[]): ExportArticle[] =>
    articles.map((article) => ({ ...article, text: '' }))
  return { ...material, articles: strip(material.articles), context: strip(material.context ?? []) }
}

function keyOf({ articleId, highlightId }: Link['members'][number]): string {
  return `${articleId}/${highlightId}`
}

function checkOwn(id: string): void {
  if (!builtInTemplates.some((template) => template.id === id)) return
  throw new CollateError(
    'invalid',
    'The templates that ship with Collate stay as they are. Copy one to change it.',
  )
}
