/** The one window. */
import { BrowserWindow, nativeTheme, type Session } from 'electron'
import type { Settings } from '#domain/settings'
import { minimumSize, type PlacedWindow } from '#shell/placeWindow'
import { origin } from './protocol'

/** Whether the page draws the title bar's buttons; macOS keeps its own beside a hidden title bar. */
export const frameless = process.platform !== 'darwin'

/** `--sunken` of the design tokens, so that the window has its colour before the page has been drawn. */
const backgrounds = { light: '#f2efe8', dark: '#161513', sepia: '#ebe0c9' } as const

export interface WindowOptions {
  session: Session
  preload: string
  state: PlacedWindow
  theme: Settings['theme']
}

/** Makes the window and loads the interface into it; it is shown when there is something to see. */
export function createWindow({ session, preload, state, theme }: WindowOptions): BrowserWindow {
  applyTheme(theme)
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Collate',
    backgroundColor: backgroundOf(theme),
    ...(frameless ? { frame: false } : { titleBarStyle: 'hiddenInset' as const }),
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: false,
      navigateOnDragDrop: false,
      spellcheck: true,
    },
  })
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize()
    window.show()
    if (state.fullscreen) window.setFullScreen(true)
  })
  return window
}

/** Loads the interface. */
export async function loadInterface(window: BrowserWindow): Promise<void> {
  await window.loadURL(`${origin}/`)
}

/** Lets native parts (menus, dialogs, the colour behind the page) follow the reader's theme. */
export function applyTheme(theme: Settings['theme'], window?: BrowserWindow): void {
  nativeTheme.themeSource = theme === 'sepia' ? 'light' : theme
  if (window && !window.isDestroyed()) window.setBackgroundColor(backgroundOf(theme))
}

function backgroundOf(theme: Settings['theme']): string {
  if (theme !== 'system') return backgrounds[theme]
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light
}
