import { expect, test } from './fixtures'
import {
  beijing,
  cards,
  currentCard,
  openArticles,
  painted,
  pane,
  storedNotes,
  storedQuotes,
  textOf,
  tokyo,
} from './reading'

test(
  'the whole path without a mouse: open, walk, mark, note, tag, change, remove, undo',
  { tag: '@both' },
  async ({ app, page }) => {
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
    await page.keyboard.press('F6')
    await page.keyboard.press('F6')
    await expect(page.getByRole('option').and(page.locator(':focus'))).toHaveCount(1)
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await expect(pane(page, 'A')).toBeVisible()
    await page.keyboard.press('Alt+1')
    await expect(textOf(page, 'A')).toBeFocused()

    const said = pane(page, 'A').getByTestId('announcement')
    await page.keyboard.press('j')
    const first = await said.textContent()
    await page.keyboard.press('j')
    await expect(said).not.toHaveText(first ?? '')
    await page.keyboard.press('k')
    await expect(said).toHaveText(first ?? '')

    await page.keyboard.press('1')
    await expect(said).toContainText('Claim. Highlighted.')
    await expect(cards(page)).toHaveCount(1)
    await page.keyboard.press('n')
    await page.keyboard.type('By keys alone')
    await page.keyboard.press('Escape')
    await expect(textOf(page, 'A')).toBeFocused()
    await page.keyboard.press('t')
    await page.keyboard.type('keys')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await expect(textOf(page, 'A')).toBeFocused()
    await page.keyboard.press('5')
    await expect.poll(() => storedNotes(app)).toEqual(['By keys alone'])
    await expect.poll(() => storedQuotes(app)).toEqual([`violet: ${first ?? ''}`])

    await page.keyboard.press('Delete')
    await expect(cards(page)).toHaveCount(0)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(cards(page)).toHaveCount(1)
    await expect.poll(() => storedNotes(app)).toEqual(['By keys alone'])
  },
)

test('the cursor goes by sentence and paragraph, and is extended by sentence and word', async ({ page }) => {
  await openArticles(page, beijing)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('j')
  const sentence = async (): Promise<string> =>
    ((await painted(page, 'sentence'))[0] ?? '').replace('sentence: ', '')
  await expect.poll(sentence).toMatch(/^As bilateral ties .* outside world\.$/)
  await page.keyboard.press('Control+ArrowDown')
  await expect.poll(sentence).toMatch(/^The pledge was made/)
  await page.keyboard.press('Control+ArrowDown')
  await page.keyboard.press('Control+ArrowUp')
  await expect.poll(sentence).toMatch(/^The pledge was made .*Secretariat\.$/)
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(sentence).toMatch(/^The pledge was made .*National Security$/)
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(sentence).toMatch(/Security Secretariat$/)
  await page.keyboard.press('Shift+J')
  await page.keyboard.press('Shift+J')
  await expect.poll(sentence).toMatch(/^The pledge .*During the talks.*relations\.$/s)
  await page.keyboard.press('Escape')
  await expect.poll(sentence).toBe('')
})

test('H walks from highlight to highlight, Enter opens the note, Escape steps out', async ({ page }) => {
  await openArticles(page, tokyo)
  await page.keyboard.press('Alt+1')
  for (const hue of ['1', '2', '3']) {
    await page.keyboard.press('j')
    await page.keyboard.press(hue)
  }
  await expect(cards(page)).toHaveCount(3)
  const current = currentCard(page)
  await page.keyboard.press('h')
  await expect(current).toContainText('Claim')
  await page.keyboard.press('h')
  await expect(current).toContainText('Tension')
  await page.keyboard.press('Shift+H')
  await page.keyboard.press('Shift+H')
  await expect(current).toContainText('Figure')
  await page.keyboard.press('Enter')
  await expect(current.getByRole('textbox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(textOf(page, 'A')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(current).toHaveCount(0)
})

test('letter keys are off in text fields', async ({ page }) => {
  await openArticles(page, tokyo)
  await page.keyboard.press('Alt+1')
  await page.keyboard.press('j')
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('n1j')
  await expect(pane(page, 'A').getByRole('textbox', { name: 'Find in article' })).toHaveValue('n1j')
  await expect.poll(() => painted(page)).toEqual([])
  await expect(cards(page)).toHaveCount(0)
})

test('panes are reached by Alt and their number, and by F6', async ({ page }) => {
  await openArticles(page, tokyo, beijing)
  await page.keyboard.press('Alt+1')
  await expect(textOf(page, 'A')).toBeFocused()
  await page.keyboard.press('Alt+2')
  await expect(textOf(page, 'B')).toBeFocused()
  await page.keyboard.press('F6')
  await expect(page.getByRole('complementary', { name: 'Notes' }).locator(':focus')).toHaveCount(1)
  await page.keyboard.press('ControlOrMeta+w')
  await expect(page.getByRole('region', { name: /^Pane / })).toHaveCount(1)
})
