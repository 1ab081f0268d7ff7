/**
 * Loaded into the browser shell before its own code: reading files that match waits at a gate, as on a disk that has
 * stopped answering, for as long as the gate's file is there. What a test wants to see "while it is going on" goes on
 * until the test has seen it, however slow or fast the machine is.
 */
import { existsSync, promises } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'

const {
  COLLATE_GATE: gate = '',
  COLLATE_GATE_FILES: files = '',
  COLLATE_GATE_AFTER: after = '0',
} = process.env
const pattern = new RegExp(files)
let free = Number(after)

for (const name of ['open', 'readFile']) {
  const original = promises[name]
  promises[name] = async (path, ...rest) => {
    if (typeof path === 'string' && pattern.test(path) && --free < 0) {
      while (existsSync(gate)) await delay(20)
    }
    return await original(path, ...rest)
  }
}
syncBuiltinESMExports()
