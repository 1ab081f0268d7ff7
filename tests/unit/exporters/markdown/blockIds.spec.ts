/** Block ids: short, the same every time, and no two alike in a library. */
import { expect, test } from '@playwright/test'
import { blockIdOf, freeBlockId, sharedBlockIds } from '#exporters/markdown/blockIds'

const ids = Array.from({ length: 100_000 }, (_, index) => `${index.toString(16)}-4f1c-4e77-8a5b-7d2b3f6f9c01`)

test('a block id is of eight letters and depends on the highlight alone', () => {
  expect(blockIdOf('0f5f8c2e-7c7e-4f1c-8e77-8a5b7d2b3f6f')).toBe('hnge49x8')
  for (const id of ids.slice(0, 1000)) expect(blockIdOf(id)).toMatch(/^[a-km-np-z2-9]{8}$/)
})

test('no two highlights of a large library have the same, in whatever order they come', () => {
  const shared = sharedBlockIds(ids)
  const all = ids.map((id) => shared.get(id) ?? blockIdOf(id))
  expect(new Set(all).size).toBe(ids.length)
  expect(sharedBlockIds([...ids].reverse())).toEqual(shared)
})

test('where an identifier is taken, the next is as good', () => {
  expect(freeBlockId('a', new Set([blockIdOf('a')]))).toBe(blockIdOf('a', 1))
  expect(freeBlockId('a', new Set([blockIdOf('a'), blockIdOf('a', 1)]))).toBe(blockIdOf('a', 2))
})
