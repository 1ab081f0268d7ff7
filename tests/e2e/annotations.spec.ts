/** Web Annotations: what leaves comes back the same in a fresh library; what others wrote is reported one by one. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test, type CollateApp } from './fixtures'
import { openExport, runCommand, savedFile } from './exporting'
import { articleFor, link, mark, type Mark, noteOn } from './marks'
import { beijing, painted, storedNotebooks, storedQuotes, tokyo } from './reading'

const marks: Mark[] = [
  {
    title: tokyo,
    words: 'ballast stone',
    hue: 'amber',
    tags: ['wording'],
    note: 'A *metaphor* of ships. 🐉',
  },
  { title: tokyo, words: 'deepen pragmatic cooperation', hue: 'green', tags: ['trade', 'wording'] },
  { title: beijing, words: 'political foundation', hue: 'violet', tags: [], note: 'Said in both.' },
]

async function openImport(page: Page): Promise<Locator> {
  await runCommand(page, 'Import annotations')
  const dialog = page.getByRole('dialog', { name: 'Import annotations' })
  await expect(dialog.getByRole('button', { name: 'Choose a file…' })).toBeFocused()
  return dialog
}

/** Everything that the reader made. */
async function work(app: CollateApp): Promise<unknown> {
  const notebooks = (await storedNotebooks(app)).filter(({ highlights }) => highlights.length > 0)
  return {
    notebooks: notebooks
      .map(({ articleId, note, highlights }) => ({
        ...{ articleId, note },
        highlights: highlights.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      }))
      .sort((a, b) => (a.articleId < b.articleId ? -1 : 1)),
    links: await app.call('notebook.links', {}),
    tags: await app.call('notebook.tags', {}),
  }
}

let place: string
test.beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'collate-annotations-'))
})
test.afterEach(async () => await rm(place, { recursive: true, force: true }))

test(
  'what leaves as annotations comes back the same in a fresh library, and can be taken back',
  { tag: '@both' },
  async ({ app, page }) => {
    test.slow()
    await mark(app, marks)
    await link(app, 'What comes first', 'contradicts', [
      [tokyo, 0],
      [beijing, 2],
    ])
    const article = await articleFor(app, beijing)
    const updated = '2025-01-02T03:04:05.000Z'
    await app.call('notebook.apply', {
      label: 'rest',
      operations: [
        noteOn(article.id, 'On the whole.', ['talks']),
        {
          type: 'addTag',
          tag: { name: 'wording', color: 'rose', definition: 'How it is said', parent: null, updated },
        },
      ],
    })
    const before = await work(app)
    const exporting = await openExport(page)
    await exporting.getByRole('radio', { name: 'W3C annotations' }).check()
    await expect(exporting.getByRole('region', { name: /jsonld$/ })).toBeVisible()
    const content = await savedFile(app, async () => {
      await exporting.getByRole('button', { name: /^(Export|Download)/ }).click()
    })
    const file = join(place, 'notes.jsonld')
    await writeFile(file, content)

    await app.close()
    for (const name of await readdir(app.dataFolder)) {
      await rm(join(app.dataFolder, name), { recursive: true, force: true })
    }
    const fresh = await app.start()
    await expect(fresh.getByRole('listbox').getByRole('option')).toHaveCount(5)
    const empty = await work(app)
    expect(empty).toMatchObject({ notebooks: [], links: [] })
    const dialog = await openImport(fresh)
    await fresh.getByLabel('Annotations file').last().setInputFiles(file)
    await expect(dialog.getByRole('status')).toHaveText('5 attached.0 close match.0 lost.0 refused.')
    await expect.poll(() => work(app)).toEqual(empty)
    await dialog.getByRole('button', { name: 'Import 5 annotations' }).click()
    await expect(dialog).toBeHidden()
    await expect.poll(() => work(app)).toEqual(before)

    await fresh.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => work(app)).toEqual(empty)
  },
)

test('annotations of other programs are reported one by one, and what can be taken is', async ({
  app,
  page,
}) => {
  const annotation = (exact: string, rest: object = {}): object => ({
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'Annotation',
    body: [{ type: 'TextualBody', value: `<img src=x onerror=alert(1)> ${exact}`, purpose: 'commenting' }],
    target: { source: 'https://example.org/', selector: { type: 'TextQuoteSelector', exact, ...rest } },
  })
  const file = join(place, 'others.json')
  await writeFile(
    file,
    JSON.stringify([
      annotation('Dialogue between the business communities of both countries serves'),
      annotation('deepen pragmatic cooperation', {
        prefix: 'expressed a willingness to ',
        suffix: ' with the',
      }),
      annotation('Nobody ever wrote these words in any of the articles that are here'),
      { type: 'Annotation', target: 7 },
    ]),
  )
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Notebook' }).click()
  await page.getByRole('button', { name: 'Import annotations' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import annotations' })
  await page.getByLabel('Annotations file').last().setInputFiles(file)
  await expect(dialog.getByRole('status')).toContainText('2 refused')
  const items = dialog.getByRole('listitem')
  await expect(items).toHaveCount(4)
  await expect(items.filter({ hasText: 'Nobody ever wrote' })).toContainText(
    'No article in the library is the one it was made on.',
  )
  await dialog.getByRole('radio', { name: 'Refused' }).click()
  await expect(items).toHaveCount(2)
  await dialog.getByRole('button', { name: /^Import \d/ }).click()
  await expect.poll(async () => (await storedQuotes(app)).length).toBeGreaterThan(0)
  await expect
    .poll(() => storedQuotes(app))
    .toContain('amber: Dialogue between the business communities of both countries serves')
  await expect(page.getByRole('grid').getByText('<img src=x').first()).toBeVisible()
  await expect.poll(() => painted(page)).toEqual([])
})

test('a file that is no annotations is refused as a whole', async ({ app, page }) => {
  const file = join(place, 'no.json')
  await writeFile(file, '{"a": 1')
  const dialog = await openImport(page)
  await page.getByLabel('Annotations file').last().setInputFiles(file)
  await expect(dialog.getByRole('alert')).toContainText('not JSON')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect.poll(() => storedQuotes(app)).toEqual([])
})
