/** `npm test`: every check there is, with what was skipped and why, and the totals at the end. */
import './checkNode.mjs'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { downloadElectron, findElectron, hasDisplay } from './electronRuntime.mjs'
import { findChromium } from './findChromium.mjs'
import { build, install, root, run, runTool, say } from './prepare.mjs'

/** How long (milliseconds) the download of the Electron runtime may take. */
const downloadTime = 5 * 60_000

const results = join(root, 'test-results')
const reportFile = join(results, 'report.json')
/** Where `.ci/run` finds the last line. */
const totalsFile = join(results, 'totals.txt')
/** The seed of the property tests; the same as in tests/unit/property.ts, unless the environment has another. */
const seed = process.env.COLLATE_SEED ?? '20260101'
const steps = []

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

/** Whole groups of tests that were not even started, each with the reason. */
const notStarted = []

if (await step('install', install)) {
  // The linter takes as long as the other checks together, on a core of its own.
  const linted = step('lint', () =>
    check('eslint/bin/eslint.js', [
      '.',
      '--max-warnings',
      '0',
      ...cache('eslint'),
      '--cache-strategy',
      'content',
    ]),
  )
  await step('types', async () => (await run(process.execPath, [join(root, 'scripts', 'types.mjs')])) === 0)
  await step('format', () =>
    check('prettier/bin/prettier.cjs', ['--check', '.', ...cache('prettier'), '--cache-strategy', 'content']),
  )
  await step('unused code', () => check('knip/bin/knip.js', []))
  const built = await step('build', build)
  await linted
  await step('tests', () => runTests(built))
  // Whether it still runs, not how fast: other work on the machine decides that. Not for a few chosen tests.
  if (built && process.argv.length === 2) await step('benchmark', benchmark)
} else {
  notStarted.push('everything else: the packages could not be installed')
}
process.exit(conclude())

async function step(name, work) {
  const started = Date.now()
  say(`── ${name} …`)
  const passed = await work()
  const seconds = Math.round((Date.now() - started) / 1000)
  say(`── ${name}: ${passed ? 'passed' : 'FAILED'} (${seconds} s)`)
  steps.push({ name, passed, seconds })
  return passed
}

/** A tool remembers which files it found right; on a server each checkout is new, and everything is looked at. */
function cache(tool) {
  return ['--cache', '--cache-location', join(root, 'node_modules', '.cache', `${tool}.json`)]
}

/** A check that speaks only when it fails. */
async function check(tool, args) {
  return (await runTool(tool, args, { quiet: true })) === 0
}

/** Unit tests always; end to end, where there is a build, in every runtime that can be had. */
async function runTests(built) {
  const projects = ['--project=unit']
  if (!built) notStarted.push('the tests end to end: the build failed')
  else {
    projects.push('--project=chromium', '--project=electron')
    findBrowser()
    if (!findElectron()) {
      say('Fetching the Electron runtime…')
      downloadElectron(downloadTime)
    }
    if (findElectron()) findDisplay()
  }
  const args = ['test', '--config', 'tests/playwright.config.ts', ...projects, ...process.argv.slice(2)]
  say(`Property tests run from seed ${seed} (COLLATE_SEED); npm run soak tries others.`)
  const env = { ...process.env, COLLATE_SEED: seed }
  const code = await runTool(join('@playwright', 'test', 'cli.js'), args, { env })
  return code === 0
}

/** A short run of the benchmark: 1,000 articles, few samples. */
async function benchmark() {
  const args = [join(root, 'scripts', 'bench.mjs'), '--count', '1000', '--quick']
  return (await run(process.execPath, args, { quiet: true })) === 0
}

/** Looks for Chromium. What the system lacks is named with the command that brings it; nothing is installed unasked. */
function findBrowser() {
  if (findChromium()) return
  say('There is no Chromium, so the tests in a browser are skipped. Any of these brings one:')
  say('  sudo apt-get install chromium        (Debian; Ubuntu: sudo snap install chromium)')
  say('  sudo dnf install chromium            (Fedora)')
  say('  CHROME_PATH=/path/to/chrome npm test (one that is installed elsewhere)')
}

/**
 * Sees to it that windows can be shown. The tests prefer virtual displays to one that is there: no windows jump up, and
 * the screen has a known size.
 */
function findDisplay() {
  if (process.platform !== 'linux') return
  if (spawnSync('sh', ['-c', 'command -v Xvfb']).status === 0 || hasDisplay()) return
  say('There is no display, so the tests of the desktop application are skipped. This brings a virtual one:')
  say('  sudo apt-get install xvfb            (Debian, Ubuntu)')
}

/** Prints every step, what was skipped or not run and why, and the totals as the last line. */
function conclude() {
  const { passed, failed, skipped, reasons, notRun, failures: broken, unsteady } = readReport()
  say('')
  for (const { name, message } of unsteady) say(`passed only at the second attempt  ${name}\n${message}\n`)
  for (const { name, message } of broken) say(`FAILED  ${name}\n${message}\n`)
  for (const { name, passed, seconds } of steps) {
    say(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`)
  }
  if (unsteady.length > 0) say(`passed only at the second attempt: ${unsteady.length}, named above`)
  for (const [reason, count] of reasons) say(`skipped ${count}: ${reason}`)
  for (const group of notStarted) say(`not run ${group}`)
  for (const { name, reason } of notRun) say(`not run ${name}: ${reason}`)
  const failedChecks = steps.filter((step) => !step.passed && step.name !== 'tests').length
  const testsBroke = steps.some((step) => step.name === 'tests' && !step.passed) && failed === 0
  const failures = failed + failedChecks + (testsBroke || passed + failed === 0 ? 1 : 0)
  const line = `${passed} passed, ${failures} failed, ${skipped} skipped`
  writeFileSync(totalsFile, `${line}\n`)
  console.log(line)
  return failures === 0 ? 0 : 1
}

/**
 * Counts of single tests from the report of the test runner: what failed with its reason, why tests were skipped, and
 * those that the run did not come to, by name: a run that ends early hides them otherwise.
 */
function readReport() {
  const reasons = new Map()
  const failures = []
  const unsteady = []
  const notRun = []
  const none = { passed: 0, failed: 0, skipped: 0, reasons, notRun, failures, unsteady }
  if (!existsSync(reportFile)) return none
  const { stats, suites, errors } = JSON.parse(readFileSync(reportFile, 'utf8'))
  const early = errors.length > 0 ? firstLine(errors[0].message) : 'the run ended before it'
  const walk = (suite) => {
    for (const inner of suite.suites ?? []) walk(inner)
    for (const { title, file, tests } of suite.specs ?? []) {
      for (const { status, annotations, projectName, results } of tests) {
        const name = `[${projectName}] ${file}: ${title}`
        if (status === 'flaky') unsteady.push({ name, message: reasonOf(results) })
        if (status === 'unexpected') failures.push({ name, message: reasonOf(results) })
        if (status !== 'skipped') continue
        const skip = annotations.find(({ type }) => type === 'skip' || type === 'fixme')
        const reason = skip?.description ?? (skip ? 'no reason given' : null)
        if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
        else notRun.push({ name, reason: isInterrupted(results) ? `interrupted: ${early}` : early })
      }
    }
  }
  suites.forEach(walk)
  const failed = stats.unexpected + errors.length
  return { ...none, passed: stats.expected + stats.flaky, failed, skipped: stats.skipped }
}

function isInterrupted(results) {
  return results.some(({ status }) => status === 'interrupted')
}

function firstLine(message = '') {
  return stripVTControlCharacters(message).trim().split('\n')[0]
}

/** The first lines of what made a test fail; the whole stands further up, where the end of a log seldom reaches. */
function reasonOf(results) {
  return results
    .flatMap(({ errors }) => errors)
    .flatMap(({ message = '' }) => stripVTControlCharacters(message).split('\n').slice(0, 12))
    .map((line) => `        ${line}`)
    .join('\n')
}
