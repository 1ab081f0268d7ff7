/** Preloaded into a command: notes the address of every module that it loads in the file that COLLATE_LOADED names. */
import { appendFileSync } from 'node:fs'
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register(import.meta.url)

/** Node's hook, which runs in a thread of its own. */
export async function load(url, context, next) {
  appendFileSync(process.env.COLLATE_LOADED ?? '', `${url}\n`)
  return await next(url, context)
}
