/** `npm start`: installs and builds what is needed, then opens the desktop application, or the browser shell where there can be none. */
import './checkNode.mjs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { canSandbox, downloadElectron, findElectron, hasDisplay, isRoot } from './electronRuntime.mjs'
import { build, install, root, say } from './prepare.mjs'

const usage = `npm start -- [--data FOLDER] [--browser] [--port NUMBER] [--no-open]

  --data FOLDER   the data folder (default: the one of your account)
  --browser       serve the interface to a browser instead of opening the desktop application
  --port NUMBER   the port for the browser (default: any free one)
  --no-open       print the address for the browser, but do not open it
`

/** How long (milliseconds) the download of the Electron runtime may take. */
const downloadTime = 10 * 60_000

const options = readArguments()
if (!(await install()) || !(await build())) process.exit(1)
const { program, reason } = options.browser ? { program: null, reason: null } : findDesktop()
if (reason !== null) say(`${reason} Collate opens in the browser instead.`)
if (program) startDesktop(program)
else startBrowserShell()

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    return { ...values, positionals }
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
}

/** The program of the desktop application, or the reason why there is none. */
function findDesktop() {
  if (!hasDisplay()) return { program: null, reason: 'There is no display for a window.' }
  let program = findElectron()
  if (!program) {
    say('Fetching the Electron runtime…')
    downloadElectron(downloadTime)
    program = findElectron()
  }
  if (!program) return { program: null, reason: 'The Electron runtime could not be downloaded.' }
  if (!isRoot && !canSandbox(program)) {
    return { program: null, reason: 'This system does not let Electron make its sandbox.' }
  }
  return { program, reason: null }
}

function startDesktop(program) {
  if (isRoot) say('Running as root: Chromium has no sandbox then (--no-sandbox).')
  const env = { ...process.env }
  // Set in terminals of some editors; with it, Electron would be a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  const flags = [...(isRoot ? ['--no-sandbox'] : []), '--log-level=3']
  attend(spawn(program, [...flags, root, ...dataArguments(), ...options.positionals], { ...shared(), env }))
}

function startBrowserShell() {
  const flags = options['no-open'] ? [] : ['--open']
  if (options.port !== undefined) flags.push('--port', options.port)
  const cli = join(root, 'out', 'main', 'cli.js')
  attend(spawn(process.execPath, [cli, 'serve', ...dataArguments(), ...flags], shared()))
}

function dataArguments() {
  return options.data === undefined ? [] : ['--data', options.data]
}

function shared() {
  // npm changes to the project's folder; paths are meant from where the command was typed.
  return { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: 'inherit' }
}

/** Ends as the application ends, and passes on what asks it to end. */
function attend(child) {
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    console.error(`Collate could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code) => process.exit(code ?? 1))
}
