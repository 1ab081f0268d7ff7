/** `collate serve`: the browser shell, until it is told to stop. */
import { openServices } from '#services/services'
import type { Layout } from '#shell/layout'
import { keepLog, log } from '#shell/log'
import { startBrowserShell } from '../server/browserShell'
import { openBrowser } from '../server/openBrowser'
import { print } from './output'
import { dataFolderOf } from './session'

export interface ServeOptions {
  data?: string
  port: number
  open: boolean
}

/** Serves until SIGINT, SIGTERM or SIGHUP; then lets the pages flush and gives the data folder up. */
export async function serve(layout: Layout, options: ServeOptions): Promise<void> {
  // Before the work begins, so that no signal can end the process between opening the folder and giving it up.
  const stopped = stopSignal()
  const dataFolder = dataFolderOf(options)
  keepLog(dataFolder, layout.version, 'browser')
  log('info', 'opening the data folder')
  const services = await openServices({
    dataFolder,
    kind: 'browser',
    seedsFolder: layout.seedsFolder,
    workers: layout.workers,
  })
  try {
    const shell = await startBrowserShell({
      services,
      rendererFolder: layout.rendererFolder,
      port: options.port,
      version: layout.version,
      dataFolder,
    })
    await print(`Collate is at ${shell.address}\nCtrl+C stops it.\n`)
    if (options.open) openBrowser(shell.ticket())
    await stopped
    await shell.close()
  } finally {
    await services.close()
    log('info', 'closed')
  }
}

/** Resolves at the first signal to stop; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
}
