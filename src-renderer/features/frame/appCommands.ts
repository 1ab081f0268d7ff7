/** The commands of the window and the library; the features add their own. */
import { themes } from '#domain/settings'
import type { App } from '#stores/app.svelte'
import type { Command } from '#stores/commands.svelte'
import { count } from '#shared/format'
import type { Library } from '#stores/library.svelte'
import type { Reading } from '#stores/reading.svelte'
import type { SettingsState } from '#stores/settings.svelte'
import type { Toasts } from '#stores/toasts.svelte'
import { views, type View } from './views'

/** What the commands ask of what stands beside what. */
interface WindowLayout {
  /** Shows or hides the library. */
  toggleLibrary: () => void
  /** Brings the library into view and the focus into a part of it. */
  showLibrary: (part: 'search' | 'list') => void
  /** Moves the focus to the next part of the window, or the one before. */
  cycleRegion: (by: 1 | -1) => void
}

export interface AppCommandOptions {
  app: App
  library: Library
  reading: Reading
  settings: SettingsState
  toasts: Toasts
  layout: WindowLayout
}

const themeNames = { system: 'as the system', light: 'light', dark: 'dark', sepia: 'sepia' } as const

/** What looking at the sources again brought to light, in a sentence. */
function refreshed(found: { added: number; changed: number; missing: number; returned: number }): string {
  const parts = [
    found.added > 0 ? `${found.added} new` : '',
    found.changed > 0 ? `${found.changed} changed` : '',
    found.missing > 0 ? `${found.missing} missing` : '',
    found.returned > 0 ? `${found.returned} there again` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'All files are as they were.' : `Files: ${parts.join(', ')}.`
}

/** Opens the log's folder, or says where it is. */
async function showLog(app: App, toasts: Toasts): Promise<void> {
  const { file, shown } = await app.showLog()
  if (!shown) toasts.show(`The log is ${file}.`)
}

export function appCommands(options: AppCommandOptions): Command[] {
  const { app, library, reading, settings, toasts, layout } = options
  const { workspace } = reading
  const reads = (): boolean => workspace.view === 'read'
  const focusedArticle = (): string | null => workspace.focused?.articleId ?? null

  const view = ({ id, label }: View, keys: readonly string[]): Command => ({
    id: `view${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    label: `View: ${label}`,
    group: 'Window',
    keys,
    run: () => workspace.show(id),
  })

  const fullscreen: Command = {
    id: 'fullscreen',
    keywords: 'maximise',
    label: 'Full screen',
    group: 'Window',
    keys: ['F11'],
    run: () => toasts.attempt(app.act('fullscreen')),
  }

  return [
    {
      id: 'nextRegion',
      label: 'Library, panes, notes',
      group: 'Move',
      keys: ['F6'],
      run: () => layout.cycleRegion(1),
      palette: false,
    },
    {
      id: 'previousRegion',
      label: 'Previous region',
      group: 'Move',
      keys: ['Shift+F6'],
      run: () => layout.cycleRegion(-1),
      palette: false,
    },
    {
      id: 'palette',
      label: 'Go to anything',
      group: 'Move',
      keys: ['Mod+K'],
      run: () => app.open({ kind: 'palette', text: '' }),
      palette: false,
    },
    { id: 'openBeside', label: 'Open article in new pane', group: 'Panes', keys: ['Mod+Enter'] },
    { id: 'openInPane', label: 'Open article in pane A (B: 2 …)', group: 'Panes', keys: ['1'] },
    {
      id: 'toggleLibrary',
      keywords: 'sidebar articles',
      label: 'Show or hide library',
      group: 'Panes',
      keys: ['Mod+B'],
      enabled: reads,
      run: () => layout.toggleLibrary(),
    },
    {
      id: 'toggleNotes',
      keywords: 'sidebar annotations highlights',
      label: 'Show or hide notes',
      group: 'Panes',
      keys: ['Mod+Shift+B'],
      enabled: reads,
      run: () => void (workspace.notes.open = !workspace.notes.open),
    },
    {
      id: 'searchLibrary',
      keywords: 'find full text filter',
      label: 'Search library',
      group: 'Library and files',
      keys: ['Mod+Shift+F'],
      run: () => layout.showLibrary('search'),
    },
    {
      id: 'export',
      keywords: 'markdown obsidian save write vault download bibtex zotero csv',
      label: 'Export notes',
      group: 'Library and files',
      keys: ['Mod+E'],
      enabled: () => (library.facets?.articles ?? 0) > 0,
      run: () => app.open({ kind: 'export' }),
    },
    {
      id: 'templates',
      keywords: 'markdown obsidian format',
      label: 'Export templates',
      group: 'Library and files',
      run: () => app.open({ kind: 'templates' }),
    },
    {
      id: 'importAnnotations',
      keywords: 'hypothesis readwise zotero json highlights',
      label: 'Import annotations',
      group: 'Library and files',
      enabled: () => (library.facets?.articles ?? 0) > 0,
      run: () => app.open({ kind: 'annotations' }),
    },
    {
      id: 'codebook',
      keywords: 'tags rename merge codes',
      label: 'Codebook',
      group: 'Library and files',
      run: () => app.open({ kind: 'codebook' }),
    },
    {
      id: 'correctDetails',
      keywords: 'metadata title author date source edit word count',
      label: 'Edit details of this article',
      group: 'Library and files',
      enabled: () => reads() && focusedArticle() !== null,
      run: () => {
        const articleId = focusedArticle()
        if (articleId !== null) app.open({ kind: 'details', articleId, field: null })
      },
    },
    {
      id: 'asReceived',
      keywords: 'original source cleaning raw',
      label: 'Original file of this article',
      group: 'Library and files',
      enabled: () => reads() && focusedArticle() !== null,
      run: () => {
        const articleId = focusedArticle()
        if (articleId !== null) app.open({ kind: 'cleaning', articleId })
      },
    },
    {
      id: 'removeArticle',
      keywords: 'delete trash',
      label: 'Remove article from the library',
      group: 'Library and files',
      keys: ['Delete'],
    },
    {
      id: 'refreshSources',
      keywords: 'reload sync changed files',
      label: 'Check files for changes',
      group: 'Library and files',
      run: () => toasts.attempt(library.refreshSources().then((found) => toasts.show(refreshed(found)))),
    },
    {
      id: 'removedArticles',
      keywords: 'trash deleted restore bin',
      label: 'Removed articles',
      group: 'Library and files',
      run: () => app.open({ kind: 'removed' }),
    },
    {
      id: 'deletedHighlights',
      keywords: 'trash restore bin earlier versions',
      label: 'Deleted highlights and notes',
      group: 'Library and files',
      run: () => app.open({ kind: 'deleted' }),
    },
    {
      id: 'notices',
      keywords: 'messages warnings errors problems',
      label: () =>
        library.notices.length === 0
          ? 'Notices about your files'
          : `${count(library.notices.length, 'notice')} about your files`,
      group: 'Library and files',
      run: () => app.open({ kind: 'notices' }),
    },
    {
      id: 'renameLibrary',
      label: 'Rename library',
      group: 'Library and files',
      run: () => app.open({ kind: 'settings' }),
    },
    ...views.map((each, index) =>
      view(each, [...(each.id === 'compare' ? ['Mod+Shift+C'] : []), `Mod+${index + 1}`]),
    ),
    {
      id: 'settings',
      keywords: 'preferences options theme dark font',
      label: 'Settings',
      group: 'Window',
      keys: ['Mod+,'],
      run: () => app.open({ kind: 'settings' }),
    },
    ...themes.map((theme): Command => ({
      id: `theme-${theme}`,
      label: `Theme: ${themeNames[theme]}`,
      group: 'Window',
      enabled: () => settings.value.theme !== theme,
      run: () => toasts.attempt(settings.set({ theme })),
    })),
    ...(app.desktop ? [fullscreen] : []),
    {
      id: 'shortcuts',
      keywords: 'keyboard keys help',
      label: 'Keyboard shortcuts',
      group: 'Window',
      keys: ['?', 'F1'],
      run: () => app.open({ kind: 'shortcuts' }),
    },
    {
      id: 'showLog',
      keywords: 'errors failures details help',
      label: 'Show log',
      group: 'Window',
      run: () => toasts.attempt(showLog(app, toasts)),
    },
    {
      id: 'about',
      keywords: 'version licence help',
      label: 'About Collate',
      group: 'Window',
      run: () => app.open({ kind: 'about' }),
    },
  ]
}
