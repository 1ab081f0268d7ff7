/** `npm run build`: builds where the build is not of these sources, as start and test do. */
import './checkNode.mjs'
import { build, install } from './prepare.mjs'

process.exit((await install()) && (await build()) ? 0 : 1)
