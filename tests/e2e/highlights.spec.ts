import { expect, test } from './fixtures'
import {
  beijing,
  cards,
  clickWords,
  clipboardText,
  currentCard,
  markWords,
  openArticles,
  painted,
  pane,
  pointOf,
  selectWords,
  storedNotes,
  storedQuotes,
  textOf,
  tokyo,
} from './reading'

test(
  'selected words are highlighted by mouse and by key, and stored as they stand in the article',
  { tag: '@both' },
  async ({ app, page }) => {
    await openArticles(page, tokyo)
    await selectWords(page, 'A', 'expressed a willingness', 'with the Chinese side')
    await page
      .getByRole('toolbar', { name: 'Selection' })
      .getByRole('button', { name: 'Highlight as Figure' })
      .click()
    await markWords(page, 'A', '2', 'ballast stone')

    await expect
      .poll(() => painted(page))
      .toEqual([
        'hl-green: expressed a willingness to deepen pragmatic cooperation with the Chinese side',
        'hl-rose: ballast stone',
      ])
    await expect(cards(page)).toHaveCount(2)
    await expect(cards(page).first()).toContainText('Figure')
    await expect
      .poll(() => storedQuotes(app))
      .toEqual([
        'green: expressed a willingness to deepen pragmatic cooperation with the Chinese side',
        'rose: ballast stone',
      ])
  },
)

test('painting leaves the text whole: every block is one element with one run of text', async ({ page }) => {
  await openArticles(page, tokyo)
  await markWords(page, 'A', '1', 'Economic and trade exchanges', 'of great significance')
  const blocks = await textOf(page, 'A').evaluate((scroller) =>
    [...scroller.querySelectorAll('[data-block]')].map((block) => [
      block.childElementCount,
      [...block.childNodes].filter((node) => node.textContent !== '').length,
    ]),
  )
  expect(blocks.length).toBeGreaterThan(10)
  expect(blocks.filter(([elements, texts]) => elements !== 0 || texts !== 1)).toEqual([])
})

test('overlapping and nested highlights stay apart, are seen, and a click offers each', async ({
  app,
  page,
}) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '1', 'China and Japan, as important', 'closely linked and highly complementary')
  await markWords(page, 'A', '5', 'closely linked', 'not "decouple"')
  await markWords(page, 'A', '1', 'important neighbors')

  await expect
    .poll(() => painted(page, 'over-'))
    .toEqual(['over-amber: closely linked and highly complementary', 'over-amber: important neighbors'])
  await expect
    .poll(() => painted(page, 'top-'))
    .toEqual(['top-amber: important neighbors', 'top-violet: closely linked and highly complementary'])
  await expect.poll(() => painted(page, 'deep-')).toEqual(['deep-amber: important neighbors'])

  await clickWords(page, 'A', 'highly complementary')
  const menu = page.getByRole('menu', { name: 'Highlights here' })
  await expect(menu.getByRole('menuitem')).toHaveCount(2)
  await menu.getByRole('menuitem', { name: /^Claim/ }).click()
  await expect(currentCard(page)).toContainText('China and Japan, as important')

  // Changing the one leaves the other.
  await page
    .getByRole('toolbar', { name: 'Highlight' })
    .getByRole('button', { name: 'Change to Tension' })
    .click()
  await expect
    .poll(() => storedQuotes(app))
    .toEqual([
      'amber: important neighbors',
      'rose: China and Japan, as important neighbors with their development closely linked and highly complementary',
      'violet: closely linked and highly complementary, should not and will not "decouple"',
    ])

  await clickWords(page, 'A', 'decouple')
  await page
    .getByRole('toolbar', { name: 'Highlight' })
    .getByRole('button', { name: 'Remove highlight' })
    .click()
  await expect(cards(page)).toHaveCount(2)
  await expect.poll(async () => (await storedQuotes(app)).length).toBe(2)
})

test('the same words bear a hue once, and a note goes to the mark that is there', async ({ app, page }) => {
  await openArticles(page, beijing)
  const selectAgain = async (): Promise<void> => await selectWords(page, 'A', 'urged Tokyo')
  await markWords(page, 'A', '2', 'urged Tokyo')
  await selectAgain()
  await page.keyboard.press('2')
  await selectAgain()
  await page.keyboard.press('n')
  await page.keyboard.type('Once.')
  await page.keyboard.press('Escape')
  await expect.poll(() => storedNotes(app)).toEqual(['Once.'])
  await expect.poll(() => storedQuotes(app)).toEqual(['rose: urged Tokyo'])
  await selectAgain()
  await page.keyboard.press('5')
  await expect.poll(() => storedQuotes(app)).toEqual(['rose: urged Tokyo', 'violet: urged Tokyo'])
})

test('a quotation over paragraphs keeps what lies between them', async ({ app, page }) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '3', 'abide by the political', 'Both sides reaffirmed')
  const [quote] = await expect
    .poll(() => storedQuotes(app))
    .toHaveLength(1)
    .then(() => storedQuotes(app))
  expect(quote).toMatch(
    /^green: abide by the political commitments .*China-Japan relations\.\n+Both sides reaffirmed$/s,
  )
})

test('a highlight is extended and shrunk by its handles and by keys', async ({ app, page }) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '4', 'Takeo Akiba')
  const handle = page.getByRole('button', { name: /^End of the highlight/ })
  const box = await handle.boundingBox()
  if (!box) throw new Error('The highlight has no handle.')
  const target = await pointOf(page, 'A', 'special adviser', 'last')
  const knob = { x: box.x + box.width / 2, y: box.y + 4 }
  await page.mouse.move(knob.x, knob.y)
  // The pointer rests on the handle, which then takes the press.
  await expect
    .poll(() => handle.evaluate((own, { x, y }) => document.elementFromPoint(x, y) === own, knob))
    .toBe(true)
  await page.mouse.down()
  await page.mouse.move(target.right - 1, target.y + 12, { steps: 5 })
  await expect.poll(() => painted(page, 'preview')).toEqual(['preview: Takeo Akiba, special adviser'])
  await page.mouse.up()
  await expect.poll(() => storedQuotes(app)).toEqual(['blue: Takeo Akiba, special adviser'])

  await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => storedQuotes(app)).toEqual(['blue: Takeo Akiba, special'])
  await page.keyboard.press('Alt+Shift+ArrowLeft')
  await expect.poll(() => storedQuotes(app)).toEqual(['blue: with Takeo Akiba, special'])
  await expect.poll(() => painted(page)).toEqual(['hl-blue: with Takeo Akiba, special'])
})

test(
  'copied text is the article’s own: no marks, no paragraph numbers',
  { tag: '@both' },
  async ({ app, page }) => {
    await openArticles(page, beijing)
    await markWords(page, 'A', '1', 'uphold the political foundation')
    await selectWords(page, 'A', 'China-Japan relations.', 'Both sides reaffirmed')
    const wanted = /^China-Japan relations\.\n+Both sides reaffirmed$/
    if (app.kind === 'browser') await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.keyboard.press('ControlOrMeta+c')
    await expect.poll(() => clipboardText(app)).toMatch(wanted)

    await clickWords(page, 'A', 'political foundation')
    await page.getByRole('toolbar', { name: 'Highlight' }).getByRole('button', { name: 'Copy quote' }).click()
    await expect
      .poll(() => clipboardText(app))
      .toMatch(/^“uphold the political foundation” — As bilateral ties .*, 5 Nov 2024, ¶3$/)
  },
)

test('the highlights are there for assistive technology too', async ({ page }) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '2', 'urged Tokyo')
  const mirror = pane(page, 'A').getByRole('list', { name: 'Highlights in pane A' })
  await expect(mirror.getByRole('listitem')).toHaveText(['Tension, paragraph 3: urged Tokyo'])
  await expect(pane(page, 'A').getByTestId('announcement')).toContainText('Tension. Highlighted.')
})
