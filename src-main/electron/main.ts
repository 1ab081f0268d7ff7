/** The desktop application's entry: what must be settled before Electron is ready, then the application. */
import { app } from 'electron'
import { asCollateError, exitCodeOf, logFailure } from '#shell/failure'
import { layoutOf } from '#shell/layout'
import { startApplication } from './app'
import { registerScheme } from './protocol'
import { hardenProcess } from './security'

hardenProcess()
registerScheme()
// Not awaited at the top level: Electron is not ready before this module has been loaded.
startApplication(layoutOf(import.meta.dirname)).catch((error: unknown) => {
  logFailure('the start', error)
  app.exit(exitCodeOf(asCollateError(error).code))
})
