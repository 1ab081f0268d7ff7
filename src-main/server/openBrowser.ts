/** Opens an address in the system's browser, where there is one; never fails. */
import { spawn } from 'node:child_process'

/** Starts the system's opener and forgets it. On Linux without a display there is nothing to open into. */
export function openBrowser(
  address: string,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): void {
  const opener = openerFor(address, platform, env)
  if (!opener) return
  try {
    const [command, ...args] = opener
    const child = spawn(command, args, { stdio: 'ignore', detached: true, windowsHide: true })
    child.on('error', () => undefined)
    child.unref()
  } catch {
    // The address is printed in any case.
  }
}

function openerFor(
  address: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): [string, ...string[]] | null {
  if (platform === 'darwin') return ['open', address]
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['WSL_DISTRO_NAME'] ? ['xdg-open', address] : null
}
