/** Reads a note's Markdown into a small tree of what is drawn; what is not in it (HTML, images) stays text. */
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

export type Inline =
  | { kind: 'text'; value: string }
  | { kind: 'code'; value: string }
  | { kind: 'break' }
  | { kind: 'strong'; children: Inline[] }
  | { kind: 'emphasis'; children: Inline[] }
  | { kind: 'strike'; children: Inline[] }
  /** `url` is an http(s) address, always. */
  | { kind: 'link'; url: string; children: Inline[] }

export type BlockNode =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'quote'; children: BlockNode[] }
  | { kind: 'code'; value: string }
  | { kind: 'rule' }
  | {
      kind: 'list'
      ordered: boolean
      start: number
      items: { checked: boolean | null; children: BlockNode[] }[]
    }
  | { kind: 'table'; align: (string | null)[]; rows: Inline[][][] }

type Root = ReturnType<typeof fromMarkdown>
type Node = Root['children'][number]
type Definitions = ReadonlyMap<string, string>

/** Parses CommonMark with tables, strike-through, task lists and bare addresses. Never throws. */
export function parseMarkdown(source: string): BlockNode[] {
  const root = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const definitions = new Map<string, string>()
  for (const node of root.children) {
    if (node.type === 'definition') definitions.set(node.identifier, node.url)
  }
  return blocksOf(root.children, definitions, source)
}

/** The address if it is one that may be opened; everything but http(s) may not. */
export function safeUrl(url: string): string | null {
  try {
    const { protocol, href } = new URL(url)
    return protocol === 'http:' || protocol === 'https:' ? href : null
  } catch {
    return null
  }
}

function blocksOf(nodes: readonly Node[], definitions: Definitions, source: string): BlockNode[] {
  return nodes.flatMap((node) => blockOf(node, definitions, source))
}

function blockOf(node: Node, definitions: Definitions, source: string): BlockNode[] {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- everything else stays text
  switch (node.type) {
    case 'paragraph':
      return [{ kind: 'paragraph', children: inlinesOf(node.children, definitions, source) }]
    case 'heading':
      return [{ kind: 'heading', level: node.depth, children: inlinesOf(node.children, definitions, source) }]
    case 'blockquote':
      return [{ kind: 'quote', children: blocksOf(node.children, definitions, source) }]
    case 'code':
      return [{ kind: 'code', value: node.value }]
    case 'thematicBreak':
      return [{ kind: 'rule' }]
    case 'list':
      return [
        {
          kind: 'list',
          ordered: node.ordered === true,
          start: node.start ?? 1,
          items: node.children.map((item) => ({
            checked: item.checked ?? null,
            children: blocksOf(item.children, definitions, source),
          })),
        },
      ]
    case 'table':
      return [
        {
          kind: 'table',
          align: (node.align ?? []).map((side) => side ?? null),
          rows: node.children.map((row) =>
            row.children.map((cell) => inlinesOf(cell.children, definitions, source)),
          ),
        },
      ]
    case 'definition':
      return []
    case 'footnoteDefinition':
      return blocksOf(node.children, definitions, source)
    default:
      return [{ kind: 'paragraph', children: [{ kind: 'text', value: sourceOf(node, source) }] }]
  }
}

function inlinesOf(nodes: readonly Node[], definitions: Definitions, source: string): Inline[] {
  return nodes.map((node) => inlineOf(node, definitions, source))
}

function inlineOf(node: Node, definitions: Definitions, source: string): Inline {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- everything else stays text
  switch (node.type) {
    case 'text':
      return { kind: 'text', value: node.value }
    case 'inlineCode':
      return { kind: 'code', value: node.value }
    case 'break':
      return { kind: 'break' }
    case 'strong':
    case 'emphasis':
      return { kind: node.type, children: inlinesOf(node.children, definitions, source) }
    case 'delete':
      return { kind: 'strike', children: inlinesOf(node.children, definitions, source) }
    case 'link':
    case 'linkReference': {
      const url = safeUrl(node.type === 'link' ? node.url : (definitions.get(node.identifier) ?? ''))
      if (url === null) return { kind: 'text', value: sourceOf(node, source) }
      return { kind: 'link', url, children: inlinesOf(node.children, definitions, source) }
    }
    default:
      return { kind: 'text', value: sourceOf(node, source) }
  }
}

/** The Markdown itself. */
function sourceOf(node: Node, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
}
