import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import {
  beijing,
  cards,
  clipboardText,
  currentCard,
  markWords,
  openArticles,
  painted,
  pane,
  storedNotebooks,
  storedNotes,
  storedQuotes,
  textOf,
  tokyo,
} from './reading'

async function writeNote(page: Page, note: string): Promise<void> {
  await page.keyboard.press('n')
  await expect(currentCard(page).getByRole('textbox')).toBeFocused()
  await page.keyboard.type(note)
}

test('a note is on the disk while it is being typed, and is drawn as Markdown afterwards', async ({
  app,
  page,
}) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  await writeNote(page, 'Conditions **first**, <b>cooperation</b> second.')
  await expect.poll(() => storedNotes(app)).toEqual(['Conditions **first**, <b>cooperation</b> second.'])

  await page.keyboard.press('Enter')
  await page.keyboard.type('- one')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  await page.keyboard.press('Escape')
  const body = currentCard(page)
  await expect(body.getByRole('strong')).toHaveText('first')
  await expect(body.getByRole('listitem')).toHaveText(['one', 'two'])
  await expect(body).toContainText('<b>cooperation</b>')
  await expect(body.locator('b')).toHaveCount(0)
  await expect(textOf(page, 'A')).toBeFocused()
})

test('keys put Markdown marks round the selection, and the field’s own undo takes them away', async ({
  page,
}) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  await writeNote(page, 'word')
  const field = currentCard(page).getByRole('textbox')
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+b')
  await expect(field).toHaveValue('**word**')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(field).toHaveValue('word')
})

test('undo and redo go through every change, across panes, and say what they do', async ({ app, page }) => {
  await openArticles(page, tokyo, beijing)
  await markWords(page, 'A', '1', 'ballast stone')
  await markWords(page, 'B', '2', 'urged Tokyo')
  await page.keyboard.press('4')
  await writeNote(page, 'Typed in one go')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Delete')
  await expect.poll(() => storedQuotes(app)).toEqual(['amber: ballast stone'])

  const undo = async (said: string): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible()
  }
  await undo('Highlight restored')
  await expect.poll(() => storedNotes(app)).toEqual(['Typed in one go'])
  await undo('Note as it was before')
  await expect.poll(() => storedNotes(app)).toEqual([])
  await undo('Colour as it was before')
  await expect.poll(() => storedQuotes(app)).toEqual(['amber: ballast stone', 'rose: urged Tokyo'])
  await undo('Highlight removed')
  await undo('Highlight removed')
  await expect.poll(() => storedQuotes(app)).toEqual([])
  await expect.poll(() => painted(page)).toEqual([])

  for (let step = 0; step < 4; step++) await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect.poll(() => storedNotes(app)).toEqual(['Typed in one go'])
  await expect.poll(() => storedQuotes(app)).toEqual(['amber: ballast stone', 'blue: urged Tokyo'])
  await expect.poll(() => painted(page)).toEqual(['hl-amber: ballast stone', 'hl-blue: urged Tokyo'])
})

test('a removal is taken back from its toast, whatever was done since', async ({ app, page }) => {
  await openArticles(page, tokyo)
  await markWords(page, 'A', '1', 'ballast stone')
  await page.keyboard.press('Delete')
  await expect(cards(page)).toHaveCount(0)
  await markWords(page, 'A', '3', 'expressed a willingness')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect
    .poll(() => storedQuotes(app))
    .toEqual(['amber: ballast stone', 'green: expressed a willingness'])
})

test('tags are put on with completion and narrow the panel', async ({ app, page }) => {
  await openArticles(page, tokyo)
  await markWords(page, 'A', '1', 'ballast stone')
  await page.keyboard.press('t')
  await page.keyboard.type('trade volume')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.press('Escape')
  await expect(currentCard(page).getByRole('button', { name: 'trade-volume', exact: true })).toBeVisible()

  await markWords(page, 'A', '2', 'expressed a willingness')
  await page.keyboard.press('t')
  await page.keyboard.type('tra')
  await expect(page.getByRole('option', { name: 'trade-volume' })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await markWords(page, 'A', '3', 'frequent exchanges')
  await expect
    .poll(async () =>
      (await storedNotebooks(app)).flatMap(({ highlights }) => highlights.map(({ tags }) => tags)),
    )
    .toEqual(expect.arrayContaining([['trade-volume'], ['trade-volume'], []]))

  await expect(cards(page)).toHaveCount(3)
  await cards(page).first().getByRole('button', { name: 'trade-volume', exact: true }).click()
  await expect(cards(page)).toHaveCount(2)
  const notes = page.getByRole('complementary', { name: 'Notes' })
  await expect(notes.getByText('2 of 3', { exact: true })).toBeVisible()
  await page.getByRole('search', { name: 'Filter notes' }).getByRole('textbox').fill('BALLAST')
  await expect(cards(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Filter notes', exact: true }).click()
  await expect(cards(page)).toHaveCount(3)
})

test('the article as a whole takes a note', async ({ app, page }) => {
  await openArticles(page, tokyo, beijing)
  await page.getByRole('feed').getByRole('button', { name: 'Add a note on the whole article' }).last().click()
  await page.keyboard.type('Conditions first.')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('article', { name: 'Note on the article, pane B' })).toContainText(
    'Conditions first.',
  )
  await expect
    .poll(async () => (await storedNotebooks(app)).map(({ note }) => note.note))
    .toEqual(['Conditions first.'])
})

test('a note on an article that was deleted comes back, and undo takes it away again', async ({
  app,
  page,
}) => {
  await openArticles(page, tokyo)
  const feed = page.getByRole('feed')
  await feed.getByRole('button', { name: 'Add a note on the whole article' }).click()
  await page.keyboard.type('Conditions first.')
  await page.keyboard.press('ControlOrMeta+Enter')
  const note = feed.getByRole('article', { name: 'Note on the article, pane A' })
  await expect(note).toContainText('Conditions first.')
  await expect.poll(() => storedNotes(app)).toEqual(['Conditions first.'])
  await note.getByText('Conditions first.').dblclick()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect.poll(() => storedNotes(app)).toEqual([])

  const again = await app.restart()
  await again.getByRole('button', { name: /^Go to/ }).click()
  await again.getByRole('dialog').getByRole('combobox').fill('> Deleted highlights')
  await again.getByRole('option', { name: 'Deleted highlights and notes' }).click()
  const dialog = again.getByRole('dialog', { name: 'Deleted highlights and notes' })
  const item = dialog.getByRole('listitem').filter({ hasText: 'Conditions first.' })
  await expect(item).toContainText('Note on the article until')
  await item.getByRole('button', { name: 'Restore' }).click()
  await expect(item).toHaveCount(0)
  await expect.poll(() => storedNotes(app)).toEqual(['Conditions first.'])
  await again.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await textOf(again, 'A').focus()
  await again.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => storedNotes(app)).toEqual([])
})

test('cards and passages lead to one another; a quote is copied with its source', async ({ app, page }) => {
  await openArticles(page, tokyo, beijing)
  await markWords(page, 'A', '1', 'ballast stone')
  await markWords(page, 'B', '2', 'urged Tokyo')
  await expect(cards(page)).toHaveText([/¶9.*ballast stone/s, /¶3.*urged Tokyo/s])

  await textOf(page, 'A').evaluate((scroller) => scroller.scrollTo(0, 0))
  await cards(page).first().locator('blockquote').click()
  await expect(pane(page, 'A').locator('[data-n="9"]')).toBeInViewport()
  await expect(cards(page).first()).toHaveAttribute('aria-current', 'true')

  await cards(page).first().focus()
  if (app.kind === 'browser') await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.keyboard.press('c')
  await expect
    .poll(() => clipboardText(app))
    .toMatch(/^“ballast stone” — Economic and trade .*, 3 Mar 2025, ¶9$/)

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(cards(page).last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(cards(page).last()).toHaveAttribute('aria-current', 'true')
})

test(
  'while saving fails nothing typed is lost, it is said, and it is saved once it can be',
  { tag: '@both' },
  async ({ app, page }) => {
    app.allowErrors(/status of 5\d\d|ENOTDIR|EEXIST/)
    await openArticles(page, beijing)
    await markWords(page, 'A', '2', 'urged Tokyo')
    await expect.poll(async () => (await storedQuotes(app)).length).toBe(1)
    const folder = join(app.dataFolder, 'notebook')
    await rename(folder, `${folder}-away`)
    await writeFile(folder, 'in the way')

    await writeNote(page, 'Kept while the disk refuses')
    await expect(page.getByText('Your edits are kept.')).toBeVisible()
    await expect(currentCard(page)).toContainText('Not saved')
    await page.keyboard.type(', and typed on')
    await page.keyboard.press('Escape')
    await expect(currentCard(page)).toContainText('Kept while the disk refuses, and typed on')

    // While the disk still refuses: once it does not, the next try by itself may come before any hand.
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('Your edits are kept.')).toBeVisible()

    await rename(folder, `${folder}-file`)
    await rename(`${folder}-away`, folder)
    await expect.poll(() => storedNotes(app)).toEqual(['Kept while the disk refuses, and typed on'])
    await expect(page.getByText('Your edits are kept.')).toHaveCount(0)
  },
)
