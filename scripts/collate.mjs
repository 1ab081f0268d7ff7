/** `npm run collate -- …`: the command line, installed and built first where that is needed. */
import './checkNode.mjs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, install, root } from './prepare.mjs'

if (!(await install()) || !(await build())) process.exit(1)
const child = spawn(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
  // npm changes to the project's folder; paths are meant from where the command was typed.
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
})
// The terminal sends Ctrl+C to both; the command line decides what it means.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code) => process.exit(code ?? 1))
