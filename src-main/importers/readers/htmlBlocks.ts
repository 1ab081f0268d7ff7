/** A part of an HTML document to blocks of text: what a browser would show, without its looks. */
import type { BlockKind } from '../draft'
import { columns, isProse } from '../language/prose'
import { isElement, nameOf, walk } from './dom'
import { scriptText } from './scripts'
import { struck, unmarked } from './struck'

export interface TextPart {
  kind: BlockKind
  level?: number
  text: string
}

/** Nothing in these is text of the article, or is shown at all. */
const unshown = new Set(
  'script style noscript template head title meta link base iframe object embed applet svg canvas audio video source track map area select option datalist button input textarea progress meter rt rp dialog frameset frame noframes'.split(
    ' ',
  ),
)
/** Where the whole page is taken, these are its frame. */
const furniture = new Set(['nav', 'aside', 'footer', 'menu'])
const blockNames = new Set(
  'html body address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table caption tbody thead tfoot tr td th ul'.split(
    ' ',
  ),
)
/** What makes a table one of layout: its cells hold blocks of their own. */
const inLayoutCells = new Set('p div table h1 h2 h3 h4 h5 h6 ul ol blockquote article section pre'.split(' '))
const struckNames = new Set(['del', 's', 'strike'])
const inlineKinds: Readonly<Record<string, BlockKind>> = { figcaption: 'caption', caption: 'caption' }

/** Between the cells of a table's row; its rows stand on lines of their own within one block. */
export const cellSeparator = ' | '
/** A line before `<br>` that is so wide is a paragraph and no line of a verse or an address. */
const widestVerse = 100
const deepestLevel = 6

interface Context {
  node: Node
  kind: BlockKind
  level?: number
  preformatted: boolean
}

/**
 * @param wholePage leave out what frames a page (navigation, asides, footers)
 */
export function htmlBlocks(root: Node, wholePage = false): TextPart[] {
  const parts: TextPart[] = []
  const contexts: Context[] = [{ node: root, kind: 'paragraph', preformatted: false }]
  const lists: { ordered: boolean; next: number }[] = []
  let buffer = ''
  /** The number of an ordered list's item, until its first words come. */
  let marker = ''
  /** How many elements of struck text are open. */
  let depth = 0

  const context = () =>
    contexts[contexts.length - 1] ?? { node: root, kind: 'paragraph' as const, preformatted: false }
  const flush = () => {
    const { kind, level, preformatted } = context()
    const texts = preformatted ? [preformattedText(buffer)] : linesToTexts(buffer, kind)
    buffer = ''
    for (const text of texts) {
      if (text === '') continue
      parts.push({ kind, ...(level === undefined ? {} : { level }), text: marker + text })
      marker = ''
    }
  }
  const enterBlock = (node: Node, name: string) => {
    flush()
    const outer = context()
    const inner: Context = { node, kind: outer.kind, preformatted: outer.preformatted || name === 'pre' }
    if (outer.level !== undefined) inner.level = outer.level
    if (/^h[1-6]$/.test(name)) {
      inner.kind = 'heading'
      inner.level = Number(name.slice(1))
    } else if (name === 'blockquote' && outer.kind === 'paragraph') inner.kind = 'quote'
    else if (name === 'ul' || name === 'ol' || name === 'menu')
      lists.push({ ordered: name === 'ol', next: startOf(node) })
    else if (name === 'li') {
      inner.kind = 'listItem'
      inner.level = Math.min(Math.max(lists.length, 1), deepestLevel)
      marker = itemMarker(node, lists[lists.length - 1])
    } else if (inlineKinds[name]) {
      inner.kind = inlineKinds[name]
      delete inner.level
    }
    contexts.push(inner)
  }

  walk(
    root,
    (node) => {
      if (node.nodeType === 3) {
        const value = unmarked(node.nodeValue ?? '')
        const text = context().preformatted ? value : collapsed(value)
        buffer += depth > 0 ? struck(text) : text
        return false
      }
      if (!isElement(node)) return node === root
      const name = nameOf(node)
      if (unshown.has(name) || isHidden(node) || (wholePage && node !== root && furniture.has(name)))
        return false
      if (name === 'br') {
        buffer += '\n'
        return false
      }
      if (name === 'sup' || name === 'sub') {
        const text = scriptText(node, inlineText(node), buffer)
        buffer += depth > 0 ? struck(text) : text
        return false
      }
      if (struckNames.has(name)) depth += 1
      if (name === 'q') buffer += '“'
      if (name === 'table') {
        const rows = dataRows(node)
        if (rows) {
          flush()
          const text = rows.join('\n')
          const caption = captionOf(node)
          if (caption !== '') parts.push({ kind: 'caption', text: caption })
          if (text !== '') parts.push({ kind: 'paragraph', text })
          return false
        }
      }
      if (blockNames.has(name)) enterBlock(node, name)
      return true
    },
    (node) => {
      const name = nameOf(node)
      if (name === 'q') buffer += '”'
      if (struckNames.has(name)) depth -= 1
      if (!blockNames.has(name)) return
      flush()
      if (contexts.length > 1 && context().node === node) contexts.pop()
      if (name === 'ul' || name === 'ol' || name === 'menu') lists.pop()
      if (name === 'li') marker = ''
    },
  )
  flush()
  return parts
}

/** The text of a subtree in one line. */
export function inlineText(root: Node): string {
  let text = ''
  let depth = 0
  walk(
    root,
    (node) => {
      if (node.nodeType === 3) {
        const words = collapsed(unmarked(node.nodeValue ?? ''))
        text += depth > 0 ? struck(words) : words
      } else if (isElement(node)) {
        const name = nameOf(node)
        if (unshown.has(name) || isHidden(node)) return false
        if ((name === 'sup' || name === 'sub') && node !== root) {
          const words = scriptText(node, inlineText(node), text)
          text += depth > 0 ? struck(words) : words
          return false
        }
        if (struckNames.has(name)) depth += 1
        if (name === 'br' || blockNames.has(name)) text += ' '
        return true
      }
      return node === root && !isElement(node)
    },
    (node) => {
      if (struckNames.has(nameOf(node))) depth -= 1
    },
  )
  return joinedLine(text)
}

/** White space of HTML to single spaces; characters that only say where a line may break go. */
function collapsed(text: string): string {
  return text
    .replace(/[\u00ad\u200b]/g, '')
    .replace(/[ \t\n\r\f]+/g, (run) => (run.includes('\n') ? '\r' : ' '))
}

const spaceless = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]'
const breakInSpaceless = new RegExp(`(?<=${spaceless})[ \\r]*\\r[ \\r]*(?=${spaceless})`, 'gu')

/** `\r` stands for white space that held a line end: between characters of a script without spaces it is none. */
function joinedLine(text: string): string {
  return text
    .replace(breakInSpaceless, '')
    .replace(/[ \r\n]+/g, ' ')
    .trim()
}

/** Lines that `<br>` parts: paragraphs where each is one, else the lines of one block; in a heading or caption one line. */
function linesToTexts(buffer: string, kind: BlockKind): string[] {
  if (buffer.trim() === '') return []
  if (kind === 'heading' || kind === 'caption') return [joinedLine(buffer)]
  const groups = buffer.split(/\n[ \r]*\n[ \r\n]*/)
  return groups.flatMap((group) => {
    const lines = group
      .split('\n')
      .map(joinedLine)
      .filter((line) => line !== '')
    if (lines.length < 2) return lines
    const paragraphs = lines.slice(0, -1).every((line) => isProse(line) || columns(line) > widestVerse)
    return paragraphs ? lines : [lines.join('\n')]
  })
}

function preformattedText(buffer: string): string {
  return buffer
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
    .trim()
}

function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden')) return true
  const style = element.getAttribute('style')
  return style !== null && /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
}

function startOf(node: Node): number {
  const start = isElement(node) ? Number.parseInt(node.getAttribute('start') ?? '', 10) : Number.NaN
  return Number.isSafeInteger(start) ? start : 1
}

function itemMarker(node: Node, list: { ordered: boolean; next: number } | undefined): string {
  if (!list?.ordered) return ''
  const value = isElement(node) ? Number.parseInt(node.getAttribute('value') ?? '', 10) : Number.NaN
  const number = Number.isSafeInteger(value) ? value : list.next
  list.next = number + 1
  return `${number}. `
}

/** The rows of a table of data, cells apart by ` | `; null for one that only lays a page out. */
function dataRows(table: Node): string[] | null {
  if (isLayout(table)) return null
  const rows: string[][] = []
  walk(
    table,
    (node) => {
      if (!isElement(node)) return false
      const name = nameOf(node)
      if (unshown.has(name) || name === 'caption' || isHidden(node)) return false
      if (name === 'tr') rows.push([])
      if (name !== 'td' && name !== 'th') return true
      const row = rows[rows.length - 1]
      const text = inlineText(node)
      if (row) row.push(text)
      else rows.push([text])
      return false
    },
    () => undefined,
  )
  return rows
    .map((row) => row.join(cellSeparator).trim())
    .filter((row) => row.replaceAll('|', '').trim() !== '')
}

function isLayout(table: Node): boolean {
  const found: Node[] = []
  walk(
    table,
    (node) => {
      if (found.length > 0 || !isElement(node)) return false
      if (node !== table && inLayoutCells.has(nameOf(node))) found.push(node)
      return !unshown.has(nameOf(node))
    },
    () => undefined,
  )
  return found.length > 0
}

function captionOf(table: Node): string {
  for (let child = table.firstChild; child; child = child.nextSibling) {
    if (nameOf(child) === 'caption') return inlineText(child)
  }
  return ''
}
