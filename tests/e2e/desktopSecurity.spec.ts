/** Ways out of the desktop application's window, tried one by one. */
import type { Page } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Bridge } from '#contract/bridge'
import { findElectron, hasDisplay, isRoot } from '../../scripts/electronRuntime.mjs'
import { expect, root, test } from './fixtures'
import { Listener } from './stranger'

/** A call as a page makes it, wherever that page came from. */
const callInfo = (): Promise<unknown> => {
  const { collate } = globalThis as { collate?: Bridge }
  return collate ? collate.call('shell.info', {}) : Promise.resolve('no bridge')
}

const refusal = /ERR_|Content Security Policy|Refused|Not allowed|Unsafe attempt|blocked/

test('the page has the bridge and nothing else of Electron or Node', async ({ app, page }) => {
  const found = await page.evaluate(() => ({
    bridge: Object.keys((globalThis as { collate?: object }).collate ?? {}).sort(),
    others: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
    origin: location.origin,
  }))
  expect(found).toEqual({ bridge: ['call', 'filesToTokens', 'onEvent'], others: [], origin: 'app://collate' })
  const settings = await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Left out of Electron's types, and there in all of its versions.
    const contents = window?.webContents as { getLastWebPreferences?: () => object } | undefined
    return contents?.getLastWebPreferences?.() ?? null
  })
  expect(settings).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    webSecurity: true,
  })
})

test('the page cannot bend the bridge, nor name a file through it', async ({ page }) => {
  // The interface itself needs lists that can be mapped while it is being drawn.
  await expect(page.getByRole('option').first()).toBeVisible()
  const bent = await page.evaluate(async () => {
    const { collate } = globalThis as unknown as { collate: Bridge }
    try {
      Object.assign(collate, { call: () => 'bent' })
    } catch {
      // Read-only, as it should be.
    }
    const { map } = Array.prototype
    Array.prototype.map = () => ['/etc/passwd'] as never[]
    const outcome = await collate.call('shell.info', {})
    const tokens = await collate.filesToTokens([new File(['x'], '/etc/passwd')])
    Array.prototype.map = map
    return { ok: outcome.ok, tokens }
  })
  expect(bent).toEqual({ ok: true, tokens: [null] })
})

test('calls from any other window, page or frame are refused', async ({ app, page }) => {
  app.allowErrors(refusal)
  app.allowErrors(/Calls are taken from Collate’s own page only/)
  const forbidden = { ok: false, error: { code: 'forbidden' } }

  // A second window with the same preload and session, at our own address.
  const other = app.electron.waitForEvent('window')
  await app.electron.evaluate(
    async ({ BrowserWindow }, preload) => {
      const [own] = BrowserWindow.getAllWindows()
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, ...(own && { session: own.webContents.session }) },
      })
      await window.loadURL('app://collate/')
    },
    join(root, 'out', 'preload', 'preload.cjs'),
  )
  expect(await (await other).evaluate(callInfo)).toMatchObject(forbidden)
  await (await other).close()

  // A frame of ours has no bridge at all.
  const framed = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return (frame.contentWindow as unknown as { collate?: unknown } | null)?.collate === undefined
  })
  expect(framed).toBe(true)

  // Our window, were it ever to show another page: what keeps it from that is lifted first.
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows()
    own?.webContents.session.webRequest.onBeforeRequest(null)
    await own?.loadURL('data:text/html,<title>elsewhere</title>')
  })
  await expect(page).toHaveTitle('elsewhere')
  expect(await page.evaluate(callInfo)).toMatchObject(forbidden)
  expect(
    await page.evaluate(() => (globalThis as unknown as { collate: Bridge }).collate.filesToTokens([])),
  ).toEqual([])
  // A page that is not ours cannot say that it has flushed.
  await app.kill()
})

test('unknown calls and wrong arguments are invalid', async ({ page }) => {
  const outcomes = await page.evaluate(async () => {
    const { collate } = globalThis as unknown as { collate: Bridge }
    return await Promise.all([
      collate.call('nothing.here', {}),
      collate.call('constructor', {}),
      collate.call('library.article', { id: '../../etc/passwd' }),
      collate.call('library.article', null),
      collate.call('export.write', { request: {}, target: '/etc/passwd' }),
      collate.call('export.saveText', { target: '/etc/passwd', content: 'x' }),
      collate.call('import.start', { tokens: ['/etc/passwd'] }),
      collate.call('shell.openExternal', { url: 'file:///etc/passwd' }),
      collate.call('shell.openExternal', { url: 'javascript:alert(1)' }),
    ])
  })
  for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: false, error: { code: 'invalid' } })
})

test('the window stays where it is, and no other opens', async ({ app, page }) => {
  app.allowErrors(refusal)
  app.allowErrors(/^request: /)
  const attempts: (() => void)[] = [
    () => void (location.href = 'https://example.com/'),
    () => void (location.href = 'file:///etc/passwd'),
    () => void (location.href = 'app://other/'),
    () => void (location.href = 'data:text/html,hello'),
    () => location.replace('http://127.0.0.1:9/'),
    () =>
      document.body.append(
        Object.assign(document.createElement('meta'), {
          httpEquiv: 'refresh',
          content: '0; url=https://example.com/',
        }),
      ),
    () => {
      const link = Object.assign(document.createElement('a'), { href: 'https://example.com/' })
      document.body.append(link)
      link.click()
    },
    () => {
      const link = Object.assign(document.createElement('a'), {
        href: 'https://example.com/',
        target: '_blank',
      })
      document.body.append(link)
      link.click()
    },
    () => {
      if (window.open('https://example.com/') !== null) document.title = 'opened'
    },
    () => {
      if (window.open('about:blank') !== null) document.title = 'opened'
    },
  ]
  // The page is asked through the main process: to the test runner a prevented navigation never ends.
  const state = (): Promise<unknown> =>
    app.electron.evaluate(({ BrowserWindow, webContents }) => ({
      url: BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      title: BrowserWindow.getAllWindows()[0]?.webContents.getTitle(),
      contents: webContents.getAllWebContents().length,
    }))
  await expect(page).toHaveTitle('China–Japan exchange – Collate')
  const before = await state()
  expect(before).toMatchObject({ url: 'app://collate/', contents: 1 })
  // Heard after the application's own listener: what it refused, and what the engine says of what it refused itself.
  await app.electron.evaluate(({ BrowserWindow }) => {
    const refused: string[] = []
    Object.assign(globalThis, { refused })
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.on('will-frame-navigate', ({ url }) => refused.push(url))
    contents?.on('did-fail-load', (_event, code, description, url) =>
      refused.push(`${code} ${description} ${url}`),
    )
    contents?.on('did-fail-provisional-load', (_event, code, description, url) =>
      refused.push(`${code} ${description} ${url}`),
    )
    contents?.on('console-message', (...args: unknown[]) => refused.push(String(args[0])))
  })
  const refusals = (): Promise<number> =>
    app.electron.evaluate(() => (globalThis as { refused?: string[] }).refused?.length ?? 0)
  for (const attempt of attempts) {
    const known = await refusals()
    await app.electron.evaluate(async ({ BrowserWindow }, code) => {
      await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`(${code})()`, true)
    }, attempt.toString())
    // A window is refused before the attempt returns, a way to another page some time later.
    if (!/_blank|open\(/.test(attempt.toString())) {
      await expect.poll(refusals, attempt.toString()).toBeGreaterThan(known)
    }
    expect(await state(), attempt.toString()).toEqual(before)
  }
})

test('a dropped file does not replace the page', async ({ page }) => {
  await page.evaluate(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['<title>dropped</title>'], 'page.html', { type: 'text/html' }))
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
    )
  })
  expect(page.url()).toBe('app://collate/')
})

test('every permission is denied', async ({ app, page }) => {
  app.allowErrors(/permission|denied|policy/i)
  const outcomes = await page.evaluate(async () => {
    const outcome = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        (value) => (value === 'denied' ? 'denied' : 'granted'),
        () => 'denied',
      )
    const query = (name: string): Promise<string> =>
      navigator.permissions.query({ name } as unknown as PermissionDescriptor).then(({ state }) => state)
    return {
      notifications: await outcome(Notification.requestPermission()),
      microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      place: await outcome(
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
      clipboard: await outcome(navigator.clipboard.readText()),
      fullscreen: await outcome(
        // Never answered where there is no window manager; what counts is what it has come to when all else is answered.
        Promise.race([
          document.documentElement.requestFullscreen(),
          Promise.all(['midi', 'notifications', 'geolocation'].map(query)),
        ]).then(() => (document.fullscreenElement === null ? 'denied' : 'granted')),
      ),
      queried: await Promise.all(['geolocation', 'notifications', 'clipboard-read', 'camera'].map(query)),
    }
  })
  expect(outcomes).toEqual({
    notifications: 'denied',
    microphone: 'denied',
    screen: 'denied',
    place: 'denied',
    clipboard: 'denied',
    fullscreen: 'denied',
    queried: ['denied', 'denied', 'denied', 'denied'],
  })
})

test('webviews do not exist, and nothing is downloaded', async ({ app, page }) => {
  app.allowErrors(refusal)
  await app.electron.evaluate(({ BrowserWindow }) => {
    const seen = globalThis as { downloads?: boolean[] }
    seen.downloads = []
    BrowserWindow.getAllWindows()[0]?.webContents.session.on('will-download', (event) => {
      seen.downloads?.push(event.defaultPrevented)
    })
  })
  await page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://example.com/')
    document.body.append(view)
    const href = URL.createObjectURL(new Blob(['words']))
    const link = Object.assign(document.createElement('a'), { href, download: 'words.txt' })
    document.body.append(link)
    link.click()
  })
  const downloads = (): Promise<boolean[] | undefined> =>
    app.electron.evaluate(() => (globalThis as { downloads?: boolean[] }).downloads)
  await expect.poll(downloads).toEqual([true])
  const count = await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  expect(count).toBe(1)
})

test('no request leaves, even one that the main process is brought to make', async ({ app }) => {
  const listener = await new Listener().open()
  try {
    const outcomes = await app.electron.evaluate(async ({ BrowserWindow, net, session }, target) => {
      const own = BrowserWindow.getAllWindows()[0]?.webContents.session
      const attempts: (() => Promise<unknown> | undefined)[] = [
        () => own?.fetch(target),
        () => session.defaultSession.fetch(target),
        () => session.fromPartition('another').fetch(target),
        () => net.fetch(target),
        () => own?.fetch(target.replace('127.0.0.1', 'localhost')),
        () => own?.resolveHost('example.com'),
        () => own?.resolveHost('localhost'),
      ]
      return await Promise.all(
        attempts.map(async (attempt) => {
          try {
            await attempt()
            return 'reached'
          } catch (error) {
            return /ERR_\w+/.exec(String(error))?.[0] ?? String(error)
          }
        }),
      )
    }, listener.origin)
    expect(outcomes).toEqual([
      'ERR_BLOCKED_BY_CLIENT',
      'ERR_BLOCKED_BY_CLIENT',
      'ERR_BLOCKED_BY_CLIENT',
      'ERR_BLOCKED_BY_CLIENT',
      'ERR_BLOCKED_BY_CLIENT',
      'ERR_NAME_NOT_RESOLVED',
      'ERR_NAME_NOT_RESOLVED',
    ])
    expect(listener.connections).toBe(0)
  } finally {
    listener.close()
  }
})

test('the app protocol serves the interface and no other file', async ({ app }) => {
  const answers = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const own = BrowserWindow.getAllWindows()[0]?.webContents.session
    const paths = [
      'collate/',
      'collate/index.html',
      'collate/../package.json',
      'collate/../../package.json',
      'collate/%2e%2e/%2e%2e/package.json',
      'collate/..%2f..%2fpackage.json',
      'collate/..\\..\\package.json',
      'collate/assets/../../main/index.js',
      'collate//etc/passwd',
      'other/index.html',
    ]
    const answers: Record<string, number | string> = {}
    for (const path of paths) {
      const answer = await own?.fetch(`app://${path}`)
      answers[path] = answer?.ok
        ? (answer.headers.get('content-security-policy') ?? 'no policy')
        : (answer?.status ?? 0)
    }
    return answers
  })
  const { 'collate/': page, 'collate/index.html': index, ...refused } = answers
  expect(page).toContain("default-src 'none'")
  expect(page).toContain("connect-src 'none'")
  expect(page).not.toContain('unsafe')
  expect(index).toBe(page)
  for (const [path, status] of Object.entries(refused)) expect([403, 404], path).toContain(status)
})

test('a link leaves through the system’s browser when it was clicked, and not by itself', async ({
  app,
  page,
}) => {
  await app.electron.evaluate(({ shell }) => {
    const seen = globalThis as { opened?: string[] }
    seen.opened = []
    shell.openExternal = (url) => Promise.resolve(void seen.opened?.push(url))
  })
  const open = (): Promise<unknown> =>
    page.evaluate(() =>
      (globalThis as unknown as { collate: Bridge }).collate.call('shell.openExternal', {
        url: 'https://example.com/',
      }),
    )
  expect(await open()).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  await page.mouse.click(700, 20)
  expect(await open()).toMatchObject({ ok: true })
  expect(await app.electron.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual([
    'https://example.com/',
  ])
})

test.describe('as an ordinary user', () => {
  test.skip(process.platform !== 'linux', 'The sandbox is looked at through /proc.')

  test('Chromium’s own sandbox holds the page', async ({ playwright }, testInfo) => {
    test.slow()
    const program = findElectron()
    testInfo.skip(program === null, 'There is no Electron runtime.')
    testInfo.skip(!hasDisplay(), 'There is no display.')
    const user = isRoot ? 'nobody' : ''
    testInfo.skip(isRoot && !canBecome(user), `There is no way to run as ${user}.`)
    testInfo.skip(!canMakeNamespaces(user), 'The system does not let an ordinary user make a sandbox.')
    const folder = await mkdtemp(join(tmpdir(), 'collate-sandbox-'))
    try {
      const wrapper = await layOut(folder, program ?? '', user)
      const electron = await playwright._electron.launch({
        executablePath: wrapper,
        args: [join(folder, 'app'), '--data', join(folder, 'data')],
        chromiumSandbox: true,
        cwd: folder,
        env: { ...process.env, HOME: join(folder, 'home'), XAUTHORITY: join(folder, 'home', 'xauthority') },
      })
      try {
        const page: Page = await electron.firstWindow()
        await expect(page.getByRole('option').first()).toBeVisible()
        const [renderer] = await electron.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().map((window) => window.webContents.getOSProcessId()),
        )
        const status = await readFile(`/proc/${renderer}/status`, 'utf8')
        const arguments_ = await readFile(`/proc/${renderer}/cmdline`, 'utf8')
        expect(arguments_).not.toContain('--no-sandbox')
        // A filter of system calls is on, it cannot be shed, and the process is in a namespace of its own.
        expect(status).toMatch(/^Seccomp:\s*2$/m)
        expect(status).toMatch(/^NoNewPrivs:\s*1$/m)
        expect(/^NSpid:\s*(.*)$/m.exec(status)?.[1]?.split(/\s+/).length).toBeGreaterThan(1)
      } finally {
        await electron.close()
      }
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  })
})

function canBecome(user: string): boolean {
  return spawnSync('runuser', ['-u', user, '--', 'true']).status === 0
}

function canMakeNamespaces(user: string): boolean {
  const command = ['unshare', '-Ur', 'true']
  const [program = '', ...args] = user === '' ? command : ['runuser', '-u', user, '--', ...command]
  return spawnSync(program, args).status === 0
}

/**
 * Copies the runtime and the built application to where the user can read them (the originals may lie in root's home),
 * and writes a program that starts the runtime as that user.
 */
async function layOut(folder: string, program: string, user: string): Promise<string> {
  await chmod(folder, 0o755)
  const runtime = join(folder, 'runtime')
  await cp(dirname(program), runtime, { recursive: true })
  await copyApplication(join(folder, 'app'))
  for (const name of ['home', 'data']) await mkdir(join(folder, name))
  const display = process.env['XAUTHORITY']
  if (display !== undefined) await cp(display, join(folder, 'home', 'xauthority'))
  if (user !== '') spawnSync('chown', ['-R', user, join(folder, 'home'), join(folder, 'data')])
  const wrapper = join(folder, 'start')
  const prefix = user === '' ? '' : `runuser -u ${user} -- `
  await writeFile(wrapper, `#!/bin/sh\nexec ${prefix}${join(runtime, 'electron')} "$@"\n`, { mode: 0o755 })
  return wrapper
}

/** The built application, with the packages that it runs on. */
async function copyApplication(folder: string): Promise<void> {
  for (const name of ['out', 'seeds', 'package.json']) {
    await cp(join(root, name), join(folder, name), { recursive: true })
  }
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>
  }
  for (const [path, { dev, devOptional, optional }] of Object.entries(lock.packages)) {
    if (path === '' || dev === true || devOptional === true || optional === true) continue
    await cp(join(root, path), join(folder, path), { recursive: true })
  }
  // Readable by everyone, whatever the umask of the checkout.
  spawnSync('chmod', ['-R', 'a+rX', folder])
}
