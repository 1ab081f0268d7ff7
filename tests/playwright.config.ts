/**
 * One runner for all tests: `unit` without a browser, `chromium` over the browser shell in the least window, `electron`
 * over the desktop shell in a wide one.
 */
import { defineConfig } from '@playwright/test'
import { register } from 'node:module'
import { minimumSize } from '#shell/placeWindow'
import type { WindowSize } from './e2e/fixtures'

// In every process that runs tests: each of them reads this file first.
register('./svelteModules.mjs', import.meta.url)

const onServer = process.env['CI'] !== undefined

export default defineConfig<{ windowSize: WindowSize }>({
  testDir: '.',
  outputDir: '../test-results/artifacts',
  fullyParallel: true,
  forbidOnly: onServer,
  // The one limit there is: a test that hangs ends, and a slow machine takes the time it needs for the whole.
  timeout: 120_000,
  workers: '100%',
  // Once more for what a busy machine overtook; `npm test` names each of them with its reason: it has to be mended.
  retries: 1,
  // Two runtimes share few cores: an expectation that holds at last is not late.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/report.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'unit', testDir: 'unit' },
    // Every journey starts from an empty data folder in the least window there is; the few that are about a wide one
    // say so by `test.use({ windowSize: wide })`.
    { name: 'chromium', testDir: 'e2e', testIgnore: 'desktop*.spec.ts', use: { windowSize: minimumSize } },
    // What is the desktop application's own, and the journeys that differ by more than the transport: `@both`.
    { name: 'electron', testDir: 'e2e', grep: /\bdesktop\w*\.spec\.ts|@both\b/ },
  ],
})
