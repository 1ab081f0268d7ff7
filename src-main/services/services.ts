/** Opens a data folder and puts the services together: what every shell translates, and nothing else knows. */
import { setTimeout as delay } from 'node:timers/promises'
import type { ServiceHandlers } from '#contract/calls'
import type { SearchIndex } from '#search/searchIndex'
import { openLibraryFolder, type ForeignChange, type LibraryFolder } from '#storage/libraryFolder'
import { AnnotationImport } from '#services/annotations/annotationImport'
import { Annotations } from '#services/annotations/annotations'
import { ArticleList } from '#services/library/articleList'
import { ChosenPaths } from '#services/chosenPaths'
import { claimTable } from '#services/comparing/claimTable'
import { Codebook } from '#services/notebook/codebook'
import { Comparing } from '#services/comparing/comparing'
import { EventHub, type EventListener } from '#services/events'
import { DraftCheck } from '#services/comparing/draftCheck'
import { Exchange } from '#services/exporting/exchange'
import { ExportWriter } from '#services/exporting/exportWriter'
import { Exports } from '#services/exporting/exports'
import { tellForeign } from '#services/library/foreignChanges'
import { Imports } from '#services/intake/imports'
import { Indexer } from '#services/searching/indexer'
import { Intake } from '#services/intake/intake'
import { Library } from '#services/library/library'
import { LinkedFolders } from '#services/intake/linkedFolders'
import { NoticeBoard } from '#services/library/notices'
import { openIndex } from '#services/searching/openIndex'
import { Review } from '#services/annotations/review'
import { syncSeeds } from '#services/intake/seeds'
import { SourceCare } from '#services/library/sourceCare'
import { SourceReader } from '#services/intake/sourceReader'
import { mergeTags } from '#services/notebook/tags'
import { Workbench } from '#services/notebook/workbench'

export interface ServicesOptions {
  /** The absolute path of the data folder; it is made where it is not there. */
  dataFolder: string
  /** Who opens it, so that another process can be told. */
  kind: 'desktop' | 'browser' | 'cli'
  /** The bundled corpus. */
  seedsFolder: string
  /** The built entries of the workers; null: everything in this thread. */
  workers: { search: URL; import: URL; compare: URL } | null
}

export interface Services {
  handlers: ServiceHandlers
  /** Paths that the reader chose in a dialog or dropped on the window. */
  chosen: ChosenPaths
  /** Comparing, for articles that are not in the library too. */
  comparing: Pick<Comparing, 'article' | 'compare' | 'warm'>
  /** The identifiers of articles that begin so. */
  idsFrom(beginning: string): string[]
  /** The path of an article's source; null where it has none. For the shell alone, never for the interface. */
  sourcePath(articleId: string): string | null
  /** Where the desktop application's window was left. */
  window: LibraryFolder['window']
  onEvent(listener: EventListener): () => void
  /** Resolves when the search index knows the whole library. */
  indexed: Promise<void>
  /** Waits for everything under way to reach the disk, then gives the data folder up. */
  close(): Promise<void>
}

/**
 * Opens the data folder, takes in the bundled corpus, and starts to bring the index up to date.
 * @throws CollateError `locked`, `newer-version`, `no-access`, `disk-full`, `io`
 */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const events = new EventHub()
  const notices = new NoticeBoard(events)
  let rebuild = false
  /** Set once there is somebody to tell; what is taken up before is read as it is. */
  let onForeign: (change: ForeignChange) => void = () => undefined
  const folder = await openLibraryFolder(options.dataFolder, {
    kind: options.kind,
    onNotice: (notice) => {
      rebuild ||= notice.rebuild
      notices.add(notice)
    },
    // A command is over too soon to watch anything.
    ...(options.kind === 'cli' ? {} : { onForeign: (change: ForeignChange) => onForeign(change) }),
  })
  try {
    return await assemble(options, {
      folder,
      events,
      notices,
      rebuild: () => rebuild,
      hearForeign: (listener) => (onForeign = listener),
    })
  } catch (error) {
    await folder.close()
    throw error
  }
}

interface Ground {
  folder: LibraryFolder
  events: EventHub
  notices: NoticeBoard
  /** Derived files were damaged: what was in them is made again from the sources. */
  rebuild: () => boolean
  /** Says who hears what other programs change. */
  hearForeign: (listener: (change: ForeignChange) => void) => void
}

async function assemble(options: ServicesOptions, ground: Ground): Promise<Services> {
  const { folder, events, notices } = ground
  const index = await openIndex(folder.indexFile, options.workers?.search ?? null)
  const library = new Library(folder, events)
  ground.hearForeign((change) => tellForeign(change, events, library))
  const annotations = new Annotations(folder, library, events)
  const indexer = new Indexer(index, folder, library, annotations, events)
  const reader = new SourceReader(options.workers?.import ?? null)
  const intake = new Intake(folder, library, annotations)
  const maxBytes = (): number => folder.settings.data.maxFileMegabytes * 1e6
  const syncAll = async (): ReturnType<typeof syncSeeds> =>
    await syncSeeds(options.seedsFolder, { intake, reader, library, notices, maxBytes: maxBytes() })

  const lost = library.records().size === 0 || ground.rebuild()
  const care = new SourceCare(folder, library, annotations, intake)
  library.mendWith((record) => care.mend(record))
  await syncAll()
  const chosen = new ChosenPaths()
  const comparing = new Comparing(folder, library, events, options.workers?.compare ?? null)
  const imports = new Imports({ folder, library, intake, reader, indexer, events, chosen })
  const linked = new LinkedFolders(folder, library, imports, events, notices)
  const listed = new AbortController()
  const begin = options.kind === 'cli' ? Promise.resolve() : firstListOrSoon(listed.signal)
  let closing = false
  const indexed = indexer.catchUp(begin).then(() => (lost && !closing ? imports.rebuild() : undefined))
  // Behind all else: a reader who compares finds it done.
  if (options.kind !== 'cli') void indexed.then(() => comparing.warm()).catch(() => undefined)
  const lookedAt = options.kind === 'cli' ? Promise.resolve() : indexed.then(() => linked.start())
  const parts: Parts = {
    ...ground,
    library,
    annotations,
    indexer,
    index,
    care,
    chosen,
    comparing,
    imports,
    linked,
    syncAll,
    onListed: () => listed.abort(),
  }
  return {
    handlers: makeHandlers(parts),
    chosen,
    comparing,
    idsFrom: (beginning) => [...library.records().keys()].filter((id) => id.startsWith(beginning)),
    sourcePath: (articleId) => library.record(articleId).origin.path,
    window: folder.window,
    onEvent: (listener) => events.on(listener),
    indexed,
    close: async () => {
      closing = true
      imports.cancel()
      // First, so that nothing waits for the index any more: what it does not know, it learns at the next start.
      await indexer.close()
      await linked.close()
      await imports.idle()
      await lookedAt.catch(() => undefined)
      await annotations.idle()
      await comparing.close()
      await reader.close()
      await index.close()
      await folder.close()
    },
  }
}

interface Parts extends Ground {
  library: Library
  annotations: Annotations
  indexer: Indexer
  index: SearchIndex
  care: SourceCare
  chosen: ChosenPaths
  comparing: Comparing
  imports: Imports
  linked: LinkedFolders
  syncAll: () => ReturnType<typeof syncSeeds>
  /** Called when a list was answered. */
  onListed: () => void
}

/** Milliseconds that the comparison of the index with the library waits for the first list, at the most. */
const firstListWithin = 2000

/** Resolves when the first list is there, or when nobody has asked for one for a while. */
async function firstListOrSoon(listed: AbortSignal): Promise<void> {
  await delay(firstListWithin, undefined, { signal: listed, ref: false }).catch(() => undefined)
}

function makeHandlers(parts: Parts): ServiceHandlers {
  const {
    folder,
    events,
    notices,
    library,
    annotations,
    indexer,
    index,
    care,
    chosen,
    comparing,
    imports,
    linked,
    syncAll,
    onListed,
  } = parts
  const list = new ArticleList(library, annotations, index, indexer, folder)
  const workbench = new Workbench(index, indexer, folder, annotations)
  const exports = new Exports(folder, library, annotations, workbench)
  const writer = new ExportWriter(exports, chosen, folder, events)
  const codebook = new Codebook(folder, library, annotations, index, indexer)
  const exchange = new Exchange({ folder, library, annotations, workbench, exports })
  const annotationImport = new AnnotationImport(folder, library, annotations, index)
  const drafts = new DraftCheck(library, index, indexer)
  const review = new Review(folder, library, annotations, index, indexer)
  return {
    'library.list': async (args) => {
      const listed = await list.list(args)
      onListed()
      return listed
    },
    'library.rows': ({ ids }) => list.rows(ids),
    'library.article': async ({ id }) => {
      const { text, blocks, cleanings } = await library.text(id)
      return { summary: library.summary(library.record(id)), text, blocks, cleanings }
    },
    'library.received': async ({ id }) => {
      const { text, received, cleanings } = await library.text(id)
      return { text: received ?? text, cleanings }
    },
    'library.correct': async ({ id, corrections, reset }) => {
      await library.correct(id, corrections, reset)
      return library.summary(library.record(id))
    },
    'library.correctMany': async ({ changes }) => {
      await library.correctMany(changes)
      return null
    },
    'library.remove': async ({ ids }) => {
      for (const id of ids) library.record(id)
      const removedAt = new Date().toISOString()
      await library.decide(ids, (decisions) => ({
        ...decisions,
        removedAt: decisions.removedAt ?? removedAt,
      }))
      return null
    },
    'library.restore': async ({ ids }) => {
      await library.decide(ids, (decisions) => ({ ...decisions, removedAt: null, mergedInto: null }))
      return null
    },
    'library.facets': async () => {
      await indexer.settled()
      return await list.facets()
    },
    'library.notices': () => notices.list(),
    'library.dismissNotice': ({ id }) => {
      notices.dismiss(id)
      return null
    },
    'library.refresh': async () => await syncAll(),
    'import.start': ({ tokens }) => imports.start(tokens),
    'import.paste': ({ text, html, title }) => imports.paste(text, html, title),
    'import.status': () => imports.status,
    'import.cancel': () => {
      imports.cancel()
      return null
    },
    'import.items': ({ only, offset, limit }) => imports.items(only, offset, limit),
    'import.lacking': () => imports.lacking(),
    'folders.list': () => linked.list(),
    'folders.link': ({ token, watch }) => linked.link(chosen.path(token), watch),
    'folders.unlink': async ({ id }) => {
      await linked.unlink(id)
      return null
    },
    'folders.watch': ({ id, watch }) => linked.setWatch(id, watch),
    'folders.refresh': ({ id }) => linked.refresh(id),
    'library.decodings': ({ id }) => care.decodings(id),
    'library.decodeAs': ({ id, encoding }) => care.decodeAs(id, encoding),
    'library.duplicates': () => care.duplicates(),
    'library.merge': async ({ from, into }) => {
      await care.merge(from, into)
      return null
    },
    'library.keepApart': async ({ ids }) => {
      await care.keepApart(ids)
      return null
    },
    'search.passages': (args) => list.passages(args),
    'review.list': () => review.list(),
    'review.compare': ({ articleId, highlightId }) => review.compare(articleId, highlightId),
    'review.decide': async ({ decisions }) => ({ operations: await review.decide(decisions) }),
    'notebook.open': ({ articleId }) => annotations.open(articleId),
    'notebook.apply': async ({ id, operations }) => {
      const applied = await annotations.apply(operations, id === undefined ? {} : { id })
      return { ...applied, savedAt: new Date().toISOString() }
    },
    'notebook.tags': async () => {
      await indexer.settled()
      const { tags } = await index.facets()
      return mergeTags(tags, folder.tags.data.tags)
    },
    'notebook.links': () => [...folder.links.data.links],
    'notebook.linkEnds': () => workbench.linkEnds(),
    'notebook.deleted': () => annotations.deleted(),
    'notebook.earlierNotes': () => annotations.earlierNotes(),
    'export.prepare': ({ request }) => writer.prepare(request),
    'export.outdated': ({ plan }) => ({ outdated: writer.isOutdated(plan) }),
    'export.text': ({ plan }) => writer.text(plan),
    'export.plan': (args) => writer.plan(args),
    'export.write': (args) => writer.write(args),
    'templates.list': () => exports.templates(),
    'templates.save': async ({ template }) => {
      await exports.saveTemplate(template)
      return null
    },
    'templates.delete': async ({ id }) => {
      await exports.deleteTemplate(id)
      return null
    },
    'templates.preview': ({ source, request }) => exports.preview(source, request),
    'highlights.query': (args) => workbench.query(args),
    'highlights.ids': ({ filter }) => workbench.ids(filter),
    'highlights.records': ({ ids }) => workbench.records(ids),
    'highlights.matrix': (args) => workbench.matrix(args),
    'filters.list': () => workbench.filters(),
    'filters.save': async ({ filter }) => {
      await workbench.saveFilter(filter)
      return null
    },
    'filters.delete': async ({ id }) => {
      await workbench.deleteFilter(id)
      return null
    },
    'codebook.plan': ({ action }) => codebook.plan(action),
    'compare.articles': (args) => comparing.articles(args),
    'compare.related': (args) => comparing.related(args),
    'compare.coverage': (args) => comparing.coverage(args),
    'compare.alsoIn': (args) => comparing.alsoIn(args),
    'compare.dismiss': (args) => comparing.dismiss(args),
    'compare.table': (args) => claimTable(args, { folder, library, annotations }),
    'export.saveText': ({ target, content }) => writer.saveText(target, content),
    'export.data': (args) => exchange.data(args),
    'annotations.import': ({ content }) => annotationImport.plan(content),
    'codebook.export': (args) => exchange.codebook(args),
    'codebook.import': (args) => exchange.importCodebook(args),
    'draft.check': (args) => drafts.check(args),
    'settings.get': () => folder.settings.data,
    'settings.set': async ({ changes }) => {
      await folder.settings.write({ ...folder.settings.data, ...defined(changes) })
      events.emit('settings.changed', {})
      return folder.settings.data
    },
    'workspace.get': () => folder.workspace.data,
    'workspace.set': async ({ workspace }) => {
      await folder.workspace.write(workspace)
      return null
    },
  }
}

/** The entries that are there; `undefined` means "leave it". */
function defined<Value extends object>(
  changes: Value,
): { [Key in keyof Value]-?: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [Key in keyof Value]-?: Exclude<Value[Key], undefined> }
}
