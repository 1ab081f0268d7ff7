/** A file system that fails at a chosen step, or at it and ever after as for a process that was killed there. */
import { promises as fs } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

export type Fault =
  /** The process ends before this step: neither it nor any later one happens. */
  | { kind: 'kill'; step: number }
  /** From this step on there is no room for anything new, for so many steps that need some. */
  | { kind: 'full'; step: number; steps: number }
  /** This one step fails, and no other. */
  | { kind: 'broken'; step: number }

/** Steps that need room on the disk; the others (renames, removals) are done within what is there. */
const needsRoom = new Set(['create', 'write'])

class DiskFault extends Error {
  readonly code: string
  constructor(code: string, step: string) {
    super(`${code}: ${step}`)
    this.code = code
  }
}

/**
 * Runs an action while every step by which it changes the disk is counted, and made to fail as the fault says.
 * @param fault null: nothing fails
 * @returns how it ended, and the number of steps
 */
export async function withFault(
  fault: Fault | null,
  action: () => Promise<unknown>,
): Promise<{ error: unknown; steps: number }> {
  let steps = 0
  let left = fault?.kind === 'full' ? fault.steps : 0
  const step = (what: string): void => {
    const at = steps++
    if (!fault || at < fault.step) return
    if (fault.kind === 'kill') throw new DiskFault('EIO', what)
    if (fault.kind === 'broken' && at === fault.step) throw new DiskFault('EIO', what)
    if (fault.kind === 'full' && needsRoom.has(what) && left-- > 0) throw new DiskFault('ENOSPC', what)
  }
  const { open, rename, rm, mkdir, writeFile, unlink } = fs
  const steppedHandle = (handle: FileHandle): FileHandle => {
    for (const name of ['write', 'sync', 'chmod', 'truncate'] as const) {
      const own = handle[name].bind(handle) as (...args: unknown[]) => Promise<unknown>
      const stepped = async (...args: unknown[]): Promise<unknown> => {
        step(name)
        return await own(...args)
      }
      Object.defineProperty(handle, name, { value: stepped })
    }
    return handle
  }
  const patched = {
    open: async (...args: Parameters<typeof open>) => {
      const [, flags = 'r'] = args
      if (flags !== 'r') step('create')
      return steppedHandle(await open(...args))
    },
    rename: async (...args: Parameters<typeof rename>) => {
      step('rename')
      await rename(...args)
    },
    rm: async (...args: Parameters<typeof rm>) => {
      step('rm')
      await rm(...args)
    },
    unlink: async (...args: Parameters<typeof unlink>) => {
      step('rm')
      await unlink(...args)
    },
    mkdir: async (...args: Parameters<typeof mkdir>) => {
      step('create')
      return await mkdir(...args)
    },
    writeFile: async (...args: Parameters<typeof writeFile>) => {
      step('create')
      await writeFile(...args)
    },
  }
  Object.assign(fs, patched)
  syncBuiltinESMExports()
  try {
    await action()
    return { error: null, steps }
  } catch (error) {
    return { error, steps }
  } finally {
    Object.assign(fs, { open, rename, rm, mkdir, writeFile, unlink })
    syncBuiltinESMExports()
  }
}
