import { expect, test } from '@playwright/test'
import { ScrollLock, shareOf, type Scroller } from '../../../src-renderer/features/reader/scrollLock'

/** A scrolling element that tells the lock of every change, as a browser does. */
class Fake implements Scroller {
  locked = true
  events = 0
  scrollHeight: number
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
  /** As the reader does it. */
  scroll(top: number): void {
    this.#lock.lead(this)
    this.scrollTop = top
  }
}

test('locked panes keep the same share of their way', () => {
  const lock = new ScrollLock()
  const [a, b] = [new Fake(lock, 1100), new Fake(lock, 2100)]
  a.scroll(500)
  expect([shareOf(a), shareOf(b)]).toEqual([0.5, 0.5])
  b.scroll(2000)
  expect(a.scrollTop).toBe(1000)
})

test('what the lock scrolls does not scroll anything in its turn', () => {
  const lock = new ScrollLock()
  const panes = [new Fake(lock, 777), new Fake(lock, 1913), new Fake(lock, 1234)]
  const [first] = panes
  first?.scroll(333)
  expect(panes.map(({ events }) => events)).toEqual([1, 1, 1])
  expect(first?.scrollTop).toBe(333)
})

test('a pane that is free neither leads nor follows', () => {
  const lock = new ScrollLock()
  const [a, b, free] = [new Fake(lock, 1100), new Fake(lock, 1100), new Fake(lock, 1100)]
  free.locked = false
  a.scroll(400)
  expect([b.scrollTop, free.scrollTop]).toEqual([400, 0])
  free.scroll(900)
  expect([a.scrollTop, b.scrollTop]).toEqual([400, 400])
})

test('a pane that the reader did not scroll never moves the one they did, whatever its text does', () => {
  const lock = new ScrollLock()
  const [a, b] = [new Fake(lock, 1100), new Fake(lock, 2100)]
  a.scroll(500)
  // Heights that were estimated settle, and the browser keeps the place in the text by scrolling.
  b.scrollHeight = 5100
  b.scrollTop = 3000
  b.scrollTop = 10
  expect(a.scrollTop).toBe(500)
  // The leader's do: where it comes to rest the others are.
  a.scrollTop = 600
  expect(shareOf(b)).toBeCloseTo(0.6, 3)
})

test('panes that are laid out by Collate stay as they were put, until the reader takes hold', () => {
  const lock = new ScrollLock()
  const [a, b] = [new Fake(lock, 1100), new Fake(lock, 1100)]
  a.scroll(100)
  lock.part()
  a.scrollTop = 800
  b.scrollTop = 300
  expect([a.scrollTop, b.scrollTop]).toEqual([800, 300])
  b.scroll(400)
  expect(a.scrollTop).toBe(400)
})

test('a text that fits its pane counts as at its start', () => {
  expect(shareOf({ scrollTop: 0, scrollHeight: 80, clientHeight: 100 })).toBe(0)
})
