/** `npm run bench`: builds what is stale, bundles the benchmark, runs it. `-- --count 100000` for more, `--no-window` for less. */
import './checkNode.mjs'
import { join } from 'node:path'
import { build, install, root, run, runTool } from './prepare.mjs'

const out = join(root, 'out', 'bench')
if (!(await install()) || !(await build())) process.exit(1)
const bundled = await runTool('rolldown/bin/cli.mjs', [
  join(root, 'tests', 'bench', 'main.ts'),
  ...['--dir', out, '--platform', 'node', '--format', 'esm'],
  ...['--external', '@playwright/test', '--external', 'node-sqlite3-wasm', '--external', 'linkedom'],
  ...['--log-level', 'silent'],
])
if (bundled !== 0) process.exit(1)
process.exit(await run(process.execPath, [join(out, 'main.js'), '--root', root, ...process.argv.slice(2)]))
