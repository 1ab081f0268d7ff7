/** A display of its own for each worker: on a shared one, windows take the pointer, the focus and the clipboard from each other. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/**
 * Starts a virtual display and names it to this process and its children.
 * @returns the display's server, to be killed in the end; null where the system has none, and the display that is there is used
 */
export async function startVirtualDisplay(): Promise<ChildProcess | null> {
  if (process.platform !== 'linux' || spawnSync('sh', ['-c', 'command -v Xvfb']).status !== 0) return null
  // The server chooses a free number and writes it to file 3. Anyone may connect: the sandbox's test does so as another user.
  const args = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-ac', '-nolisten', 'tcp']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const numbers = server.stdio[3] as Readable
  const [number] = (await once(numbers, 'data')) as [Buffer]
  process.env['DISPLAY'] = `:${number.toString().trim()}`
  delete process.env['WAYLAND_DISPLAY']
  return server
}
