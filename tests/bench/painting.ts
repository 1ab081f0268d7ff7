/** Measures painting: an article of 10,000 words with 2,000 highlights, in Chromium, on the text of the running application. */
import { chromium, type Page } from '@playwright/test'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hues, type ArticleNotebook } from '#domain/annotations/notebook'
import { describe } from '#domain/anchoring/anchoring'
import { notebookFormat } from '#storage/formats'
import { encode } from '#storage/storeFormat'
import { findChromium } from '../../scripts/findChromium.mjs'
import { generateArticles } from './corpus'
import { importFolder, openBenchLibrary, placeLibrary } from './library'
import type { AddingSample, PaintingSamples } from './paintingPage'
import { median, percentile, type BenchRow } from './row'
import { chromiumFlags, withShell } from './window'

const words = 10_000
const highlights = 2_000

/**
 * @param pageScript the built `paintingPage.ts`
 * @param rounds how often each thing is measured; rows are missing where there is no Chromium
 */
export async function benchPainting(
  builtMain: string,
  dir: string,
  pageScript: string,
  rounds: number,
): Promise<BenchRow[]> {
  const executablePath = findChromium()
  if (!executablePath) return []
  const library = await placeLibrary(dir, 1, builtMain)
  const { notebook, blocks, title } = await fabricate(library)
  const marks = notebook.highlights.map(({ id, hue, anchor }) => ({ id, hue, ...rangeOf(anchor) }))
  const script = await readFile(pageScript, 'utf8')
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  try {
    return await withShell(builtMain, library.dataFolder, async (address) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
      await page.goto(address)
      await openArticle(page, title, script)
      const samples = await page.evaluate(
        ([blocks, marks, rounds]) => globalThis.paintingBench.paint(blocks, marks, rounds),
        [blocks, marks, rounds] as const,
      )
      await page.goto(address)
      await openArticle(page, title, script)
      const frame = await page.evaluate(() => globalThis.paintingBench.frameTime())
      const added: AddingSample[] = []
      for (let n = 0; n < rounds; n++) added.push(await addOne(page, n))
      await page.close()
      return rowsOf(samples, added, frame)
    })
  } finally {
    await browser.close()
  }
}

function rowsOf(
  { painting, baseline, empty }: PaintingSamples,
  added: AddingSample[],
  frame: number,
): BenchRow[] {
  const work = added.map((sample) => sample.work)
  const settled = median(added.map((sample) => sample.settled))
  const late = added.filter(({ frames }) => frames > 1).length
  return [
    {
      what: `painting ${highlights} highlights in an article of ${words} words, median`,
      against: `setting ${highlights} ranges on one highlight of the registry`,
      measured: median(painting),
      baseline: median(baseline),
      unit: 'ms',
      aim: '≤ 1.5 ×',
      note: `main thread, to the painted frame; a frame without a change takes ${median(empty).toFixed(1)} ms`,
    },
    {
      what: 'adding one highlight to them, from the key to the painted frame, median',
      against: 'the time from one frame to the next',
      measured: median(work),
      baseline: frame,
      unit: 'ms',
      aim: 'within one frame',
      note: `main thread; p95 ${percentile(work, 0.95).toFixed(1)} ms; ${late} of ${added.length} later than in the next frame; with its note card and all else ${settled.toFixed(0)} ms after the key`,
    },
  ]
}

/** A library of one long article with its highlights, each on some words. */
async function fabricate(library: Awaited<ReturnType<typeof placeLibrary>>): Promise<{
  notebook: ArticleNotebook
  title: string
  blocks: { kind: 'paragraph'; start: number; end: number }[]
}> {
  const sources = join(library.dir, 'sources')
  await mkdir(sources, { recursive: true })
  const paragraphs: string[] = []
  let count = 0
  for (const { lang, text } of generateArticles(500, 7)) {
    if (lang !== 'en' || count >= words) continue
    for (const paragraph of text.trim().split('\n\n')) {
      paragraphs.push(paragraph)
      count += paragraph.split(' ').length
    }
  }
  await writeFile(join(sources, 'long.txt'), paragraphs.join('\n\n'))
  const services = await openBenchLibrary(library)
  const { state } = await importFolder(services, sources)
  if (state !== 'finished') throw new Error('The article was not imported.')
  const { rows } = await services.handlers['library.list']({
    filter: { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false },
    ...{ sort: 'title', offset: 0, limit: 1 },
  })
  const articleId = rows[0]?.id ?? ''
  const { text, blocks, summary } = await services.handlers['library.article']({ id: articleId })
  await services.close()
  const notebook = notebookFormat(articleId).empty()
  const at = '2026-01-01T00:00:00.000Z'
  for (let n = 0; n < highlights; n++) {
    const start = Math.floor((n / highlights) * (text.length - 60))
    const anchor = describe(text, { start, end: start + 20 + ((n * 7) % 30) }, summary.revision)
    const hue = hues[n % hues.length] ?? 'amber'
    notebook.highlights.push({
      id: `h-${n}`,
      articleId,
      anchor,
      hue,
      tags: [],
      note: '',
      created: at,
      updated: at,
    })
  }
  await writeFile(
    join(library.dataFolder, 'notebook', `${articleId}.json`),
    encode(notebookFormat(articleId), notebook),
  )
  return {
    notebook,
    title: summary.metadata.title,
    blocks: blocks as { kind: 'paragraph'; start: number; end: number }[],
  }
}

const rangeOf = ({ start, end }: { start: number; end: number }): { start: number; end: number } => ({
  start,
  end,
})

async function openArticle(page: Page, title: string, script: string): Promise<void> {
  const pane = page.getByRole('region', { name: /^Pane A/ })
  if ((await pane.count()) === 0) await page.getByRole('option').filter({ hasText: title }).first().click()
  await pane.locator('[data-block]').first().waitFor()
  await page.waitForFunction((count) => [...CSS.highlights.values()].some(({ size }) => size > count), 0)
  // In the page's own context, where its policy would refuse a script element.
  await page.evaluate(script)
  await page.getByRole('group', { name: 'Text of pane A' }).focus()
}

/** Selects some words in view and presses the key of a hue. */
async function addOne(page: Page, n: number): Promise<AddingSample> {
  const measured = page.evaluate(() => globalThis.paintingBench.add())
  await page.evaluate(async (n) => {
    const blocks = [...document.querySelectorAll('[data-pane] [data-block]')]
    const text = blocks.find(({ textContent }) => textContent.length > 200)?.firstChild
    if (!text) throw new Error('There is no paragraph that is long enough.')
    getSelection()?.setBaseAndExtent(text, n * 3, text, n * 3 + 25)
    // The interface hears of it before the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }, n)
  await page.keyboard.down('1')
  const sample = await measured
  await page.keyboard.up('1')
  return sample
}
