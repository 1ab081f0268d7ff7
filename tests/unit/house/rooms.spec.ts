/** The table of who may import whom: one forbidden import for every row and every way is refused, what it allows is not. */
import { expect, test } from '@playwright/test'
import { ESLint } from 'eslint'
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { roomConfigs, rooms } from '../../../scripts/rooms.mjs'

const root = join(import.meta.dirname, '..', '..', '..')
/** The rooms alone, without what needs types. */
const linter = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: roomConfigs })

/** A file of a room, or the one that it is; at a depth below its folder. */
function fileIn(path: string, depth = 0): string {
  if (/\.ts$/.test(path)) return path
  const folder = path.replace(/\/\*\.\{ts,svelte\}$/, '').replace('*', 'probing')
  return `${folder}/${'deeper/'.repeat(depth)}probe.ts`
}

async function refused(file: string, ...imports: string[]): Promise<string[]> {
  const code = imports.map((name) => `import ${JSON.stringify(name)}`).join('\n')
  const [result] = await linter.lintText(code, { filePath: join(root, file) })
  const { messages = [] } = result ?? {}
  expect(messages.filter(({ fatal }) => fatal)).toEqual([])
  return messages.map(({ line }) => imports[line - 1] ?? '')
}

const aliases = rooms.flatMap(({ alias }) => alias ?? [])

for (const room of rooms) {
  test(`${room.name} imports what its row has, and nothing else`, async () => {
    const may = [...room.may, ...(room.alias === null ? [] : [room.alias])]
    const named = (alias: string): string => `#${alias}/anything`
    const forbidden = [
      ...aliases.filter((alias) => !may.includes(alias)).map(named),
      ...(room.node ? [] : ['node:fs', 'node:fs/promises']),
      ...(room.packages === 'any' ? ['electron', 'electron/main'] : ['left-pad', 'valibots']),
    ]
    const allowed = [
      ...may.map(named),
      ...(room.node ? ['node:fs'] : []),
      ...(room.packages === 'any' ? ['left-pad', '@scope/package'] : room.packages),
    ]
    expect(forbidden.length).toBeGreaterThan(2)
    for (const path of room.files) {
      const file = fileIn(path)
      expect(await refused(file, ...forbidden), file).toEqual(forbidden)
      expect(await refused(file, ...allowed), file).toEqual([])
      expect(await refused(file, './beside'), file).toEqual(path.endsWith('.ts') ? ['./beside'] : [])
      const out = ['../elsewhere/module', '../../src-main/domain/article', './../elsewhere']
      expect(await refused(file, ...out), file).toEqual(out)
      if (/\.ts$|\}$/.test(path)) continue
      // Further down there are ways up, but not out of the room.
      expect(await refused(fileIn(path, 2), '../up', '../../top', '../../../out')).toEqual(['../../../out'])
    }
  })
}

test('no part of the interface follows the window by what starts too late', async () => {
  for (const { name, files } of rooms.filter(({ files: [path] }) => path?.startsWith('src-renderer/'))) {
    const code = [
      `import { SvelteMap, MediaQuery } from 'svelte/reactivity'`,
      `import { innerWidth } from 'svelte/reactivity/window'`,
      `import { SvelteSet } from 'svelte/reactivity'`,
    ].join('\n')
    const [result] = await linter.lintText(code, { filePath: join(root, fileIn(files[0] ?? '')) })
    expect(
      result?.messages.map(({ line, ruleId }) => [line, ruleId]),
      name,
    ).toEqual([
      [1, 'no-restricted-imports'],
      [2, 'no-restricted-imports'],
    ])
  }
})

test('an import that is made while running is held to the row too', async () => {
  const [result] = await linter.lintText(`export const later = () => import('#services/services')`, {
    filePath: join(root, 'src-main', 'domain', 'probe.ts'),
  })
  expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(['no-restricted-syntax'])
})

test('every source is in a room, by the configuration that the linter runs with', async () => {
  const whole = new ESLint({ cwd: root })
  const files = ['src-main', 'src-renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.d)\.(ts|svelte)$/.test(file))
      .map((file) => join(root, folder, file)),
  )
  expect(files.length).toBeGreaterThan(200)
  for (const file of files) {
    const config = (await whole.calculateConfigForFile(file)) as { rules?: Record<string, [number, object?]> }
    const [severity, options] = config.rules?.['no-restricted-imports'] ?? [0]
    expect([severity, JSON.stringify(options)], relative(root, file)).toEqual([
      2,
      expect.stringContaining('scripts/rooms.mjs'),
    ])
  }
})
