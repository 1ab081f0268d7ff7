import { expect, test } from '@playwright/test'
import type { IncomingHttpHeaders } from 'node:http'
import { Guard, type Asked } from '../../../src-main/server/guard'

const port = 4567
const host = `127.0.0.1:${port}`
const origin = `http://${host}`

function keyOf(address: string): string {
  return new URL(address).searchParams.get('key') ?? ''
}

/** A guard, and the cookie that a page gets for the address. */
function arrived(): { guard: Guard; cookie: string } {
  const guard = new Guard(port)
  const verdict = guard.authorize({ method: 'GET', path: '/', key: keyOf(guard.address), headers: { host } })
  if (verdict.is !== 'login') throw new Error('The address did not open.')
  const [cookie = ''] = verdict.cookie.split(';')
  return { guard, cookie }
}

function get(guard: Guard, headers: IncomingHttpHeaders, rest: Partial<Asked> = {}): string {
  return guard.authorize({ method: 'GET', path: '/', key: null, headers: { host, ...headers }, ...rest }).is
}

function post(guard: Guard, headers: IncomingHttpHeaders): string {
  return guard.authorize({ method: 'POST', path: '/call/library.list', key: null, headers }).is
}

test('the printed address gives a cookie that page scripts and other sites cannot use', () => {
  const guard = new Guard(port)
  const verdict = guard.authorize({ method: 'GET', path: '/', key: keyOf(guard.address), headers: { host } })
  expect(verdict).toMatchObject({ is: 'login' })
  expect(verdict.is === 'login' && verdict.cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(verdict.is === 'login' && verdict.cookie).not.toContain(keyOf(guard.address))
})

test('each start has its own secret, and another one does not open', () => {
  const guard = new Guard(port)
  const other = new Guard(port)
  expect(guard.address).not.toBe(other.address)
  for (const key of [keyOf(other.address), '', 'x', keyOf(guard.address).slice(1)]) {
    expect(get(guard, {}, { key })).toBe('rejected')
  }
})

test('a ticket opens once', () => {
  const guard = new Guard(port)
  const key = keyOf(guard.ticket())
  expect(get(guard, {}, { key })).toBe('login')
  expect(get(guard, {}, { key })).toBe('rejected')
})

test('the secret opens the front door alone', () => {
  const guard = new Guard(port)
  const key = keyOf(guard.address)
  expect(get(guard, {}, { key, path: '/events' })).toBe('rejected')
  expect(get(guard, {}, { key, method: 'POST' })).toBe('rejected')
})

test('without the cookie, or with a wrong one, nothing is answered', () => {
  const { guard, cookie } = arrived()
  expect(get(guard, {})).toBe('rejected')
  expect(get(guard, { cookie: `${cookie}x` })).toBe('rejected')
  expect(get(guard, { cookie: `collate-${port}=` })).toBe('rejected')
  expect(get(guard, { cookie: cookie.replace(`${port}`, `${port + 1}`) })).toBe('rejected')
  expect(get(guard, { cookie: `theme=dark; ${cookie}` })).toBe('ours')
})

test('another name for the address is refused', () => {
  const { guard, cookie } = arrived()
  for (const name of [
    `localhost:${port}`,
    '127.0.0.1',
    `evil.example:${port}`,
    `127.0.0.1:${port + 1}`,
    '',
  ]) {
    expect(get(guard, { cookie, host: name }), name).toBe('rejected')
  }
  expect(guard.authorize({ method: 'GET', path: '/', key: null, headers: { cookie } }).is).toBe('rejected')
})

test('requests of other pages are refused, whichever header gives them away', () => {
  const { guard, cookie } = arrived()
  for (const site of ['cross-site', 'same-site', 'none']) {
    expect(get(guard, { cookie, 'sec-fetch-site': site }), site).toBe('rejected')
  }
  for (const from of ['https://evil.example', `http://127.0.0.1:${port + 1}`, 'null', `https://${host}`]) {
    expect(get(guard, { cookie, origin: from }), from).toBe('rejected')
  }
  expect(get(guard, { cookie, origin, 'sec-fetch-site': 'same-origin' })).toBe('ours')
})

test('a reader may open the page, and a link elsewhere may open the printed address', () => {
  const { guard, cookie } = arrived()
  const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  expect(get(guard, { cookie, 'sec-fetch-site': 'none', ...navigation })).toBe('ours')
  expect(get(guard, { cookie, 'sec-fetch-site': 'cross-site', ...navigation })).toBe('rejected')
  const key = keyOf(guard.address)
  expect(get(guard, { 'sec-fetch-site': 'cross-site', ...navigation }, { key })).toBe('login')
  const framed = { ...navigation, 'sec-fetch-dest': 'iframe' }
  expect(get(guard, { 'sec-fetch-site': 'cross-site', ...framed }, { key })).toBe('rejected')
})

test('a call needs the origin, the header and the media type', () => {
  const { guard, cookie } = arrived()
  const whole = { host, cookie, origin, 'x-collate': '1', 'content-type': 'application/json' }
  expect(post(guard, whole)).toBe('ours')
  for (const name of Object.keys(whole)) {
    expect(post(guard, { ...whole, [name]: undefined }), name).toBe('rejected')
  }
  expect(post(guard, { ...whole, 'content-type': 'text/plain' })).toBe('rejected')
  expect(post(guard, { ...whole, 'x-collate': '0' })).toBe('rejected')
})
