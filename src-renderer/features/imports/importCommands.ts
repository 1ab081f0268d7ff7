/** The commands of adding articles. */
import type { App } from '#stores/app.svelte'
import type { Command } from '#stores/commands.svelte'
import type { Imports } from '#stores/imports.svelte'
import type { Toasts } from '#stores/toasts.svelte'

export interface ImportCommandOptions {
  app: App
  imports: Imports
  toasts: Toasts
  /** Chooses files in the page, where the shell has no dialog. */
  chooseInPage: () => void
  /** Opens the review of highlights whose article has changed. */
  review: () => void
  /** The article that is read. */
  focusedArticle: () => string | null
}

export function importCommands(options: ImportCommandOptions): Command[] {
  const { app, imports, toasts, chooseInPage, review, focusedArticle } = options
  const group = 'Library and files'
  const dialogs = (): boolean => app.info.dialogs
  return [
    {
      id: 'addFiles',
      keywords: 'import open pdf html markdown text',
      label: 'Add articles',
      group,
      keys: ['Mod+O'],
      run: () => (dialogs() ? toasts.attempt(imports.chooseFiles()) : chooseInPage()),
    },
    {
      id: 'addFolder',
      keywords: 'import directory',
      label: 'Add a folder of articles',
      group,
      enabled: dialogs,
      run: () => toasts.attempt(imports.chooseFolder(false)),
    },
    {
      id: 'linkFolder',
      keywords: 'watch sync directory import',
      label: 'Link a folder of articles',
      group,
      enabled: dialogs,
      run: () => toasts.attempt(imports.chooseFolder(true)),
    },
    {
      id: 'pasteText',
      keywords: 'import clipboard',
      label: 'Paste text as an article',
      group,
      run: () => app.open({ kind: 'paste', text: '', html: null }),
    },
    {
      id: 'linkedFolders',
      keywords: 'watch sync directories',
      label: 'Linked folders',
      group,
      run: () => app.open({ kind: 'folders' }),
    },
    {
      id: 'duplicates',
      keywords: 'merge same twice',
      label: 'Articles with the same text',
      group,
      run: () => app.open({ kind: 'duplicates' }),
    },
    {
      id: 'encoding',
      keywords: 'characters garbled charset',
      label: 'Encoding of this article',
      group,
      enabled: () => focusedArticle() !== null,
      run: () => {
        const articleId = focusedArticle()
        if (articleId !== null) app.open({ kind: 'encoding', articleId })
      },
    },
    {
      id: 'checkDraft',
      keywords: 'quotations quotes manuscript verify',
      label: 'Check a draft',
      group,
      run: () => app.open({ kind: 'check' }),
    },
    {
      id: 'review',
      keywords: 'moved changed lost anchors',
      label: 'Review highlights after a change',
      group,
      run: review,
    },
    {
      id: 'lastImport',
      label: 'Last import',
      group,
      enabled: () => imports.status !== null,
      run: () => imports.show(),
    },
  ]
}
