/** The desktop application: one window on one data folder. */
import { app, dialog, powerMonitor, session, type BrowserWindow } from 'electron'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CommandName, EventPayload } from '#contract/events'
import { CollateError } from '#domain/errors'
import { openServices, type Services } from '#services/services'
import { defaultDataFolder } from '#shell/dataFolder'
import { asCollateError, printError, exitCodeOf, exitCodes, logFailure } from '#shell/failure'
import type { Layout } from '#shell/layout'
import { keepLog, log } from '#shell/log'
import { parsePassageLink, passageInArguments } from '#shell/passageLink'
import { guardClosing } from './closing'
import { showContextMenus } from './contextMenu'
import { connectPage, tell } from './ipc'
import { setMenu, showMenuByKey } from './menu'
import { registerPassageLinks } from './passageLinks'
import { serveInterface, type InterfaceSource } from './protocol'
import { desktopShellHandlers } from './shellHandlers'
import { applyTheme, createWindow, frameless, loadInterface } from './window'
import { keepWindowState, readWindowState } from './windowState'

type Passage = EventPayload<'openPassage'>

/** Starts the application, or hands over to the one that already has the data folder open. */
export async function startApplication(layout: Layout, source: InterfaceSource): Promise<void> {
  const named = dataArgument(process.argv)
  const dataFolder = named === null ? defaultDataFolder() : resolve(named)
  try {
    placeUserData(dataFolder)
  } catch (error) {
    await fail(error)
    return
  }
  if (!app.requestSingleInstanceLock()) {
    printError('The application is open on this data folder; its window was brought to the front.')
    app.exit(exitCodes.ok)
    return
  }
  const pending = new PendingLinks(passageInArguments(process.argv))
  app.on('window-all-closed', () => app.quit())
  keepLog(dataFolder, layout.version, 'desktop')
  log('info', 'opening the data folder')
  // The services open while Electron starts.
  const opening = openServices({
    dataFolder,
    kind: 'desktop',
    seedsFolder: layout.seedsFolder,
    workers: layout.workers,
  })
  try {
    const [services] = await Promise.all([opening, app.whenReady()])
    const window = await openWindow({ layout, source, dataFolder, services })
    pending.receive(window)
    if (named === null) registerPassageLinks()
  } catch (error) {
    await fail(error)
  }
}

/** The folder that `--data` names, as `--data DIR` or `--data=DIR`. */
function dataArgument(argv: readonly string[]): string | null {
  for (const [index, word] of argv.entries()) {
    if (word === '--data') return argv[index + 1] ?? null
    if (word.startsWith('--data=')) return word.slice('--data='.length)
  }
  return null
}

/** Makes the data folder Electron's user-data folder, so that there is one application for each; Chromium's own files go aside. */
function placeUserData(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true })
  } catch (error) {
    throw new CollateError('no-access', 'The data folder cannot be made.', {
      subject: dataFolder,
      cause: error,
    })
  }
  app.setPath('userData', dataFolder)
  app.setPath('sessionData', join(dataFolder, 'chromium'))
  app.setPath('crashDumps', join(dataFolder, 'chromium', 'crashes'))
}

interface WindowParts {
  layout: Layout
  source: InterfaceSource
  dataFolder: string
  services: Services
}

async function openWindow({ layout, source, dataFolder, services }: WindowParts): Promise<BrowserWindow> {
  // Not a persistent one: nothing of what is read is kept in a cache.
  const ownSession = session.fromPartition('collate')
  await serveInterface(ownSession, source)
  const { theme, spellcheck } = await services.handlers['settings.get']({})
  ownSession.setSpellCheckerEnabled(spellcheck)
  const window = createWindow({
    session: ownSession,
    preload: layout.preload,
    state: readWindowState(services.window),
    theme,
  })
  const saveState = keepWindowState(window, services.window)
  const closing = guardClosing(window, async () => {
    await saveState()
    await services.close()
    log('info', 'closed')
  })
  const handlers = {
    ...services.handlers,
    ...desktopShellHandlers({
      window,
      services,
      version: layout.version,
      dataFolder,
      onReadyToClose: (failed) => closing.pageIsReady(failed),
      readerActed: watchReader(window),
    }),
  }
  connectPage(window, services, handlers, () => closing.pageIsAlive())
  showContextMenus(window)
  setMenu((name: CommandName) => tell(window, { name: 'command', payload: { name } }))
  if (frameless) showMenuByKey(window)
  reportWindowState(window)
  services.onEvent(({ name }) => {
    if (name !== 'settings.changed') return
    void Promise.resolve(services.handlers['settings.get']({})).then((settings) => {
      applyTheme(settings.theme, window)
      ownSession.setSpellCheckerEnabled(settings.spellcheck)
    })
  })
  recoverFromCrash(window)
  powerMonitor.on('shutdown', () => app.quit())
  await loadInterface(window)
  return window
}

/** How long (milliseconds) a click or a key counts as the reader's wish; the same as Chromium's own measure. */
const activationTime = 5000

/** A function that tells whether the reader clicked or pressed a key just now. */
function watchReader(window: BrowserWindow): () => boolean {
  let last = -Infinity
  const acts = new Set(['mouseDown', 'mouseUp', 'rawKeyDown', 'keyDown', 'keyUp', 'gestureTap'])
  window.webContents.on('input-event', (_event, { type }) => {
    if (acts.has(type)) last = performance.now()
  })
  return () => performance.now() - last < activationTime
}

function reportWindowState(window: BrowserWindow): void {
  const report = (): void =>
    tell(window, {
      name: 'windowState',
      payload: {
        maximized: window.isMaximized(),
        fullscreen: window.isFullScreen(),
        focused: window.isFocused(),
      },
    })
  window.on('maximize', report)
  window.on('unmaximize', report)
  window.on('enter-full-screen', report)
  window.on('leave-full-screen', report)
  window.on('focus', report)
  window.on('blur', report)
  window.webContents.on('did-finish-load', report)
}

/** A page whose process died is loaded anew: what it had saved is on the disk. */
function recoverFromCrash(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log('error', `the window: its process is gone, ${reason}`)
    printError(`failure in the window: ${reason}`)
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: 'The window stopped working.',
        detail: 'What was saved is safe. Edits of the last second may be lost.',
        buttons: ['Open again'],
      })
      .then(() => loadInterface(window))
  })
}

/** Passages that were asked for from outside, until there is a window to show them in. */
class PendingLinks {
  #window: BrowserWindow | null = null
  #waiting: Passage | null

  constructor(first: Passage | null) {
    this.#waiting = first
    app.on('second-instance', (_event, argv) => this.#follow(passageInArguments(argv)))
    app.on('open-url', (event, address) => {
      event.preventDefault()
      this.#follow(parsePassageLink(address))
    })
    app.on('activate', () => this.#follow(null))
  }

  receive(window: BrowserWindow): void {
    this.#window = window
    if (this.#waiting) tell(window, { name: 'openPassage', payload: this.#waiting })
    this.#waiting = null
  }

  #follow(passage: Passage | null): void {
    const window = this.#window
    if (!window || window.isDestroyed()) {
      this.#waiting = passage ?? this.#waiting
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    if (passage) tell(window, { name: 'openPassage', payload: passage })
  }
}

/** Says why the application cannot start, on standard error and in a box, and ends it. */
async function fail(error: unknown): Promise<void> {
  const failure = asCollateError(error)
  logFailure('the start', failure.code === 'internal' ? (failure.cause ?? failure) : failure)
  printError(failure.message)
  await app.whenReady()
  dialog.showErrorBox('Collate cannot start', failure.message)
  app.exit(exitCodeOf(failure.code))
}
