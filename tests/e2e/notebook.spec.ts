/** The notebook view: filtering, grouping, selecting, changing many at once, the matrix, the codebook, saved filters. */
import { changeTag } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test, wide, type CollateApp } from './fixtures'
import { runCommand, savedFile } from './exporting'
import { articleFor, highlight, idOfMark, link, mark, type Mark } from './marks'
import {
  beijing,
  clipboardText,
  currentCard,
  forum,
  pane,
  painted,
  storedNotebooks,
  storedNotes,
  tokyo,
} from './reading'

const marks: Mark[] = [
  { title: tokyo, words: 'ballast stone', hue: 'amber', tags: ['wording'], note: 'A metaphor of ships.' },
  { title: tokyo, words: 'deepen pragmatic cooperation', hue: 'amber', tags: ['trade'] },
  { title: beijing, words: 'important neighbors', hue: 'rose', tags: ['wording'] },
  { title: beijing, words: 'political foundation', hue: 'violet', tags: ['phrases'], note: 'Said in both.' },
  { title: beijing, words: 'highly complementary', hue: 'green', tags: [] },
  { title: forum, words: 'reform and opening-up', hue: 'blue', tags: ['phrases', 'trade'] },
]

async function openNotebook(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Notebook' }).click()
  await expect(page.getByRole('grid', { name: 'Highlights and notes' })).toBeVisible()
}

async function openCodebook(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Codebook' }).click()
  return page.getByRole('dialog', { name: 'Codebook' })
}

const rowOf = (page: Page, words: string) =>
  page.getByRole('grid').getByRole('row').filter({ hasText: words }).first()
const headings = (page: Page) => page.getByRole('grid').getByRole('heading', { level: 2 })

/** Every stored tag with its quotation: `wording: ballast stone`. */
async function storedTags(app: CollateApp): Promise<string[]> {
  const notebooks = await storedNotebooks(app)
  return notebooks
    .flatMap(({ highlights }) =>
      highlights.flatMap(({ tags, anchor }) => tags.map((tag) => `${tag}: ${anchor.quote}`)),
    )
    .sort()
}

test('a highlight names its link as it is named everywhere', async ({ app, page }) => {
  await mark(app, marks)
  await link(app, 'Neighbours', 'parallel', [
    [tokyo, 0],
    [beijing, 2],
  ])
  await openNotebook(page)
  await expect(rowOf(page, 'important neighbors')).toContainText('Related')
})

test.describe('in a wide window', () => {
  // About the whole toolbar in one row, with list and matrix side by side.
  test.use({ windowSize: wide })

  test('all highlights are there, filtered by words, hue, tag and note, and grouped as wanted', async ({
    app,
    page,
  }) => {
    await mark(app, marks)
    await openNotebook(page)
    await expect(page.getByText('6 highlights, 2 notes').first()).toBeVisible()
    await expect(headings(page)).toHaveText(['#phrases', '#trade', '#wording', 'No tag'])

    await page.getByRole('button', { name: /^Group by/ }).click()
    await page.getByRole('menuitemradio', { name: 'Colour' }).click()
    await expect(headings(page)).toHaveText(['Claim', 'Tension', 'Figure', 'Actor', 'Question'])

    const field = page.getByRole('textbox', { name: 'Filter highlights and notes' })
    await field.fill('ships')
    await expect(headings(page)).toHaveText(['Claim'])
    await expect(rowOf(page, 'ballast stone').locator('mark')).toHaveText(['ships'])
    await field.fill('')
    await expect(headings(page)).toHaveCount(5)

    await page.getByRole('button', { name: 'Only Claim' }).click()
    await expect(page.getByText('2 highlights in 1 article').first()).toBeVisible()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitemradio', { name: 'Has no note' }).click()
    const chips = page.getByRole('group', { name: 'Filters that hold' })
    await expect(chips).toContainText('colour: Claim')
    await expect(page.getByRole('grid').getByRole('row')).toHaveCount(2)
    await expect(rowOf(page, 'deepen pragmatic cooperation')).toBeVisible()
    await chips.getByRole('button', { name: 'Clear' }).click()
    await expect(headings(page)).toHaveCount(5)

    await page.getByRole('button', { name: 'Tag', exact: true }).click()
    await page.getByRole('option', { name: 'wording' }).click()
    await page.keyboard.press('Escape')
    await expect(headings(page)).toHaveText(['Claim', 'Tension'])
  })
})

test('questions that are asked at the same time are all answered', async ({ app }) => {
  await mark(app, marks)
  const question = { filter: noHighlightFilter(), groupBy: 'none', sort: 'text', limit: 2 } as const
  // Nobody in particular asks, and one asks for several pages: none takes the place of another.
  const asked = [
    ...[0, 0, 0, 0].map((offset) => ({ ...question, offset })),
    ...[0, 2, 4].map((offset) => ({ ...question, offset, client: 'notebook' })),
    ...[0, 2].map((offset) => ({ ...question, offset, client: 'other' })),
  ]
  const answers = await Promise.all(asked.map((one) => app.call('highlights.query', one)))
  expect(answers.map(({ total, rows }) => [total, rows.length])).toEqual(asked.map(() => [6, 2]))
})

test('many are tagged, recoloured and deleted at once, each one step of undo', async ({ app, page }) => {
  await mark(app, marks)
  await openNotebook(page)
  const before = await storedTags(app)
  // The two rows below the first heading, #phrases.
  await page.getByRole('grid').getByRole('row').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await page.keyboard.press('Shift+ArrowDown')
  const bar = page.getByRole('toolbar', { name: 'Selected highlights' })
  await expect(bar).toContainText('2 selected')
  await expect(page.getByRole('grid').getByRole('row', { selected: true })).not.toHaveCount(0)

  await bar.getByRole('button', { name: 'Tag', exact: true }).click()
  await page.getByRole('combobox', { name: 'Tags' }).fill('slogan')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => storedTags(app))
    .toEqual([...before, 'slogan: political foundation', 'slogan: reform and opening-up'].sort())
  await page.keyboard.press('Escape')
  await expect(headings(page)).toContainText(['#slogan'])
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => storedTags(app)).toEqual(before)

  await bar.getByRole('button', { name: 'Colour' }).click()
  await page.getByRole('menuitem', { name: 'Figure' }).click()
  await expect(page.getByText('Colour of 2 highlights changed.')).toBeVisible()
  const hues = async (): Promise<string[]> =>
    (await storedNotebooks(app)).flatMap(({ highlights }) => highlights.map(({ hue }) => hue)).sort()
  await expect.poll(hues).toEqual(['amber', 'amber', 'green', 'green', 'green', 'rose'])
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(hues).toEqual(['amber', 'amber', 'blue', 'green', 'rose', 'violet'])

  await bar.getByRole('button', { name: 'Delete' }).click()
  await expect(bar).toBeHidden()
  await expect.poll(async () => (await hues()).length).toBe(4)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(async () => (await hues()).length).toBe(6)
})

test('a whole group is selected, a tag taken off, and the selection copied as Markdown', async ({
  app,
  page,
}) => {
  await mark(app, marks)
  await openNotebook(page)
  await page.getByRole('checkbox', { name: 'Select all in wording' }).check()
  const bar = page.getByRole('toolbar', { name: 'Selected highlights' })
  await expect(bar).toContainText('2 selected')
  await bar.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect.poll(() => clipboardText(app)).toMatch(/important neighbors/)
  const text = await clipboardText(app)
  expect(text).toContain('ballast stone')
  expect(text).not.toContain('political foundation')

  await bar.getByRole('button', { name: 'Untag' }).click()
  await page.getByRole('menuitem', { name: 'wording' }).click()
  await expect
    .poll(async () => (await storedTags(app)).filter((tag) => tag.startsWith('wording')))
    .toEqual([])
  await expect(headings(page)).toHaveText(['#phrases', '#trade', 'No tag'])
})

test('a cell of the matrix filters the list, and gives it back', async ({ app, page }) => {
  await mark(app, marks)
  await openNotebook(page)
  const matrix = page.getByRole('table', { name: 'Tags by article' })
  const cell = matrix.getByRole('button', { name: /^wording in As bilateral ties/ })
  await expect(cell).toHaveText('1')
  await expect(matrix.getByRole('row').filter({ hasText: 'wording' })).toContainText('none')
  await cell.click()
  await expect(cell).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(2)
  await expect(rowOf(page, 'important neighbors')).toBeVisible()
  await cell.click()
  await expect(page.getByText('6 highlights, 2 notes').first()).toBeVisible()

  for (const [name, format] of [
    ['Tags by article', 'matrixTagsCsv'],
    ['Tags by source', 'matrixTagsBySourceCsv'],
    ['Colours by article', 'matrixHuesCsv'],
    ['Colours by source', 'matrixHuesBySourceCsv'],
  ] as const) {
    const saved = await savedFile(app, async () => {
      await page.getByRole('button', { name: 'Export matrix as CSV' }).click()
      await page.getByRole('menuitem', { name }).click()
    })
    expect(saved).toBe((await app.call('export.data', { format, articleIds: null })).content)
    expect(saved).toContain(name.startsWith('Tags') ? 'wording' : 'Tension')
  }
})

test('two tags are merged after a look at what changes, and parted again by one undo', async ({
  app,
  page,
}) => {
  await mark(app, marks)
  await openNotebook(page)
  const before = await storedTags(app)
  const dialog = await openCodebook(page)
  await dialog.getByRole('option', { name: 'phrases' }).click()
  await dialog.getByRole('textbox', { name: 'Definition' }).fill('Words that come again')
  await dialog.getByRole('radio', { name: 'Question' }).click()
  await expect
    .poll(
      async () => (await app.call('notebook.tags', {})).find(({ name }) => name === 'phrases')?.definition,
    )
    .toMatchObject({ definition: 'Words that come again', color: 'violet' })

  await dialog.getByRole('button', { name: 'Merge' }).click()
  await expect(dialog.getByRole('button', { name: 'Merge' })).toBeDisabled()
  await dialog.getByRole('listbox', { name: 'Merge into' }).getByRole('option', { name: 'wording' }).click()
  await expect(dialog.getByRole('status', { name: 'What changes' })).toContainText(
    '2 highlights in 2 articles change.',
  )
  await expect.poll(() => storedTags(app)).toEqual(before)
  await dialog.getByRole('button', { name: 'Merge' }).click()
  await expect
    .poll(() => storedTags(app))
    .toEqual(before.map((tag) => tag.replace(/^phrases/, 'wording')).sort())
  await expect(dialog.getByRole('heading', { name: 'wording' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(headings(page)).toHaveText(['#trade', '#wording', 'No tag'])
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => storedTags(app)).toEqual(before)
})

test('a tag is split off for chosen highlights, and a tag is deleted, each after a look at what changes', async ({
  app,
  page,
}) => {
  await mark(app, marks)
  await openNotebook(page)
  const before = await storedTags(app)
  const dialog = await openCodebook(page)
  await dialog.getByRole('option', { name: 'wording' }).click()
  await dialog.getByRole('button', { name: 'Split off' }).click()
  await dialog.getByRole('textbox', { name: 'Name of the new tag' }).fill('metaphors')
  await dialog.getByRole('checkbox', { name: /ballast stone/ }).check()
  const changes = dialog.getByRole('status', { name: 'What changes' })
  await expect(changes).toContainText('1 highlight in 1 article')
  await expect.poll(() => storedTags(app)).toEqual(before)
  await dialog.getByRole('button', { name: 'Split off' }).click()
  const split = before.map((tag) => tag.replace('wording: ballast', 'metaphors: ballast')).sort()
  await expect.poll(() => storedTags(app)).toEqual(split)
  await expect(dialog.getByRole('heading', { name: 'metaphors' })).toBeVisible()

  await dialog.getByRole('option', { name: 'phrases' }).click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(changes).toContainText('2 highlights in 2 articles')
  await expect.poll(() => storedTags(app)).toEqual(split)
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(() => storedTags(app)).toEqual(split.filter((tag) => !tag.startsWith('phrases')))
})

test('a definition that changes elsewhere is shown, and is not gone over by what was there before', async ({
  app,
  page,
}) => {
  await mark(app, marks)
  await openNotebook(page)
  const dialog = await openCodebook(page)
  await dialog.getByRole('option', { name: 'wording' }).click()
  const field = dialog.getByRole('textbox', { name: 'Definition' })
  await expect(field).toHaveValue('')
  await field.focus()
  const at = new Date().toISOString()
  const entry = { name: 'wording', color: null, parent: null, updated: at }
  const define = async (...operations: Operation[]): Promise<void> => {
    await app.call('notebook.apply', { label: 'entry', operations })
  }
  const stored = async () =>
    (await app.call('notebook.tags', {})).find(({ name }) => name === 'wording')?.definition
  const first = { ...entry, definition: 'From another window' }
  await define({ type: 'addTag', tag: first })
  await expect(field).toHaveValue('From another window')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect.poll(() => stored()).toMatchObject({ definition: 'From another window' })

  // A colour that is chosen keeps the definition that has just come.
  const again = await openCodebook(page)
  await again.getByRole('option', { name: 'wording' }).click()
  await define(...changeTag(first, { definition: 'And another' }, new Date().toISOString()))
  await again.getByRole('radio', { name: 'Tension' }).click()
  await expect.poll(stored).toMatchObject({ definition: 'And another', color: 'rose' })
})

test('a tag is not renamed to one that there is', async ({ app, page }) => {
  await mark(app, marks)
  await openNotebook(page)
  const dialog = await openCodebook(page)
  await dialog.getByRole('option', { name: 'trade' }).click()
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await dialog.getByRole('textbox', { name: 'New name' }).fill('wording')
  await expect(dialog.getByText('There is a tag #wording already.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Rename' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'New name' }).fill('commerce')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect
    .poll(async () => (await storedTags(app)).filter((tag) => tag.startsWith('commerce')))
    .toEqual(['commerce: deepen pragmatic cooperation', 'commerce: reform and opening-up'])
})

test('a row leads to its passage, and its note is written in place', async ({ app, page }) => {
  await mark(app, marks)
  await openNotebook(page)
  await rowOf(page, 'political foundation').getByText('political foundation').click()
  await page.keyboard.press('e')
  const note = page.getByRole('grid').getByRole('textbox', { name: 'Note' })
  await expect(note).toHaveValue('Said in both.')
  await note.fill('Said in all three.')
  await page.keyboard.press('Escape')
  await expect.poll(() => storedNotes(app)).toEqual(['A metaphor of ships.', 'Said in all three.'])
  await expect(rowOf(page, 'political foundation')).toBeFocused()
  await expect(rowOf(page, 'political foundation')).toContainText('Said in all three.')

  await page.keyboard.press('Enter')
  await expect(pane(page, 'A')).toBeVisible()
  await expect(page.getByRole('grid')).toBeHidden()
  await expect.poll(() => painted(page)).toContain('hl-violet: political foundation')
  await expect(currentCard(page)).toContainText('political foundation')
})

test('a filter is saved with its count, survives a restart, is renamed and deleted', async ({
  app,
  page,
}) => {
  await mark(app, marks)
  await openNotebook(page)
  await page.getByRole('textbox', { name: 'Filter highlights and notes' }).fill('foundation')
  await expect(page.getByText('1 highlight in 1 article').first()).toBeVisible()
  await page.getByRole('button', { name: 'Saved filters' }).click()
  await page.getByRole('textbox', { name: 'Name of the filter' }).fill('Foundations')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Foundations 1' })).toBeVisible()

  const again = await app.restart()
  await expect(again.getByText('6 highlights, 2 notes').first()).toBeVisible()
  await again.getByRole('button', { name: 'Saved filters' }).click()
  await again.getByRole('button', { name: 'Foundations 1' }).click()
  await expect(again.getByRole('grid').getByRole('row')).toHaveCount(2)
  await again.getByRole('button', { name: 'Foundations', exact: true }).click()
  await again.getByRole('button', { name: 'Rename Foundations' }).click()
  await again.getByRole('textbox', { name: 'New name' }).fill('Bases')
  await again.keyboard.press('Enter')
  await expect(again.getByRole('button', { name: 'Bases 1' })).toBeVisible()
  await again.getByRole('button', { name: 'Delete Bases' }).click()
  await expect(again.getByText('No filter is saved.')).toBeVisible()
  await again.getByRole('button', { name: 'Undo' }).click()
  await again.getByRole('button', { name: 'Bases', exact: true }).click()
  await expect(again.getByRole('button', { name: 'Bases 1' })).toBeVisible()
})

test('a saved filter stands in the sidebar with a count that stays right', async ({ app, page }) => {
  await mark(app, marks)
  const filter = { ...noHighlightFilter(), tags: ['wording'] }
  await app.call('filters.save', {
    filter: { id: 'wording', name: 'On wording', filter, groupBy: 'article' },
  })
  await page.reload()
  const saved = page.getByRole('group', { name: 'Saved filters' })
  await expect(saved.getByRole('button', { name: 'On wording 2' })).toBeVisible()
  await mark(app, [{ title: forum, words: 'innovation', hue: 'rose', tags: ['wording'] }], 100)
  await expect(saved.getByRole('button', { name: 'On wording 3' })).toBeVisible()

  await saved.getByRole('button', { name: 'On wording 3' }).focus()
  await page.keyboard.press('F2')
  const name = saved.getByRole('textbox', { name: 'New name of On wording' })
  await expect(name).toBeFocused()
  await name.fill('措辞')
  await name.press('Enter')
  await expect(saved.getByRole('button', { name: '措辞 3' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(headings(page)).toHaveCount(3)
  await expect(page.getByText('3 highlights in 3 articles').first()).toBeVisible()

  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Read' }).click()
  await saved.getByRole('button', { name: '措辞 3' }).hover()
  await saved.getByRole('button', { name: 'More on 措辞' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(saved).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(saved.getByRole('button', { name: '措辞 3' })).toBeVisible()
})

test('the codebook leaves and comes back, after a look at what it changes', async ({ app, page }) => {
  await mark(app, marks)
  await runCommand(page, 'Codebook')
  const dialog = page.getByRole('dialog', { name: 'Codebook' })
  await dialog.getByRole('button', { name: 'Import…' }).click()
  const file = join(app.dataFolder, 'codes.csv')
  await writeFile(
    file,
    'name,definition,color,parent\nwording,How it is said,rose,\nslogans,Set phrases,,wording\n',
  )
  await page.getByLabel('Codebook file').last().setInputFiles(file)
  await expect(dialog.getByRole('status', { name: 'What changes' })).toContainText('2 tags change.')
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText('#slogans gets an entry')
  const defined = async (): Promise<string[]> =>
    (await app.call('notebook.tags', {})).flatMap((tag) => tag.definition?.definition ?? [])
  await expect.poll(() => defined()).toEqual([])
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await expect.poll(defined).toEqual(expect.arrayContaining(['How it is said', 'Set phrases']))
  await expect(dialog.getByRole('option', { name: /slogans/ })).toBeVisible()

  for (const [label, format] of [
    ['CSV', 'csv'],
    ['Codebook of REFI-QDA', 'qdc'],
  ] as const) {
    const saved = await savedFile(app, async () => {
      await dialog.getByRole('button', { name: 'Export the codebook' }).click()
      await page.getByRole('menuitem', { name: label }).click()
    })
    expect(saved).toContain('Set phrases')
    expect(saved).toBe((await app.call('codebook.export', { format })).content)
  }

  // A codebook that says what is there changes nothing; the import is taken back where it was made.
  const again = join(app.dataFolder, 'again.qdc')
  await writeFile(again, (await app.call('codebook.export', { format: 'qdc' })).content)
  await dialog.getByRole('button', { name: 'Import…' }).click()
  await page.getByLabel('Codebook file').last().setInputFiles(again)
  await expect(dialog.getByRole('status', { name: 'What changes' })).toContainText('Nothing changes.')
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(defined).toEqual([])
})

test('thousands of rows are a few on the screen, and keys go through all of them', async ({ app, page }) => {
  const article = await articleFor(app, tokyo)
  const operations = Array.from({ length: 3000 }, (_, index) => {
    const start = index % (article.text.length - 40)
    return highlight(article, start, start + 30, {
      ...{ id: idOfMark(index), hue: 'amber', tags: [`tag-${index % 3}`], note: '' },
    })
  })
  await app.call('notebook.apply', { label: 'many', operations })
  await openNotebook(page)
  await expect(page.getByText('3,000 highlights, 0 notes').first()).toBeVisible()
  const grid = page.getByRole('grid')
  await expect(grid).toHaveAttribute('aria-rowcount', '3003')
  await grid.getByRole('row').first().focus()
  await page.keyboard.press('End')
  const last = grid.getByRole('row').and(page.locator('[aria-rowindex="3003"]'))
  await expect(last).toBeFocused()
  await expect(last.getByRole('checkbox', { name: 'Select highlight' })).toBeVisible()
  expect(await grid.getByRole('row').count()).toBeLessThan(60)

  await page.keyboard.press('ArrowLeft')
  await expect(grid.getByRole('row').filter({ hasText: '#tag-2' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(grid).toHaveAttribute('aria-rowcount', '2003')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(page.getByRole('toolbar', { name: 'Selected highlights' })).toContainText('3,000 selected')
})

test('a note is added to a row with the mouse alone', async ({ app, page }) => {
  await mark(app, [{ title: beijing, words: 'important neighbors', hue: 'rose', tags: [] }])
  await openNotebook(page)
  await rowOf(page, 'important neighbors').hover()
  await rowOf(page, 'important neighbors').getByRole('button', { name: 'Add a note' }).click()
  await expect(page.getByRole('grid').getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Said twice.')
  await page.keyboard.press('Escape')
  await expect.poll(() => storedNotes(app)).toEqual(['Said twice.'])
})
