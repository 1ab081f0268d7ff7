/** The application menu: its items name commands, which the interface carries out. */
import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { CommandName } from '#contract/events'

type Item = MenuItemConstructorOptions

const mac = process.platform === 'darwin'
const separator: Item = { type: 'separator' }

/** Below the top bar's left corner, in CSS pixels: the height is `--topbar-h` of the design tokens. */
const menuPlace = { x: 8, y: 44 }

/** Opens the menu in a window that shows none of its own. */
export function showMenu(window: BrowserWindow): void {
  Menu.getApplicationMenu()?.popup({ window, ...menuPlace })
}

/** Opens the menu at F10, as menus of windows with a frame do. */
export function showMenuByKey(window: BrowserWindow): void {
  window.webContents.on('before-input-event', (event, { type, key, shift, control, alt, meta }) => {
    if (type !== 'keyDown' || key !== 'F10' || shift || control || alt || meta) return
    event.preventDefault()
    showMenu(window)
  })
}

/** Sets the menu. It is shown by macOS at the top of the screen, elsewhere by `showMenu`. */
export function setMenu(send: (name: CommandName) => void): void {
  /**
   * The interface hears the keys itself, as it does in a browser; the menu shows them. Registered here as well, a key
   * would be carried out twice.
   */
  const command = (label: string, name: CommandName, accelerator?: string): Item => ({
    label,
    click: () => send(name),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  })
  const settings = command('Settings…', 'settings', 'CmdOrCtrl+,')
  const showLog = command('Show log', 'showLog')
  const about = command('About Collate', 'about')

  const application: Item = {
    label: 'Collate',
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
  const file: Item = {
    label: '&File',
    submenu: [
      command('Add files…', 'addFiles', 'CmdOrCtrl+O'),
      command('Add folder…', 'addFolder'),
      command('Paste as article…', 'pasteText'),
      separator,
      command('Import annotations…', 'importAnnotations'),
      command('Export notes…', 'export', 'CmdOrCtrl+E'),
      command('Check a draft…', 'checkDraft'),
      separator,
      command('Close pane', 'closePane', 'CmdOrCtrl+W'),
      ...(mac ? [] : [separator, settings, separator, { role: 'quit' } satisfies Item]),
    ],
  }
  const edit: Item = {
    label: '&Edit',
    submenu: [
      command('Undo', 'undo', 'CmdOrCtrl+Z'),
      command('Redo', 'redo', mac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
      separator,
      { role: 'cut' },
      { role: 'copy' },
      command('Copy quote with source', 'copyQuote', 'C'),
      { role: 'paste' },
      { role: 'selectAll' },
      separator,
      command('Find in article', 'find', 'CmdOrCtrl+F'),
      command('Find next', 'findNext', mac ? 'Cmd+G' : 'F3'),
      command('Find previous', 'findPrevious', mac ? 'Cmd+Shift+G' : 'Shift+F3'),
      command('Search library', 'searchLibrary', 'CmdOrCtrl+Shift+F'),
    ],
  }
  const view: Item = {
    label: '&View',
    submenu: [
      command('Read', 'viewRead'),
      command('Compare', 'viewCompare', 'CmdOrCtrl+Shift+C'),
      command('Notebook', 'viewNotebook'),
      separator,
      command('Codebook…', 'codebook'),
      command('Claim table…', 'claimTable'),
      separator,
      command('Go to anything…', 'palette', 'CmdOrCtrl+K'),
      separator,
      command('Show or hide library', 'toggleLibrary', 'CmdOrCtrl+B'),
      command('Show or hide notes', 'toggleNotes', 'CmdOrCtrl+Shift+B'),
      command('Scroll panes together', 'lockPanes', 'CmdOrCtrl+L'),
      separator,
      command('Larger text', 'textLarger', 'CmdOrCtrl+Plus'),
      command('Smaller text', 'textSmaller', 'CmdOrCtrl+-'),
      command('Reset text size', 'textDefault', 'CmdOrCtrl+0'),
      separator,
      { role: 'togglefullscreen' },
    ],
  }
  const help: Item = {
    label: '&Help',
    role: 'help',
    submenu: [command('Keyboard shortcuts', 'shortcuts', '?'), showLog, ...(mac ? [] : [separator, about])],
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...(mac ? [application] : []), file, edit, view, { role: 'windowMenu' }, help]),
  )
}
