/** The native context menu, where the interface has none of its own: copy, select, edit, spelling. */
import { Menu, type BrowserWindow, type ContextMenuParams, type MenuItemConstructorOptions } from 'electron'

/** Shows the menu at every right click that the page leaves to the system. */
export function showContextMenus(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, params) => {
    const items = [...spellingItems(window, params), ...editItems(params)]
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
}

function spellingItems(window: BrowserWindow, params: ContextMenuParams): MenuItemConstructorOptions[] {
  if (params.misspelledWord === '') return []
  const suggestions = params.dictionarySuggestions.map((word) => ({
    label: word,
    click: () => window.webContents.replaceMisspelling(word),
  }))
  const none = { label: 'No spelling suggestions', enabled: false }
  return [...(suggestions.length > 0 ? suggestions : [none]), { type: 'separator' }]
}

function editItems({
  isEditable,
  editFlags,
  selectionText,
}: ContextMenuParams): MenuItemConstructorOptions[] {
  if (!isEditable) {
    const copy: MenuItemConstructorOptions[] = selectionText.trim() === '' ? [] : [{ role: 'copy' }]
    return [...copy, { role: 'selectAll', enabled: editFlags.canSelectAll }]
  }
  return [
    { role: 'undo', enabled: editFlags.canUndo },
    { role: 'redo', enabled: editFlags.canRedo },
    { type: 'separator' },
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ]
}
