/**
 * Measures comparing where it is seen, in Chromium on the running application: opening four articles until the bands are
 * painted, beside opening four in read; and four very long ones, whose panes have to stay smooth meanwhile.
 */
import { chromium, type Page } from '@playwright/test'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findChromium } from '../../scripts/findChromium.mjs'
import { generateArticles } from './corpus'
import { importFolder, openBenchLibrary, placeLibrary } from './library'
import { median, percentile, type BenchRow } from './row'
import { chromiumFlags, withShell } from './window'

const together = 4
const words = 1_000
const longWords = 60_000
/** One paragraph in so many is in all articles of a round, with a few words replaced. */
const sharedEvery = 3

type View = 'Read' | 'Compare'
const views: readonly View[] = ['Read', 'Compare']

interface Opened {
  /** Milliseconds from the click until all texts, and in compare the bands of all panes, are painted. */
  milliseconds: number
  /** The longest time between two frames meanwhile, in milliseconds. */
  longestFrame: number
}

/** @param rounds how often each is opened; no rows where there is no Chromium */
export async function benchComparingWindow(
  builtMain: string,
  dir: string,
  rounds: number,
): Promise<BenchRow[]> {
  const executablePath = findChromium()
  if (!executablePath) return []
  const library = await placeLibrary(dir, 1, builtMain)
  await writeReports(join(library.dir, 'sources'), rounds + 1)
  const services = await openBenchLibrary(library)
  await importFolder(services, join(library.dir, 'sources'))
  await services.close()
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  try {
    return await withShell(builtMain, library.dataFolder, async (address) => {
      const page = await browser.newPage({ viewport: { width: 1600, height: 900 } })
      await page.goto(address)
      const short: Record<View, Opened[]> = { Read: [], Compare: [] }
      // In turn, so that both meet the same load; what is made once in the life of the page is made in the first round.
      for (let round = 0; round <= rounds; round++) {
        for (const view of views) {
          const opened = await open(page, view, roundName(round, view))
          if (round > 0) short[view].push(opened)
        }
      }
      const read = await open(page, 'Read', roundName('long', 'Read'))
      const compared = await open(page, 'Compare', roundName('long', 'Compare'))
      await page.close()
      return [shortRow(short), ...longRows(read, compared)]
    })
  } finally {
    await browser.close()
  }
}

function shortRow({ Read: read, Compare: compare }: Record<View, Opened[]>): BenchRow {
  const times = (all: readonly Opened[]): number[] => all.map(({ milliseconds }) => milliseconds)
  return {
    what: `opening ${together} articles of ${words} words in compare until the bands are painted, median`,
    against: 'opening as many in read',
    measured: median(times(compare)),
    baseline: median(times(read)),
    unit: 'ms',
    aim: '≤ 1.2 ×',
    note: `p95 ${percentile(times(compare), 0.95).toFixed(0)} and ${percentile(times(read), 0.95).toFixed(0)} ms of ${read.length}`,
  }
}

function longRows(read: Opened, compare: Opened): BenchRow[] {
  const of = `${together} articles of ${longWords} words`
  return [
    {
      what: `opening ${of} in compare until the bands are painted`,
      against: 'opening as many in read',
      measured: compare.milliseconds,
      baseline: read.milliseconds,
      ...{ unit: 'ms', aim: null, note: 'once' },
    },
    {
      what: `the longest frame while ${of} are opened in compare`,
      against: 'while they are opened in read',
      measured: compare.longestFrame,
      baseline: read.longestFrame,
      ...{ unit: 'ms', aim: null, note: 'the text is scrolled meanwhile' },
    },
  ]
}

/** A word that only the articles of one round have. */
const roundName = (round: number | 'long', view: View): string =>
  `${view.toLowerCase()}zq${typeof round === 'number' ? String(round).padStart(3, '0') : round}`

/** Text files: for each round and view articles on one event, and one round of very long ones. */
async function writeReports(folder: string, rounds: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  const paragraphs = paragraphsInEnglish()
  const all: readonly (number | 'long')[] = [...Array.from({ length: rounds }, (_, round) => round), 'long']
  for (const round of all) {
    for (const view of views) {
      const name = roundName(round, view)
      const reports = reportsOf(paragraphs, round === 'long' ? longWords : words)
      for (const [at, report] of reports.entries())
        await writeFile(join(folder, `${name}-${at}.txt`), `Report ${at + 1} on ${name}\n\n${report}\n`)
    }
  }
}

function* paragraphsInEnglish(): Generator<string> {
  for (const { lang, text } of generateArticles(100_000, 11)) {
    if (lang !== 'en') continue
    const [, ...paragraphs] = text.trim().split('\n\n')
    yield* paragraphs.filter((paragraph) => !paragraph.startsWith('Published:'))
  }
}

/** Articles with so many words each, that have a part of their paragraphs in common. */
function reportsOf(paragraphs: Iterator<string>, length: number): string[] {
  const reports = Array.from({ length: together }, () => ({ paragraphs: [] as string[], words: 0 }))
  const add = (at: number, paragraph: string): void => {
    const report = reports[at]
    if (!report) return
    report.paragraphs.push(paragraph)
    report.words += paragraph.split(' ').length
  }
  const next = (): string => String(paragraphs.next().value ?? '')
  for (let turn = 0; reports.some((report) => report.words < length); turn++) {
    const shared = next()
    for (const at of reports.keys()) {
      if (turn % sharedEvery === 0) add(at, shared.replace(/\bthe\b/, 'some').replace(/\d+/, String(40 + at)))
      else add(at, next())
    }
  }
  return reports.map((report) => report.paragraphs.join('\n\n'))
}

/** Closes what is open, and opens the articles of a round in a view; the library stands beside that for reading. */
async function open(page: Page, view: View, name: string): Promise<Opened> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Read' }).click()
  const close = page.getByRole('button', { name: 'Close pane' })
  while ((await close.count()) > 0) await close.first().click()

  await page.getByRole('textbox', { name: 'Search library' }).fill(name)
  await page.waitForFunction(
    ([name, count]) => {
      const rows = [...document.querySelectorAll('[role="option"]')]
      return rows.length === count && rows.every((row) => row.textContent.includes(name))
    },
    [name, together] as const,
  )
  return await page.evaluate(openAndMeasure, [view === 'Compare', together] as const)
}

/** Runs in the page. */
async function openAndMeasure([compare, count]: readonly [boolean, number]): Promise<Opened> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
  const isThere = (): boolean => {
    const panes = [...document.querySelectorAll('[data-pane]')]
    return (
      panes.length === count &&
      panes.every(
        (pane) =>
          pane.querySelector('[data-block]') !== null &&
          // The bands, which are for the mouse alone.
          (!compare || pane.querySelector('button[aria-hidden="true"][tabindex="-1"]') !== null),
      )
    )
  }
  const rows = [...document.querySelectorAll('[role="option"]')]
  const start = performance.now()
  let last = start
  let longestFrame = 0
  for (const [at, row] of rows.entries())
    row.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: at > 0 }))
  const views = document.querySelectorAll<HTMLElement>('nav[aria-label="Views"] button')
  if (compare) [...views].find(({ textContent }) => textContent.includes('Compare'))?.click()
  for (;;) {
    const now = await frame()
    longestFrame = Math.max(longestFrame, now - last)
    last = now
    document.querySelector('[data-pane] [role="group"]')?.scrollBy(0, 5)
    if (isThere()) break
    if (now - start > 120_000) throw new Error('The articles were not shown.')
  }
  // What was drawn in that frame is painted when the next one begins.
  return { milliseconds: (await frame()) - start, longestFrame }
}
