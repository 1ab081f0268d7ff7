/** What must be settled before Electron is ready, then the application. */
import { app } from 'electron'
import { asCollateError, exitCodeOf, logFailure } from '#shell/failure'
import { layoutOf } from '#shell/layout'
import { startApplication } from './app'
import { builtInterface, registerScheme, type InterfaceSource } from './protocol'
import { hardenProcess } from './security'

/**
 * Starts the desktop application.
 * @param entryFolder the folder of the running entry
 * @param source where the interface comes from, if not from the build
 */
export function launch(entryFolder: string, source?: InterfaceSource): void {
  const layout = layoutOf(entryFolder)
  const from = source ?? builtInterface(layout.rendererFolder)
  hardenProcess(from.reaches)
  registerScheme()
  // Not awaited at the top level: Electron is not ready before the entry has been loaded.
  startApplication(layout, from).catch((error: unknown) => {
    logFailure('the start', error)
    app.exit(exitCodeOf(asCollateError(error).code))
  })
}
