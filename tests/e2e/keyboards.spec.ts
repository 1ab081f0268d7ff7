/** Keyboards of other countries: keys as their layouts send them, in every region that has keys. */
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { mark } from './marks'
import {
  beijing,
  cards,
  openArticles,
  openLibrary,
  painted,
  pane,
  storedNotes,
  storedQuotes,
  textOf,
  tokyo,
} from './reading'

/** Modifiers, as the protocol counts them. */
const shift = 8
const alt = 1

/** Presses a key as a layout sends it: what it types, and where it is. */
async function press(page: Page, key: string, code: string, modifiers = 0): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const old = code.startsWith('Digit') ? code.charCodeAt(5) : code.charCodeAt(3)
  const event = { key, code, modifiers, windowsVirtualKeyCode: old }
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, ...event })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
  await session.detach()
}

test('on AZERTY the digits mark and recolour with Shift and without, in the text, on a card and in the Notebook', async ({
  app,
  page,
}) => {
  await openArticles(page, beijing)
  await textOf(page, 'A').focus()
  await page.keyboard.press('j')
  await press(page, '"', 'Digit3')
  await expect.poll(async () => (await painted(page)).map((each) => each.split(':')[0])).toEqual(['hl-green'])
  await press(page, '2', 'Digit2', shift)
  await expect.poll(async () => (await painted(page)).map((each) => each.split(':')[0])).toEqual(['hl-rose'])

  await cards(page).first().focus()
  await press(page, "'", 'Digit4')
  await expect.poll(async () => (await storedQuotes(app)).map((each) => each.split(':')[0])).toEqual(['blue'])
  await press(page, '5', 'Digit5', shift)
  await expect
    .poll(async () => (await storedQuotes(app)).map((each) => each.split(':')[0]))
    .toEqual(['violet'])

  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Notebook' }).click()
  await page.getByRole('grid').getByRole('row').last().focus()
  await press(page, '&', 'Digit1')
  await expect
    .poll(async () => (await storedQuotes(app)).map((each) => each.split(':')[0]))
    .toEqual(['amber'])
})

test('on AZERTY Alt and a digit lead from the library to a pane; a digit alone moves nothing', async ({
  page,
}) => {
  await openArticles(page, beijing, tokyo)
  const row = (await openLibrary(page)).getByRole('option').filter({ hasText: 'As bilateral ties' })
  await row.focus()
  await press(page, 'é', 'Digit2')
  await expect(row).toBeFocused()
  await expect(pane(page, 'B')).toHaveAccessibleName(/Economic and trade/)
  await press(page, 'é', 'Digit2', alt)
  await expect(textOf(page, 'B')).toBeFocused()
})

const layouts = [
  ['Cyrillic', { j: 'о', n: 'т', t: 'е', e: 'у' }],
  ['Greek', { j: 'ξ', n: 'ν', t: 'τ', e: 'ε' }],
  ['Hebrew', { j: 'ח', n: 'מ', t: 'א', e: 'ק' }],
  ['Arabic', { j: 'ت', n: 'ى', t: 'ف', e: 'ث' }],
  ['Korean', { j: 'ㅓ', n: 'ㅜ', t: 'ㅅ', e: 'ㄷ' }],
] as const

test('letters of other scripts are known by their place, in every region alike', async ({ app, page }) => {
  await mark(app, [{ title: tokyo, words: 'ballast stone', hue: 'rose', tags: ['words'], note: 'Ships.' }])
  await openArticles(page, tokyo)
  const said = pane(page, 'A').getByTestId('announcement')
  for (const [script, letters] of layouts) {
    await textOf(page, 'A').focus()
    const before = (await said.textContent()) ?? ''
    await press(page, letters.j, 'KeyJ')
    // The same sentence again is announced with another space at its end.
    await expect.poll(() => said.textContent(), script).not.toBe(before)

    await cards(page).first().focus()
    await press(page, letters.n, 'KeyN')
    await expect(cards(page).first().getByRole('textbox'), script).toBeFocused()
    await page.keyboard.press('Escape')
    await cards(page).first().focus()
    await press(page, letters.t, 'KeyT')
    await expect(page.getByRole('combobox', { name: 'Tags' }), script).toBeFocused()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  }

  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Notebook' }).click()
  const row = page.getByRole('grid').getByRole('row').filter({ hasText: 'ballast stone' }).last()
  const field = page.getByRole('grid').getByRole('textbox', { name: 'Note' })
  for (const [script, letters] of layouts) {
    await row.focus()
    await press(page, letters.e, 'KeyE')
    await expect(field, script).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(field, script).toHaveCount(0)
  }
  await expect.poll(() => storedNotes(app)).toEqual(['Ships.'])
})
