import { expect, test } from '@playwright/test'
import { setTimeout as delay } from 'node:timers/promises'
import { mapLimited } from '#storage/concurrency'

test('results are in order, and no more than the limit are under way', async () => {
  let under = 0
  let most = 0
  const results = await mapLimited([30, 5, 20, 1], 2, async (milliseconds) => {
    most = Math.max(most, ++under)
    await delay(milliseconds)
    under--
    return milliseconds * 2
  })
  expect(results).toEqual([60, 10, 40, 2])
  expect(most).toBe(2)
})

test('after a failure no other begins, and it is thrown when those under way have ended', async () => {
  const ended: number[] = []
  const all = mapLimited([0, 1, 2, 3, 4], 2, async (item) => {
    if (item === 0) throw new Error('the disk is full')
    await delay(20)
    ended.push(item)
  })
  await expect(all).rejects.toThrow('the disk is full')
  expect(ended).toEqual([1])
})
