/** Presses near the ends of the current highlight: those that begin a selection select, and the handles keep to their ground. */
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import {
  addPage,
  beijing,
  clickWords,
  markWords,
  openArticles,
  painted,
  pointOf,
  selectWords,
  storedQuotes,
  textOf,
} from './reading'

const warehouse = `<h1>港の倉庫</h1><p>市議会は火曜日の夜、古い<ruby>穀物<rp>（</rp><rt>こくもつ</rt><rp>）</rp></ruby>倉庫を残すかどうかを話し合い、四時間の議論の末に決定を先送りした。<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>の表記については触れなかった。</p><p>会場では驚いた様子の人はおらず、遠くから来た発言者も多かったが、それぞれ長い時間をかけて意見を述べた後に席へ戻った。</p><p>次の会合は五月の第二週に開かれる予定で、技術者が数字を示し、所有者が最後に発言することになっている。</p>`
const silo = `<h1>Silo correction</h1><p>The harbour council met on Tuesday evening to decide whether the old grain silo should be kept, and after four hours of talk it put the question off once more.</p><p>Nobody in the room seemed surprised, although several of the speakers had travelled for most of the day to be heard, and said so at some length before they sat down.</p><p>A further meeting has been called for the second week of May, when the engineers are expected to bring their figures and the owners of the silo will have the last word.</p>`

/** Presses at one place, goes to another, and lets go; as fast as a reader who does not stop to look. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 3 })
  await page.mouse.up()
}

for (const inside of [1, 3, 5]) {
  test(`a selection that begins ${inside} px behind the current highlight is a second highlight`, async ({
    app,
    page,
  }) => {
    await addPage(app, '港の倉庫', warehouse)
    await openArticles(page, /港の倉庫/)
    await markWords(page, 'A', '1', '市議会は', '話し合い、')
    const from = await pointOf(page, 'A', '四時間')
    const to = await pointOf(page, 'A', '先送りした。', 'last')
    await drag(page, { x: from.left + inside, y: from.y }, { x: to.right - 1, y: to.y })
    await page.keyboard.press('2')
    await expect.poll(async () => (await storedQuotes(app)).length).toBe(2)
    const [amber, rose] = await storedQuotes(app)
    expect(amber).toMatch(/^amber: 市議会は.*話し合い、$/)
    expect(rose).toMatch(/^rose: 四?時間の.*先送りした。$/)
  })
}

test('a selection that begins on the first letter of the current highlight leaves it as it is', async ({
  app,
  page,
}) => {
  await addPage(app, 'Silo correction', silo)
  await openArticles(page, /Silo correction/)
  await markWords(page, 'A', '1', 'Nobody in the room', 'they sat down.')
  await clickWords(page, 'A', 'seemed surprised')
  await expect(page.getByRole('toolbar', { name: 'Highlight' })).toBeVisible()
  const from = await pointOf(page, 'A', 'Nobody')
  const to = await pointOf(page, 'A', 'Nobody in the room', 'last')
  await drag(page, { x: from.left + 1, y: from.y }, { x: to.right - 1, y: to.y })
  await page.keyboard.press('2')
  await expect.poll(async () => (await storedQuotes(app)).length).toBe(2)
  const [amber, rose] = await storedQuotes(app)
  expect(amber).toMatch(/^amber: Nobody in the room .* they sat down\.$/)
  expect(rose).toBe('rose: Nobody in the room')
})

test('a double press selects the word right behind the current highlight, and the one before it', async ({
  app,
  page,
}) => {
  await addPage(app, 'Silo correction', silo)
  await openArticles(page, /Silo correction/)
  await markWords(page, 'A', '1', 'Tuesday evening')
  const selected = (): Promise<string | undefined> => page.evaluate(() => getSelection()?.toString().trim())
  const behind = await pointOf(page, 'A', ' to decide')
  await page.mouse.dblclick(behind.right + 2, behind.y)
  await expect.poll(selected).toBe('to')
  await textOf(page, 'A').press('Escape')
  await clickWords(page, 'A', 'evening')
  const before = await pointOf(page, 'A', 'on Tuesday')
  await page.mouse.dblclick(before.right - 2, before.y)
  await expect.poll(selected).toBe('on')
  await expect.poll(() => storedQuotes(app)).toEqual(['amber: Tuesday evening'])
})

test('words of the lines above and below that reach under a handle can be selected', async ({
  app,
  page,
}) => {
  await openArticles(page, beijing)
  await markWords(page, 'A', '4', 'Takeo Akiba')
  const handle = page.getByRole('button', { name: /^End of the highlight/ })
  const box = await handle.boundingBox()
  if (!box) throw new Error('The highlight has no handle.')
  // A line's words under the ground of the handle, pressed at once and held on the way.
  const y = box.y + 20
  await drag(page, { x: box.x + 12, y }, { x: box.x + 120, y })
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeVisible()
  await page.keyboard.press('2')
  await expect.poll(async () => (await storedQuotes(app)).length).toBe(2)
  expect((await storedQuotes(app))[0]).toBe('blue: Takeo Akiba')
})

test('a handle is 24 px, lies outside the words of its highlight, and is taken hold of by a rested pointer', async ({
  app,
  page,
}) => {
  await openArticles(page, beijing)
  await selectWords(page, 'A', 'Takeo Akiba')
  await page.keyboard.press('4')
  const first = await pointOf(page, 'A', 'Takeo Akiba')
  for (const edge of ['Start', 'End'] as const) {
    const box = await page.getByRole('button', { name: `${edge} of the highlight` }).boundingBox()
    expect(box?.width).toBeGreaterThanOrEqual(24)
    expect(box?.height).toBeGreaterThanOrEqual(24)
    if (edge === 'Start') expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(first.y)
    else expect(box?.y).toBeGreaterThan(first.y)
  }
  const handle = page.getByRole('button', { name: 'End of the highlight' })
  const box = await handle.boundingBox()
  if (!box) throw new Error('The highlight has no handle.')
  const knob = { x: box.x + 12, y: box.y + 4 }
  const taken = (): Promise<string> =>
    page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.getAttribute('aria-label') ?? '', knob)
  await page.mouse.move(knob.x - 40, knob.y)
  await page.mouse.move(knob.x, knob.y)
  expect(await taken()).not.toMatch(/^End of/)
  await expect.poll(taken).toMatch(/^End of/)
  const last = await pointOf(page, 'A', 'Takeo Akiba', 'last')
  const to = await pointOf(page, 'A', 'special adviser', 'last')
  await page.mouse.down()
  await page.mouse.move(to.right - 1, to.y + (knob.y - last.y), { steps: 5 })
  await expect.poll(() => painted(page, 'preview')).toEqual(['preview: Takeo Akiba, special adviser'])
  await page.mouse.up()
  await expect.poll(() => storedQuotes(app)).toEqual(['blue: Takeo Akiba, special adviser'])
})
