/** What the reader set, and the theme that follows from it. */
import { createContext } from 'svelte'
import { call } from '#client/api'
import { Query } from '#client/query.svelte'
import type { Hue } from '#domain/annotations/notebook'
import { defaultSettings, type Settings } from '#domain/settings'

export class SettingsState {
  readonly #query = new Query(['settings.get'], (call) => call('settings.get', {}), { delay: 0 })
  readonly #defaults = defaultSettings()
  #systemIsDark = $state(matchMedia('(prefers-color-scheme: dark)').matches)

  /** The theme on the screen: `system` resolved. */
  readonly theme = $derived(
    this.value.theme === 'system' ? (this.#systemIsDark ? 'dark' : 'light') : this.value.theme,
  )

  /** The reader's name of a colour. */
  readonly hueName = (hue: Hue): string => this.value.hueNames[hue]

  get value(): Settings {
    return this.#query.value ?? this.#defaults
  }

  /** Reads the settings; with a failure the defaults hold. */
  async load(): Promise<void> {
    await this.#query.take(() => call('settings.get', {}))
  }

  /** Changes settings: seen at once, taken back where they cannot be saved. */
  async set(changes: Partial<Settings>): Promise<void> {
    this.#query.value = { ...this.value, ...changes }
    const saving = call('settings.set', { changes })
    try {
      // Also where something newer was asked, the reader hears that it failed.
      await Promise.all([this.#query.take(() => saving), saving])
    } catch (error) {
      await this.#query.ask()
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
      return () => query.removeEventListener('change', change)
    })
    $effect(() => this.#query.follow())
  }
}

export const [useSettings, setSettings] = createContext<SettingsState>()
