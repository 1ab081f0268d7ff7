/**
 * The rooms of the sources and who may import whom, as the table in docs/architecture.md has it; ESLint holds every
 * file to its row. A room is known by its name behind `#`; what is not allowed here is refused.
 */

/**
 * @typedef {object} Room
 * @property {string} name of the row
 * @property {string | null} alias what follows `#` in imports of it; null where nothing imports it by name
 * @property {string[]} files the files or folders that it has, as globs
 * @property {string[]} may the aliases of other rooms that it may import
 * @property {string[] | 'any'} packages the packages that it may import; `electron` has to be named
 * @property {boolean} node whether it may import what Node brings along
 * @property {string[]} [ways] relative ways out of it that are allowed, as regular expressions
 */

const parts = ['importers', 'storage', 'search', 'compare', 'quotations', 'exporters']

/** A part of the core that knows the domain alone, none of its siblings. */
const part = (name) => ({
  ...{ name, alias: name, files: [`src-main/${name}`], may: ['domain'], packages: 'any', node: true },
})

/** @type {Room[]} */
export const rooms = [
  {
    ...{ name: 'domain', alias: 'domain', files: ['src-main/domain'], may: [] },
    ...{ packages: ['valibot', 'diff', 'node-diff3', 'approx-string-match', 'opencc-js'], node: false },
  },
  {
    ...{ name: 'contract', alias: 'contract', files: ['src-main/contract'], may: ['domain'] },
    ...{ packages: ['valibot'], node: false },
  },
  ...parts.map(part),
  {
    ...{ name: 'services', alias: 'services', files: ['src-main/services'] },
    ...{ may: ['domain', 'contract', ...parts], packages: 'any', node: true },
  },
  {
    ...{ name: 'shell', alias: 'shell', files: ['src-main/shell'] },
    ...{ may: ['domain', 'contract', 'services', 'storage'], packages: 'any', node: true },
  },
  {
    ...{ name: 'electron', alias: null, files: ['src-main/electron'] },
    ...{ may: ['domain', 'contract', 'services', 'shell', 'storage'] },
    ...{ packages: ['electron', 'valibot'], node: true },
  },
  {
    ...{ name: 'server', alias: null, files: ['src-main/server'] },
    ...{ may: ['domain', 'contract', 'services', 'shell', 'storage'], packages: 'any', node: true },
  },
  {
    ...{ name: 'cli', alias: null, files: ['src-main/cli', 'src-main/cli.ts'] },
    ...{ may: ['domain', 'contract', 'services', 'shell', 'storage'], packages: 'any', node: true },
    ways: ['\\.\\./server/', '\\./cli/'],
  },
  // Bundled into a sandboxed page: names of the contract, and no validator.
  {
    ...{ name: 'preload', alias: null, files: ['src-main/electron/preload.ts'] },
    ...{ may: ['contract'], packages: ['electron'], node: false },
  },
  // What starts the window, and composes the features.
  {
    ...{ name: 'app', alias: null, files: ['src-renderer/app', 'src-renderer/*.{ts,svelte}'] },
    ...{ may: ['domain', 'contract', 'client', 'stores', 'shared', 'ui'], packages: 'any', node: false },
    ways: ['\\.\\./features/', '\\./app/'],
  },
  {
    ...{ name: 'client', alias: 'client', files: ['src-renderer/client'] },
    ...{ may: ['domain', 'contract'], packages: 'any', node: false },
  },
  // What several features share; their words (dates, counts, relations) are those of `shared`.
  {
    ...{ name: 'stores', alias: 'stores', files: ['src-renderer/stores'] },
    ...{ may: ['domain', 'contract', 'client', 'shared'], packages: 'any', node: false },
  },
  // No feature knows another: app composes them.
  {
    ...{ name: 'features', alias: null, files: ['src-renderer/features/*'] },
    ...{ may: ['domain', 'contract', 'client', 'stores', 'shared', 'ui'], packages: 'any', node: false },
  },
  {
    ...{ name: 'shared', alias: 'shared', files: ['src-renderer/shared'] },
    ...{ may: ['domain', 'ui'], packages: 'any', node: false },
  },
  {
    ...{ name: 'ui', alias: 'ui', files: ['src-renderer/ui'] },
    ...{ may: [], packages: 'any', node: false },
  },
]

/** How deep a room's folders go, at the most. */
const maxDepth = 4

/**
 * The pattern of what a file may import.
 * @param depth how far it is below its room's folder; null where the file is the room, and has nothing beside it
 */
function allowed({ alias, may, packages, node, ways = [] }, depth) {
  const names = [...may, ...(alias === null ? [] : [alias])]
  const ours = names.length > 0 ? [`#(?:${names.join('|')})(?:/|$)`] : []
  const up = depth > 0 ? [`(?:\\.\\./){1,${depth}}(?!\\.)`] : []
  const inside = [...(depth === null ? [] : ['\\./(?!\\.)']), ...up, ...ways]
  const others =
    packages === 'any'
      ? ['(?![#.]|node:|electron(?:/|$))']
      : packages.map((name) => `${name.replaceAll('.', '\\.')}(?:/|$)`)
  return `^(?:${[...ours, ...inside, ...others, ...(node ? ['node:'] : [])].join('|')})`
}

/** What no part of the interface imports: it follows the window only once an effect reads it. */
const overtaken = [
  { name: 'svelte/reactivity', importNames: ['MediaQuery'] },
  { name: 'svelte/reactivity/window' },
].map((path) => ({ ...path, message: 'Use stores/windowWidth.svelte.ts, which says why.' }))

function rules(room, depth) {
  const regex = `^(?!${allowed(room, depth).slice(1)})`
  const names = [...room.may.map((name) => `#${name}`)].join(', ') || 'nothing of ours'
  const message = `Not from ${room.name}, which may import ${names}; the table is in scripts/rooms.mjs.`
  // The pattern stands between slashes there.
  const dynamic = `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\u002F')}/]`
  return {
    'no-restricted-imports': [
      'error',
      { paths: overtaken, patterns: [{ regex, caseSensitive: true, message }] },
    ],
    'no-restricted-syntax': ['error', { selector: dynamic, message }],
  }
}

/** The configurations of ESLint that hold every room to its row; a later one goes before an earlier one. */
export const roomConfigs = rooms.flatMap((room) =>
  room.files.flatMap((path) =>
    /\.(ts|\{ts,svelte\})$/.test(path)
      ? [{ files: [path], rules: rules(room, path.endsWith('.ts') ? null : 0) }]
      : Array.from({ length: maxDepth + 1 }, (_, depth) => ({
          files: [`${path}/${'*/'.repeat(depth)}*.{ts,svelte}`],
          rules: rules(room, depth),
        })),
  ),
)
