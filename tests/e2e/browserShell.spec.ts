import { once } from 'node:events'
import { connect } from 'node:net'
import type { BrowserContext } from '@playwright/test'
import type { OutgoingHttpHeaders } from 'node:http'
import { expect, test, type CollateApp } from './fixtures'
import { ask, Listener, type Answer, type Question } from './stranger'

/** Everything that the page itself sends along, so that a test can take one thing away. */
interface Own {
  port: number
  origin: string
  headers: Record<string, string>
}

async function ownHeaders(app: CollateApp): Promise<Own> {
  const { origin, port, host } = new URL(app.address)
  const [cookie] = await app.page.context().cookies(origin)
  return {
    port: Number(port),
    origin,
    headers: {
      host,
      origin,
      cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}`,
      'x-collate': '1',
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
    },
  }
}

function post(
  own: Own,
  name: string,
  body: Question['body'],
  changed: OutgoingHttpHeaders = {},
): Promise<Answer> {
  return ask(own.port, {
    method: 'POST',
    path: `/call/${name}`,
    headers: { ...own.headers, ...changed },
    body,
  })
}

/** Another window of the same browser, where the fixture does not mind strange requests. */
async function sameCookies(app: CollateApp): Promise<BrowserContext> {
  const own = app.page.context()
  const browser = own.browser()
  if (!browser) throw new Error('The page has no browser.')
  return await browser.newContext({ storageState: await own.storageState() })
}

function outcomeOf(answer: Answer): unknown {
  return JSON.parse(answer.body)
}

test('the page’s own call is answered, so that the refusals below mean something', async ({ app }) => {
  const answer = await post(await ownHeaders(app), 'shell.info', '{}')
  expect(answer.status).toBe(200)
  expect(outcomeOf(answer)).toMatchObject({ ok: true, value: { kind: 'browser' } })
})

test('the secret leaves the address bar and the history, and scripts cannot read the cookie', async ({
  app,
  page,
}) => {
  const { origin } = new URL(app.address)
  expect(page.url()).toBe(`${origin}/`)
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect(await page.evaluate(() => document.referrer)).toBe('')
  const [cookie] = await page.context().cookies(origin)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
  await page.goBack().catch(() => null)
  expect(page.url()).not.toContain('key=')
})

test('who has no cookie gets nothing, whatever they ask for', async ({ app }) => {
  const { port, origin, headers } = await ownHeaders(app)
  const { cookie = '', ...bare } = headers
  const forged = cookie.replace(/=.*/, `=${'A'.repeat(43)}`)
  for (const path of ['/', '/index.html', '/events', '/?key=', `/?key=${'A'.repeat(43)}`, '/nowhere']) {
    for (const sent of [bare, { ...bare, cookie: forged }]) {
      const answer = await ask(port, { path, headers: sent })
      expect(answer.status, path).toBe(403)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.body).not.toContain('<script')
    }
  }
  const call = await post({ port, origin, headers: bare }, 'shell.info', '{}')
  expect(call.status).toBe(403)
  expect(outcomeOf(call)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
})

test('another name for the address is refused (DNS rebinding)', async ({ app }) => {
  const own = await ownHeaders(app)
  for (const host of [
    `localhost:${own.port}`,
    `evil.example:${own.port}`,
    '127.0.0.1',
    `[::1]:${own.port}`,
  ]) {
    expect((await ask(own.port, { path: '/', headers: { ...own.headers, host } })).status, host).toBe(403)
    expect((await post(own, 'shell.info', '{}', { host })).status, host).toBe(403)
  }
})

test('calls of another origin, or without the header of the page, are refused', async ({ app }) => {
  const own = await ownHeaders(app)
  const wrong: OutgoingHttpHeaders[] = [
    { origin: 'https://evil.example' },
    { origin: `http://127.0.0.1:${own.port + 1}` },
    { origin: 'null' },
    { origin: undefined },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'x-collate': undefined },
    { 'x-collate': 'yes' },
  ]
  for (const changed of wrong) {
    const headers = Object.fromEntries(
      Object.entries({ ...own.headers, ...changed }).filter(([, value]) => value !== undefined),
    )
    const answer = await ask(own.port, { method: 'POST', path: '/call/shell.info', headers, body: '{}' })
    expect(answer.status, JSON.stringify(changed)).toBe(403)
    expect(outcomeOf(answer)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  }
  expect((await post(own, 'shell.info', '{}', { 'content-type': 'text/plain' })).status).toBe(415)
})

test('a page on another port of this machine, with the same cookies, reads and changes nothing', async ({
  app,
}) => {
  const { origin } = new URL(app.address)
  const hostile = await new Listener('<!doctype html><title>Hostile</title><p>hello').open()
  const context = await sameCookies(app)
  try {
    const page = await context.newPage()
    await page.goto(hostile.origin)
    const results = await page.evaluate(async (target) => {
      const json = { 'content-type': 'application/json', 'x-collate': '1' }
      const attempts: Record<string, () => Promise<unknown>> = {
        read: () => fetch(`${target}/`, { credentials: 'include' }).then((answer) => answer.text()),
        call: () =>
          fetch(`${target}/call/shell.info`, {
            method: 'POST',
            credentials: 'include',
            headers: json,
            body: '{}',
          }).then((answer) => answer.text()),
        blind: () =>
          fetch(`${target}/call/shell.info`, {
            method: 'POST',
            credentials: 'include',
            mode: 'no-cors',
            body: '{}',
          }).then((answer) => answer.text()),
        script: () =>
          new Promise((resolve, reject) => {
            const script = Object.assign(document.createElement('script'), { src: `${target}/main.js` })
            script.onload = resolve
            script.onerror = () => reject(new Error('refused'))
            document.body.append(script)
          }),
        events: () =>
          new Promise((resolve, reject) => {
            const source = new EventSource(`${target}/events`, { withCredentials: true })
            source.onopen = resolve
            source.onerror = () => reject(new Error('refused'))
          }),
      }
      const outcomes: Record<string, unknown> = {}
      for (const [name, attempt] of Object.entries(attempts)) {
        outcomes[name] = await attempt().then(
          (got) => `got ${JSON.stringify(got)}`,
          () => 'refused',
        )
      }
      const frame = document.createElement('iframe')
      frame.src = `${target}/`
      document.body.append(frame)
      await new Promise((resolve) => (frame.onload = resolve))
      outcomes['frame'] = frame.contentDocument?.body.textContent ?? 'closed'
      return outcomes
    }, origin)
    // A request without CORS may be sent; its answer is a refusal, and the page cannot even read that.
    expect(results).toEqual({
      read: 'refused',
      call: 'refused',
      blind: expect.stringMatching(/^(refused|got "")$/) as unknown,
      script: 'refused',
      events: 'refused',
      frame: 'closed',
    })
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((target) => Object.assign(globalThis, { opened: open(`${target}/`) }), origin),
    ])
    await expect(opened.locator('body')).toContainText('Collate answers its own page only.')
    const held = await page.evaluate(() => (globalThis as { opened?: Window }).opened?.closed)
    expect(held, 'its hold on the window is cut').toBe(true)
  } finally {
    await context.close()
    hostile.close()
  }
})

test('no path leads out of the built interface', async ({ app }) => {
  const own = await ownHeaders(app)
  for (const path of [
    '/../package.json',
    '/../../package.json',
    '/assets/../../main/cli.js',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/..\\..\\package.json',
    '//etc/passwd',
    '/assets//../../../package.json',
    `${own.origin}/../package.json`,
    '/call/../../package.json',
  ]) {
    const answer = await ask(own.port, { path, headers: own.headers })
    expect([404, 405], path).toContain(answer.status)
    expect(answer.body).not.toContain('"collate"')
  }
})

test('a body over the limit is refused, announced or not', async ({ app }) => {
  const own = await ownHeaders(app)
  const limit = 32 * 1024 * 1024
  const announced = await post(own, 'shell.info', undefined, { 'content-length': limit + 1 }).catch(
    () => null,
  )
  expect(announced?.status).toBe(413)
  const part = 'x'.repeat(1024 * 1024)
  // The connection may be cut before the refusal has been read.
  const streamed = await post(
    own,
    'shell.info',
    Array.from({ length: 40 }, () => part),
  ).catch(() => null)
  expect(streamed?.status ?? 413).toBe(413)
  expect((await post(own, 'shell.info', '{}')).status, 'and the shell lives on').toBe(200)
})

test('a chosen file travels as bytes and becomes a token; over the limit, or from a stranger, it does not', async ({
  app,
}) => {
  const own = await ownHeaders(app)
  const headers = { ...own.headers, 'content-type': 'application/octet-stream' }
  const upload = (body: Question['body'], changed: OutgoingHttpHeaders = {}): Promise<Answer> =>
    ask(own.port, {
      method: 'POST',
      path: '/upload?name=A%20file.txt',
      headers: { ...headers, ...changed },
      body,
    })
  const taken = outcomeOf(await upload('Words of an article.'))
  expect(taken).toMatchObject({
    ok: true,
    value: { name: 'A file.txt', token: expect.any(String) as unknown },
  })

  await app.call('settings.set', { changes: { maxFileMegabytes: 1 } })
  const large = await upload('x', { 'content-length': 1_000_001 }).catch(() => null)
  expect(large?.status).toBe(413)
  expect(large?.body).toContain('1 MB')
  expect((await upload('x', { origin: 'https://evil.example' })).status).toBe(403)
  expect((await upload('x', { cookie: '' })).status).toBe(403)
  expect((await upload('x', { 'content-type': 'text/plain' })).status).toBe(415)
})

test('unknown calls, wrong arguments and broken bodies are invalid', async ({ app }) => {
  const own = await ownHeaders(app)
  const invalid = { ok: false, error: { code: 'invalid' } }
  for (const name of ['nothing.here', 'constructor', '__proto__', 'library.list/..', '%ff', '']) {
    expect(outcomeOf(await post(own, name, '{}')), name).toMatchObject(invalid)
  }
  for (const args of ['null', '[]', '{"id":"../../etc/passwd"}', '{"id":7}', '"x"']) {
    expect(outcomeOf(await post(own, 'library.article', args)), args).toMatchObject(invalid)
  }
  for (const body of ['', '{', '\u0000', '{"id":}']) {
    const answer = await post(own, 'library.article', body)
    expect(answer.status).toBe(400)
    expect(outcomeOf(answer)).toMatchObject(invalid)
  }
  const get = await ask(own.port, { path: '/call/shell.info', headers: own.headers })
  expect(get.status).toBe(405)
})

test('only the loopback address 127.0.0.1 listens', async ({ app }) => {
  const own = await ownHeaders(app)
  for (const address of ['127.0.0.2', '::1']) {
    await expect(ask(own.port, { path: '/', headers: own.headers }, address), address).rejects.toThrow()
  }
})

test('every answer carries the policy', async ({ app }) => {
  const own = await ownHeaders(app)
  const answers = [
    await ask(own.port, { path: '/', headers: own.headers }),
    await ask(own.port, { path: '/nowhere', headers: own.headers }),
    await ask(own.port, { path: '/', headers: { host: own.headers['host'] } }),
    await post(own, 'shell.info', '{}'),
  ]
  for (const { headers } of answers) {
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cache-control']).toBe('no-store')
  }
})

test('a request whose head never comes is cut off', async ({ app }) => {
  const { port } = await ownHeaders(app)
  const socket = connect(port, '127.0.0.1')
  const closed = once(socket, 'close')
  socket.on('error', () => undefined)
  socket.resume()
  socket.write('POST /call/shell.info HTTP/1.1\r\nhost: 127')
  // By itself the runtime waits for a minute, which is longer than a test has.
  await closed
})
