/**
 * `npm run bench`: builds what is stale, bundles the benchmark, runs it. `-- --count 100000` for more; `--only
 * save,paint`, `--no-window` or `--quick` (few samples) for less; `--json FILE` for the figures as JSON too.
 */
import './checkNode.mjs'
import { join } from 'node:path'
import { build, install, root, run, runTool } from './prepare.mjs'

const out = join(root, 'out', 'bench')
if (!(await install()) || !(await build())) process.exit(1)
const bundle = (entry, ...options) =>
  runTool(
    'rolldown/bin/cli.mjs',
    [join(root, 'tests', 'bench', entry), ...['--dir', out, '--log-level', 'silent', ...options]],
    { quiet: true },
  )
const external = ['@playwright/test', 'node-sqlite3-wasm', 'linkedom'].flatMap((name) => ['--external', name])
if ((await bundle('main.ts', '--platform', 'node', '--format', 'esm', ...external)) !== 0) process.exit(1)
if ((await bundle('paintingPage.ts', '--platform', 'browser', '--format', 'iife')) !== 0) process.exit(1)
process.exit(await run(process.execPath, [join(out, 'main.js'), '--root', root, ...process.argv.slice(2)]))
