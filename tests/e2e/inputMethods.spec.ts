/** Text that is composed with an input method: until it is there, every key belongs to the input method. */
import type { CDPSession, Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { runCommand } from './exporting'
import { mark } from './marks'
import {
  beijing,
  closeLibrary,
  currentCard,
  markWords,
  openArticles,
  openLibrary,
  pane,
  storedNotebooks,
  storedNotes,
} from './reading'

/** The keys with their codes of old. Some systems hand on the key itself while composing, some the one for “taken”. */
const keys = { Enter: 13, Escape: 27, ArrowDown: 40, ArrowUp: 38, Backspace: 8 } as const
const taken = 229

/** An input method at work in the field that has the focus. */
class InputMethod {
  readonly #session: CDPSession

  private constructor(session: CDPSession) {
    this.#session = session
  }

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page))
  }

  /** Shows letters that are being composed, in place of those before. */
  async compose(text: string): Promise<void> {
    const end = text.length
    await this.#session.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end })
  }

  async press(key: keyof typeof keys, code: number = keys[key]): Promise<void> {
    const event = { key, code: key, windowsVirtualKeyCode: code, nativeVirtualKeyCode: code }
    await this.#session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
  }

  /** Puts the composed text into the field. */
  async commit(text: string): Promise<void> {
    await this.#session.send('Input.insertText', { text })
  }
}

/**
 * Composes in a field, with all that a reader presses meanwhile: the field stays as it is, and has the text in the end.
 * @param before what the field has
 */
async function composeIn(page: Page, field: Locator, before = ''): Promise<void> {
  const method = await InputMethod.of(page)
  await field.focus()
  await method.compose('ni')
  for (const key of ['ArrowDown', 'ArrowUp', 'Enter', 'Escape'] as const) {
    for (const code of [taken, keys[key]]) {
      await method.compose('nihao')
      await method.press(key, code)
      await expect(field, key).toBeVisible()
      await expect(field, key).toBeFocused()
    }
  }
  await method.compose('nihao')
  await method.commit('你好')
  await expect(field).toHaveValue(`${before}你好`)
  await expect(field).toBeFocused()
}

test('in the search of the library, the palette and find', async ({ page }) => {
  await openArticles(page, beijing)
  await openLibrary(page)
  const search = page.getByRole('textbox', { name: 'Search library' })
  await composeIn(page, search)
  await page.keyboard.press('Escape')
  await expect(search).toHaveValue('')
  await closeLibrary(page)

  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  await composeIn(page, palette.getByRole('combobox'))
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)

  await pane(page, 'A').getByRole('group', { name: 'Text of pane A' }).focus()
  await page.keyboard.press('ControlOrMeta+f')
  const find = pane(page, 'A').getByRole('textbox', { name: 'Find in article' })
  await composeIn(page, find)
  await page.keyboard.press('Escape')
  await expect(find).toHaveCount(0)
})

test('in a dialog, which stays open with what was pasted', async ({ page }) => {
  await runCommand(page, 'Paste text as an article')
  const dialog = page.getByRole('dialog', { name: 'Paste text' })
  const text = dialog.getByRole('textbox', { name: 'Text', exact: true })
  await text.fill('A long text that was pasted. ')
  await text.press('End')
  await composeIn(page, text, 'A long text that was pasted. ')
  await composeIn(page, dialog.getByRole('textbox', { name: 'Title' }))
  await expect(text).toHaveValue('A long text that was pasted. 你好')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('in a note and among tags, of which none is made of half a word', async ({ app, page }) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  await page.keyboard.press('n')
  const note = currentCard(page).getByRole('textbox')
  await composeIn(page, note)
  await page.keyboard.press('Escape')
  await expect(note).toHaveCount(0)
  await expect.poll(() => storedNotes(app)).toEqual(['你好'])

  await page.keyboard.press('t')
  const tags = page.getByRole('combobox', { name: 'Tags' })
  await composeIn(page, tags)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(tags).toHaveCount(0)
  const stored = async (): Promise<string[][]> =>
    (await storedNotebooks(app)).flatMap(({ highlights }) => highlights.map(({ tags }) => tags))
  await expect.poll(stored).toEqual([['你好']])
})

test('in the codebook', async ({ app, page }) => {
  await mark(app, [{ title: beijing, words: 'urged Tokyo', hue: 'rose', tags: ['talks'] }])
  await runCommand(page, 'Codebook')
  const dialog = page.getByRole('dialog', { name: 'Codebook' })
  const names = async (): Promise<string[]> =>
    (await app.call('notebook.tags', {})).map(({ name }) => name).sort()
  const field = dialog.getByRole('textbox', { name: 'Find or create a tag' })
  await composeIn(page, field)
  await expect.poll(() => names()).toEqual(['talks'])
  await page.keyboard.press('Enter')
  await expect.poll(names).toEqual(['talks', '你好'])
})

test('in the title of a link, which is saved when it is finished', async ({ app, page }) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  await page.keyboard.press('l')
  await markWords(page, 'A', '3', 'political foundation')
  await page.keyboard.press('l')
  const bar = page.getByRole('region', { name: 'New link' })
  await expect(bar.getByRole('listitem')).toHaveCount(2)
  await page.keyboard.press('Shift+L')
  const title = bar.getByRole('textbox', { name: 'Title' })
  await composeIn(page, title)
  expect(await app.call('notebook.links', {})).toEqual([])
  await page.keyboard.press('Enter')
  await expect.poll(() => app.call('notebook.links', {})).toMatchObject([{ title: '你好' }])
})
