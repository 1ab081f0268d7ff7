/**
 * What each call reads and what each event tells to have changed, by kinds. The interface asks again by it. It stands
 * apart from the schemas, so that no validator is bundled with it; the types hold it to them.
 */
import type { CallName } from '#contract/calls'
import type { EventName } from '#contract/events'

/** Kinds of what is kept: an event changes all of a kind, or what it names of it. */
export type Kind =
  /** The articles, and what readers correct of them. */
  | 'library'
  /** The work on articles. */
  | 'notebook'
  | 'tags'
  | 'links'
  | 'filters'
  | 'settings'
  | 'templates'
  /** Which articles are searched. */
  | 'index'
  | 'notices'
  | 'imports'
  | 'folders'
  /** Whether the sentences of the whole library are known. */
  | 'comparing'
  /** What is known of how much articles share. */
  | 'coverage'
  /** Shared passages that were put aside. */
  | 'dismissed'

/** Calls that read, with what their answers stand on. Those that act, or that nobody asks again, are not in it. */
export const reads = {
  'library.list': ['library', 'notebook', 'tags', 'index', 'coverage'],
  'library.rows': ['library', 'notebook', 'tags'],
  'library.article': ['library'],
  'library.facets': ['library', 'notebook', 'tags'],
  'library.notices': ['notices'],
  'library.duplicates': ['library'],
  'search.passages': ['library', 'notebook', 'index'],
  'import.status': ['imports'],
  'import.items': ['imports', 'library'],
  'import.lacking': ['imports', 'library'],
  'folders.list': ['folders'],
  'notebook.open': ['notebook', 'library'],
  'notebook.tags': ['notebook', 'tags'],
  'notebook.links': ['links'],
  'notebook.linkEnds': ['links', 'notebook'],
  'notebook.deleted': ['notebook'],
  'highlights.query': ['notebook', 'library', 'tags', 'links', 'settings'],
  'highlights.matrix': ['notebook', 'library', 'tags', 'links', 'settings'],
  'filters.list': ['filters', 'notebook', 'library', 'links'],
  'review.list': ['notebook', 'library'],
  'review.compare': ['notebook', 'library'],
  'compare.table': ['notebook', 'library', 'links'],
  'compare.articles': ['library', 'dismissed', 'comparing'],
  'compare.related': ['library'],
  'compare.coverage': ['library'],
  'compare.alsoIn': ['library', 'comparing'],
  'compare.nearDuplicates': ['library', 'coverage'],
  'export.outdated': ['notebook', 'library', 'tags', 'links', 'settings'],
  'templates.list': ['templates'],
  'settings.get': ['settings'],
} as const satisfies { readonly [Name in CallName]?: readonly Kind[] }

/** A call that can be asked again when something has changed. */
export type ReadingCall = keyof typeof reads

export const changes = {
  'library.changed': ['library'],
  'notebook.changed': ['notebook'],
  'tags.changed': ['tags'],
  'links.changed': ['links'],
  'comparing.ready': ['comparing'],
  'coverage.progress': ['coverage'],
  'dismissed.changed': ['dismissed'],
  // Saved filters are kept with the settings.
  'settings.changed': ['settings', 'filters'],
  'import.progress': ['imports'],
  'folders.changed': ['folders'],
  'index.progress': ['index'],
  'notices.changed': ['notices'],
  command: [],
  openPassage: [],
  beforeClose: [],
  windowState: [],
  failure: [],
} as const satisfies { readonly [Name in EventName]: readonly Kind[] }
