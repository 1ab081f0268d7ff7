import { expect, test } from '@playwright/test'
import { ScrollLock, shareOf, type Scroller } from '../../../src-renderer/features/reader/scrollLock'

/** A scrolling element that tells the lock of every change, as a browser does. */
class Fake implements Scroller {
  locked = true
  events = 0
  readonly scrollHeight: number
  readonly clientHeight = 100
  #top = 0
  #lock: ScrollLock

  constructor(lock: ScrollLock, scrollHeight: number) {
    this.#lock = lock
    this.scrollHeight = scrollHeight
    lock.add(this, () => this.locked)
  }
  get scrollTop(): number {
    return this.#top
  }
  set scrollTop(top: number) {
    // Browsers clamp and round.
    this.#top = Math.round(Math.min(this.scrollHeight - 100, Math.max(0, top)))
    this.events++
    this.#lock.scrolled(this)
  }
}

test('locked panes keep the same share of their way', () => {
  const lock = new ScrollLock()
  const [a, b] = [new Fake(lock, 1100), new Fake(lock, 2100)]
  a.scrollTop = 500
  expect([shareOf(a), shareOf(b)]).toEqual([0.5, 0.5])
  b.scrollTop = 2000
  expect(a.scrollTop).toBe(1000)
})

test('what the lock scrolls does not scroll anything in its turn', () => {
  const lock = new ScrollLock()
  const panes = [new Fake(lock, 777), new Fake(lock, 1913), new Fake(lock, 1234)]
  const [first] = panes
  if (first) first.scrollTop = 333
  expect(panes.map(({ events }) => events)).toEqual([1, 1, 1])
  expect(first?.scrollTop).toBe(333)
})

test('a pane that is free neither leads nor follows', () => {
  const lock = new ScrollLock()
  const [a, b, free] = [new Fake(lock, 1100), new Fake(lock, 1100), new Fake(lock, 1100)]
  free.locked = false
  a.scrollTop = 400
  expect([b.scrollTop, free.scrollTop]).toEqual([400, 0])
  free.scrollTop = 900
  expect([a.scrollTop, b.scrollTop]).toEqual([400, 400])
})

test('a jump leaves the others where they are, on its way too; the reader taking hold ends it', () => {
  const lock = new ScrollLock()
  const [a, b] = [new Fake(lock, 1100), new Fake(lock, 1100)]
  lock.jump(a, 800)
  a.scrollTop = 300
  a.scrollTop = 800
  expect(b.scrollTop).toBe(0)
  a.scrollTop = 810
  expect(b.scrollTop).toBe(810)
  lock.jump(a, 100)
  a.scrollTop = 500
  lock.release(a)
  a.scrollTop = 510
  expect(b.scrollTop).toBe(510)
})

test('a text that fits its pane counts as at its start', () => {
  expect(shareOf({ scrollTop: 0, scrollHeight: 80, clientHeight: 100 })).toBe(0)
})
