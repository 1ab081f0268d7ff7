/** Articles of one's own: imported with problems, searched in three scripts, changed on the disk, reviewed, restarted. */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from '#domain/anchoring/anchoring'
import type { Highlight } from '#domain/annotations/notebook'
import { commandLine, expect, test, type CollateApp } from './fixtures'
import { openArticles, openLibrary, textOf, tokyo } from './reading'

let folder: string
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collate-own-'))
})
test.afterEach(async () => await rm(folder, { recursive: true, force: true }))

const fire = 'In the second year the customs house burned down. It was rebuilt in stone within'

const harbour = (months: string): string =>
  `A harbour town\n\nShips came from many places, and merchants built their houses on the hill above the bay.\n\n${fire} ${months} months. Nobody ever replaced the great bronze clock that had hung above its gate.\n\nFishermen still mend their nets on the old quay, and the lighthouse keeper counts the ships that pass.\n\nThe ferry to the northern island leaves at nine in the morning and comes back at dusk.\n`

async function writeArticles(): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'harbour.txt'), harbour('eleven'))
  // 中国和日本一直是重要的邻国，… in GB18030.
  const chinese = Buffer.from(
    'd6d0b9fabacdc8d5b1bed2bbd6b1cac7d6d8d2aab5c4c1dab9faa3accbabb7bdbeadbcc3c1aacfb5bdf4c3dca1a3',
    'hex',
  )
  await writeFile(
    join(folder, 'neighbours.txt'),
    Buffer.concat([chinese, Buffer.from('\n\n'), chinese, chinese]),
  )
  await writeFile(
    join(folder, 'keizai.txt'),
    '日本語の記事\n\n両国の経済交流は近年ますます盛んになっている。代表は対話が重要だと述べた。\n',
  )
  await writeFile(join(folder, 'picture.txt'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
}

function importFolder(data: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [commandLine, 'import', folder, '--data', data], {
    encoding: 'utf8',
  })
  return stdout + stderr
}

async function mark(app: CollateApp, articleId: string, words: string, id: string): Promise<void> {
  const { text, summary } = await app.call('library.article', { id: articleId })
  const start = text.indexOf(words)
  const anchor = describe(text, { start, end: start + words.length }, summary.revision)
  const at = '2026-01-01T00:00:00.000Z'
  const record: Highlight = {
    ...{ id, articleId, anchor, hue: 'amber', tags: [], note: `About ${id}` },
    ...{ created: at, updated: at },
  }
  await app.call('notebook.apply', {
    label: 'highlight',
    operations: [{ type: 'addHighlight', highlight: record }],
  })
}

test('what is opened beside the list of an import takes its place', async ({ page }) => {
  await writeArticles()
  const names = ['harbour.txt', 'keizai.txt', 'neighbours.txt', 'picture.txt'].map((name) =>
    join(folder, name),
  )
  const sheet = page.getByRole('main', { name: 'Adding articles' })
  const article = page.getByRole('option', { name: /A harbour town/ })
  for (const again of [false, true]) {
    await page.locator('input[type=file]').setInputFiles(names)
    await expect(sheet.getByText('4 of 4 done')).toBeVisible()
    // The article of the second import is open in a pane already.
    await openLibrary(page)
    await article.click()
    await expect(sheet, `again: ${again}`).toHaveCount(0)
    await expect(page.getByRole('group', { name: 'Text of pane A' })).toContainText('customs house')
  }

  await page.locator('input[type=file]').setInputFiles(names)
  await expect(sheet.getByText('4 of 4 done')).toBeVisible()
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Notebook' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Filter highlights and notes' })).toBeVisible()
})

test('Escape and the key of the view put the list of an import away, and the text has the focus', async ({
  page,
}) => {
  await writeArticles()
  const names = ['harbour.txt', 'keizai.txt', 'neighbours.txt', 'picture.txt'].map((name) =>
    join(folder, name),
  )
  await openArticles(page, tokyo)
  const sheet = page.getByRole('main', { name: 'Adding articles' })
  for (const keys of ['Escape', 'ControlOrMeta+1']) {
    await page.locator('input[type=file]').setInputFiles(names)
    await expect(sheet.getByText('4 of 4 done')).toBeVisible()
    await page.keyboard.press(keys)
    await expect(sheet, keys).toHaveCount(0)
    await expect(textOf(page, 'A'), keys).toBeVisible()
  }
  await page.locator('input[type=file]').setInputFiles(names)
  await sheet.getByRole('button', { name: 'Done' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(textOf(page, 'A')).toBeFocused()
})

test(
  'files are added in the window, each with what became of it, and found in three scripts',
  { tag: '@both' },
  async ({ app, page }) => {
    await writeArticles()
    const names = ['harbour.txt', 'keizai.txt', 'neighbours.txt', 'picture.txt'].map((name) =>
      join(folder, name),
    )
    await page.locator('input[type=file]').setInputFiles(names)
    const sheet = page.getByRole('main', { name: 'Adding articles' })
    await expect(sheet.getByText('4 of 4 done')).toBeVisible()
    await expect(sheet.getByRole('heading', { name: '3 files added, 1 not' })).toBeVisible()
    await expect(sheet.getByText('3 added · 1 not added')).toBeVisible()
    // What needs the reader comes first.
    await expect(sheet.getByRole('listitem').first()).toContainText(/picture\.txt.* is a PNG image/)
    await expect(sheet.getByText(/removed or repaired/)).toHaveCount(0)

    await expect(sheet.getByText('No source in 3 articles, no date in 3 articles.')).toBeVisible()
    await sheet.getByRole('button', { name: 'Set for all…' }).click()
    const all = page.getByRole('dialog', { name: 'Set for all' })
    await all.getByRole('textbox', { name: 'Source' }).fill('Harbour Gazette')
    await all.getByRole('textbox', { name: 'Published' }).fill('March')
    await expect(all.getByRole('button', { name: 'Set for all' })).toBeDisabled()
    await all.getByRole('textbox', { name: 'Published' }).fill('')
    await all.getByRole('button', { name: 'Set for all' }).click()
    await expect(sheet.getByText('No date in 3 articles.')).toBeVisible()
    await expect(page.getByRole('option').filter({ hasText: 'Harbour Gazette' })).toHaveCount(3)
    // What is corrected by hand since is no part of what is taken back.
    const { items } = await app.call('import.items', { only: 'all', offset: 0, limit: 4 })
    const [id = ''] = items.find(({ fileName }) => fileName === 'harbour.txt')?.articleIds ?? []
    await app.call('library.correct', { id, corrections: { source: 'Quay Times' }, reset: [] })
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await expect(sheet.getByText('No source in 2 articles, no date in 3 articles.')).toBeVisible()
    await expect(page.getByRole('option').filter({ hasText: 'Harbour Gazette' })).toHaveCount(0)
    await expect(page.getByRole('option').filter({ hasText: 'Quay Times' })).toHaveCount(1)
    await sheet.getByRole('button', { name: 'Done' }).click()

    const field = page.getByRole('textbox', { name: 'Search library' })
    for (const [words, title] of [
      ['ferry', 'A harbour town'],
      ['経済', '日本語の記事'],
      ['邻国', /邻国/],
    ] as const) {
      await field.fill(words)
      const found = page.getByRole('listbox', { name: 'Articles found' }).getByRole('option')
      await expect(found).toHaveCount(1)
      await expect(found).toContainText(title)
      await expect(found.locator('mark').filter({ hasText: words }).first()).toBeVisible()
    }
    await page.getByRole('listbox', { name: 'Articles found' }).getByRole('option').click()
    await expect(page.getByRole('region', { name: /^Pane A: / })).toContainText('邻国')
  },
)

test(
  'a file over the limit is named, and keeps none of the others out',
  { tag: '@both' },
  async ({ app, page }) => {
    await app.call('settings.set', { changes: { maxFileMegabytes: 1 } })
    if (app.kind === 'browser') app.allowErrors(/413/)
    await writeArticles()
    await writeFile(join(folder, 'big.txt'), 'A line of a long, long list.\n'.repeat(700_000))
    const names = ['big.txt', 'harbour.txt', 'keizai.txt', 'neighbours.txt', 'picture.txt'].map((name) =>
      join(folder, name),
    )
    await page.locator('input[type=file]').setInputFiles(names)
    const sheet = page.getByRole('main', { name: 'Adding articles' })
    await expect(sheet.getByText(/^3 added/)).toBeVisible()
    const reason =
      app.kind === 'browser' ? 'big.txt is larger than 1 MB' : 'big.txt has 20.3 MB; the limit is 1 MB'
    await expect(page.getByText(reason)).toBeVisible()
  },
)

test('a few files leave the reading in place; what came of them is said, with the way to it', async ({
  page,
}) => {
  await writeArticles()
  await writeFile(
    join(folder, 'feed.jsonl'),
    [1, 2].map((n) => JSON.stringify({ title: `Wire item ${n}`, text: `${fire} ${n} months.` })).join('\n'),
  )
  await page.getByRole('option', { name: /Delegation of Japanese Chamber/ }).click()
  const reading = page.getByRole('region', { name: /^Pane A: Delegation of Japanese/ })
  const sheet = page.getByRole('main', { name: 'Adding articles' })
  const said = page.getByRole('status')
  const add = async (...names: string[]): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles(names.map((name) => join(folder, name)))
  }
  await add('picture.txt')
  await expect(said.filter({ hasText: /picture\.txt.* is a PNG image/ })).toBeVisible()
  await expect(said.getByRole('button', { name: 'Open' })).toHaveCount(0)
  await add('feed.jsonl')
  await expect(said.filter({ hasText: 'Added 2 articles from feed.jsonl.' })).toBeVisible()
  await add('harbour.txt')
  await expect(said.filter({ hasText: 'Added “A harbour town”.' })).toBeVisible()
  await expect(reading).toBeVisible()
  await expect(sheet).toHaveCount(0)

  await said.getByRole('button', { name: 'Details' }).click()
  await expect(sheet.getByRole('heading', { name: '1 file added' })).toBeVisible()
  await sheet.getByRole('button', { name: 'Done' }).click()
  await add('harbour.txt')
  await expect(said.filter({ hasText: 'harbour.txt is in the library already.' })).toBeVisible()
  await said.getByRole('button', { name: 'Open' }).click()
  await expect(page.getByRole('region', { name: /^Pane A: A harbour town/ })).toContainText('The ferry')
})

test('a source that changed: accept, reject, place by hand, and all of it after a restart', async ({
  app,
}) => {
  test.setTimeout(120_000)
  await writeArticles()
  await app.close()
  expect(importFolder(app.dataFolder)).toContain('picture.txt')
  await app.start()
  const { rows } = await app.call('library.list', {
    filter: { words: 'harbour', sources: [], tags: [], hues: [], from: null, to: null, removed: false },
    ...{ sort: 'title', offset: 0, limit: 10 },
  })
  const articleId = rows[0]?.id ?? ''
  await mark(app, articleId, `${fire} eleven months`, 'altered')
  await mark(app, articleId, 'The ferry to the northern island leaves at nine in the morning', 'gone')
  await app.close()

  const changed = harbour('twelve').replace(
    /The ferry.*dusk\./,
    'A bridge leads to the northern island now, by day and by night.',
  )
  await writeFile(join(folder, 'harbour.txt'), changed)
  importFolder(app.dataFolder)
  let page = await app.start()
  await page.getByRole('button', { name: 'Review', exact: true }).click()
  const review = page.getByRole('main', { name: 'Review highlights' })
  await expect(review.getByText('One place of this quote differs')).toBeVisible()
  await expect(review.locator('del')).toHaveText('eleven')
  await expect(review.locator('ins')).toHaveText('twelve')
  await review.getByRole('button', { name: /^Accept/ }).click()
  await expect(review.getByText('These words are not in the new text')).toBeVisible()
  await expect(review.getByText('About gone')).toBeVisible()
  await review.getByRole('button', { name: 'Place by hand' }).click()

  const paragraph = page.getByText('A bridge leads to the northern island now')
  await paragraph.click({ clickCount: 3 })
  await page.getByRole('button', { name: 'Place here' }).click()
  await expect(page.getByText('Highlight placed.')).toBeVisible()

  page = await app.restart()
  const { highlights } = await app.call('notebook.open', { articleId })
  expect(highlights.map(({ id, place }) => [id, place.status])).toEqual([
    ['altered', 'exact'],
    ['gone', 'exact'],
  ])
  expect(highlights[0]?.anchor.quote).toBe(`${fire} twelve months`)
  expect(highlights[0]?.earlier?.[0]?.quote).toBe(`${fire} eleven months`)
  expect(highlights[1]?.anchor.quote).toContain('A bridge leads')
  await expect(page.getByRole('button', { name: 'Review', exact: true })).toHaveCount(0)
})
