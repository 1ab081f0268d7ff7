/** What changes all the time is told now and then, and at last as it is. */
import { expect, test } from '@playwright/test'
import { Paced } from '#services/paced'

test('the state in which something rests is told, however soon after the one before', async () => {
  let state = 0
  const told: number[] = []
  const paced = new Paced(50, () => told.push(state))
  for (state = 1; state < 100; state++) paced.soon()
  expect(told[0]).toBe(1)
  await expect.poll(() => told.at(-1)).toBe(100)
  expect(told.length).toBeLessThan(100)

  state = 101
  paced.now()
  expect(told.at(-1)).toBe(101)
})

test('what was to be told later is told at once, or not at all, and then not again', async () => {
  const told: string[] = []
  const paced = new Paced(20, () => told.push('told'))
  paced.soon()
  paced.soon()
  paced.now()
  expect(told).toHaveLength(2)
  paced.soon()
  paced.stop()
  let over = false
  setTimeout(() => (over = true), 60)
  await expect.poll(() => over).toBe(true)
  expect(told).toHaveLength(2)
})
