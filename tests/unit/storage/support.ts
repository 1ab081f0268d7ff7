/** What the storage tests share: temporary folders, samples, and processes that can be killed. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { rmSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from '@playwright/test'
import { build } from 'vite'
import type { ErrorCode } from '#domain/errors'
import type { StoreNotice } from '#storage/notice'

/** `dir`: a folder of its own for each test. */
export const test = base.extend<{ dir: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern
  dir: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'collate-storage-'))
    await use(dir)
    await rm(dir, { recursive: true, force: true })
  },
})

/** Collects notices. */
export function noticeList(): { notices: StoreNotice[]; onNotice: (notice: StoreNotice) => void } {
  const notices: StoreNotice[] = []
  return { notices, onNotice: (notice) => notices.push(notice) }
}

/** Expects a CollateError of a code, and answers its message. */
export async function failure(code: ErrorCode, action: Promise<unknown>): Promise<string> {
  const error: unknown = await action.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toMatchObject({ name: 'CollateError', code })
  return (error as Error).message
}

/** Everything in a folder, hidden and half-written files too. */
export const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder)).sort()

let built: Promise<string> | null = null

/** Builds child.ts to a file that plain Node runs, once for each worker, where any user may read it. */
async function builtChild(): Promise<string> {
  built ??= (async () => {
    const outDir = await mkdtemp(join(tmpdir(), 'collate-child-'))
    process.once('exit', () => rmSync(outDir, { recursive: true, force: true }))
    await chmod(outDir, 0o755)
    await build({
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: fileURLToPath(new URL('./child.ts', import.meta.url)),
        outDir,
        emptyOutDir: false,
        rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
      },
    })
    return join(outDir, 'child.mjs')
  })()
  return await built
}

/** A process of its own that runs one of the actions of child.ts. */
export class Child {
  readonly lines: string[] = []
  readonly #process: ChildProcess
  readonly #ended: Promise<void>
  #onLine = (): void => undefined

  private constructor(child: ChildProcess) {
    this.#process = child
    this.#ended = new Promise((resolve) => child.once('close', () => resolve()))
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line)
        this.#onLine()
      })
    }
  }

  static async start(args: readonly string[], options: SpawnOptions = {}): Promise<Child> {
    const script = await builtChild()
    return new Child(
      spawn(process.execPath, [script, ...args], { ...options, stdio: ['pipe', 'pipe', 'pipe'] }),
    )
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  /** Resolves when the child has printed a line that `matches` likes; fails when it ends without. */
  async printed(matches: (line: string) => boolean): Promise<void> {
    const seen = new Promise<void>((resolve) => {
      this.#onLine = () => {
        if (this.lines.some(matches)) resolve()
      }
      this.#onLine()
    })
    await Promise.race([
      seen,
      this.#ended.then(() => {
        if (!this.lines.some(matches)) throw new Error(`The child ended: ${this.lines.join('\n')}`)
      }),
    ])
  }

  /** `kill -9`, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#ended
  }

  /** Tells it to end by itself, and waits. */
  async end(): Promise<void> {
    this.#process.stdin?.end()
    await this.#ended
  }

  async ended(): Promise<void> {
    await this.#ended
  }
}
