/** Serves and builds the gallery, with the parts of the interface as the application has them. */
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const project = resolve(import.meta.dirname, '../..')

export default defineConfig({
  root: import.meta.dirname,
  publicDir: resolve(project, 'src-renderer/public'),
  cacheDir: resolve(project, 'node_modules/.vite-gallery'),
  plugins: [svelte({ configFile: false })],
  server: { fs: { allow: [project] } },
  // As in the application: its policy allows no inline data.
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})
