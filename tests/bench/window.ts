/** Measures what is seen: from the start of the process to the list on the screen, and what it takes. */
import { chromium, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { findChromium } from '../../scripts/findChromium.mjs'
import { median, type BenchRow } from './row'

export const chromiumFlags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

interface Opened {
  /** From the start of the process to the first article in the list, in milliseconds. */
  milliseconds: number
  /** Resident memory of the main process once the list is there and the index is idle, in MB (10^6 bytes). */
  megabytes: number
}

/** Opens libraries in the browser shell several times, in turn, so that all meet the same load; null without Chromium. */
export async function measureOpening(
  builtMain: string,
  dataFolders: readonly string[],
  times: number,
): Promise<Opened[] | null> {
  const executablePath = findChromium()
  if (!executablePath) return null
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  const opened = dataFolders.map((): Opened[] => [])
  try {
    for (let n = 0; n < times; n++) {
      for (const [index, dataFolder] of dataFolders.entries()) {
        const page = await browser.newPage()
        opened[index]?.push(await openOnce(page, builtMain, dataFolder))
        await page.close()
      }
    }
  } finally {
    await browser.close()
  }
  return opened.map((samples) => ({
    milliseconds: median(samples.map(({ milliseconds }) => milliseconds)),
    megabytes: median(samples.map(({ megabytes }) => megabytes)),
  }))
}

async function openOnce(page: Page, builtMain: string, dataFolder: string): Promise<Opened> {
  const started = performance.now()
  return await withShell(builtMain, dataFolder, async (address, shell) => {
    await page.goto(address)
    await page.getByRole('option').first().waitFor()
    const milliseconds = performance.now() - started
    await page.waitForTimeout(2000)
    return { milliseconds, megabytes: await residentMegabytes(shell.pid ?? 0) }
  })
}

/** Runs the browser shell on a data folder for as long as `use` takes. */
export async function withShell<Result>(
  builtMain: string,
  dataFolder: string,
  use: (address: string, shell: ChildProcess) => Promise<Result>,
): Promise<Result> {
  const shell = spawn(
    process.execPath,
    [join(builtMain, 'cli.js'), 'serve', '--data', dataFolder, '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  try {
    return await use(await addressOf(shell), shell)
  } finally {
    shell.kill('SIGTERM')
    if (shell.exitCode === null) await new Promise((resolve) => shell.once('exit', resolve))
  }
}

async function addressOf(shell: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    let printed = ''
    shell.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(printed)
      if (address) resolve(address[0])
    })
    shell.once('exit', () => reject(new Error(`The browser shell ended: ${printed}`)))
  })
}

async function residentMegabytes(pid: number): Promise<number> {
  if (process.platform !== 'linux') return NaN
  const { readFile } = await import('node:fs/promises')
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return (Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) * 1024) / 1e6
}

export function openingRows(count: number, large: Opened, small: Opened): BenchRow[] {
  return [
    {
      what: `opening a library of ${count}: process start to a list on the screen`,
      against: 'opening the library of five',
      measured: large.milliseconds,
      baseline: small.milliseconds,
      unit: 'ms',
      aim: '≤ 1.5 ×',
      note: 'browser shell, medians',
    },
    {
      what: `memory of the main process with ${count} articles`,
      against: 'with five',
      measured: large.megabytes,
      baseline: small.megabytes,
      unit: 'MB',
      aim: '+ 150 MB at most',
      note: 'resident, workers included, 2 s after the list is there',
    },
  ]
}
