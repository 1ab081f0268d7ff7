/**
 * Exporting again onto a file that was edited since: the reader's words, properties and order stay, what is new arrives,
 * a conflict is written in both versions and listed; all of it seen first. The desktop does it in its dialog; a browser
 * tab can only hand out downloads, so there the command line does it, on the same folder.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { changeHighlight } from '#domain/annotations/changes'
import type { ArticleNotebook } from '#domain/annotations/notebook'
import { expect, test, type CollateApp } from './fixtures'
import {
  answerDialogs,
  collate,
  filesIn,
  finishExport,
  freshFolder,
  openExport,
  stretches,
} from './exporting'
import { articleFor, highlight, mark, type Mark } from './marks'
import { storedNotebooks, tokyo } from './reading'

const marks: Mark[] = [
  {
    title: tokyo,
    words: 'deepen pragmatic cooperation',
    hue: 'amber',
    tags: ['trade'],
    note: 'Who says so?',
  },
  { title: tokyo, words: 'ballast stone', hue: 'rose', tags: ['wording'], note: 'A metaphor of ships.' },
  { title: tokyo, words: 'conveying positive signals', hue: 'green', tags: [] },
]

async function onlyFile(folder: string): Promise<{ path: string; content: string }> {
  const entries = Object.entries(await filesIn(folder))
  expect(entries).toHaveLength(1)
  const [name = '', content = ''] = entries[0] ?? []
  return { path: join(folder, name), content }
}

/** Changes the note of the highlight with these words, in Collate. */
async function changeNote(app: CollateApp, words: string, note: string): Promise<void> {
  const stored: ArticleNotebook[] = await storedNotebooks(app)
  const found = stored.flatMap(({ highlights }) => highlights).find(({ anchor }) => anchor.quote === words)
  if (!found) throw new Error(`Nothing is marked with “${words}”.`)
  await app.call('notebook.apply', {
    label: 'note',
    operations: changeHighlight(found, { note }, new Date().toISOString()),
  })
}

/** Exports everything into a folder for the first time. */
async function exportFirst(app: CollateApp, folder: string): Promise<void> {
  if (app.kind === 'browser') {
    await app.close()
    expect(collate(app, 'export', '--out', folder)).toMatchObject({ code: 0, err: '' })
    await app.start()
    return
  }
  await answerDialogs(app, folder)
  const dialog = await openExport(app.page)
  await dialog.getByRole('button', { name: /^Export/ }).click()
  await finishExport(dialog)
}

/** The edits of a reader in another program: words, properties, order. */
function edited(content: string): string {
  const headStart = content.indexOf('> [!quote]')
  const sections = content.slice(headStart).split(/(?=^> \[!quote\])/m)
  expect(sections).toHaveLength(3)
  const [first = '', second = '', third = ''] = sections.map((section) => `${section.trimEnd()}\n\n`)
  const front = content
    .slice(0, headStart)
    .replace(/^lang: en$/m, 'lang: en\nstatus: read twice\naliases: [Tokyo]')
  const own = 'My own words, with *stars*.\n\n'
  return `${front}${third}${first}${own}${second}## My conclusion\n\nBusiness first.\n`
}

test(
  'the reader’s edits and what is new in Collate are both kept, after a look',
  { tag: '@both' },
  async ({ app }) => {
    test.slow()
    await mark(app, marks)
    const vault = await freshFolder(app)
    await exportFirst(app, vault)
    const { path, content } = await onlyFile(vault)
    const mine = edited(content)
    await writeFile(path, mine)

    const article = await articleFor(app, tokyo)
    const start = article.text.indexOf('significance')
    await app.call('notebook.apply', {
      label: 'one more',
      operations: [
        highlight(article, start, start + 'significance'.length, {
          ...{ id: 'f'.repeat(16), hue: 'blue', tags: ['actors'], note: 'New in Collate.' },
        }),
      ],
    })

    if (app.kind === 'desktop') {
      const dialog = await openExport(app.page)
      const plan = dialog.getByRole('region', { name: /^What becomes of/ })
      await expect(stretches(plan, 'New')).toContainText(['New in Collate.'])
      await expect(
        stretches(plan, 'Yours, kept').filter({ hasText: 'My own words, with *stars*.' }),
      ).toBeVisible()
      await expect(dialog.getByRole('status', { name: 'What the export does' })).toContainText(/1 new/)
      expect((await onlyFile(vault)).content).toBe(mine)
      await dialog.getByRole('button', { name: 'Export', exact: true }).click()
      await finishExport(dialog)
    } else {
      await app.close()
      const plan = collate(app, 'export', '--out', vault, '--dry-run')
      expect(plan.out).toMatch(/^changed {2}.*3 unchanged, 1 new/)
      expect((await onlyFile(vault)).content).toBe(mine)
      collate(app, 'export', '--out', vault, '--merge')
      await app.start()
    }

    const merged = await onlyFile(vault)
    expect(merged.path).toBe(path)
    for (const words of [
      'My own words, with *stars*.',
      '## My conclusion\n\nBusiness first.',
      'status: read twice',
    ]) {
      expect(merged.content).toContain(words)
    }
    expect(merged.content).toContain('New in Collate.')
    expect(merged.content).toContain('highlights: 4')
    expect(merged.content).toMatch(/tags:\n(?: +- .+\n)*? +- actors\n/)
    // The section that the reader put first is first still.
    const order = [
      'ballast stone',
      'deepen pragmatic',
      'My own words',
      'conveying positive signals',
      '## My conclusion',
    ]
    const places = order.map((words) => merged.content.indexOf(words))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(Object.values(await filesIn(join(app.dataFolder, 'export-backups')))).toEqual([mine])
  },
)

test(
  'what was changed in both places is in both versions, marked and listed',
  { tag: '@both' },
  async ({ app }) => {
    test.slow()
    await mark(app, marks)
    const vault = await freshFolder(app)
    await exportFirst(app, vault)
    const { path, content } = await onlyFile(vault)
    await writeFile(path, content.replace('A metaphor of ships.', 'A metaphor, as it was in the file.'))
    await changeNote(app, 'ballast stone', 'A metaphor, as it is in Collate.')

    if (app.kind === 'desktop') {
      const dialog = await openExport(app.page)
      await expect(dialog.getByText('1 place changed in both')).toBeVisible()
      const conflicts: Locator = dialog.getByRole('list', { name: 'Changed in both' })
      await expect(conflicts).toContainText('A metaphor, as it was in the file.')
      await expect(conflicts).toContainText('A metaphor, as it is in Collate.')
      const plan = dialog.getByRole('region', { name: /^What becomes of/ })
      await dialog.getByRole('radio', { name: 'Keep mine' }).click()
      await expect(plan).not.toContainText('as it is in Collate')
      await dialog.getByRole('radio', { name: 'Use Collate’s' }).click()
      await expect(stretches(plan, 'Goes')).toContainText('as it was in the file')
      await dialog.getByRole('radio', { name: 'Keep both' }).click()
      await expect(stretches(plan, 'Changed in both').first()).toContainText('Changed in both places')
      await dialog.getByRole('button', { name: 'Export', exact: true }).click()
      await finishExport(dialog, /1 file written to .* at \d\d:\d\d\s*1 place in both versions/)
    } else {
      await app.close()
      const written = collate(app, 'export', '--out', vault)
      expect(written.err).toContain('1 changed in both places')
      await app.start()
    }
    const merged = await readFile(path, 'utf8')
    expect(merged).toContain('> [!warning] Changed in both places')
    expect(merged).toContain('A metaphor, as it was in the file.')
    expect(merged).toContain('A metaphor, as it is in Collate.')
  },
)
