/** What the reader set, and the theme that follows from it. */
import { createContext } from 'svelte'
import { call, onEvent } from '#api'
import { defaultSettings, type Settings } from '#domain/settings'

export class SettingsState {
  value = $state.raw<Settings>(defaultSettings())
  #systemIsDark = $state(matchMedia('(prefers-color-scheme: dark)').matches)

  /** The theme on the screen: `system` resolved. */
  readonly theme = $derived(
    this.value.theme === 'system' ? (this.#systemIsDark ? 'dark' : 'light') : this.value.theme,
  )

  /** Reads the settings; with a failure the defaults hold. */
  async load(): Promise<void> {
    this.value = await call('settings.get', {})
  }

  /** Changes settings: seen at once, taken back where they cannot be saved. */
  async set(changes: Partial<Settings>): Promise<void> {
    const before = this.value
    this.value = { ...before, ...changes }
    try {
      this.value = await call('settings.set', { changes })
    } catch (error) {
      this.value = before
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
