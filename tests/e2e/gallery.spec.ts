/**
 * The gallery in every theme, under the application's content security policy: it says nothing in the console, axe finds
 * no fault, and a photograph of it is attached for whoever looks at what has changed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, PageScreenshotOptions } from '@playwright/test'
import { build, preview } from 'vite'
import { hardeningHeaders } from '#shell/policy'
import { findChromium } from '../../scripts/findChromium.mjs'
import { faults } from './axe'
import { expect, root, test as base } from './fixtures'

type Clip = NonNullable<PageScreenshotOptions['clip']>

const configFile = join(root, 'tests', 'gallery', 'vite.config.ts')

const test = base.extend<object, { gallery: string }>({
  gallery: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from this pattern
    async ({}, use) => {
      const outDir = await mkdtemp(join(tmpdir(), 'collate-gallery-'))
      await build({ configFile, logLevel: 'error', build: { outDir } })
      const server = await preview({
        configFile,
        logLevel: 'error',
        build: { outDir },
        preview: { host: '127.0.0.1', port: 0, headers: hardeningHeaders('self') },
      })
      await use(server.resolvedUrls?.local[0] ?? '')
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
})

/** As much of the page (CSS pixels) as one photograph shows in its own size. */
const pageful = 1250

/** What a specimen says on purpose: a part of the window that fails. */
const expected = 'The list has no item 4.'

/** Photographs the window, or the part of it that is named. */
async function photograph(page: Page, name: string, clip?: Clip): Promise<void> {
  const path = test.info().outputPath(`${name}.png`)
  await page.screenshot({ path, animations: 'disabled', ...(clip && { clip }) })
  await test.info().attach(name, { path, contentType: 'image/png' })
}

for (const theme of ['light', 'dark', 'sepia'] as const) {
  test(`every piece of the kit has no fault that axe knows, ${theme}`, async ({
    chromiumBrowser,
    gallery,
  }) => {
    const executablePath = findChromium()
    test.skip(executablePath === null, 'There is no Chromium; CHROME_PATH can name one.')
    const browser = await chromiumBrowser(executablePath ?? '')
    const context = await browser.newContext({
      viewport: { width: 1280, height: 4000 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const said: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) said.push(message.text())
    })
    page.on('pageerror', ({ message }) => {
      if (message !== expected) said.push(message)
    })
    await page.goto(`${gallery}?theme=${theme}`)
    await expect(page.getByRole('menu', { name: 'Passage' })).toBeVisible()

    // What floats keeps its place in a window that is as high as the page.
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ width: 1280, height })
    expect.soft(await faults(page), 'the page').toEqual([])
    for (let top = 0; top < height; top += pageful)
      await photograph(page, `${theme} ${top / pageful + 1}`, {
        x: 0,
        y: top,
        width: 1280,
        height: Math.min(pageful, height - top),
      })

    await page.setViewportSize({ width: 1280, height: 800 })
    for (const name of ['Plain', 'With tools', 'Long', 'Bare, at the top', 'List', 'Empty list']) {
      await page.getByRole('button', { name, exact: true }).click()
      const dialog = page.getByRole('dialog').and(page.locator('dialog'))
      await expect(dialog).toBeVisible()
      expect.soft(await faults(page), name).toEqual([])
      await photograph(page, `${theme}, ${name}`)
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    }
    expect(said, 'what the page said in the console').toEqual([])
    await context.close()
  })
}
