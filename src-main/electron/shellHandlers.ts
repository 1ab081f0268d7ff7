/** What the desktop shell answers of the shell's calls: dialogs, clipboard, links, the window. */
import { clipboard, dialog, shell, type BrowserWindow } from 'electron'
import { basename } from 'node:path'
import type { ShellHandlers } from '#contract/calls'
import { CollateError } from '#domain/errors'
import type { Services } from '#services/services'
import { displayPath } from '#shell/dataFolder'
import { log, logFileOf } from '#shell/log'
import { showMenu } from './menu'
import { frameless } from './window'

export interface DesktopShellFacts {
  window: BrowserWindow
  services: Services
  version: string
  dataFolder: string
  /** Called when the page has flushed what it had. */
  onReadyToClose: (failed: boolean) => void
  /** Whether the reader clicked or pressed a key just now. */
  readerActed: () => boolean
}

export function desktopShellHandlers(facts: DesktopShellFacts): ShellHandlers {
  const { window, services } = facts
  return {
    'shell.info': () => ({
      kind: 'desktop',
      platform: process.platform,
      version: facts.version,
      dataFolder: displayPath(facts.dataFolder),
      dialogs: true,
      frameless,
    }),
    'shell.chooseFolder': async ({ title }) => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title,
        properties: ['openDirectory', 'createDirectory'],
      })
      const [path] = filePaths
      return path === undefined ? null : services.chosen.add(path)
    },
    'shell.chooseFiles': async ({ title }) => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title,
        properties: ['openFile', 'multiSelections'],
      })
      return filePaths.map((path) => services.chosen.add(path))
    },
    'shell.chooseSaveFile': async ({ title, name }) => {
      // The page proposes a name, never a place.
      const { filePath } = await dialog.showSaveDialog(window, { title, defaultPath: basename(name) })
      return filePath === '' ? null : services.chosen.add(filePath)
    },
    'shell.showSource': ({ articleId }) => {
      const path = services.sourcePath(articleId)
      if (path === null) throw new CollateError('not-found', 'This article has no file of its own.')
      shell.showItemInFolder(path)
      return null
    },
    'shell.showChosen': ({ token }) => {
      shell.showItemInFolder(services.chosen.path(token))
      return null
    },
    'shell.showLog': () => {
      const file = logFileOf(facts.dataFolder)
      log('info', 'shown to the reader')
      shell.showItemInFolder(file)
      return { file: displayPath(file), shown: true }
    },
    'shell.openExternal': async ({ url }) => {
      if (!facts.readerActed()) {
        throw new CollateError('forbidden', 'A link opens when it is clicked, not by itself.')
      }
      await shell.openExternal(url)
      return null
    },
    'shell.copyText': async ({ text }) => {
      await clipboard.writeText(text)
      return null
    },
    'shell.window': ({ action }) => {
      act(window, action)
      return null
    },
    'shell.readyToClose': ({ failed }) => {
      facts.onReadyToClose(failed)
      return null
    },
  }
}

type WindowAction = Parameters<ShellHandlers['shell.window']>[0]['action']

function act(window: BrowserWindow, action: WindowAction): void {
  switch (action) {
    case 'minimize':
      window.minimize()
      break
    case 'maximize':
      if (window.isMaximized()) window.unmaximize()
      else window.maximize()
      break
    case 'fullscreen':
      window.setFullScreen(!window.isFullScreen())
      break
    case 'close':
      window.close()
      break
    case 'menu':
      showMenu(window)
      break
  }
}
