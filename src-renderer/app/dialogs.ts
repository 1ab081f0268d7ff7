/** The dialogs of the window: which component shows each, and what it is given. */
import type { Component } from 'svelte'
import type { TextRange } from '#domain/articles/article'
import type { App, Dialog } from '#stores/app.svelte'
import type { Related } from '#stores/related.svelte'
import type { Workspace } from '#stores/workspace.svelte'
import CheckDialog from '../features/check/CheckDialog.svelte'
import ClaimTable from '../features/compare/ClaimTable.svelte'
import ExportDialog from '../features/export/ExportDialog.svelte'
import TemplatesDialog from '../features/export/TemplatesDialog.svelte'
import DuplicatesDialog from '../features/imports/DuplicatesDialog.svelte'
import EncodingDialog from '../features/imports/EncodingDialog.svelte'
import FillInDialog from '../features/imports/FillInDialog.svelte'
import FoldersDialog from '../features/imports/FoldersDialog.svelte'
import PasteDialog from '../features/imports/PasteDialog.svelte'
import CleaningDialog from '../features/library/CleaningDialog.svelte'
import DeletedDialog from '../features/library/DeletedDialog.svelte'
import DetailsDialog from '../features/library/DetailsDialog.svelte'
import NoticesDialog from '../features/library/NoticesDialog.svelte'
import RemovedDialog from '../features/library/RemovedDialog.svelte'
import AnnotationsDialog from '../features/notebook/AnnotationsDialog.svelte'
import CodebookDialog from '../features/notebook/CodebookDialog.svelte'
import Palette from '../features/palette/Palette.svelte'
import ShortcutsDialog from '../features/palette/ShortcutsDialog.svelte'
import AboutDialog from '../features/settings/AboutDialog.svelte'
import SettingsDialog from '../features/settings/SettingsDialog.svelte'
import type { Layout, LibraryPart } from './layout.svelte'

/** A component with what it is given. */
interface Shown {
  component: Component<Record<string, unknown>>
  props: Record<string, unknown>
}

interface Surroundings {
  app: App
  workspace: Workspace
  layout: Layout
  related: Related
}

type Registry = {
  [Kind in Dialog['kind']]: (dialog: Extract<Dialog, { kind: Kind }>, around: Surroundings) => Shown
}

function shown<Props extends object>(component: Component<Props>, props: NoInfer<Props>): Shown {
  return { component: component as unknown as Shown['component'], props: props as Shown['props'] }
}

/** A dialog that needs to know nothing but how it is closed. */
const plain =
  (component: Component<{ onclose: () => void }>) =>
  (_dialog: Dialog, { app }: Surroundings): Shown =>
    shown(component, { onclose: () => app.closeDialog() })

const registry: Registry = {
  shortcuts: plain(ShortcutsDialog),
  settings: plain(SettingsDialog),
  about: plain(AboutDialog),
  annotations: plain(AnnotationsDialog),
  claimTable: plain(ClaimTable),
  export: plain(ExportDialog),
  templates: plain(TemplatesDialog),
  removed: plain(RemovedDialog),
  deleted: plain(DeletedDialog),
  notices: plain(NoticesDialog),
  folders: plain(FoldersDialog),
  fillIn: plain(FillInDialog),
  palette: ({ text }, { app, layout }) =>
    shown(Palette, {
      text,
      onclose: () => app.closeDialog(),
      onlibrary: (part: LibraryPart) => layout.showLibrary(part),
    }),
  codebook: (_dialog, { app, workspace }) =>
    shown(CodebookDialog, {
      onclose: () => app.closeDialog(),
      onshow: () => {
        app.closeDialog()
        workspace.show('notebook')
      },
    }),
  details: ({ articleId, field }, { app }) =>
    shown(DetailsDialog, {
      articleId,
      field,
      onclose: () => app.closeDialog(),
      oncleaning: () => app.open({ kind: 'cleaning', articleId }),
    }),
  cleaning: ({ articleId }, { app }) =>
    shown(CleaningDialog, { articleId, onclose: () => app.closeDialog() }),
  encoding: ({ articleId }, { app }) =>
    shown(EncodingDialog, { articleId, onclose: () => app.closeDialog() }),
  paste: ({ text, html }, { app }) => shown(PasteDialog, { text, html, onclose: () => app.closeDialog() }),
  check: (_dialog, { app, workspace, related }) =>
    shown(CheckDialog, {
      onclose: () => app.closeDialog(),
      onread: ({ id, start, end }: TextRange & { id: string }) => {
        app.closeDialog()
        workspace.show('read')
        workspace.openAt(id, { start, end })
      },
      onrelated: (words: string) => {
        app.closeDialog()
        workspace.show('read')
        related.ask({ words, lang: 'und', from: null })
      },
    }),
  duplicates: (_dialog, { app, workspace }) =>
    shown(DuplicatesDialog, {
      onclose: () => app.closeDialog(),
      onread: (articleId: string) => {
        app.closeDialog()
        workspace.open(articleId)
      },
      oncompare: (articleIds: readonly string[]) => {
        app.closeDialog()
        for (const [at, id] of articleIds.entries()) workspace.open(id, at === 0 ? 'focused' : 'new')
        workspace.show('compare')
      },
    }),
}

/** What shows a dialog. */
export function shownFor(dialog: Dialog, around: Surroundings): Shown {
  // Each entry takes the dialog of its own kind.
  const show = registry[dialog.kind] as (dialog: Dialog, around: Surroundings) => Shown
  return show(dialog, around)
}
