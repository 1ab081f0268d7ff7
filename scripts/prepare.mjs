/** Brings a checkout into a state in which it runs: installs what is missing, builds what is stale. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the project. */
export const root = join(import.meta.dirname, '..')

/** What the build is made from. */
const sources = [
  'src-main',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]
export const stampFile = join(root, 'out', 'sources.sha256')

/** Says what is being done, on standard error: standard output belongs to the program. */
export function say(message) {
  console.error(message)
}

/**
 * Runs a program in the project's folder. Its output is shown as it comes, or, with `quiet`, only when it fails.
 * @returns {Promise<number>} its exit code
 */
export function run(command, args, { quiet = false, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    })
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) => {
      say(`${command}: ${error.message}`)
      resolve(1)
    })
    child.on('close', (code, signal) => {
      if (code !== 0) process.stderr.write(Buffer.concat(chunks))
      if (signal) say(`It was ended by ${signal}.`)
      resolve(code ?? 1)
    })
  })
}

/** Runs a program that an installed package brings along, by the path of its script. */
export function runTool(script, args, options) {
  return run(process.execPath, [join(root, 'node_modules', script), ...args], options)
}

/** Installs what package-lock.json names, where node_modules holds something else. */
export async function install() {
  if (isInstalled()) return true
  say('Installing packages…')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund']
  const code =
    npm && npm.endsWith('.js')
      ? await run(process.execPath, [npm, ...args], { quiet: true })
      : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { quiet: true })
  if (code !== 0) say('The packages could not be installed. What npm said stands above.')
  return code === 0
}

/**
 * Whether every package that the lock file wants is there in its version. Optional ones may be missing: they are for
 * other systems. The dates of the two files say nothing, since a checkout sets them.
 */
function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const found = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !found) return false
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer }]) =>
      path === '' || optional || devOptional || peer || found[path]?.version === version,
  )
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages
  } catch {
    return null
  }
}

/** Builds, unless the build was made from these very sources. */
export async function build() {
  const stamp = hashOfSources()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return true
  say('Building…')
  const code = await runTool('electron-vite/bin/electron-vite.js', ['build'], { quiet: true })
  if (code !== 0) {
    say('The build failed.')
    return false
  }
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(stampFile, stamp)
  return true
}

function hashOfSources() {
  const hash = createHash('sha256')
  const add = (path) => {
    hash.update(`${path}\0`)
    hash.update(readFileSync(join(root, path)))
  }
  for (const source of sources) {
    if (!existsSync(join(root, source))) continue
    const entries = readdirSyncOrNull(join(root, source))
    if (!entries) add(source)
    else for (const path of entries) add(join(source, path))
  }
  return hash.digest('hex')
}

/** The files under a folder in a fixed order, or null where it is no folder. */
function readdirSyncOrNull(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort()
  } catch {
    return null
  }
}
