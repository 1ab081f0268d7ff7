/** Shuts every way by which content could reach out of the window: processes, sessions, pages. */
import { app, type Session, type WebContents } from 'electron'
import { origin } from './protocol'

/**
 * Settles what holds for all processes; before Electron is ready. No name is ever resolved and no proxy is looked for,
 * so that a request that slipped through everything else, Chromium's own included, would still go nowhere.
 * @param reaches the one other origin that pages may reach, on this machine; null: none
 */
export function hardenProcess(reaches: string | null): void {
  // As root there is no sandbox; who starts Electron with this switch has decided that.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  const rules = ['MAP * ~NOTFOUND', ...(reaches === null ? [] : [`EXCLUDE ${new URL(reaches).hostname}`])]
  app.commandLine.appendSwitch('host-resolver-rules', rules.join(', '))
  for (const name of [
    'no-proxy-server',
    'dns-prefetch-disable',
    'no-pings',
    'disable-background-networking',
  ]) {
    app.commandLine.appendSwitch(name)
  }
  const allowed = reaches === null ? [origin] : [origin, reaches]
  app.on('session-created', (session) => hardenSession(session, allowed))
  app.on('web-contents-created', (_event, contents) => hardenContents(contents))
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault()
    callback(false)
  })
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault()
    callback()
  })
}

function hardenSession(session: Session, allowed: readonly string[]): void {
  session.webRequest.onBeforeRequest(({ url }, callback) =>
    callback({ cancel: !allowed.some((each) => url.startsWith(`${each}/`)) }),
  )
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault()
    callback(null)
  })
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault()
    callback('')
  })
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault()
    callback()
  })
  session.on('will-download', (event) => event.preventDefault())
  // Chromium fetches spelling dictionaries from a server of Google. An address that nothing serves keeps it from that:
  // macOS has a spelling checker of its own, elsewhere only dictionaries that are already there are used.
  if (process.platform !== 'darwin') session.setSpellCheckerDictionaryDownloadURL(`${origin}/dictionaries/`)
}

function hardenContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault()
    callback('')
  })
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
