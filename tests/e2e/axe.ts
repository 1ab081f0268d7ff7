/** Asks axe what is wrong with a page. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Each fault with the elements that have it. */
export async function faults(page: Page): Promise<string[]> {
  const loaded = await page.evaluate(() => 'axe' in globalThis)
  // As the protocol's own evaluation: the page itself would refuse a script that is not the interface's.
  if (!loaded) await page.evaluate(await readFile(axeFile, 'utf8'))
  const options: RunOptions = { resultTypes: ['violations'] }
  const { violations } = await page.evaluate(async (given) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (root: Document, options: RunOptions) => Promise<AxeResults> }
    }
    return await axe.run(document, given)
  }, options)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
