/** What the services stand on: made once by the composition, and handed to each of them. */
import type { SearchIndex } from '#search/searchIndex'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Annotations } from '#services/annotations/annotations'
import type { ChosenPaths } from '#services/chosenPaths'
import type { EventHub } from '#services/events'
import type { Library } from '#services/library/library'
import type { NoticeBoard } from '#services/library/notices'
import type { Indexer } from '#services/searching/indexer'

export interface ServiceContext {
  /** The stores of the open data folder. */
  readonly folder: LibraryFolder
  readonly events: EventHub
  readonly notices: NoticeBoard
  readonly chosen: ChosenPaths
  readonly index: SearchIndex
  readonly library: Library
  readonly annotations: Annotations
  readonly indexer: Indexer
}

/** The parts of the context that a service takes; it says which, so that a test need not make the others. */
export type Needs<Part extends keyof ServiceContext> = Pick<ServiceContext, Part>
