/**
 * What every end-to-end test stands on: the built application on a fresh data folder, in the browser shell (project
 * `chromium`) or as the desktop application (project `electron`). A test fails on any error in the page's console, any
 * breach of the content security policy, any request that leaves the application, and any defect that it reports.
 */
import {
  _electron,
  chromium,
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type ElectronApplication,
  type Page,
  type TestInfo,
} from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Bridge } from '#contract/bridge'
import type { Outcome } from '#contract/call'
import type { CallArgs, CallName, CallResult } from '#contract/calls'
import { canSandbox, findElectron, hasDisplay, isRoot } from '../../scripts/electronRuntime.mjs'
import { findChromium } from '../../scripts/findChromium.mjs'
import { startVirtualDisplay } from './virtualDisplay'

export { expect }

/** The folder of the project. */
export const root = join(import.meta.dirname, '..', '..')
/** The built command line. */
export const commandLine = join(root, 'out', 'main', 'cli.js')

/** How long (milliseconds) the application may take to close before it counts as hanging. */
const closeTime = 60_000

/** What the application waits for when it reads files, until `openGate`. */
export interface Gate {
  /** The paths that wait, as a pattern. */
  readonly files: RegExp
  /** So many are read before. */
  readonly after: number
}

export interface CollateApp {
  readonly kind: 'desktop' | 'browser'
  readonly dataFolder: string
  /** The page of the running application; another one after `restart` and `start`. */
  readonly page: Page
  /** The desktop application, for tests that reach into its main process; throws in the browser shell. */
  readonly electron: ElectronApplication
  /** The browser shell's address with its secret; throws in the desktop application. */
  readonly address: string
  /** Closes the application as its reader would, and opens it again on the same data folder. */
  restart(): Promise<Page>
  /** Closes the application as its reader would; it fails the test if it hangs. */
  close(): Promise<void>
  /** Ends all of its processes at once, without a warning. */
  kill(): Promise<void>
  /** Opens the application, after `close` or `kill`; in the browser shell with a gate before some of its files. */
  start(gate?: Gate): Promise<Page>
  /** Lets it read what waits at the gate. */
  openGate(): Promise<void>
  /** Makes a call of the contract from the page, as the interface makes it, and returns its value. */
  call<Name extends CallName>(name: Name, args: CallArgs<Name>): Promise<CallResult<Name>>
  /** Expects errors that match: they do not fail the test. */
  allowErrors(pattern: RegExp): void
}

interface Running {
  page: Page
  electron: ElectronApplication | null
  address: string | null
  process: ChildProcess
}

interface Launch {
  dataFolder: string
  size: WindowSize
  /** Variables that the process gets besides its own. */
  env: Record<string, string>
  log: (text: string) => void
  watch: (context: BrowserContext, own: string) => void
}

type LazyBrowser = (executablePath: string) => Promise<Browser>

/** In CSS pixels. */
export interface WindowSize {
  width: number
  height: number
  /** Pixels of the screen for each of them; 1 where it is left out. */
  zoom?: number
}

/** A window with room for the library, the panes and the notes beside one another. */
export const wide: WindowSize = { width: 1440, height: 900 }

export const test = base.extend<
  {
    app: CollateApp
    page: Page
    /** The size of the window from the first start on: a project's, or what `test.use` sets. */
    windowSize: WindowSize
  },
  { chromiumBrowser: LazyBrowser; virtualDisplay: undefined }
>({
  virtualDisplay: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this pattern
    async ({}, use, { project }) => {
      const server = project.name === 'electron' ? await startVirtualDisplay() : null
      await use(undefined)
      server?.kill()
    },
    { scope: 'worker', auto: true },
  ],

  chromiumBrowser: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this pattern
    async ({}, use) => {
      let browser: Promise<Browser> | undefined
      await use((executablePath) => (browser ??= launchChromium(executablePath)))
      await (await browser)?.close()
    },
    { scope: 'worker' },
  ],

  windowSize: [wide, { option: true }],

  app: async ({ chromiumBrowser, windowSize }, use, testInfo) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'collate-e2e-'))
    const app = new TestedApp(testInfo, chromiumBrowser, dataFolder, windowSize)
    try {
      await app.start()
      await use(app)
    } finally {
      await app.finish()
    }
    expect(app.problems, 'errors, refused contents, requests and defects').toEqual([])
  },

  page: async ({ app }, use) => await use(app.page),
})

class TestedApp implements CollateApp {
  readonly kind: 'desktop' | 'browser'
  readonly dataFolder: string
  readonly #testInfo: TestInfo
  readonly #browser: LazyBrowser
  readonly #size: WindowSize
  readonly #allowed: RegExp[] = []
  readonly #noted: string[] = []
  #log = ''
  /** Stops noting what the page says: while its application goes away, it says much that is no finding. */
  #unwatch = (): void => undefined
  #running: Running | null = null

  constructor(testInfo: TestInfo, browser: LazyBrowser, dataFolder: string, size: WindowSize) {
    this.kind = testInfo.project.name === 'electron' ? 'desktop' : 'browser'
    this.dataFolder = dataFolder
    this.#testInfo = testInfo
    this.#browser = browser
    this.#size = size
  }

  get page(): Page {
    return this.#here().page
  }

  get electron(): ElectronApplication {
    const { electron } = this.#here()
    if (!electron) throw new Error('This is the browser shell.')
    return electron
  }

  get address(): string {
    const { address } = this.#here()
    if (address === null) throw new Error('This is the desktop application.')
    return address
  }

  /** What went wrong and was not expected. */
  get problems(): string[] {
    return this.#noted.filter((problem) => !this.#allowed.some((pattern) => pattern.test(problem)))
  }

  async start(gate?: Gate): Promise<Page> {
    if (gate && this.kind === 'desktop') throw new Error('The desktop application has no gate.')
    if (gate) await writeFile(this.#gateFile, '')
    const launch: Launch = {
      dataFolder: this.dataFolder,
      size: this.#size,
      env: gate ? this.#gateVariables(gate) : {},
      log: (text) => this.#hear(text),
      watch: (context, own) => this.#watch(context, own),
    }
    this.#running =
      this.kind === 'desktop'
        ? await startDesktop(launch, this.#testInfo)
        : await startBrowserShell(launch, await this.#openBrowser())
    await this.#running.page.waitForLoadState('domcontentloaded')
    return this.#running.page
  }

  async openGate(): Promise<void> {
    await rm(this.#gateFile, { force: true })
  }

  async restart(): Promise<Page> {
    await this.close()
    return await this.start()
  }

  async close(): Promise<void> {
    await this.openGate()
    const { process, electron } = this.#here()
    this.#unwatch()
    const exited = exit(process)
    // The page hears `beforeClose` and flushes, then the process ends by itself.
    if (electron) await electron.evaluate(({ app }) => app.quit()).catch(() => undefined)
    else process.kill('SIGTERM')
    const closed = await within(exited, closeTime)
    if (!closed) this.#noted.push('The application did not close.')
    await this.#drop()
  }

  async kill(): Promise<void> {
    await this.#drop()
  }

  async call<Name extends CallName>(name: Name, args: CallArgs<Name>): Promise<CallResult<Name>> {
    const outcome = await this.page.evaluate(callFromPage, { name, args: args })
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.message}`)
    return outcome.value as CallResult<Name>
  }

  allowErrors(pattern: RegExp): void {
    this.#allowed.push(pattern)
  }

  /** Ends what still runs, attaches what helps to understand a failure, and removes the data folder. */
  async finish(): Promise<void> {
    if (this.#running) await (this.#testInfo.status === 'skipped' ? this.#drop() : this.close())
    if (
      this.#log !== '' &&
      (this.problems.length > 0 || this.#testInfo.status !== this.#testInfo.expectedStatus)
    ) {
      await this.#testInfo.attach('output of the application', { body: this.#log, contentType: 'text/plain' })
    }
    await rm(this.dataFolder, { recursive: true, force: true, maxRetries: 5 })
  }

  /** Beside the data folder: what is in there is the application's. */
  get #gateFile(): string {
    return `${this.dataFolder}.gate`
  }

  #gateVariables({ files, after }: Gate): Record<string, string> {
    const module = pathToFileURL(join(import.meta.dirname, 'gate.mjs')).href
    return {
      NODE_OPTIONS: `--import=${module}`,
      COLLATE_GATE: this.#gateFile,
      COLLATE_GATE_FILES: files.source,
      COLLATE_GATE_AFTER: String(after),
    }
  }

  async #openBrowser(): Promise<Browser> {
    const executablePath = findChromium()
    this.#testInfo.skip(executablePath === null, 'There is no Chromium; CHROME_PATH can name one.')
    return await this.#browser(executablePath ?? '')
  }

  #here(): Running {
    if (!this.#running) throw new Error('The application is not running.')
    return this.#running
  }

  async #drop(): Promise<void> {
    const running = this.#running
    this.#running = null
    if (!running) return
    this.#unwatch()
    const exited = exit(running.process)
    killGroup(running.process)
    await exited
    if (!running.electron) await running.page.context().close()
  }

  #hear(text: string): void {
    this.#log += text
    for (const line of text.split('\n')) if (line.startsWith('collate: failure in')) this.#noted.push(line)
  }

  /** Listens to a context from before its first page. */
  #watch(context: BrowserContext, own: string): void {
    let current = true
    this.#unwatch = () => (current = false)
    const note = (problem: string): void => {
      if (current) this.#noted.push(problem)
    }
    context.on('console', (message) => {
      if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (failure) => note(`uncaught: ${failure.error().stack ?? failure.error().message}`))
    context.on('request', (request) => {
      const { protocol } = new URL(request.url())
      const inside = request.url().startsWith(`${own}/`) || ['blob:', 'data:'].includes(protocol)
      if (!inside) note(`request: ${request.url()}`)
    })
    context.on('page', (page) => page.on('websocket', (socket) => note(`web socket: ${socket.url()}`)))
  }
}

/** Runs in the page. */
async function callFromPage({ name, args }: { name: string; args: unknown }): Promise<Outcome<unknown>> {
  const { collate } = globalThis as { collate?: Bridge }
  if (collate) return await collate.call(name, args)
  const headers = { 'content-type': 'application/json', 'x-collate': '1' }
  const response = await fetch(`/call/${name}`, { method: 'POST', headers, body: JSON.stringify(args) })
  return (await response.json()) as Outcome<unknown>
}

async function launchChromium(executablePath: string): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
  })
}

async function startBrowserShell(
  { dataFolder, size, env, log, watch }: Launch,
  browser: Browser,
): Promise<Running> {
  const process = spawn(globalThis.process.execPath, [commandLine, 'serve', '--data', dataFolder], {
    cwd: root,
    env: { ...globalThis.process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const address = await printedAddress(process, log)
  const { width, height, zoom = 1 } = size
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: zoom })
  watch(context, new URL(address).origin)
  const page = await context.newPage()
  await page.goto(address)
  await page.waitForURL((url) => url.search === '')
  return { page, electron: null, address, process }
}

/** The address that the browser shell prints when it is ready. */
function printedAddress(process: ChildProcess, log: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const hear = (chunk: Buffer): void => {
      log(chunk.toString())
      output += chunk.toString()
      const found = /^Collate is at (\S+)$/m.exec(output)
      if (found?.[1] !== undefined) resolve(found[1])
    }
    process.stdout?.on('data', hear)
    process.stderr?.on('data', hear)
    process.once('exit', (code) => reject(new Error(`The browser shell ended with ${code}:\n${output}`)))
  })
}

async function startDesktop({ dataFolder, size, log, watch }: Launch, testInfo: TestInfo): Promise<Running> {
  const executablePath = findElectron()
  testInfo.skip(executablePath === null, 'There is no Electron runtime.')
  testInfo.skip(!hasDisplay(), 'There is no display.')
  const program = executablePath ?? ''
  // A window starts with the size that it was left with; the wx flag leaves what an earlier start of this test wrote.
  const { zoom = 1, ...inside } = size
  const bounds = { x: 0, y: 0, width: inside.width * zoom, height: inside.height * zoom }
  const left = { bounds, maximized: false, fullscreen: false }
  await writeFile(join(dataFolder, 'window.json'), JSON.stringify(left), { flag: 'wx' }).catch(
    () => undefined,
  )
  testInfo.skip(!isRoot && !canSandbox(program), 'The system does not let Electron make its sandbox.')
  const electron = await _electron.launch({
    executablePath: program,
    args: [root, '--data', dataFolder],
    chromiumSandbox: !isRoot,
    cwd: root,
  })
  watch(electron.context(), 'app://collate')
  const process = electron.process()
  process.stdout?.on('data', (chunk: Buffer) => log(chunk.toString()))
  process.stderr?.on('data', (chunk: Buffer) => log(chunk.toString()))
  const page = await electron.firstWindow()
  if (zoom !== 1) {
    // A reader zooms what is seen: a window that was zoomed before it was shown draws nothing more.
    await electron.evaluate(async ({ BrowserWindow }, factor) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window && !window.isVisible()) {
        await new Promise<void>((shown) => window.once('show', () => shown()))
      }
      window?.webContents.setZoomFactor(factor)
    }, zoom)
  }
  return { page, electron, address: null, process }
}

async function exit(process: ChildProcess): Promise<void> {
  if (process.exitCode === null && process.signalCode === null) await once(process, 'exit')
}

async function within(done: Promise<void>, time: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), time)
  })
  const result = await Promise.race([done.then(() => true), late])
  clearTimeout(timer)
  return result
}

/** Both shells lead a process group of their own, which holds their helpers too. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
