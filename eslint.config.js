/** Lint rules, and the layers: which folder may import which (docs/architecture.md). */
import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'

/** Folders of src-main and what each may import of the others. */
const layers = {
  domain: [],
  contract: ['domain'],
  importers: ['domain'],
  storage: ['domain'],
  search: ['domain'],
  quotations: ['domain'],
  exporters: ['domain'],
  services: ['domain', 'contract', 'importers', 'storage', 'search', 'quotations', 'exporters'],
}
const folders = Object.keys(layers)

const noOther = (message, group) => ({ group, message })

/** Import patterns forbidden in a core folder: the folders it may not know, relative ways round, the shells. */
function layerRule(folder, allowed) {
  const forbidden = folders.filter((other) => other !== folder && !allowed.includes(other))
  const patterns = [
    noOther(
      'Import another folder by its # name.',
      folders.filter((other) => other !== folder).map((other) => `../${other}/**`),
    ),
    noOther('The core knows no shell and no interface.', [
      'electron',
      'electron/**',
      '#api',
      '#state/**',
      '#ui/**',
      '#shell/**',
      '**/electron/**',
      '**/server/**',
      '**/src-renderer/**',
    ]),
  ]
  if (forbidden.length > 0) {
    patterns.push(
      noOther(
        `${folder} may import ${allowed.join(', ') || 'none of our folders'}.`,
        forbidden.map((other) => `#${other}/**`),
      ),
    )
  }
  return {
    files: [`src-main/${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  }
}

const rendererLayer = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})
const core = ['#importers/**', '#storage/**', '#search/**', '#quotations/**', '#exporters/**', '#services/**']

export default ts.config(
  { ignores: ['out/', 'node_modules/', 'test-results/', 'tests/fixtures/'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs['flat/recommended'],
  ...svelte.configs['flat/prettier'],
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'scripts/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src-renderer/**/*.svelte', 'src-renderer/**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    rules: { 'svelte/no-at-html-tags': 'error', 'svelte/no-navigation-without-resolve': 'off' },
  },
  { files: ['src-renderer/**/*.ts'], languageOptions: { globals: globals.browser } },
  ...Object.entries(layers).map(([folder, allowed]) => layerRule(folder, allowed)),
  {
    files: ['src-main/shell/**/*.ts', 'src-main/server/**/*.ts', 'src-main/cli.ts', 'src-main/cli/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noOther('Electron is for the desktop shell alone.', ['electron', '**/electron/**'])] },
      ],
    },
  },
  {
    files: ['src-main/electron/preload.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            noOther('The preload imports nothing but Electron and types.', [
              '#domain/**',
              '#services/**',
              '#storage/**',
              '#shell/**',
              'valibot',
              'node:*',
            ]),
          ],
        },
      ],
    },
  },
  rendererLayer(
    ['src-renderer/ui/**'],
    [noOther('ui knows nothing of ours.', ['#domain/**', '#contract/**', '#state/**', '#api', ...core])],
  ),
  rendererLayer(
    ['src-renderer/state/**'],
    [noOther('state knows the api and the domain.', ['#ui/**', '../features/**', ...core])],
  ),
  rendererLayer(
    ['src-renderer/features/**'],
    [
      noOther('A feature knows state, ui and the domain; App composes features.', [
        '#api',
        '../../features/**',
        ...core,
      ]),
    ],
  ),
  { files: ['scripts/**/*.mjs'], rules: { 'no-console': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
)
