/** The commands of the notebook view, for keys, palette and shortcut sheet. */
import type { Command } from '#stores/commands.svelte'
import type { Matrix } from './matrix.svelte'

export function notebookCommands(matrix: Matrix, find: () => void): Command[] {
  const row = (id: string, label: string, keys: readonly string[]): Command => ({
    id,
    label,
    group: 'Note and tag',
    keys,
  })
  return [
    {
      id: 'matrix',
      keywords: 'crosstab gaps table',
      label: 'Show or hide matrix',
      group: 'Panes',
      keys: ['M'],
      run: () => (matrix.open = !matrix.open),
    },
    {
      id: 'filterNotebook',
      label: 'Filter the notebook',
      group: 'Library and files',
      keys: ['Mod+F', '/'],
      run: find,
    },
    row('selectRow', 'Notebook: select the row', ['Space']),
    row('extendRows', 'Notebook: extend the selection', ['Shift+ArrowDown']),
    row('selectRows', 'Notebook: select all', ['Mod+A']),
    row('openRow', 'Notebook: go to the passage', ['Enter']),
    row('editRow', 'Notebook: edit the note', ['E']),
    row('tagRows', 'Notebook: tag the selected', ['T']),
    row('relatedRow', 'Notebook: related passages', ['Shift+R']),
    row('copyRows', 'Notebook: copy as Markdown', ['C']),
    row('removeRows', 'Notebook: delete the selected', ['Delete']),
  ]
}
