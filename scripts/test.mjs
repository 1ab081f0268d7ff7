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
const steps = []

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

if (await step('install', install)) {
  // The linter takes as long as the other checks together, on a core of its own.
  const linted = step('lint', () => check('eslint/bin/eslint.js', ['.', '--max-warnings', '0']))
  await step('types', () =>
    check('svelte-check/bin/svelte-check', ['--tsconfig', './tsconfig.json', '--threshold', 'warning']),
  )
  await step('format', () => check('prettier/bin/prettier.cjs', ['--check', '.']))
  await step('unused code', () => check('knip/bin/knip.js', []))
  const built = await step('build', build)
  await linted
  await step('tests', () => runTests(built))
  // Whether it still runs, not how fast: other work on the machine decides that. Not for a few chosen tests.
  if (built && process.argv.length === 2) await step('benchmark', benchmark)
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

/** A check that speaks only when it fails. */
async function check(tool, args) {
  return (await runTool(tool, args, { quiet: true })) === 0
}

/** Unit tests always; end to end, where there is a build, in every runtime that can be had. */
async function runTests(built) {
  const projects = ['--project=unit']
  if (built) {
    projects.push('--project=chromium', '--project=electron')
    findBrowser()
    if (!findElectron()) {
      say('Fetching the Electron runtime…')
      downloadElectron(downloadTime)
    }
    if (findElectron()) findDisplay()
  }
  const args = ['test', '--config', 'tests/playwright.config.ts', ...projects, ...process.argv.slice(2)]
  const code = await runTool(join('@playwright', 'test', 'cli.js'), args)
  return code === 0
}

/** A short run of the benchmark: 1,000 articles, few samples. */
async function benchmark() {
  const args = [join(root, 'scripts', 'bench.mjs'), '--count', '1000', '--quick']
  return (await run(process.execPath, args, { quiet: true })) === 0
}

/** Looks for Chromium, and installs it from the distribution's packages where that is possible. */
function findBrowser() {
  if (findChromium() || installPackages(['chromium'], findChromium)) return
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
  const found = () => spawnSync('sh', ['-c', 'command -v Xvfb']).status === 0
  if (found() || hasDisplay() || installPackages(['xvfb'], found)) return
  say('There is no display, so the tests of the desktop application are skipped. This brings a virtual one:')
  say('  sudo apt-get install xvfb            (Debian, Ubuntu)')
}

/** Installs Debian packages, as root alone; says whether what was wanted is there then. */
function installPackages(names, found) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  say(`Installing ${names.join(', ')} from the distribution's packages…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, stdio: 'ignore', timeout: 10 * 60_000 }
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], options)
  return Boolean(found())
}

/** Prints every step, what was skipped and why, and the totals as the last line. */
function conclude() {
  const { passed, failed, skipped, reasons, failures: broken } = readReport()
  say('')
  for (const { name, message } of broken) say(`FAILED  ${name}\n${message}\n`)
  for (const { name, passed, seconds } of steps) {
    say(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`)
  }
  for (const [reason, count] of reasons) say(`skipped ${count}: ${reason}`)
  const failedChecks = steps.filter((step) => !step.passed && step.name !== 'tests').length
  const testsBroke = steps.some((step) => step.name === 'tests' && !step.passed) && failed === 0
  const failures = failed + failedChecks + (testsBroke || passed + failed === 0 ? 1 : 0)
  const line = `${passed} passed, ${failures} failed, ${skipped} skipped`
  writeFileSync(totalsFile, `${line}\n`)
  console.log(line)
  return failures === 0 ? 0 : 1
}

/** Counts of single tests, what failed with its reason, and why tests were skipped, from the report of the test runner. */
function readReport() {
  const reasons = new Map()
  const failures = []
  if (!existsSync(reportFile)) return { passed: 0, failed: 0, skipped: 0, reasons, failures }
  const { stats, suites, errors } = JSON.parse(readFileSync(reportFile, 'utf8'))
  const walk = (suite) => {
    for (const inner of suite.suites ?? []) walk(inner)
    for (const { title, file, tests } of suite.specs ?? []) {
      for (const { status, annotations, projectName, results } of tests) {
        if (status === 'unexpected') {
          failures.push({ name: `[${projectName}] ${file}: ${title}`, message: reasonOf(results) })
        }
        if (status !== 'skipped') continue
        const reason = annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given'
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      }
    }
  }
  suites.forEach(walk)
  const failed = stats.unexpected + stats.flaky + errors.length
  return { passed: stats.expected, failed, skipped: stats.skipped, reasons, failures }
}

/** The first lines of what made a test fail; the whole stands further up, where the end of a log seldom reaches. */
function reasonOf(results) {
  return results
    .flatMap(({ errors }) => errors)
    .flatMap(({ message = '' }) => stripVTControlCharacters(message).split('\n').slice(0, 12))
    .map((line) => `        ${line}`)
    .join('\n')
}
