/** Finds Electron's runtime and what it needs; plain Node, so that it runs before anything is installed. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const packageFolder = join(root, 'node_modules', 'electron')

const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }

/**
 * The runtime's program: of `ELECTRON_OVERRIDE_DIST_PATH`, else the one that the `electron` package downloaded.
 * @returns {string | null}
 */
export function findElectron(env = process.env, platform = process.platform) {
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH || ownDist()
  if (dist === null) return null
  const program = join(dist, programs[platform] ?? 'electron')
  return existsSync(program) ? program : null
}

/** The folder of a download that is complete and of the version that the package wants; null where there is none. */
function ownDist() {
  try {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
    const found = readFileSync(join(packageFolder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '')
    // Written last, when everything has been unpacked.
    return found === version && existsSync(join(packageFolder, 'path.txt'))
      ? join(packageFolder, 'dist')
      : null
  } catch {
    return null
  }
}

/**
 * Lets the official package download its runtime.
 * @param {number} timeLimit in milliseconds
 * @returns {boolean} whether it is there now
 */
export function downloadElectron(timeLimit) {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return false
  spawnSync(process.execPath, [join(packageFolder, 'install.js')], {
    cwd: root,
    timeout: timeLimit,
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  return findElectron() !== null
}

/** Whether windows can be shown: on Linux, a display that is named and is there. */
export function hasDisplay(env = process.env, platform = process.platform) {
  if (platform !== 'linux') return true
  const wayland = env.WAYLAND_DISPLAY
  if (wayland && existsSync(join(env.XDG_RUNTIME_DIR ?? '', wayland))) return true
  const local = /^:(\d+)/.exec(env.DISPLAY ?? '')
  // A display on another machine can only be tried.
  return local ? existsSync(`/tmp/.X11-unix/X${local[1]}`) : Boolean(env.DISPLAY)
}

/** Whether the process runs as root, for which Chromium has no sandbox. */
export const isRoot = process.getuid?.() === 0

/**
 * Whether the system lets an ordinary user's Electron make its sandbox. Some Linux systems forbid user namespaces.
 * @param {string} program
 */
export function canSandbox(program) {
  if (process.platform !== 'linux') return true
  const helper = join(program, '..', 'chrome-sandbox')
  if (spawnSync('unshare', ['-Ur', 'true'], { stdio: 'ignore' }).status === 0) return true
  return spawnSync('test', ['-u', helper]).status === 0
}
