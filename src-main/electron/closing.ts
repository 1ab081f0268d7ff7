/** Lets the window close only when the reader's work is on the disk, or the reader says so. */
import { dialog, type BrowserWindow } from 'electron'
import { tell } from './ipc'

/** How long (milliseconds) the page may take to flush before the reader is asked. */
const flushTime = 5000

export interface Closing {
  /** The page has flushed what was unsaved; `failed`: not all of it could be saved. */
  pageIsReady(failed: boolean): void
  /** The page shows the interface, which may hold unsaved work from now on. */
  pageIsAlive(): void
}

/**
 * Holds back every attempt to close the window until the page has flushed; then does `release` and destroys it. Where
 * saving fails or takes too long, the reader decides.
 */
export function guardClosing(window: BrowserWindow, release: () => Promise<void>): Closing {
  let asking = false
  let alive = false
  let answer: ((outcome: 'saved' | 'failed') => void) | undefined

  const flush = async (): Promise<'saved' | 'failed' | 'late'> => {
    if (!alive || window.webContents.isCrashed()) return 'saved'
    return await new Promise((resolve) => {
      const timer = setTimeout(() => resolve('late'), flushTime)
      answer = (outcome) => {
        clearTimeout(timer)
        resolve(outcome)
      }
      tell(window, { name: 'beforeClose', payload: {} })
    })
  }

  const close = async (): Promise<void> => {
    const outcome = await flush()
    if (outcome !== 'saved' && !(await closesAnyway(window, outcome))) return
    await release()
    window.destroy()
  }

  window.on('close', (event) => {
    event.preventDefault()
    if (asking) return
    asking = true
    void close().finally(() => (asking = false))
  })
  window.webContents.on('render-process-gone', () => (alive = false))
  return {
    pageIsReady: (failed) => answer?.(failed ? 'failed' : 'saved'),
    pageIsAlive: () => (alive = true),
  }
}

async function closesAnyway(window: BrowserWindow, outcome: 'failed' | 'late'): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: outcome === 'failed' ? 'The last edits are not saved.' : 'Saving the last edits takes long.',
    detail: 'Closing now loses what is not saved yet.',
    buttons: ['Keep open', 'Close anyway'],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}
