import { expect, test } from '@playwright/test'
import { SaveQueue, type Applied, type Change, type SaveState } from '../../../src-renderer/stores/saveQueue'

/** A disk that can be full, and keeps what reached it. */
class Disk {
  readonly written: string[] = []
  readonly states: SaveState[] = []
  fails: 'never' | 'full' | ((label: string) => boolean) = 'never'
  /** Holds writing back until it is called. */
  release: (() => void) | null = null
  hold = false

  queue(backoff: number[] = [5]): SaveQueue {
    return new SaveQueue({
      send: async (change: Change): Promise<Applied> => {
        if (this.hold) await new Promise<void>((resolve) => (this.release = resolve))
        if (this.fails === 'full') throw new Error('the disk is full')
        if (typeof this.fails === 'function' && this.fails(change.label)) throw new Error('refused')
        this.written.push(change.label)
        return { inverse: [], savedAt: `after ${change.label}`, overtaken: [], merged: false }
      },
      onstate: (state) => this.states.push(state),
      refused: (error) => error instanceof Error && error.message === 'refused',
      message: (error) => (error instanceof Error ? error.message : ''),
      backoff,
    })
  }
  get state(): SaveState | undefined {
    return this.states.at(-1)
  }

  /** Resolves when a change is held back. */
  async writing(): Promise<void> {
    await expect.poll(() => this.release !== null).toBe(true)
  }
}

const change = (label: string): Change => ({ label, operations: [] })

test('changes are saved in their order, and the state says when', async () => {
  const disk = new Disk()
  const queue = disk.queue()
  void queue.push(change('a'))
  void queue.push(change('b'))
  expect(disk.state).toEqual({ kind: 'saving' })
  expect(await queue.flush()).toBe(true)
  expect(disk.written).toEqual(['a', 'b'])
  expect(disk.state).toEqual({ kind: 'saved', at: 'after b' })
})

test('keystrokes that wait are joined; a later change sends them before itself', async () => {
  const disk = new Disk()
  const queue = disk.queue()
  void queue.push(change('h'), { key: 'note', delay: 60_000 })
  void queue.push(change('he'), { key: 'note', delay: 60_000 })
  expect(disk.written).toEqual([])
  expect(disk.state).toEqual({ kind: 'saving' })
  await queue.push(change('hue'))
  expect(disk.written).toEqual(['he', 'hue'])
})

test('a keystroke that comes while an earlier one is being written is written after it', async () => {
  const disk = new Disk()
  disk.hold = true
  const queue = disk.queue()
  const first = queue.push(change('one'), { key: 'note' })
  await disk.writing()
  const second = queue.push(change('two'), { key: 'note', delay: 60_000 })
  disk.hold = false
  disk.release?.()
  await first
  expect(disk.written).toEqual(['one'])
  await queue.flush()
  await second
  expect(disk.written).toEqual(['one', 'two'])
})

test('a waiting keystroke is saved by itself when its time has come', async () => {
  const disk = new Disk()
  const queue = disk.queue()
  await queue.push(change('typed'), { key: 'note', delay: 10 })
  expect(disk.written).toEqual(['typed'])
})

test('on a full disk nothing is lost: all of it is kept, counted, and written once there is room', async () => {
  const disk = new Disk()
  disk.fails = 'full'
  const queue = disk.queue([60_000])
  const kept = queue.push(change('a'))
  void queue.push(change('b'))
  expect(await queue.flush()).toBe(false)
  expect(disk.state).toMatchObject({ kind: 'failed', message: 'the disk is full', pending: 2 })
  expect(queue.pending.map(({ label }) => label)).toEqual(['a', 'b'])
  disk.fails = 'never'
  queue.retry()
  await kept
  expect(await queue.flush()).toBe(true)
  expect(disk.written).toEqual(['a', 'b'])
  expect(disk.state).toEqual({ kind: 'saved', at: 'after b' })
})

test('it tries again by itself', async () => {
  const disk = new Disk()
  disk.fails = 'full'
  const queue = disk.queue([5])
  const kept = queue.push(change('a'))
  await expect.poll(() => disk.state?.kind).toBe('failed')
  disk.fails = 'never'
  await kept
  expect(disk.written).toEqual(['a'])
})

test('the time of a failure is that of its first try', async () => {
  const disk = new Disk()
  disk.fails = 'full'
  const queue = disk.queue([1])
  void queue.push(change('a'))
  await expect.poll(() => disk.states.filter(({ kind }) => kind === 'failed').length).toBeGreaterThan(3)
  const since = new Set(disk.states.flatMap((state) => (state.kind === 'failed' ? [state.since] : [])))
  expect(since.size).toBe(1)
  disk.fails = 'never'
  await queue.flush()
})

test('while saving fails, a note that is typed on stays one change with its newest words', async () => {
  const disk = new Disk()
  disk.fails = 'full'
  const queue = disk.queue([60_000])
  void queue.push(change('he'), { key: 'note' })
  await queue.flush()
  void queue.push(change('hello'), { key: 'note', delay: 400 })
  expect(queue.pending.map(({ label }) => label)).toEqual(['hello'])
  disk.fails = 'never'
  await queue.flush()
  expect(disk.written).toEqual(['hello'])
})

test('a change that is refused does not hold the others up, is told of, and is not forgotten', async () => {
  const disk = new Disk()
  disk.fails = (label) => label === 'bad'
  const queue = disk.queue()
  const refused = expect(queue.push(change('bad'))).rejects.toThrow('refused')
  await queue.push(change('good'))
  await refused
  expect(disk.written).toEqual(['good'])
  expect(disk.state).toMatchObject({ kind: 'failed', pending: 1 })
  expect(queue.pending.map(({ label }) => label)).toEqual(['bad'])
  disk.fails = 'never'
  queue.retry()
  await queue.flush()
  expect(disk.written).toEqual(['good', 'bad'])
})

test('what a page that goes still holds is sent without waiting for an answer', async () => {
  const disk = new Disk()
  disk.hold = true
  const queue = disk.queue()
  void queue.push(change('under way'))
  await disk.writing()
  const note = queue.push(change('note'), { key: 'note', delay: 60_000 })
  const tag = queue.push(change('tag'), { key: 'tag', delay: 60_000 })
  const first = disk.release
  queue.leave()
  const second = disk.release
  expect(second).not.toBe(first)
  second?.()
  // The page stayed after all: both changes are settled by the one that brought them.
  expect(await Promise.all([note, tag])).toMatchObject(Array(2).fill({ inverse: [], savedAt: 'after tag' }))
  expect(disk.written).toEqual(['tag'])
  disk.hold = false
  first?.()
  expect(await queue.flush()).toBe(true)
  expect(disk.written).toEqual(['tag', 'under way'])
  expect(disk.state).toMatchObject({ kind: 'saved' })
})

test('what a page that goes could not send is kept', async () => {
  const disk = new Disk()
  disk.fails = 'full'
  const queue = disk.queue([60_000])
  void queue.push(change('note'), { key: 'note', delay: 60_000 })
  queue.leave()
  await expect.poll(() => queue.pending.map(({ label }) => label)).toEqual(['note'])
  disk.fails = 'never'
  expect(await queue.flush()).toBe(true)
  expect(disk.written).toEqual(['note'])
})
