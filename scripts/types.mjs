/**
 * `npm run check`: the types of every source, each as the runtime that it is for knows them: the core has no page, the
 * interface no Node. A file is judged by the configuration of its own folder alone, whoever else imports it.
 */
import './checkNode.mjs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './prepare.mjs'

/** What each configuration judges, as beginnings of paths; `not`: what another one does. */
const runtimes = [
  { name: 'core', judges: ['src-main/'], not: ['src-main/electron/', 'src-main/importers/'] },
  // The document of an imported page, which a library makes, has the types of one in a browser.
  { name: 'importers', judges: ['src-main/importers/'], not: [] },
  { name: 'electron', judges: ['src-main/electron/', 'electron.vite.config.ts'], not: [] },
  { name: 'tests', judges: ['tests/'], not: [] },
]

/** Two at a time: more of them would only wait for memory. */
const [first, second] = await Promise.all([
  each(runtimes.slice(0, 2)),
  each(runtimes.slice(2)).then(async (passed) => (await checkInterface()) && passed),
])
process.exit(first && second ? 0 : 1)

async function each(some) {
  let passed = true
  for (const runtime of some) passed = (await checkTypes(runtime)) && passed
  return passed
}

/** Whether the compiler finds nothing in what the configuration judges. */
async function checkTypes({ name, judges, not }) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  // What the compiler learnt is kept, and only what changed since is looked at again.
  const kept = join('node_modules', '.cache', 'types', `${name}.tsbuildinfo`)
  const flags = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', kept]
  const { output, code } = await run([compiler, ...flags, '-p', `tsconfig.${name}.json`])
  const begins = (line, paths) => paths.some((path) => line.startsWith(path))
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  // A failure that is of no file is the configuration's; lines that are indented belong to the one before them.
  let shown = false
  const ours = lines.filter((line) => {
    if (!/^\s/.test(line))
      shown = !/^\S+\(\d+,\d+\): /.test(line) || (begins(line, judges) && !begins(line, not))
    return shown
  })
  if (ours.length > 0) console.error(`${name}:\n${ours.join('\n')}`)
  return ours.length === 0 && (code === 0 || lines.length > 0)
}

async function checkInterface() {
  const checker = join(root, 'node_modules', 'svelte-check', 'bin', 'svelte-check')
  const flags = ['--tsconfig', './tsconfig.interface.json', '--threshold', 'warning', '--output', 'human']
  const { output, code } = await run([checker, ...flags])
  if (code !== 0) console.error(`interface:\n${output}`)
  return code === 0
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('close', (code) => resolve({ output, code }))
  })
}
