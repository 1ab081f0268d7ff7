/** Remembers where the window was, and puts it back where it can be seen. */
import { screen, type BrowserWindow, type Rectangle } from 'electron'
import { join } from 'node:path'
import * as v from 'valibot'
import { writeDurably } from '#storage/durableFile'
import { readRegular } from '#storage/regularFile'
import { reportDefect } from '#shell/failure'
import { placeWindow, type WindowState } from '#shell/placeWindow'

const integer = v.pipe(v.number(), v.integer())
const WindowStateSchema: v.GenericSchema<WindowState> = v.object({
  bounds: v.object({ x: integer, y: integer, width: integer, height: integer }),
  maximized: v.boolean(),
  fullscreen: v.boolean(),
})

/** How long (milliseconds) the window must rest before its place is written. */
const restTime = 1000

/** The place for a new window. What cannot be read counts as not there: a window's place is not the reader's work. */
export async function readWindowState(dataFolder: string): Promise<WindowState> {
  const saved = await readRegular(fileIn(dataFolder))
    .then((bytes) => v.parse(WindowStateSchema, JSON.parse(bytes.toString('utf8'))))
    .catch(() => null)
  const areas = screen.getAllDisplays().map((display): Rectangle => display.workArea)
  return placeWindow(saved, areas, screen.getPrimaryDisplay().workArea)
}

/** Writes the window's place whenever it has come to rest, and when asked to. */
export function keepWindowState(window: BrowserWindow, dataFolder: string): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const save = async (): Promise<void> => {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullscreen: window.isFullScreen(),
    }
    await writeDurably(fileIn(dataFolder), `${JSON.stringify(state, null, 2)}\n`).catch((error: unknown) =>
      reportDefect('saving the window’s place', error),
    )
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

function fileIn(dataFolder: string): string {
  return join(dataFolder, 'window.json')
}
