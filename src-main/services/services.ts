/** Opens a data folder and puts the services together: what every shell translates, and nothing else knows. */
import { setTimeout as delay } from 'node:timers/promises'
import { compareCalls } from '#contract/compare'
import { draftCalls } from '#contract/drafts'
import { exchangeCalls } from '#contract/exchange'
import { exportCalls } from '#contract/exports'
import { openLibraryFolder, type ForeignChange } from '#storage/libraryFolder'
import type { LateIndex } from '#search/lateIndex'
import { Annotations } from '#services/annotations/annotations'
import { annotationHandlers } from '#services/annotations/handlers'
import { ChosenPaths } from '#services/chosenPaths'
import { Comparing } from '#services/comparing/comparing'
import type { Needs, ServiceContext } from '#services/context'
import { EventHub } from '#services/events'
import { openIntake, type OpenIntake } from '#services/intake/openIntake'
import { ArticleList } from '#services/library/articleList'
import { tellForeign } from '#services/library/foreignChanges'
import { libraryHandlers } from '#services/library/handlers'
import { Library } from '#services/library/library'
import { loadedLater } from '#services/loadedLater'
import { NoticeBoard } from '#services/library/notices'
import { workbenchHandlers } from '#services/notebook/handlers'
import { Workbench } from '#services/notebook/workbench'
import { FirstList } from '#services/searching/firstList'
import { searchHandlers } from '#services/searching/handlers'
import { Indexer } from '#services/searching/indexer'
import { indexOf } from '#services/searching/openIndex'
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

/** How long (milliseconds) the start is over before the comparer is made ready unasked. */
const warmTime = 5000

/**
 * Opens the intake, and beside it the index where it has to be made anew: a start on which that is impossible fails.
 * Else the first list does not wait for the index.
 */
async function openWith(index: LateIndex | null, open: () => Promise<OpenIntake>): Promise<OpenIntake> {
  const [intake, opened] = await Promise.allSettled([open(), index?.open()])
  if (intake.status === 'fulfilled' && opened.status === 'fulfilled') return intake.value
  await index?.close()
  throw intake.status === 'rejected' ? intake.reason : (opened as PromiseRejectedResult).reason
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
  const index = indexOf(folder.indexFile, workers?.search ?? null)
  const annotations = new Annotations(base)
  const indexer = new Indexer({ ...base, index, annotations })
  const context: ServiceContext = { ...base, index, annotations, indexer }
  const lost = library.records().size === 0 || isDamaged()
  const intake = await openWith(lost ? index : null, () =>
    openIntake(context, seedsFolder, workers?.import ?? null),
  )
  const comparing = new Comparing(context, workers?.compare ?? null)
  const list = new ArticleList(context, comparing.table)
  const workbench = new Workbench(context)

  const firstList = new FirstList()
  let closing = false
  // A command may be over before anything is asked of the index.
  const needed = Promise.race([index.asked, indexer.wanted])
  const indexed = indexer
    .catchUp(lasting ? firstList.answeredOrLate() : lost ? Promise.resolve() : needed)
    .then(() => (lost && !closing ? intake.imports.rebuild() : undefined))
  // Behind all else: a reader who compares finds it done.
  const warmed = new AbortController()
  if (lasting) {
    void indexed
      .then(() => delay(warmTime, undefined, { signal: warmed.signal, ref: false }))
      .then(() => comparing.warm())
      .catch(() => undefined)
  }
  const lookedAt = lasting ? indexed.then(() => intake.linked.start()) : Promise.resolve()
  return {
    handlers: {
      ...libraryHandlers(context, { list, refresh: intake.refresh, onListed: () => firstList.answered() }),
      ...intake.handlers,
      ...searchHandlers(list),
      ...annotationHandlers(context, workbench),
      ...workbenchHandlers(context, workbench),
      ...loadedLater({ ...compareCalls, ...draftCalls }, async () => {
        const { comparingHandlers } = await import('#services/comparing/handlers')
        return comparingHandlers(context, comparing)
      }),
      ...loadedLater({ ...exportCalls, ...exchangeCalls }, async () => {
        const { exportHandlers } = await import('#services/exporting/handlers')
        return exportHandlers(context, workbench)
      }),
      ...settingsHandlers(context),
    },
    chosen,
    comparing,
    idsFrom: (beginning) => [...library.records().keys()].filter((id) => id.startsWith(beginning)),
    sourcePath: (articleId) => library.record(articleId).origin.path,
    window: folder.window,
    onEvent: (listener) => events.on(listener),
    indexed: async () => {
      await indexer.complete()
      await indexed
    },
    close: async () => {
      closing = true
      warmed.abort()
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
