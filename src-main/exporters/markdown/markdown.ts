/** The notebook as Markdown files, by a template. */
import { documentsOf } from './documents'
import { newPlace, type ExportTarget } from '../merge/exportTarget'
import type { ExportMaterial } from '../material'
import { parseTemplate, readerLimits, renderParsed, templateError, type RenderLimits } from './templateEngine'
import type { RenderScope } from './templateModel'
import { builtInTemplates, type Template } from './templates'

export interface RenderedFile {
  /** The file's name, without a folder. */
  name: string
  content: string
}

export interface RenderOptions extends RenderScope {
  template: Template
  /** What is there already where the files go; absent: nothing. */
  target?: ExportTarget
}

/** What ships with Collate may take as long as the library is large. */
const noLimits: RenderLimits = { milliseconds: Infinity, output: Infinity, memory: Infinity }

/** How templates wrote block ids before there were short ones; those that a reader made then do so still. */
const longBlockId = /\^h-\{\{-?\s*[\w.]+\.id\b/

/** The file ends with one line end, whatever the template leaves there. */
const endLine = (content: string): string => `${content.replace(/\n+$/, '')}\n`

/**
 * The files of an export. The same material gives the same bytes: nothing in them depends on the time, the machine or
 * the locale.
 * @throws CollateError `invalid` where a template that the reader wrote is wrong or runs too long.
 */
export function renderFiles(material: ExportMaterial, options: RenderOptions): RenderedFile[] {
  const { template, target = newPlace, ...scope } = options
  const isBuiltIn = builtInTemplates.some(({ source }) => source === template.source)
  const limits = isBuiltIn ? noLimits : readerLimits
  try {
    const parsed = parseTemplate(template.source)
    const longBlockIds = longBlockId.test(template.source)
    return documentsOf(material, { ...scope, target, longBlockIds }).map(({ name, model }) => ({
      name,
      content: endLine(renderParsed(parsed, model, limits)),
    }))
  } catch (error) {
    throw templateError(template.name, error)
  }
}
