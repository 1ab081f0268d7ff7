/** A data folder, opened: the one place that knows which file is where. */
import { basename, join, resolve } from 'node:path'
import type { ArticleDecisions } from '#domain/articles/article'
import type { ArticleNotebook, Link, Tag } from '#domain/annotations/notebook'
import type { DismissedPair } from '#domain/annotations/dismissed'
import type { Settings, Workspace } from '#domain/settings'
import { Backups, backedUpFile, type BackedUpFile } from './backups'
import { Catalogue } from './catalogue'
import { ChangeJournal } from './changeJournal'
import { makeFolder, sweepTempFiles } from './durableFile'
import { ExportBackups } from './exportBackups'
import { ExportBases } from './exportBases'
import {
  decisionsFormat,
  dismissedFormat,
  exportNamesFormat,
  filtersFormat,
  foldersFormat,
  linksFormat,
  notebookFormat,
  settingsFormat,
  tagsFormat,
  takenFormat,
  templatesFormat,
  windowFormat,
  workspaceFormat,
  type LinkedFolder,
  type SavedFilter,
  type TakenSource,
  type WindowState,
} from './formats'
import { ForeignChanges, type ForeignChange } from './foreignChanges'
import { JsonStore, type StagedWrite } from './jsonStore'
import { takeFolder, type OwnerKind } from './lock'
import { NotebookStore } from './notebookStore'
import type { OnNotice } from './notice'
import { RevisionStore } from './revisionStore'
import { SourceStore } from './sourceStore'
import type { StoreFormat } from './storeFormat'
import { TextStore } from './textStore'

export type { ForeignChange } from './foreignChanges'
export type { LinkedFolder, TakenSource, WindowState } from './formats'
export type { StoreNotice } from './notice'

export interface LibraryFolder {
  readonly dir: string
  /** All articles but for their texts. */
  readonly catalogue: Catalogue
  readonly texts: TextStore
  readonly revisions: RevisionStore
  readonly notebooks: NotebookStore
  readonly tags: JsonStore<{ tags: Tag[] }>
  readonly links: JsonStore<{ links: Link[] }>
  /** By article. */
  readonly decisions: JsonStore<{ articles: Record<string, ArticleDecisions> }>
  /** Shared passages that the reader put aside. */
  readonly dismissed: JsonStore<{ pairs: DismissedPair[] }>
  readonly savedFilters: JsonStore<{ filters: SavedFilter[] }>
  readonly folders: JsonStore<{ folders: LinkedFolder[] }>
  /** What was taken in beside the linked folders. */
  readonly taken: JsonStore<{ sources: TakenSource[] }>
  /** The reader's own export templates. */
  readonly templates: JsonStore<{ templates: { id: string; name: string; source: string }[] }>
  /** The file names that were given to exported articles and links. */
  readonly exportNames: JsonStore<{ names: Record<string, string> }>
  readonly settings: JsonStore<Settings>
  readonly workspace: JsonStore<Workspace>
  readonly window: JsonStore<WindowState>
  readonly sources: SourceStore
  readonly exportBases: ExportBases
  /** Copies of files that an export is about to change. */
  readonly exportBackups: ExportBackups
  /**
   * Makes a change of several of the reader's files: all of it, or nothing. Resolves when it is on the disk.
   * @throws CollateError what writing throws, `ChangedMeanwhile`; nothing of it was made then
   */
  write(change: FolderChange): Promise<void>
  /** Where the search index is; it belongs to search. */
  readonly indexFile: string
  /** Where the comparer's index is; it can be made again. */
  readonly compareFile: string
  readonly backups: Backups
  /** Looks now whether another program changed anything of the reader's, where the system may not have said so. */
  lookAgain(): Promise<void>
  /** Waits for the writes under way, refuses further ones, and gives the folder free. */
  close(): Promise<void>
}

/** What the reader's files shall hold; those that are not named stay as they are. */
export interface FolderChange {
  readonly notebooks?: readonly ArticleNotebook[]
  readonly tags?: { tags: Tag[] }
  readonly links?: { links: Link[] }
  readonly decisions?: { articles: Record<string, ArticleDecisions> }
  readonly madeOn?: MadeOn
}

/** What a change was made on; where a file holds another value by now, nothing of the change is written. */
export interface MadeOn {
  /** By article; null: there was no file. */
  readonly notebooks?: ReadonlyMap<string, ArticleNotebook | null>
  readonly tags?: Readonly<{ tags: Tag[] }>
  readonly links?: Readonly<{ links: Link[] }>
  readonly decisions?: Readonly<{ articles: Record<string, ArticleDecisions> }>
}

export interface OpenOptions {
  readonly kind: OwnerKind
  readonly onNotice: OnNotice
  /** Called when another program changed files of the reader's while they are open; absent: they are not watched. */
  readonly onForeign?: (change: ForeignChange) => void
}

/**
 * Takes a data folder and opens what is in it; makes what is not there. `library/` may be missing or be deleted whole:
 * it is made again from the sources. No single file that cannot be read keeps the folder from being opened.
 * @throws CollateError `locked`, `no-access`, `disk-full` or `io`; the folder is free again then
 */
export async function openLibraryFolder(
  dir: string,
  { kind, onNotice, onForeign }: OpenOptions,
): Promise<LibraryFolder> {
  const path = resolve(dir)
  const lock = await takeFolder(path, { kind })
  try {
    return await openTaken(path, { onNotice, onForeign }, () => lock.release())
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openTaken(
  dir: string,
  { onNotice, onForeign }: { onNotice: OnNotice; onForeign: OpenOptions['onForeign'] },
  release: () => Promise<void>,
): Promise<LibraryFolder> {
  const at = (path: string): string => join(dir, ...path.split('/'))
  const damagedDir = at('damaged')
  const backupDir = at('backups')
  // Before temporary files are swept: some of them may be what a change has decided on.
  const journal = await ChangeJournal.open({ dir, backupDir, damagedDir, onNotice })
  const beforeWrite = (): Promise<void> => journal.settle()
  const beforeRead = (file: string): Promise<void> => journal.settleFor(file)
  for (const folder of [
    dir,
    at('notebook'),
    at('library'),
    at('sources'),
    at('exports'),
    at('supplements'),
    backupDir,
  ]) {
    await makeFolder(folder)
    await sweepTempFiles(folder, journal.decided)
  }
  const derived = (name: string) => ({ dir: at(`library/${name}`), damagedDir, onNotice })
  const texts = await TextStore.open(derived('texts'))
  const notebooks = new NotebookStore({
    dir: at('notebook'),
    backupDir,
    damagedDir,
    supplementDir: at('supplements'),
    onNotice,
    onSaved: (name) => backups.saved(name),
    beforeWrite,
    beforeRead,
    onTaken: (articleId) => onForeign?.({ articleIds: [articleId], parts: new Set() }),
  })
  const singles = new Map<string, BackedUpFile>()
  const backups = new Backups({
    dir: backupDir,
    swept: [damagedDir, at('export-backups')],
    onNotice,
    names: async () => [...singles.keys(), ...(await notebooks.ids())],
    fileOf: (name) =>
      singles.get(name) ??
      backedUpFile(
        at(`notebook/${name}.json`),
        notebookFormat(name),
        (data) => notebooks.write(data),
        () => notebooks.settle(name),
      ),
  })

  const open = async <T extends object>(path: string, format: StoreFormat<T>): Promise<JsonStore<T>> => {
    const name = basename(path, '.json')
    const file = at(path)
    const onSaved = (): void => backups.saved(name)
    const store = await JsonStore.open({
      file,
      format,
      onNotice,
      backupDir,
      damagedDir,
      subject: path,
      onSaved,
      holdBack: true,
      beforeWrite,
      beforeRead,
    })
    singles.set(
      name,
      backedUpFile(file, format, (data) => store.write(data)),
    )
    return store
  }
  const stores = {
    tags: await open('notebook/tags.json', tagsFormat),
    links: await open('notebook/links.json', linksFormat),
    decisions: await open('notebook/articles.json', decisionsFormat),
    dismissed: await open('notebook/dismissed.json', dismissedFormat),
    savedFilters: await open('notebook/filters.json', filtersFormat),
    folders: await open('folders.json', foldersFormat),
    taken: await open('sources/taken.json', takenFormat),
    templates: await open('templates.json', templatesFormat),
    exportNames: await open('export-names.json', exportNamesFormat),
    settings: await open('settings.json', settingsFormat),
    workspace: await open('workspace.json', workspaceFormat),
    window: await open('window.json', windowFormat),
  }
  const catalogue = await Catalogue.open({
    ...derived('catalogue'),
    onUnused: (unused) => texts.discard(unused),
  })
  const revisions = await RevisionStore.open(derived('revisions'))
  const exportBases = new ExportBases({ dir: at('exports'), damagedDir, onNotice })
  await notebooks.takeUp()
  backups.start()

  const write = async (change: FolderChange): Promise<void> => {
    const { notebooks: changed = [], tags, links, decisions, madeOn = {} } = change
    const files: { write: () => Promise<void>; stage: () => Promise<StagedWrite> }[] = [
      ...changed.map((notebook) => ({
        write: () => notebooks.write(notebook, madeOn.notebooks?.get(notebook.articleId)),
        stage: () => notebooks.stage(notebook, madeOn.notebooks?.get(notebook.articleId)),
      })),
      ...(tags ? [partOf(stores.tags, tags, madeOn.tags)] : []),
      ...(links ? [partOf(stores.links, links, madeOn.links)] : []),
      ...(decisions ? [partOf(stores.decisions, decisions, madeOn.decisions)] : []),
    ]
    const [only] = files
    if (files.length <= 1) {
      await only?.write()
      return
    }
    const staged: StagedWrite[] = []
    try {
      for (const file of files) staged.push(await file.stage())
    } catch (error) {
      await journal.drop(staged, error)
      throw error
    }
    await journal.commit(staged)
  }

  const foreign = new ForeignChanges({ at, stores, notebooks, onForeign })

  const close = async (): Promise<void> => {
    try {
      await foreign.close()
      // The catalogue first: what it lets go of, the texts delete.
      await catalogue.close()
      const parts = [...Object.values(stores), texts, revisions, notebooks, exportBases]
      await Promise.all(parts.map((part) => part.close()))
      await backups.close()
    } finally {
      await release()
    }
  }
  let closing: Promise<void> | null = null
  return {
    dir,
    catalogue,
    texts,
    revisions,
    notebooks,
    ...stores,
    write,
    sources: new SourceStore(at('sources')),
    exportBases,
    exportBackups: new ExportBackups(at('export-backups')),
    indexFile: at('library/index.sqlite'),
    compareFile: at('library/comparing.bin'),
    backups,
    lookAgain: () => foreign.look(null),
    close: async () => await (closing ??= close()),
  }
}

const partOf = <T extends object>(store: JsonStore<T>, data: T, madeOn: Readonly<T> | undefined) => ({
  write: () => store.write(data, madeOn),
  stage: () => store.stage(data, madeOn),
})
