/** What each runtime has not, its sources cannot name: the core has no page, the interface no Node. */
import { expect, test } from '@playwright/test'
import { join } from 'node:path'
import ts from 'typescript'

const root = join(import.meta.dirname, '..', '..', '..')

/** The names in a file of that configuration that its compiler does not know. */
function unknownNames(configuration: string, path: string, code: string): string[] {
  const file = join(root, path)
  const config = ts.readConfigFile(join(root, configuration), (name) => ts.sys.readFile(name))
  const { options } = ts.parseJsonConfigFileContent(
    { ...config.config, include: [], files: [path] },
    ts.sys,
    root,
  )
  const host = ts.createCompilerHost(options)
  const fromDisk = host.getSourceFile.bind(host)
  host.getSourceFile = (name, version, ...rest) =>
    name === file ? ts.createSourceFile(name, code, version) : fromDisk(name, version, ...rest)
  const program = ts.createProgram([file], options, host)
  const source = program.getSourceFile(file)
  expect(source).toBeDefined()
  return program
    .getSemanticDiagnostics(source)
    .map(({ start = 0, length = 0 }) => code.slice(start, start + length))
}

const code = `export const all = [document, window, localStorage, process, Buffer, setImmediate, structuredClone, URL]\n`
const page = ['document', 'window', 'localStorage']
const node = ['process', 'Buffer', 'setImmediate']

test('the core and the desktop shell have no page', () => {
  expect(unknownNames('tsconfig.core.json', 'src-main/storage/probe.ts', code)).toEqual(page)
  expect(unknownNames('tsconfig.electron.json', 'src-main/electron/probe.ts', code)).toEqual(page)
})

test('the interface has no Node', () => {
  expect(unknownNames('tsconfig.interface.json', 'src-renderer/ui/probe.ts', code)).toEqual(node)
})

test('the tests have both', () => {
  expect(unknownNames('tsconfig.tests.json', 'tests/unit/probe.ts', code)).toEqual([])
})
