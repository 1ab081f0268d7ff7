/** Brings articles, notebook, history and workspace together, and hands them down to the features. */
import { createContext, untrack } from 'svelte'
import { call, onEvent } from '#client/api'
import { Articles } from './articles.svelte'
import type { History } from './history.svelte'
import { Notebook } from './notebook.svelte'
import { Workspace } from './workspace.svelte'

export class Reading {
  readonly articles = new Articles()
  readonly notebook = new Notebook(this.articles)
  readonly workspace = new Workspace()

  get history(): History {
    return this.notebook.history
  }

  /**
   * Restores the layout, and keeps it and the work from here on: debounced, when the page goes, and before the window
   * closes. Call it once, while a component initialises.
   */
  start(): void {
    const { workspace, notebook, articles } = this
    void workspace.restore()
    $effect(() => {
      workspace.layout()
      workspace.saveSoon()
    })
    $effect(() => {
      const open = workspace.panes.map((pane) => pane.articleId)
      untrack(() => {
        for (const id of open) {
          void articles.open(id)
          void notebook.open(id).catch(() => undefined)
        }
        articles.prune(open)
      })
    })
    $effect(() => {
      const stopListening = onEvent('beforeClose', () => void this.#beforeClose())
      const leave = (): void => {
        this.notebook.leave()
        void this.workspace.saveNow()
      }
      const hidden = (): void => {
        if (document.visibilityState === 'hidden') void this.#flush()
      }
      addEventListener('pagehide', leave)
      document.addEventListener('visibilitychange', hidden)
      return () => {
        stopListening()
        removeEventListener('pagehide', leave)
        document.removeEventListener('visibilitychange', hidden)
      }
    })
  }

  /** Opens a web address that the reader pressed, in the system's browser. */
  async openExternal(url: string): Promise<void> {
    await call('shell.openExternal', { url })
  }

  async #flush(): Promise<boolean> {
    const [saved] = await Promise.all([this.notebook.flush(), this.workspace.saveNow()])
    return saved
  }

  async #beforeClose(): Promise<void> {
    const saved = await this.#flush()
    await call('shell.readyToClose', { failed: !saved })
  }
}

const [useReading, setReading] = createContext<Reading>()
export { useReading }

/** Makes the reading state, starts it, and hands it down to the components below. */
export function provideReading(): Reading {
  const reading = setReading(new Reading())
  reading.start()
  return reading
}
