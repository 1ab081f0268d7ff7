/** What the reader set, and the theme that follows from it. */
import { createContext } from 'svelte'
import { call, onEvent } from '#client/api'
import { defaultSettings, type Settings } from '#domain/settings'
import { Newest } from '#client/newest'

export class SettingsState {
  value = $state.raw<Settings>(defaultSettings())
  readonly #newest = new Newest()
  #systemIsDark = $state(matchMedia('(prefers-color-scheme: dark)').matches)

  /** The theme on the screen: `system` resolved. */
  readonly theme = $derived(
    this.value.theme === 'system' ? (this.#systemIsDark ? 'dark' : 'light') : this.value.theme,
  )

  /** Reads the settings; with a failure the defaults hold. */
  async load(): Promise<void> {
    const read = await this.#newest.ask(() => call('settings.get', {}))
    if (read) this.value = read.answer
  }

  /** Changes settings: seen at once, taken back where they cannot be saved. */
  async set(changes: Partial<Settings>): Promise<void> {
    this.value = { ...this.value, ...changes }
    const saving = call('settings.set', { changes })
    try {
      const [saved] = await Promise.all([this.#newest.ask(() => saving), saving])
      if (saved) this.value = saved.answer
    } catch (error) {
      await this.load().catch(() => undefined)
      throw error
    }
  }

  /** Follows the system and other windows. Call it once, while a component initialises. */
  start(): void {
    $effect.pre(() => {
      document.documentElement.dataset['theme'] = this.theme
    })
    $effect(() => {
      const query = matchMedia('(prefers-color-scheme: dark)')
      const change = (): void => void (this.#systemIsDark = query.matches)
      query.addEventListener('change', change)
      const stop = onEvent('settings.changed', () => void this.load().catch(() => undefined))
      return () => {
        query.removeEventListener('change', change)
        stop()
      }
    })
  }
}

export const [useSettings, setSettings] = createContext<SettingsState>()
