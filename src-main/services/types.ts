/** What the services need to be opened, and what a shell has of them. */
import type { ServiceHandlers } from '#contract/calls'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { ChosenPaths } from '#services/chosenPaths'
import type { Comparing } from '#services/comparing/comparing'
import type { EventListener } from '#services/events'

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
  indexed(): Promise<void>
  /** Waits for everything under way to reach the disk, then gives the data folder up. */
  close(): Promise<void>
}
