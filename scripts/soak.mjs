/**
 * `npm run soak`: the property tests with a random seed and many times their runs, for as long as they take. `--
 * --times 100` for more (20 without it), `--seed NUMBER` for one that has been seen to fail, file names for some alone.
 */
import './checkNode.mjs'
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { install, root, runTool, say } from './prepare.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '20' }, seed: { type: 'string' } },
})
if (!(await install())) process.exit(1)

const folder = join(root, 'tests', 'unit')
const files = readdirSync(folder, { recursive: true })
  .filter(
    (file) => file.endsWith('.spec.ts') && readFileSync(join(folder, file), 'utf8').includes("/property'"),
  )
  .map((file) => `tests/unit/${file.replaceAll('\\', '/')}`)
  .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))

const seed = values.seed ?? String(randomInt(2 ** 31))
say(`${files.length} files with property tests, ${values.times} times their runs, seed ${seed}`)
const args = [
  'test',
  '--config',
  'tests/playwright.config.ts',
  '--project=unit',
  '--timeout=0',
  '--reporter=list',
]
const env = { ...process.env, COLLATE_SEED: seed, COLLATE_SOAK: values.times }
const code = await runTool(join('@playwright', 'test', 'cli.js'), [...args, ...files], { env })
if (code !== 0) say(`To see it again: npm run soak -- --seed ${seed} --times ${values.times}`)
process.exit(code)
