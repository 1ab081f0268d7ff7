/** The built program: nothing of what `npm run dev` loosens is in it. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, root, test } from './fixtures'

/** What an interface of Vite's server needs, and a built one does not. */
const loosened =
  /unsafe-inline|unsafe-eval|@vite\/client|ELECTRON_RENDERER_URL|EXCLUDE 127|developmentHeaders/

test('nothing that is loosened for developing is in the build', async () => {
  const out = join(root, 'out')
  const files = (await readdir(out, { recursive: true })).filter((name) => /\.(c?js|html)$/.test(name))
  expect(files).toContain(join('main', 'index.js'))
  expect(files).not.toContain(join('main', 'development.js'))
  for (const name of files) expect(await readFile(join(out, name), 'utf8'), name).not.toMatch(loosened)
})
