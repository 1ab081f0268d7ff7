/** Which process a number meant: process ids are used again, so a process is its id and the moment it started. */
import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'
import { isRunning } from './durableFile'

/**
 * A mark of this process that no other process of the same id has, fit for a file name. On Linux: the boot, the
 * process namespace and the tick it started at; elsewhere the time it started at.
 */
export async function ownMark(): Promise<string> {
  const linux = await linuxProcess('self')
  return linux ? linux.mark : `t${Math.round(performance.timeOrigin)}`
}

/** Whether the process that was `pid` when it made `mark` still runs. Where that cannot be told, it is taken to run. */
export async function stillRuns(pid: number, mark: string): Promise<boolean> {
  const own = await linuxProcess('self')
  if (!own || mark.startsWith('t')) return isRunning(pid) && (await startedAt(pid, Number(mark.slice(1))))
  const [boot, namespace] = mark.split('.')
  if (boot !== own.boot) return false
  // The processes of another container cannot be seen from here.
  if (namespace !== own.namespace) return true
  if (!isRunning(pid)) return false
  const now = await linuxProcess(pid)
  if (!now) return isRunning(pid)
  // A killed process that nobody has waited for is still listed, as a zombie.
  return !['Z', 'X'].includes(now.state) && now.mark === mark
}

interface LinuxProcess {
  readonly boot: string
  readonly namespace: string
  readonly state: string
  readonly mark: string
}

/**
 * What Linux says of a process; null on other systems, and where it cannot be read. See proc_pid_stat(5): after the
 * name in brackets, which may hold anything, field 3 is the state and field 22 the start.
 */
async function linuxProcess(pid: number | 'self'): Promise<LinuxProcess | null> {
  if (process.platform !== 'linux') return null
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
    const namespace = (await readlink('/proc/self/ns/pid')).replace(/\D/g, '')
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state = '', tick = ''] = [fields[0], fields[19]]
    return { boot, namespace, state, mark: `${boot}.${namespace}.${tick}` }
  } catch {
    return null
  }
}

/** How far the two clocks may be apart: they are read at different moments of a process's start. Milliseconds. */
const tolerance = 10_000

/** Whether a running process started at a time (milliseconds since 1970); true where the system does not say. */
async function startedAt(pid: number, time: number): Promise<boolean> {
  try {
    const started = process.platform === 'win32' ? await startOnWindows(pid) : await startByPs(pid)
    return Number.isNaN(started) || Number.isNaN(time) || Math.abs(started - time) < tolerance
  } catch {
    return isRunning(pid)
  }
}

const run = promisify(execFile)

async function startOnWindows(pid: number): Promise<number> {
  const command = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().ToString('o')`
  const { stdout } = await run('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', command])
  return Date.parse(stdout.trim())
}

async function startByPs(pid: number): Promise<number> {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], { env })
  return Date.parse(`${stdout.trim()} UTC`)
}
