/**
 * Lets unit tests import the stores of the interface, `.svelte.ts`: the types are taken out, Svelte compiles the rest, and
 * its parts for the browser are used, so that state and effects are what they are in a window.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compileModule } from 'svelte/compiler'
import ts from 'typescript'

const compilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2023,
  verbatimModuleSyntax: true,
  inlineSourceMap: true,
}

/** Svelte itself, by its name alone, has another face for servers, where nothing reacts. */
export async function resolve(specifier, context, next) {
  if (!/^svelte(\/|$)/.test(specifier)) return await next(specifier, context)
  return await next(specifier, { ...context, conditions: ['browser', ...(context.conditions ?? [])] })
}

export async function load(url, context, next) {
  if (!/\.svelte\.ts(\?|$)/.test(url)) return await next(url, context)
  const filename = fileURLToPath(url)
  const { outputText } = ts.transpileModule(await readFile(filename, 'utf8'), {
    compilerOptions,
    fileName: filename,
  })
  const { js } = compileModule(outputText, { filename, generate: 'client', dev: true })
  return { format: 'module', source: js.code, shortCircuit: true }
}
