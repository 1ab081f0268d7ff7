/** `npm run dev`: the application with an interface that follows its sources, in either shell. */
import './checkNode.mjs'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createServer, runnerImport } from 'vite'
import { findElectron, hasDisplay, isRoot } from './electronRuntime.mjs'
import { build, install, root, say, stampFile } from './prepare.mjs'

const usage = `npm run dev -- [--data FOLDER] [--browser]

  --data FOLDER   the data folder (default: out/dev-data, so that your library is left alone)
  --browser       serve the interface to a browser instead of opening the desktop application
`

const options = readArguments()
const data = options.data ?? join(root, 'out', 'dev-data')
if (!(await install())) process.exit(1)
const program = options.browser || !hasDisplay() ? null : findElectron()
if (program) startDesktop(program)
else if (await build()) startBrowserShell()
else process.exit(1)

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { data: { type: 'string' }, browser: { type: 'boolean', default: false } },
    })
    return values
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
}

/** Everything follows: the page by itself, the main process and the preload script by a new start. */
function startDesktop(program) {
  // What is built for this is not the program.
  rmSync(stampFile, { force: true })
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const flags = [
    '--watch',
    '--entry',
    join('out', 'main', 'development.js'),
    ...(isRoot ? ['--noSandbox'] : []),
  ]
  const env = { ...process.env, ELECTRON_EXEC_PATH: program }
  delete env.ELECTRON_RUN_AS_NODE
  attend(
    spawn(process.execPath, [tool, ...flags, '--', '--data', data], { cwd: root, env, stdio: 'inherit' }),
  )
}

/** The page follows; `collate serve` behind it is the built one. */
function startBrowserShell() {
  const cli = join(root, 'out', 'main', 'cli.js')
  const child = spawn(process.execPath, [cli, 'serve', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  attend(child)
  createInterface({ input: child.stdout }).on('line', async (line) => {
    const address = /http:\S+/.exec(line)?.[0]
    if (address === undefined) return
    const { origin, search } = new URL(address)
    const server = await serveInterface(origin)
    say(`The interface follows its sources at ${server.resolvedUrls.local[0]}${search}\nCtrl+C stops it.`)
  })
}

/** Vite's server for the interface, with a way to the calls of the browser shell at an origin. */
async function serveInterface(origin) {
  const policy = await runnerImport(join(root, 'src-main', 'shell', 'developmentPolicy.ts'))
  // It answers its own page alone, which is what this server stands for.
  const behind = { target: origin, changeOrigin: true, headers: { origin } }
  const server = await createServer({
    configFile: false,
    root: join(root, 'src-renderer'),
    plugins: [svelte({ configFile: false })],
    server: {
      host: '127.0.0.1',
      hmr: { overlay: false },
      headers: policy.module.developmentHeaders(),
      proxy: { '^/(call/|upload|events|\\?key=)': behind },
    },
  })
  return await server.listen()
}

/** Ends as the application ends, and passes on what asks it to end. */
function attend(child) {
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    say(`Collate could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code) => process.exit(code ?? 1))
}
