/** Makes the desktop application the one that opens `collate://` addresses. */
import { app } from 'electron'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { passageScheme } from '#shell/passageLink'
import { logFailure } from '#shell/failure'

const desktopName = 'collate.desktop'

/**
 * Registers the scheme with the system. Where the application runs from a checkout, the system is told the runtime and
 * the folder. A failure costs the links alone, so it is only reported.
 */
export function registerPassageLinks(): void {
  try {
    if (process.platform === 'linux') {
      if (!writeDesktopEntry()) return
      app.setDesktopName(desktopName)
    }
    if (app.isPackaged) app.setAsDefaultProtocolClient(passageScheme)
    else app.setAsDefaultProtocolClient(passageScheme, process.execPath, [app.getAppPath()])
  } catch (error) {
    logFailure('registering collate:// addresses', error)
  }
}

/**
 * Linux finds a handler by a desktop entry; this one stays out of the menus of the desktop.
 * @returns whether it is new or was changed
 */
function writeDesktopEntry(): boolean {
  const dataHome = process.env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share')
  const folder = join(dataHome, 'applications')
  const file = join(folder, desktopName)
  const words = app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()]
  const entry = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Collate',
    `Exec=${words.map(quote).join(' ')} %u`,
    'NoDisplay=true',
    `MimeType=x-scheme-handler/${passageScheme};`,
    '',
  ].join('\n')
  if (readOrEmpty(file) === entry) return false
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, entry)
  return true
}

/** A word of an Exec line, quoted as the Desktop Entry Specification wants it. */
function quote(word: string): string {
  return `"${word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
