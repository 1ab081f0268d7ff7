/** Opens a data folder and puts the services together: what every shell translates, and nothing else knows. */
import { openLibraryFolder, type ForeignChange } from '#storage/libraryFolder'
import { Annotations } from '#services/annotations/annotations'
import { annotationHandlers } from '#services/annotations/handlers'
import { ChosenPaths } from '#services/chosenPaths'
import { Comparing } from '#services/comparing/comparing'
import { comparingHandlers } from '#services/comparing/handlers'
import type { Needs, ServiceContext } from '#services/context'
import { EventHub } from '#services/events'
import { exportHandlers } from '#services/exporting/handlers'
import { openIntake } from '#services/intake/openIntake'
import { ArticleList } from '#services/library/articleList'
import { tellForeign } from '#services/library/foreignChanges'
import { libraryHandlers } from '#services/library/handlers'
import { Library } from '#services/library/library'
import { NoticeBoard } from '#services/library/notices'
import { workbenchHandlers } from '#services/notebook/handlers'
import { Workbench } from '#services/notebook/workbench'
import { FirstList } from '#services/searching/firstList'
import { searchHandlers } from '#services/searching/handlers'
import { Indexer } from '#services/searching/indexer'
import { openIndex } from '#services/searching/openIndex'
import { settingsHandlers } from '#services/settings/handlers'
import type { Services, ServicesOptions } from '#services/types'

export type { Services, ServicesOptions } from '#services/types'

/**
 * Opens the data folder, takes in the bundled corpus, and starts to bring the index up to date.
 * @throws CollateError `locked`, `newer-version`, `no-access`, `disk-full`, `io`
 */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const events = new EventHub()
  const notices = new NoticeBoard(events)
  let damaged = false
  let library: Library | null = null
  const folder = await openLibraryFolder(options.dataFolder, {
    kind: options.kind,
    onNotice: (notice) => {
      damaged ||= notice.rebuild
      notices.add(notice)
    },
    // A command is over too soon to watch anything. What is taken up before there is a library is read as it is.
    ...(options.kind !== 'cli' && {
      onForeign: (change: ForeignChange) => library && tellForeign(change, events, library),
    }),
  })
  try {
    const base = { folder, events, notices, chosen: new ChosenPaths() }
    library = new Library(base)
    return await compose({ ...base, library }, options, () => damaged)
  } catch (error) {
    await folder.close()
    throw error
  }
}

/** @param isDamaged whether derived files were damaged: what was in them is made again from the sources */
async function compose(
  base: Needs<'folder' | 'events' | 'notices' | 'chosen' | 'library'>,
  options: ServicesOptions,
  isDamaged: () => boolean,
): Promise<Services> {
  const { folder, events, chosen, library } = base
  const { seedsFolder, workers } = options
  const lasting = options.kind !== 'cli'
  const index = await openIndex(folder.indexFile, workers?.search ?? null)
  const annotations = new Annotations(base)
  const indexer = new Indexer({ ...base, index, annotations })
  const context: ServiceContext = { ...base, index, annotations, indexer }
  const lost = library.records().size === 0 || isDamaged()
  const intake = await openIntake(context, seedsFolder, workers?.import ?? null)
  const comparing = new Comparing(context, workers?.compare ?? null)
  const list = new ArticleList(context, comparing.table)
  const workbench = new Workbench(context)

  const firstList = new FirstList()
  let closing = false
  const indexed = indexer
    .catchUp(lasting ? firstList.answeredOrLate() : Promise.resolve())
    .then(() => (lost && !closing ? intake.imports.rebuild() : undefined))
  // Behind all else: a reader who compares finds it done.
  if (lasting) void indexed.then(() => comparing.warm()).catch(() => undefined)
  const lookedAt = lasting ? indexed.then(() => intake.linked.start()) : Promise.resolve()
  return {
    handlers: {
      ...libraryHandlers(context, { list, refresh: intake.refresh, onListed: () => firstList.answered() }),
      ...intake.handlers,
      ...searchHandlers(list),
      ...annotationHandlers(context, workbench),
      ...workbenchHandlers(context, workbench),
      ...comparingHandlers(context, comparing),
      ...exportHandlers(context, workbench),
      ...settingsHandlers(context),
    },
    chosen,
    comparing,
    idsFrom: (beginning) => [...library.records().keys()].filter((id) => id.startsWith(beginning)),
    sourcePath: (articleId) => library.record(articleId).origin.path,
    window: folder.window,
    onEvent: (listener) => events.on(listener),
    indexed,
    close: async () => {
      closing = true
      intake.imports.cancel()
      // First, so that nothing waits for the index any more: what it does not know, it learns at the next start.
      await indexer.close()
      await intake.linked.close()
      await intake.imports.idle()
      await lookedAt.catch(() => undefined)
      await annotations.idle()
      await comparing.close()
      await intake.reader.close()
      await index.close()
      await folder.close()
    },
  }
}
