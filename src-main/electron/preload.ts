/** Lays the bridge into the page: calls out, events in, tokens for dropped files. It knows names and nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { channels, type Bridge } from '#contract/bridge'
import type { Outcome } from '#contract/call'
import type { EventMessage } from '#contract/events'
import type { Chosen } from '#contract/shell'

type Listener = (message: EventMessage) => void

const listeners = new Set<Listener>()
/** What came before anyone listened. */
const early: EventMessage[] = []

ipcRenderer.on(channels.event, (_event, message: EventMessage) => {
  if (listeners.size === 0) early.push(message)
  else for (const listener of listeners) listener(message)
})

const bridge: Bridge = {
  call: (name, args) => ipcRenderer.invoke(channels.call, name, args) as Promise<Outcome<unknown>>,
  onEvent: (listener) => {
    listeners.add(listener)
    for (const message of early.splice(0)) listener(message)
    return () => void listeners.delete(listener)
  },
  filesToTokens: (files) => {
    const paths = files.map((file) => webUtils.getPathForFile(file))
    return ipcRenderer.invoke(channels.adopt, paths) as Promise<(Chosen | null)[]>
  },
}

contextBridge.exposeInMainWorld('collate', bridge)
