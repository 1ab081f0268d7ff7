/** Stops with a clear line on a Node that is too old. Imported first, so that it speaks before anything else fails. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
if (!fits) {
  console.error(`Collate needs Node 20.19 or newer (of 22: 22.12). This is ${process.versions.node}.`)
  process.exit(1)
}
