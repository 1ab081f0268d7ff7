/** Answers the page's calls, after a look at who asks. */
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import { isAbsolute } from 'node:path'
import { channels } from '#contract/bridge'
import type { Outcome } from '#contract/call'
import { calls, type ServiceHandlers, type ShellHandlers } from '#contract/calls'
import { dispatch, failed } from '#contract/dispatch'
import type { EventMessage } from '#contract/events'
import type { Chosen } from '#contract/shell'
import type { Services } from '#services/services'
import { logFailure } from '#shell/failure'
import { origin } from './protocol'

/**
 * Connects the window's page with the handlers, for as long as the window is there.
 * @param onCall called at each call of the page, as a sign that the interface runs
 */
export function connectPage(
  window: BrowserWindow,
  services: Services,
  handlers: ServiceHandlers & ShellHandlers,
  onCall: () => void,
): void {
  ipcMain.handle(channels.call, async (event, name: unknown, args: unknown): Promise<Outcome<unknown>> => {
    if (!isOurPage(event, window)) return failed('forbidden', 'Calls are taken from Collate’s own page only.')
    onCall()
    return await dispatch(calls, handlers, name, args, logFailure)
  })
  ipcMain.handle(channels.adopt, (event, paths: unknown): (Chosen | null)[] => {
    if (!isOurPage(event, window) || !Array.isArray(paths)) return []
    return paths.map((path: unknown) =>
      typeof path === 'string' && isAbsolute(path) ? services.chosen.add(path) : null,
    )
  })
  const stop = services.onEvent((message) => tell(window, message))
  window.once('closed', () => {
    stop()
    ipcMain.removeHandler(channels.call)
    ipcMain.removeHandler(channels.adopt)
  })
}

/** Sends an event to the page; a page that is gone hears nothing. */
export function tell(window: BrowserWindow, message: EventMessage): void {
  if (!window.isDestroyed()) window.webContents.send(channels.event, message)
}

/** The call comes from the top frame of our window, and that frame shows a page of ours. */
function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  return (
    senderFrame !== null &&
    BrowserWindow.fromWebContents(sender) === window &&
    senderFrame === window.webContents.mainFrame &&
    senderFrame.origin === origin
  )
}
