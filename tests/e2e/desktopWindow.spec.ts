/** The desktop application among others: one for each data folder, its window, its menus, its way to close. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Bridge } from '#contract/bridge'
import { findElectron, isRoot } from '../../scripts/electronRuntime.mjs'
import { commandLine, expect, root, test, type CollateApp } from './fixtures'
import { articleFor, idOfMark, mark } from './marks'
import { beijing, currentCard, openArticles, pane, textOf, tokyo } from './reading'

interface Ended {
  code: number | null
  err: string
}

/** Starts the application a second time on a data folder; `until` ends it early, at words on standard error. */
async function startAgain(dataFolder: string, words: string[] = [], until?: RegExp): Promise<Ended> {
  const flags = isRoot ? ['--no-sandbox'] : []
  const child = spawn(findElectron() ?? '', [...flags, root, '--data', dataFolder, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
    if (until?.test(err)) child.kill('SIGKILL')
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return { code, err }
}

async function boundsOf(app: CollateApp): Promise<Electron.Rectangle | undefined> {
  return await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
}

test('a second start on the folder brings the first window to the front and ends', async ({ app }) => {
  const ended = await startAgain(app.dataFolder)
  expect(ended.code).toBe(0)
  expect(ended.err).toContain('its window was brought to the front')
  expect(app.electron.windows()).toHaveLength(1)
})

test('an address of a passage opens its article in the window that is there', async ({ app, page }) => {
  await expect(page.getByRole('option', { name: /Delegation of Japanese Chamber/ })).toBeVisible()
  const filter = { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
  const { rows } = await app.call('library.list', { filter, sort: 'title', offset: 0, limit: 10 })
  const article = rows.find(({ metadata }) => metadata.title.startsWith('Delegation'))
  await startAgain(app.dataFolder, [`collate://${article?.id ?? ''}`])
  await expect(page.getByRole('region', { name: /^Pane A: Delegation of Japanese/ })).toBeVisible()
})

test('an address of a passage lands on it while panes are locked', async ({ app, page }) => {
  await mark(app, [{ title: tokyo, words: 'ballast stone', hue: 'rose', tags: [] }])
  const { id } = await articleFor(app, tokyo)
  await openArticles(page, tokyo, beijing)
  await pane(page, 'A')
    .getByRole('button', { name: /^Scroll panes together/ })
    .click()
  await textOf(page, 'B').hover()
  await page.mouse.wheel(0, 40)
  await expect(pane(page, 'A').locator('[data-n="9"]')).not.toBeInViewport()
  await startAgain(app.dataFolder, [`collate://${id}/${idOfMark(0)}`])
  await expect(pane(page, 'A').locator('[data-n="9"]')).toBeInViewport()
  await expect(currentCard(page)).toContainText('ballast stone')
  // The other pane has followed, and the passage is seen still.
  await expect.poll(() => textOf(page, 'B').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(200)
  await expect(pane(page, 'A').locator('[data-n="9"]')).toBeInViewport()
})

test('a folder that another program holds is refused with words', async ({ app }) => {
  await app.close()
  const server = spawn(process.execPath, [commandLine, 'serve', '--data', app.dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(server.stdout, 'data')
  // The application shows a box and waits for it to be read; what it says on standard error is the same.
  const { err } = await startAgain(app.dataFolder, [], /^collate: .+\n/m)
  expect(err).toMatch(/^collate: .*(open|use)/m)
  server.kill('SIGTERM')
  await once(server, 'exit')
})

test('the window comes back where it was, and where it can be seen', async ({ app }) => {
  const place = { x: 40, y: 50, width: 1100, height: 800 }
  await app.electron.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(bounds)
  }, place)
  await app.restart()
  await expect.poll(() => boundsOf(app)).toEqual(place)

  await app.close()
  const file = join(app.dataFolder, 'window.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ bounds: place })
  const lost = { bounds: { ...place, x: 9000, y: -4000 }, maximized: false, fullscreen: false }
  await writeFile(file, JSON.stringify(lost))
  await app.start()
  const found = await boundsOf(app)
  expect(found).toMatchObject({ width: 1100, height: 800 })
  expect(found?.x).toBeLessThan(9000)
  expect(found?.y).toBeGreaterThanOrEqual(0)

  await app.close()
  await writeFile(file, '{"bounds":')
  await app.start()
  expect((await boundsOf(app))?.width).toBeGreaterThanOrEqual(1024)
  expect(await app.call('library.notices', {})).toMatchObject([{ subject: 'window.json' }])

  await app.close()
  await writeFile(file, '{"version":99}')
  await app.start()
  const [newer] = await app.call('library.notices', {})
  expect(newer?.message).toContain('written by a newer version of Collate')
  const aside = await readdir(join(app.dataFolder, 'damaged'))
  const kept = await Promise.all(aside.map((name) => readFile(join(app.dataFolder, 'damaged', name), 'utf8')))
  for (const content of ['{"bounds":', '{"version":99}']) expect(kept).toContain(content)
})

test('a window with unsaved work asks before it closes', async ({ app, page }) => {
  await app.electron.evaluate(({ dialog }) => {
    const asked = globalThis as { asked?: string[] }
    asked.asked = []
    dialog.showMessageBox = (...args: unknown[]) => {
      asked.asked?.push((args.at(-1) as { message: string }).message)
      // "Keep open" at first, then "Close anyway".
      return Promise.resolve({ response: (asked.asked?.length ?? 0) - 1, checkboxChecked: false })
    }
  })
  await page.evaluate(() => {
    const { collate } = globalThis as unknown as { collate: Bridge }
    collate.onEvent(({ name }) => {
      if (name === 'beforeClose') void collate.call('shell.readyToClose', { failed: true })
    })
  })
  const closeWindow = (): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await closeWindow()
  const asked = (): Promise<string[] | undefined> =>
    app.electron.evaluate(() => (globalThis as { asked?: string[] }).asked)
  await expect.poll(asked).toEqual(['The last edits are not saved.'])
  expect(app.electron.windows()).toHaveLength(1)
  await app.close()
})

test('the menu’s commands reach the interface, and its keys are not taken twice', async ({ app, page }) => {
  const heard = await page.evaluateHandle(() => {
    const names: string[] = []
    const { collate } = globalThis as unknown as { collate: Bridge }
    collate.onEvent((message) => {
      if (message.name === 'command') names.push(message.payload.name)
    })
    return names
  })
  const labels = await app.electron.evaluate(({ Menu }) => {
    const clicked: string[] = []
    for (const top of Menu.getApplicationMenu()?.items ?? []) {
      for (const item of top.submenu?.items ?? []) {
        if (item.role || item.type === 'separator') continue
        ;(item.click as () => void)()
        clicked.push(item.label)
        if (item.accelerator && item.registerAccelerator) clicked.push(`twice: ${item.label}`)
      }
    }
    return clicked
  })
  expect(labels).toContain('Keyboard shortcuts')
  expect(labels.filter((label) => label.startsWith('twice'))).toEqual([])
  await expect.poll(async () => (await heard.jsonValue()).length).toBe(labels.length)
  expect(await heard.jsonValue()).toContain('shortcuts')
})

test('a failure that nobody foresaw sends the reader to the log, which has no words of theirs', async ({
  app,
}) => {
  app.allowErrors(/failure in shell\.copyText/)
  await app.electron.evaluate(({ clipboard }) => {
    clipboard.writeText = (text) => {
      throw new TypeError(`cannot copy ${text}`)
    }
  })
  await expect(app.call('shell.copyText', { text: 'my own words' })).rejects.toThrow(
    /The log .* has the details/,
  )
  const log = await readFile(join(app.dataFolder, 'logs', 'collate.log'), 'utf8')
  expect(log).toMatch(/error shell\.copyText: TypeError\n\s+at /)
  expect(log).not.toContain('my own words')
})

test('a window without a frame opens its menu at F10 and at the interface’s call', async ({ app, page }) => {
  test.skip(process.platform === 'darwin', 'macOS shows the menu at the top of the screen.')
  await expect(page.getByRole('option').first()).toBeVisible()
  await app.electron.evaluate(({ Menu }) => {
    const opened: string[][] = []
    Object.assign(globalThis, { opened })
    Menu.prototype.popup = function (this: Electron.Menu) {
      opened.push(this.items.map(({ label }) => label))
    }
  })
  // The test runner's own keys reach the page past the main process.
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F10' })
    window?.webContents.sendInputEvent({ type: 'keyUp', keyCode: 'F10' })
  })
  await app.call('shell.window', { action: 'menu' })
  const opened = (): Promise<unknown> =>
    app.electron.evaluate(() => (globalThis as { opened?: string[][] }).opened)
  const bar = ['&File', '&Edit', '&View', 'Window', '&Help']
  await expect.poll(opened).toEqual([bar, bar])
})

test('a right click offers copying in an article', async ({ app, page }) => {
  await app.electron.evaluate(({ Menu }) => {
    Menu.prototype.popup = function (this: Electron.Menu) {
      Object.assign(globalThis, { offered: this.items.map(({ role, label }) => role ?? label) })
    }
  })
  await page.getByRole('option', { name: /Delegation of Japanese Chamber/ }).dblclick()
  await page.getByText('The 5-memebr delegation').click({ button: 'right' })
  const offered = (): Promise<unknown> =>
    app.electron.evaluate(() => (globalThis as { offered?: string[] }).offered ?? [])
  await expect.poll(offered).toContainEqual(expect.stringMatching(/^selectall$/i))
})

test('a page whose process died is opened again, with what was saved', async ({ app, page }) => {
  await expect(page.getByRole('option').first()).toBeVisible()
  app.allowErrors(/failure in the window/)
  const rows = await app.electron.evaluate(async ({ dialog, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const loaded = new Promise<void>((resolve) =>
      window?.webContents.once('did-finish-load', () => resolve()),
    )
    const asked: string[] = []
    dialog.showMessageBox = (...args: unknown[]) => {
      asked.push((args.at(-1) as { message: string }).message)
      return Promise.resolve({ response: 0, checkboxChecked: false })
    }
    window?.webContents.forcefullyCrashRenderer()
    await loaded
    return asked
  })
  expect(rows).toEqual(['The window stopped working.'])
  // The test runner has lost the page with its process; the main process has not.
  const listed = (): Promise<unknown> =>
    app.electron.evaluate(
      async ({ BrowserWindow }) =>
        (await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'document.querySelectorAll("[role=option]").length',
        )) as unknown,
    )
  await expect.poll(listed).toBeGreaterThan(0)
})

test('without --data it opens the folder of the account, and passages find it', async ({
  app,
  playwright,
}) => {
  test.skip(process.platform !== 'linux', 'The account’s folders are set by variables on Linux alone.')
  const home = join(app.dataFolder, 'home')
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XAUTHORITY: process.env['XAUTHORITY'] ?? join(homedir(), '.Xauthority'),
  }
  const other = await playwright._electron.launch({
    executablePath: findElectron() ?? '',
    args: [root],
    chromiumSandbox: !isRoot,
    env,
  })
  const window = await other.firstWindow()
  await expect(window.getByRole('option').first()).toBeVisible()
  const held = spawnSync(process.execPath, [commandLine, 'list'], { env })
  expect(held.status, 'the command line looks at the same folder').toBe(4)
  const entry = join(home, 'data', 'applications', 'collate.desktop')
  await expect
    .poll(async () => await readFile(entry, 'utf8').catch(() => ''))
    .toContain('MimeType=x-scheme-handler/collate;')
  expect(await readFile(entry, 'utf8')).toContain(`"${root}" %u`)
  await other.close()
  expect(spawnSync(process.execPath, [commandLine, 'list'], { env }).status).toBe(0)
})
