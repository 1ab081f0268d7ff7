/** An index that is opened when it is first asked. */
import { expect, test } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CollateError } from '#domain/errors'
import { lateIndex } from '#search/lateIndex'
import { openSearchIndex, type SearchIndex } from '#search/searchIndex'

let dir: string
test.beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'collate-late-'))
})
test.afterEach(async () => await rm(dir, { recursive: true, force: true }))

function counted(fail: () => boolean = () => false) {
  const opens = { count: 0 }
  const open = async (): Promise<SearchIndex> => {
    opens.count += 1
    if (fail()) throw new CollateError('disk-full', 'The disk is full.')
    return await openSearchIndex(join(dir, 'index.sqlite'))
  }
  return { opens, index: lateIndex(open) }
}

test('the first question opens it, once; one that nobody asks is never opened', async () => {
  const { opens, index } = counted()
  let asked = false
  void index.asked.then(() => (asked = true))
  await index.open()
  expect([opens.count, asked]).toEqual([1, false])
  const [known, revised] = await Promise.all([index.known(), index.revisedIds()])
  expect([known.articles.size, revised]).toEqual([0, []])
  expect([opens.count, asked]).toEqual([1, true])
  await index.close()

  const unasked = counted()
  await unasked.index.close()
  expect(unasked.opens.count).toBe(0)
  await expect(unasked.index.known()).rejects.toThrow('closed')
})

test('where it cannot be opened every question says so, and a later one tries again', async () => {
  let full = true
  const { opens, index } = counted(() => full)
  await expect(index.known()).rejects.toMatchObject({ code: 'disk-full' })
  full = false
  expect((await index.known()).articles.size).toBe(0)
  expect(opens.count).toBe(2)
  await index.close()
})
