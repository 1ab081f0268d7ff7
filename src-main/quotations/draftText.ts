/** A draft as its reader sees it: the text of its blocks, each unit with its place in the draft. */
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** A paragraph, heading or cell of a table; or a whole block quotation. */
export interface DraftBlock {
  kind: 'text' | 'quote'
  text: string
  /** Where each unit of `text` begins in the draft, and at the end where the last one ends. */
  origin: number[]
}

/** The blocks of plain text: what lies between empty lines. */
export function textBlocks(draft: string): DraftBlock[] {
  return [...draft.matchAll(/\S[^]*?(?=\s*\n[^\S\n]*\n|\s*$)/g)].map(({ 0: text, index }) => ({
    kind: 'text',
    text,
    origin: Array.from({ length: text.length + 1 }, (_, at) => index + at),
  }))
}

/** The blocks of Markdown; code, comments and front matter are none. */
export function markdownBlocks(draft: string): DraftBlock[] {
  const matter = /^---[^\S\n]*\n(?:[^]*?\n)?(?:---|\.\.\.)[^\S\n]*(?:\n|$)/.exec(draft)?.[0] ?? ''
  const body = matter.replace(/[^\n]/g, ' ') + draft.slice(matter.length)
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const blocks: DraftBlock[] = []
  collect(body, tree, blocks)
  return blocks
}

const textual = new Set<Nodes['type']>(['paragraph', 'heading', 'tableCell'])

function childrenOf(node: Nodes): readonly Nodes[] {
  return 'children' in node ? node.children : []
}

function collect(draft: string, node: Nodes, blocks: DraftBlock[]): void {
  if (node.type === 'blockquote') {
    blocks.push(blockQuotation(draft, node))
  } else if (textual.has(node.type)) {
    blocks.push(textOf(draft, node))
  } else {
    for (const child of childrenOf(node)) collect(draft, child, blocks)
  }
}

/** The paragraphs of a block quotation as one, less the title of a callout and a closing line that names the source. */
function blockQuotation(draft: string, node: Nodes): DraftBlock {
  const inner: DraftBlock[] = []
  for (const child of childrenOf(node)) collect(draft, child, inner)
  const first = inner[0]
  const title = first && /^\[![\w-]+\][^\n]*(?:\n|$)/.exec(first.text)
  if (first && title) inner[0] = part(first, title[0].length)
  const last = inner.at(-1)
  const source = last && /(?:^|\n)\s*(?:[—–―]|--)\s*[^\n]*$/.exec(last.text)
  if (last && source && (inner.length > 1 || source.index > 0))
    inner[inner.length - 1] = part(last, 0, source.index)
  return joined(inner.filter(({ text }) => text.trim() !== ''))
}

function part({ kind, text, origin }: DraftBlock, start: number, end = text.length): DraftBlock {
  return { kind, text: text.slice(start, end), origin: origin.slice(start, end + 1) }
}

function joined(blocks: readonly DraftBlock[]): DraftBlock {
  const whole: DraftBlock = { kind: 'quote', text: '', origin: [] }
  for (const { text, origin } of blocks) {
    const end = whole.origin.pop()
    if (end !== undefined) {
      whole.text += '\n\n'
      whole.origin.push(end, end)
    }
    whole.text += text
    whole.origin.push(...origin)
  }
  return whole
}

/** The text that a renderer shows for a block. */
function textOf(draft: string, block: Nodes): DraftBlock {
  const whole: DraftBlock = { kind: 'text', text: '', origin: [] }
  let end = block.position?.start.offset ?? 0
  const visit = (node: Nodes): void => {
    const start = node.position?.start.offset ?? end
    if (node.type === 'text') {
      align(draft, start, node.value, whole)
    } else if (node.type === 'inlineCode') {
      align(draft, draft.indexOf(node.value, start), node.value, whole)
    } else if (node.type === 'break') {
      align(draft, start, '\n', whole)
    } else {
      for (const child of childrenOf(node)) visit(child)
    }
    end = node.position?.end.offset ?? end
  }
  for (const child of childrenOf(block)) visit(child)
  whole.origin.push(end)
  return whole
}

const entity = /^&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{2,31});/

/**
 * Adds a text that the parser has made of the draft from `start` on, with the place of each unit: the parser has taken
 * away backslashes, what marks the lines of quotations and lists, and spaces at the ends of lines, and has replaced
 * character references.
 */
function align(draft: string, start: number, value: string, block: DraftBlock): void {
  let at = Math.max(0, start)
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charAt(index)
    if (unit === '\n') {
      const lineEnd = draft.indexOf('\n', at)
      block.origin.push(lineEnd < 0 ? at : lineEnd)
      at = lineEnd < 0 ? at : lineEnd + 1
      while (/[\s>]/.test(draft.charAt(at)) && draft.charAt(at) !== value.charAt(index + 1)) at += 1
    } else {
      const reference = draft.charAt(at) === '&' ? entity.exec(draft.slice(at, at + 36))?.[0] : undefined
      const escaped = draft.charAt(at) === '\\' && draft.charAt(at + 1) === unit && unit !== '\\'
      const doubled = draft.startsWith('\\\\', at) && unit === '\\'
      block.origin.push(at)
      if (
        reference !== undefined &&
        (unit !== '&' || reference === '&amp;' || !value.startsWith(reference, index))
      ) {
        const low = /[\ud800-\udbff]/.test(unit) && /[\udc00-\udfff]/.test(value.charAt(index + 1))
        if (low) {
          block.origin.push(at)
          block.text += unit
          index += 1
        }
        at += reference.length
      } else {
        at += escaped || doubled ? 2 : 1
      }
    }
    block.text += value.charAt(index)
  }
}
