/** What the browser shell answers of the shell's calls: what a page can do by itself is left to the page. */
import type { ShellHandlers } from '#contract/calls'
import { CollateError } from '#domain/errors'
import { displayPath } from '#shell/dataFolder'
import { logFileOf } from '#shell/log'

export interface BrowserShellFacts {
  version: string
  dataFolder: string
  /** Called when a page has flushed what it had. */
  onReadyToClose: () => void
}

export function browserShellHandlers(facts: BrowserShellFacts): ShellHandlers {
  const unsupported = (): never => {
    throw new CollateError('unsupported', 'A browser tab cannot do this. The desktop application can.')
  }
  return {
    'shell.info': () => ({
      kind: 'browser',
      platform: process.platform,
      version: facts.version,
      dataFolder: displayPath(facts.dataFolder),
      dialogs: false,
      frameless: false,
    }),
    'shell.chooseFolder': unsupported,
    'shell.chooseFiles': unsupported,
    'shell.chooseSaveFile': unsupported,
    'shell.showSource': unsupported,
    'shell.showChosen': unsupported,
    'shell.showLog': () => ({ file: displayPath(logFileOf(facts.dataFolder)), shown: false }),
    'shell.openExternal': unsupported,
    'shell.copyText': unsupported,
    'shell.window': unsupported,
    'shell.readyToClose': () => {
      facts.onReadyToClose()
      return null
    },
  }
}
