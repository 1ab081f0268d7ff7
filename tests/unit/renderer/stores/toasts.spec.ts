/** The toast: how long it stays, what takes its place, and that it stays while the pointer is on it. */
import { expect, test } from '@playwright/test'
import { Toasts } from '#stores/toasts.svelte'
import { watch } from './watch.svelte'

/** Timers that run when the test says that time has passed. */
class Clock {
  readonly #usual = globalThis.setTimeout
  #timers: { at: number; run: () => void }[] = []
  #now = 0

  constructor() {
    const set = (run: () => void, delay = 0): number => this.#timers.push({ at: this.#now + delay, run })
    globalThis.setTimeout = set as unknown as typeof setTimeout
  }

  /** Lets time pass, in milliseconds. */
  pass(time: number): void {
    const end = this.#now + time
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#timers = this.#timers.filter((timer) => timer !== due)
      this.#now = due.at
      due.run()
    }
    this.#now = end
  }

  stop(): void {
    globalThis.setTimeout = this.#usual
  }
}

let clock: Clock
test.beforeEach(() => (clock = new Clock()))
test.afterEach(() => clock.stop())

test('a toast is shown at once and goes by itself; one with an action, and a longer one, stay longer', () => {
  const toasts = new Toasts()
  const shown = watch(() => toasts.current?.message)
  toasts.show('Copied.')
  expect(shown.now()).toBe('Copied.')
  clock.pass(5000)
  expect(shown.now()).toBeUndefined()
  toasts.show('Removed.', { label: 'Undo', run: () => undefined })
  clock.pass(5000)
  expect(shown.now()).toBe('Removed.')
  clock.pass(5000)
  expect(shown.now()).toBeUndefined()
  toasts.show('The folder with the articles of last week is not there any more.')
  clock.pass(10_000)
  expect(shown.now()).toContain('last week')
  clock.pass(2000)
  expect(shown.now()).toBeUndefined()
  shown.stop()
})

test('the newest takes the place of the one before, whose time does not take it away', () => {
  const toasts = new Toasts()
  toasts.show('One.')
  clock.pass(3000)
  toasts.failure(new Error('The disk is full.'))
  clock.pass(2000)
  expect(toasts.current?.message).toContain('The disk is full.')
  clock.pass(30_000)
  expect(toasts.current).toBeNull()
})

test('while it is held it stays, and afterwards it has its whole time again', () => {
  const toasts = new Toasts()
  toasts.show('Read me.')
  toasts.hold(true)
  clock.pass(60_000)
  expect(toasts.current).not.toBeNull()
  toasts.hold(false)
  clock.pass(4000)
  expect(toasts.current).not.toBeNull()
  clock.pass(1000)
  expect(toasts.current).toBeNull()
})

test('one that comes while another is held waits as well', () => {
  const toasts = new Toasts()
  toasts.show('One.')
  toasts.hold(true)
  toasts.show('Two.')
  clock.pass(60_000)
  expect(toasts.current?.message).toBe('Two.')
  toasts.hold(false)
  clock.pass(5000)
  expect(toasts.current).toBeNull()
})

test('one that has gone is not dismissed in place of another', () => {
  const toasts = new Toasts()
  toasts.show('One.')
  const first = toasts.current?.id ?? 0
  toasts.show('Two.')
  toasts.dismiss(first)
  expect(toasts.current?.message).toBe('Two.')
})
