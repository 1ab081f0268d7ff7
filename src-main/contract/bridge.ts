/** What the desktop shell's preload lays into the page as `window.collate`; in a browser it is not there. */
import type { Outcome } from '#contract/call'
import type { EventMessage } from '#contract/events'
import type { Chosen } from '#contract/shell'

export interface Bridge {
  /** Makes a call of the contract. Never rejects for a reason of the call: see `Outcome`. */
  call(name: string, args: unknown): Promise<Outcome<unknown>>
  /** Hears every event until the returned function is called; the first listener also hears what came before it. */
  onEvent(listener: (message: EventMessage) => void): () => void
  /** Tokens for files that were dropped or picked; null for one that lies in no folder of this machine. */
  filesToTokens(files: readonly File[]): Promise<(Chosen | null)[]>
}

/** Names of the IPC channels between preload and main process. */
export const channels = { call: 'collate:call', event: 'collate:event', adopt: 'collate:adopt' } as const
