/** What can be done with an article of the library, as a menu. */
import type { ArticleRow } from '#contract/library'
import { maxPanes, paneLetters } from '#domain/settings'
import type { App } from '#stores/app.svelte'
import type { Library } from '#stores/library.svelte'
import type { Reading } from '#stores/reading.svelte'
import type { Toasts } from '#stores/toasts.svelte'
import type { MenuEntry } from '#ui/menu'

export interface ArticleActions {
  app: App
  library: Library
  reading: Reading
  toasts: Toasts
}

/** Takes an article out of the library, and offers the way back. */
export async function removeArticle(row: ArticleRow, actions: ArticleActions): Promise<void> {
  const { library, reading, toasts } = actions
  try {
    await library.remove([row.id])
  } catch (error) {
    toasts.failure(error)
    return
  }
  reading.workspace.closeArticles([row.id])
  const kept = row.highlights > 0 || row.hasNote ? ' Its highlights and notes are kept.' : ''
  toasts.show(`Article removed.${kept}`, {
    label: 'Undo',
    run: () => toasts.attempt(library.restore([row.id])),
  })
}

/** The menu of an article. */
export function articleEntries(row: ArticleRow, actions: ArticleActions): MenuEntry[] {
  const { app, library, reading, toasts } = actions
  const { workspace } = reading
  const { panes } = workspace

  const openIn: MenuEntry[] = paneLetters.flatMap((letter) => {
    const pane = workspace.paneWith(letter)
    if (!pane) return []
    return {
      label: `Open in pane ${letter}`,
      disabled: workspace.paneOf(row.id) !== undefined,
      run: () => void workspace.open(row.id, panes.indexOf(pane)),
    }
  })

  return [
    {
      label: panes.length === 0 ? 'Open' : 'Open in the focused pane',
      keys: 'Enter',
      run: () => void workspace.open(row.id),
    },
    ...(panes.length === 0
      ? []
      : [
          {
            label: 'Open in a new pane',
            keys: 'Mod+Enter',
            disabled: panes.length >= maxPanes || workspace.paneOf(row.id) !== undefined,
            run: () => void workspace.open(row.id, 'new'),
          },
        ]),
    ...(panes.length > 1 ? openIn : []),
    { kind: 'separator' },
    {
      label: 'Edit details…',
      run: () => app.open({ kind: 'details', articleId: row.id, field: null }),
    },
    {
      label: 'Original file…',
      hint: row.cleanings > 0 ? `${row.cleanings} cleaned` : undefined,
      run: () => app.open({ kind: 'cleaning', articleId: row.id }),
    },
    ...(app.desktop
      ? [{ label: 'Show file', disabled: row.missing, run: () => toasts.attempt(library.showSource(row.id)) }]
      : []),
    { kind: 'separator' },
    {
      label: 'Remove from the library',
      keys: 'Delete',
      danger: true,
      run: () => void removeArticle(row, actions),
    },
  ]
}
