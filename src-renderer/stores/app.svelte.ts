/** The window: which shell it runs in, which dialog is open, how it is framed. */
import { createContext } from 'svelte'
import { call, onEvent } from '#client/api'
import type { CallResult } from '#contract/calls'
import type { MetadataField } from '#domain/articles/article'

export type ShellInfo = CallResult<'shell.info'>

/** The dialog that is open. */
export type Dialog =
  | { kind: 'palette'; text: string }
  | { kind: 'shortcuts' }
  | { kind: 'settings' }
  | { kind: 'about' }
  | { kind: 'export' }
  | { kind: 'templates' }
  | { kind: 'annotations' }
  | { kind: 'claimTable' }
  | { kind: 'codebook' }
  | { kind: 'details'; articleId: string; field: MetadataField | null }
  | { kind: 'cleaning'; articleId: string }
  | { kind: 'removed' }
  | { kind: 'deleted' }
  | { kind: 'notices' }
  | { kind: 'paste'; text: string; html: string | null }
  | { kind: 'folders' }
  | { kind: 'fillIn' }
  | { kind: 'encoding'; articleId: string }
  | { kind: 'duplicates' }
  | { kind: 'check' }

export class App {
  /** What the shell says of itself; until then, as in a browser. */
  info = $state.raw<ShellInfo>({
    kind: 'browser',
    platform: '',
    version: '',
    dataFolder: '',
    dialogs: false,
    frameless: false,
  })
  dialog = $state.raw<Dialog | null>(null)
  window = $state.raw({ maximized: false, fullscreen: false, focused: true })
  /** The library is drawn over the panes, in a window too narrow to hold it beside them. */
  drawer = $state(false)

  readonly desktop = $derived(this.info.kind === 'desktop')

  async load(): Promise<void> {
    this.info = await call('shell.info', {})
  }

  /** Shows the log where the shell can; answers its path for people. */
  async showLog(): Promise<CallResult<'shell.showLog'>> {
    return await call('shell.showLog', {})
  }

  open(dialog: Dialog): void {
    this.dialog = dialog
  }

  closeDialog(): void {
    this.dialog = null
  }

  /** Acts on the window that the top bar frames. */
  async act(action: 'minimize' | 'maximize' | 'close' | 'fullscreen'): Promise<void> {
    await call('shell.window', { action })
  }

  /** Follows the window's state. Call it once, while a component initialises. */
  start(): void {
    $effect(() => onEvent('windowState', (state) => (this.window = state)))
  }
}

export const [useApp, setApp] = createContext<App>()
