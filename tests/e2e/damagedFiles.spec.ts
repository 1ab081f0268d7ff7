/** Files of the data folder that cannot be read or are wrong: what the window shows of them, and that the rest of it works. */
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { copyOfFilter, everything } from '../unit/services/support'
import { expect, test } from './fixtures'
import { cards, textOf } from './reading'

test('a notebook that cannot be read is marked in the list and in the notes, and can be read beside the others', async ({
  app,
}) => {
  test.skip(app.kind === 'desktop', 'the same below the transport')
  const listed = await app.call('library.list', { ...everything, filter: copyOfFilter() })
  const broken = listed.rows[0]?.id ?? ''
  await app.close()
  const file = join(app.dataFolder, 'notebook', `${broken}.json`)
  await rm(file, { force: true })
  await mkdir(file)
  const page = await app.start()

  const list = page.getByRole('listbox', { name: 'Articles' })
  await expect(list.getByText('Notes unavailable')).toHaveCount(1)
  const marked = list.getByRole('option').filter({ hasText: 'Notes unavailable' })
  await expect(marked).toContainText('a folder stands in its place')
  await marked.click()
  const notes = page.getByRole('complementary', { name: 'Notes' })
  await expect(notes.getByRole('heading', { name: /^Notes unavailable: / })).toBeVisible()
  await expect(notes).toContainText('a folder stands in its place')

  // Its text is read as ever, and a highlight on it is refused with the reason.
  const text = textOf(page, 'A')
  await text.press('j')
  await text.press('1')
  await expect(page.getByText(/cannot be changed\. .*a folder stands in its place/)).toBeVisible()
  expect((await app.call('notebook.open', { articleId: broken })).highlights).toEqual([])

  await list.getByRole('option').filter({ hasNotText: 'Notes unavailable' }).first().click()
  await expect(notes.getByRole('heading', { name: /^Notes unavailable: / })).toHaveCount(0)
  await text.press('j')
  await text.press('1')
  await expect(cards(page)).toHaveCount(1)
  expect(await readdir(file)).toEqual([])
})
