/** Builds the three parts: main (desktop shell, command line, workers), preload and renderer. */
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** The command line runs on the oldest Node that is supported, the desktop application on Electron 33 and newer. */
const nodeTarget = 'node20.18'
const browserTargets = ['chrome130', 'firefox140', 'safari18.2']

/** Where Vite's server listens in `npm run dev`; the desktop application's page has no port to tell it by. */
const development = { host: '127.0.0.1', port: 5178 }

export default defineConfig(({ command }) => ({
  main: {
    build: {
      outDir: 'out/main',
      target: nodeTarget,
      // Bundled: what is loaded is a few files in place of hundreds, and of each package what is used.
      externalizeDeps: false,
      rolldownOptions: {
        // It looks for its WebAssembly beside itself.
        external: ['node-sqlite3-wasm'],
        input: {
          index: at('src-main/electron/main.ts'),
          ...(command === 'serve' && { development: at('src-main/electron/development.ts') }),
          cli: at('src-main/cli.ts'),
          searchWorker: at('src-main/search/worker.ts'),
          compareWorker: at('src-main/services/comparing/compareWorker.ts'),
          importWorker: at('src-main/services/intake/importWorker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: nodeTarget,
      // A sandboxed preload is CommonJS and can require nothing but Electron: everything is bundled.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('src-main/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [svelte({ configFile: false })],
    server: {
      ...development,
      strictPort: true,
      // What Vite draws over the page on an error, the policy refuses; it stands in the terminal as well.
      hmr: { ...development, protocol: 'ws', overlay: false },
    },
    build: {
      outDir: at('out/renderer'),
      target: 'es2023',
      cssTarget: browserTargets,
      emptyOutDir: true,
      // electron-vite leaves it off; the browser shell sends this, and every window parses it.
      minify: true,
      sourcemap: false,
      // No inline data: the content security policy allows fonts and images from the application alone.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: at('src-renderer/index.html') },
    },
  },
}))
