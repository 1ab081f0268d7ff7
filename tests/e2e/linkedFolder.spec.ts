/** A linked folder: taken in with its problems named, watched or looked at again, and what becomes of highlights in it. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { describe } from '#domain/anchoring/anchoring'
import type { Highlight, PlacedHighlight } from '#domain/annotations/notebook'
import { commandLine, expect, test, type CollateApp } from './fixtures'
import { openLibrary } from './reading'

let folder: string
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collate-linked-'))
})
test.afterEach(async () => await rm(folder, { recursive: true, force: true }))

const fire = 'In the second year the customs house burned down. It was rebuilt in stone within eleven months'
const ferry = 'The ferry to the northern island leaves at nine in the morning and comes back at dusk'
const nets = 'Fishermen still mend their nets on the old quay'
const lighthouse = 'the lighthouse keeper counts the ships that pass, and nobody has ever seen him asleep'
const text = `A harbour town\n\nShips came from many places, and merchants built their houses on the hill above the bay.\n\n${fire}. Nobody ever replaced the great bronze clock that had hung above its gate.\n\n${nets}, and ${lighthouse}.\n\n${ferry}.\n`

/** 中国和日本一直是重要的邻国，双方经济合作紧密。 in GB18030. */
const chinese = Buffer.from(
  'd6d0b9fabacdc8d5b1bed2bbd6b1cac7d6d8d2aab5c4c1dab9faa3accbabb7bdbeadbcc3bacfd7f7bdf4c3dca1a3',
  'hex',
)
const japanese =
  '日本語の記事\n\n両国の経済交流は近年ますます盛んになっている。代表は対話が重要だと述べた。\n'

async function write(name: string, content: string | Uint8Array): Promise<void> {
  await writeFile(join(folder, name), content)
}

/** Links the folder: in the window, where there are dialogs; else from the command line, before the window opens. */
async function link(app: CollateApp, watch: boolean): Promise<Page> {
  if (app.kind === 'browser') {
    await app.close()
    const words = ['folders', 'link', folder, '--data', app.dataFolder, ...(watch ? ['--watch'] : [])]
    spawnSync(process.execPath, [commandLine, ...words])
    const linked = new Date().toISOString()
    const page = await app.start()
    // It looks at the folder by itself, behind what its reader waits for.
    const looked = async (): Promise<string> => (await app.call('folders.list', {}))[0]?.lastRefresh ?? ''
    await expect.poll(async () => (await looked()) > linked).toBe(true)
    return page
  }
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, folder)
  const dialog = await openFolders(app.page)
  await dialog.getByRole('button', { name: 'Link a folder…' }).click()
  await expect(dialog.getByRole('listitem')).toContainText(/checked/)
  if (!watch) await dialog.getByRole('checkbox', { name: 'Update automatically' }).uncheck()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  return app.page
}

async function openFolders(page: Page): Promise<Locator> {
  await runCommand(page, 'Linked folders')
  return page.getByRole('dialog', { name: 'Linked folders' })
}

async function runCommand(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'Search library' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Go to' })
  await palette.getByRole('combobox').fill(name)
  await palette.getByRole('option', { name }).first().click()
}

async function articleId(app: CollateApp, words: string): Promise<string> {
  const filter = { words, sources: [], tags: [], hues: [], from: null, to: null, removed: false }
  const { rows } = await app.call('library.list', { filter, sort: 'title', offset: 0, limit: 10 })
  expect(rows).toHaveLength(1)
  return rows[0]?.id ?? ''
}

async function mark(app: CollateApp, id: string, words: readonly string[]): Promise<void> {
  const { text, summary } = await app.call('library.article', { id })
  const at = '2026-01-01T00:00:00.000Z'
  const highlights = words.map((quote, n): Highlight => {
    const start = text.indexOf(quote)
    const anchor = describe(text, { start, end: start + quote.length }, summary.revision)
    return {
      ...{ id: `h${n}`, articleId: id, anchor, hue: 'amber', tags: [], note: `Note ${n}` },
      ...{ created: at, updated: at },
    }
  })
  const operations = highlights.map((highlight) => ({ type: 'addHighlight' as const, highlight }))
  await app.call('notebook.apply', { label: 'highlight', operations })
}

async function placedOf(app: CollateApp, id: string): Promise<Record<string, PlacedHighlight>> {
  const { highlights } = await app.call('notebook.open', { articleId: id })
  return Object.fromEntries(highlights.map((highlight) => [highlight.id, highlight]))
}

async function statusesOf(app: CollateApp, id: string): Promise<string[]> {
  const placed = await placedOf(app, id)
  return Object.keys(placed)
    .sort()
    .map((name) => placed[name]?.place.status ?? '')
}

test(
  'problems are named with their reasons, and the rest is found in three scripts',
  { tag: '@both' },
  async ({ app }) => {
    await write('harbour.txt', text)
    await write('neighbours.txt', Buffer.concat([chinese, Buffer.from('\n\n'), chinese, chinese]))
    await write('keizai.txt', japanese)
    await write('picture.txt', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))
    await write('song.mp3', 'ID3')
    await symlink('.', join(folder, 'round'))
    await symlink('nowhere.txt', join(folder, 'dangling.txt'))
    const page = await link(app, false)
    if (app.kind === 'browser') {
      const dialog = await openFolders(page)
      await dialog.getByRole('button', { name: 'Refresh' }).click()
      await expect(dialog.getByRole('status')).toContainText('3 as they were')
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await runCommand(page, 'Last import')
    }
    const sheet = page.getByRole('main', { name: 'Adding articles' })
    for (const reason of [
      /picture\.txt.* is a PNG image/,
      /round is a link to a folder that is read already/,
      /dangling\.txt is a link to nothing/,
      /song\.mp3 is not of a kind that Collate reads/,
    ]) {
      await expect(sheet.getByText(reason)).toBeVisible()
    }
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
    }
  },
)

test(
  'a watched file is edited: accept, reject, place by hand, restart, and what comes back comes back',
  { tag: '@both' },
  async ({ app }) => {
    test.setTimeout(120_000)
    await write('harbour.txt', text)
    const page = await link(app, true)
    const id = await articleId(app, 'lighthouse')
    await mark(app, id, [fire, nets, lighthouse, ferry])
    const review = page.getByRole('main', { name: 'Review highlights' })
    const reviewButton = page.getByRole('status').getByRole('button', { name: 'Review', exact: true })

    // Noticed without a command: one is altered, one loses its neighbour, one is altered, one is gone.
    const edited = text
      .replace('eleven months', 'twelve months')
      .replace(`${nets}, and ${lighthouse}`, `On the old quay ${lighthouse} by day`)
      .replace(ferry, 'A bridge leads to the northern island now, by day and by night')
    await write('harbour.txt', edited)
    await expect(reviewButton).toBeVisible()
    await expect.poll(() => statusesOf(app, id)).toEqual(['fuzzy', 'lost', 'moved', 'lost'])

    await expect(page.getByText('1 article changed. 3 highlights need a look.')).toBeVisible()
    await reviewButton.click()
    await expect(review.locator('del')).toHaveText('eleven')
    await expect(review.getByRole('heading', { name: 'Settled 1' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(review).toBeHidden()
    await reviewButton.click()
    // Also with the focus in the bar above it.
    await page.getByRole('button', { name: 'Settings' }).first().focus()
    await page.keyboard.press('Escape')
    await expect(review).toBeHidden()
    await reviewButton.click()
    await expect(review.locator('ins')).toHaveText('twelve')
    await review.getByRole('button', { name: /^Reject/ }).click()
    await expect.poll(() => statusesOf(app, id)).toEqual(['lost', 'lost', 'moved', 'lost'])
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(() => statusesOf(app, id)).toEqual(['fuzzy', 'lost', 'moved', 'lost'])
    await review.getByRole('button', { name: /eleven months/ }).click()
    await review
      .getByRole('button', { name: /^Accept/ })
      .last()
      .click()
    await expect.poll(() => statusesOf(app, id)).toEqual(['exact', 'lost', 'moved', 'lost'])
    await review.getByRole('button', { name: /The ferry to the northern island/ }).click()
    const suggested = review.getByRole('region', { name: 'Most similar passage' })
    await expect(suggested).toContainText('Suggestion')
    await expect(suggested.locator('mark')).toContainText('to the northern island')
    await expect(review.getByRole('button', { name: /^Accept suggestion/ })).toBeEnabled()
    await review.getByRole('button', { name: 'Place by hand' }).click()
    await page.getByText('A bridge leads to the northern island now').click({ clickCount: 3 })
    await page.getByRole('button', { name: 'Place here' }).click()
    await expect(page.getByText('Highlight placed.')).toBeVisible()

    await app.restart()
    await expect.poll(() => statusesOf(app, id)).toEqual(['exact', 'lost', 'moved', 'exact'])
    const { h0, h1, h3 } = await placedOf(app, id)
    expect(h0?.anchor.quote).toBe(fire.replace('eleven', 'twelve'))
    expect(h0?.earlier?.[0]?.quote).toBe(fire)
    expect(h1).toMatchObject({ note: 'Note 1', anchor: { quote: nets } })
    expect(h3?.anchor.quote).toContain('A bridge leads')

    // The lost words come back, and their highlight with them.
    await write('harbour.txt', edited.replace(`On the old quay ${lighthouse}`, `${nets}, and ${lighthouse}`))
    await expect.poll(() => statusesOf(app, id)).toEqual(['exact', 'exact', 'exact', 'moved'])
  },
)

test('a folder that is not watched is looked at on demand and at the start', async ({ app }) => {
  await write('harbour.txt', text)
  let page = await link(app, false)
  const id = await articleId(app, 'lighthouse')
  await mark(app, id, [ferry])

  await write('harbour.txt', `A new first line was put in here.\n\n${text}`)
  const dialog = await openFolders(page)
  await expect.poll(() => statusesOf(app, id)).toEqual(['exact'])
  await dialog.getByRole('button', { name: 'Refresh' }).click()
  await expect(dialog.getByRole('status')).toContainText('1 changed')
  await expect.poll(() => statusesOf(app, id)).toEqual(['moved'])

  await app.close()
  await write('harbour.txt', text.replace(ferry, 'The island has a bridge'))
  page = await app.start()
  await expect(page.getByRole('button', { name: 'Review', exact: true })).toBeVisible()
  await expect.poll(() => statusesOf(app, id)).toEqual(['lost'])
})

test('a file that vanished leaves its article readable, and is known again where it was moved to', async ({
  app,
}) => {
  await write('harbour.txt', text)
  const page = await link(app, true)
  const id = await articleId(app, 'lighthouse')
  await mark(app, id, [ferry])
  const sheet = page.getByRole('main', { name: 'Adding articles' })
  if (await sheet.isVisible()) await sheet.getByRole('button', { name: 'Done' }).click()
  const row = page.getByRole('option').filter({ hasText: 'A harbour town' })

  const away = await mkdtemp(join(tmpdir(), 'collate-away-'))
  try {
    await rename(join(folder, 'harbour.txt'), join(away, 'harbour.txt'))
    await expect(row.getByText('File missing')).toBeVisible()
    await row.click()
    await expect(page.getByRole('region', { name: /^Pane A: / })).toContainText(lighthouse)
    await expect.poll(() => statusesOf(app, id)).toEqual(['exact'])

    await rename(join(away, 'harbour.txt'), join(folder, 'port.txt'))
    await openLibrary(page)
    await expect(row.getByText('File missing')).toHaveCount(0)
    await expect(page.getByRole('option').filter({ hasText: 'A harbour town' })).toHaveCount(1)
    const { fileName, missing } = (await app.call('library.article', { id })).summary
    expect({ fileName, missing }).toEqual({ fileName: 'port.txt', missing: false })
    await expect.poll(() => statusesOf(app, id)).toEqual(['exact'])
  } finally {
    await rm(away, { recursive: true, force: true })
  }
})
