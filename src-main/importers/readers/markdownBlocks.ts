/** A Markdown tree to blocks of text: what a renderer would show. */
import type { PhrasingContent, Root, RootContent, Table } from 'mdast'
import { isCreditLine } from '../cleaning/rules/creditLine'
import { namesIn } from '../cleaning/rules/byline'
import type { BlockKind } from '../draft'
import { columns, isProse } from '../language/prose'
import { cellSeparator, type TextPart } from './htmlBlocks'
import { htmlFragmentParts } from './htmlFragment'
import { struck, unmarked } from './struck'

interface Context {
  kind: BlockKind
  level?: number
  /** What stands before the item's first words. */
  marker: string
}

const deepestLevel = 6
const plain: Context = { kind: 'paragraph', marker: '' }

export function markdownBlocks(root: Root): TextPart[] {
  const parts: TextPart[] = []
  for (const node of root.children) add(parts, node, plain, 0)
  return parts
}

/** Depth is bounded by the reader, which refuses tangled input. */
function add(parts: TextPart[], node: RootContent, context: Context, depth: number): void {
  // Definitions and thematic breaks show no words.
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the rest is phrasing, which stands in paragraphs
  switch (node.type) {
    case 'heading':
      push(parts, { ...context, kind: 'heading', level: node.depth }, shown(node.children))
      return
    case 'paragraph':
      for (const text of headLines(parts, node.children) ?? [shown(node.children)]) push(parts, context, text)
      return
    case 'code':
      push(parts, context, node.value.replace(/^\n+|\s+$/g, ''))
      return
    case 'html':
      for (const part of htmlFragmentParts(node.value)) parts.push(part)
      return
    case 'table':
      push(parts, context, tableText(node))
      return
    case 'blockquote':
      for (const child of node.children) add(parts, child, { ...context, kind: 'quote' }, depth)
      return
    case 'footnoteDefinition':
      for (const [index, child] of node.children.entries()) {
        add(
          parts,
          child,
          { ...plain, marker: index === 0 ? `[${node.label ?? node.identifier}] ` : '' },
          depth,
        )
      }
      return
    case 'list':
      for (const [index, item] of node.children.entries()) {
        const number = node.ordered === true ? `${(node.start ?? 1) + index}. ` : ''
        const box = typeof item.checked === 'boolean' ? (item.checked ? '☑ ' : '☐ ') : ''
        const level = Math.min(depth + 1, deepestLevel)
        for (const [position, child] of item.children.entries()) {
          add(
            parts,
            child,
            { kind: 'listItem', level, marker: position === 0 ? number + box : '' },
            depth + 1,
          )
        }
      }
      return
    default:
      return
  }
}

/** So few blocks stand before the running text. */
const longestHead = 4
const widestHeadLine = 60

/**
 * The lines of a paragraph under the headline that says who and when, each by itself; null for any other. A renderer
 * joins them, and then nobody can tell where a name ends.
 */
function headLines(parts: readonly TextPart[], nodes: readonly PhrasingContent[]): string[] | null {
  if (parts.length === 0 || parts.length > longestHead) return null
  const lines = phrasing(nodes, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (lines.length < 2 || lines.some((line) => columns(line) > widestHeadLine || isProse(line))) return null
  return lines.some((line) => isCreditLine(line) || namesIn(line) !== null) ? lines : null
}

function push(parts: TextPart[], context: Context, text: string): void {
  if (text.trim() === '') return
  const level = context.level === undefined ? {} : { level: context.level }
  parts.push({ kind: context.kind, ...level, text: context.marker + text.trim() })
}

function tableText(table: Table): string {
  return table.children
    .map((row) => row.children.map((cell) => shown(cell.children).replace(/\n/g, ' ')).join(cellSeparator))
    .filter((row) => row.replaceAll('|', '').trim() !== '')
    .join('\n')
}

/** Runs of spaces (where a picture stood) show as one. */
function shown(nodes: readonly PhrasingContent[]): string {
  return phrasing(nodes)
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** Line ends of the source are spaces, as a renderer shows them, or what is asked for; hard breaks are line ends. */
function phrasing(nodes: readonly PhrasingContent[], softBreak?: string): string {
  let text = ''
  /** The raw HTML element whose content is not shown. */
  let unshown: string | null = null
  for (const node of nodes) {
    if (node.type === 'html') {
      const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(node.value)
      const name = tag?.[2]?.toLowerCase()
      if (unshown !== null) unshown = tag?.[1] === '/' && name === unshown ? null : unshown
      else if (name === 'br') text += '\n'
      else if (tag?.[1] === '' && (name === 'script' || name === 'style' || name === 'template'))
        unshown = name
    } else if (unshown === null) text += phrase(node, softBreak)
  }
  return text
}

function phrase(node: PhrasingContent, softBreak?: string): string {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- pictures show no words
  switch (node.type) {
    case 'text':
      return unmarked(node.value).replace(
        /[ \t]*\n[ \t]*/g,
        (run, at: number) => softBreak ?? lineEnd(node.value, at, run),
      )
    case 'inlineCode':
      return node.value
    case 'break':
      return '\n'
    case 'footnoteReference':
      return `[${node.label ?? node.identifier}]`
    case 'delete':
      return struck(phrasing(node.children, softBreak))
    case 'emphasis':
    case 'strong':
    case 'link':
    case 'linkReference':
      return phrasing(node.children, softBreak)
    default:
      return ''
  }
}

const spaceless = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u

/** Nothing between characters of a script without spaces. */
function lineEnd(text: string, at: number, run: string): string {
  return spaceless.test(text.charAt(at - 1)) && spaceless.test(text.charAt(at + run.length)) ? '' : ' '
}
