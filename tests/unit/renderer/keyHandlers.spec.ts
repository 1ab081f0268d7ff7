/** No handler of keys goes round the one guard of input methods, or round the one reading of keys. */
import { expect, test } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..', 'src-renderer')

/** Every source of the interface with its text, but the one that has the guard. */
function sources(): [file: string, text: string][] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(svelte|ts)$/.test(file) && file !== join('ui', 'keys.ts'))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')])
}

/** The lines that match, as `file: line`. */
function linesWith(pattern: RegExp): string[] {
  return sources().flatMap(([file, text]) =>
    text
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
}

test('the guard is there before any handler', () => {
  const main = readFileSync(join(root, 'main.ts'), 'utf8')
  const [guard, ...rest] = main.split('\n').filter((line) => !/^(import .*|\/\*\*.*|\/\/.*|)$/.test(line))
  expect(guard).toBe('guardComposition(window)')
  expect(rest.length).toBeGreaterThan(0)
  // What is imported runs before: nothing listens to keys as it is loaded.
  const loaded = sources().filter(([, text]) =>
    /^(window|document)\??\.(addEventListener|onkey)|^on\(/m.test(text),
  )
  expect(loaded.map(([file]) => file)).toEqual([])
})

test('keys are read by their name alone, which knows the layouts', () => {
  expect(linesWith(/\b(event|e|press)\.(key|code|keyCode|which|isComposing)\b/)).toEqual([])
  expect(linesWith(/\{[^}]*\b(key|code|isComposing)\b[^}]*\}: (KeyboardEvent|KeyEvent)/)).toEqual([])
})

test('what the scan looks for is there to be found', () => {
  const handlers = linesWith(/onkeydown=|'keydown'|onkey=/)
  expect(handlers.length).toBeGreaterThan(25)
  expect(linesWith(/keyName\(event\)|matchesKeys\(event/).length).toBeGreaterThan(25)
  // Only keys going down are commands; the others would come after a composition has ended.
  expect(linesWith(/onkey(up|press)\w*=|'key(up|press)'|onkeydowncapture=/)).toEqual([])
})
