/** Remembers where the window was, and puts it back where it can be seen. */
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import type { Services } from '#services/services'
import { logFailure } from '#shell/failure'
import { placeWindow, type PlacedWindow } from '#shell/placeWindow'

/** How long (milliseconds) the window must rest before its place is written. */
const restTime = 1000

/** The place for a new window. */
export function readWindowState(store: Services['window']): PlacedWindow {
  const areas = screen.getAllDisplays().map((display): Rectangle => display.workArea)
  return placeWindow(store.data, areas, screen.getPrimaryDisplay().workArea)
}

/** Writes the window's place whenever it has come to rest, and when asked to. */
export function keepWindowState(window: BrowserWindow, store: Services['window']): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const save = async (): Promise<void> => {
    clearTimeout(timer)
    // What keeps the file from being written was told when it was opened.
    if (window.isDestroyed() || store.heldBack) return
    const state = {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullscreen: window.isFullScreen(),
    }
    await store.write(state).catch((error: unknown) => logFailure('saving the window’s place', error))
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), restTime)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  return save
}
