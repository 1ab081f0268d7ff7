/** Taking back a change that the services have not answered yet, and then refuse. */
import { expect, test } from '@playwright/test'
import { History } from '#stores/history.svelte'
import type { Operation } from '#domain/annotations/operations'

const redo: Operation[] = [{ type: 'deleteTag', name: 'trade' }]

test('a change that the services refuse is taken back without a word, in every way', async () => {
  const unhandled: unknown[] = []
  const hear = (error: unknown): unknown => unhandled.push(error)
  process.on('unhandledRejection', hear)
  const made: string[] = []
  const history = new History((label) => made.push(label))
  const refused = (label: string) => ({ id: {}, label, redo, undo: Promise.reject(new Error('refused')) })
  const [first, second] = [refused('first'), refused('second')]
  history.record(first)
  history.record(second)
  history.takeBack(first, 'return of first')
  history.takeBack(second, 'return of second')
  expect(await history.redo()).toBeNull()
  expect(await history.undo()).toBeNull()
  // Rejections are told of after all that was waiting.
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', hear)
  expect(unhandled).toEqual([])
  expect(made).toEqual([])
})
