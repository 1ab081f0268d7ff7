/** Reads text back out of Markdown, with two parsers that know nothing of our escaping. */
import { Parser, type Node } from 'commonmark'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** A block quotation: its paragraphs as plain text, and every kind of inline node in it that is not text. */
export interface ReadQuotation {
  paragraphs: string[]
  marks: string[]
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (let child = node.firstChild; child; child = child.next) children.push(child)
  return children
}

function inlineText(node: Node, marks: string[]): string {
  return childrenOf(node)
    .map((child) => {
      if (child.type === 'text') return child.literal ?? ''
      if (child.type === 'softbreak' || child.type === 'linebreak') return '\n'
      marks.push(child.type)
      return child.type === 'code' ? (child.literal ?? '') : inlineText(child, marks)
    })
    .join('')
}

/** The block quotations at the top level, by the reference implementation of CommonMark. */
export function quotationsByCommonmark(markdown: string): ReadQuotation[] {
  return childrenOf(new Parser().parse(markdown))
    .filter((node) => node.type === 'block_quote')
    .map((quotation) => {
      const marks: string[] = []
      const paragraphs = childrenOf(quotation).map((block) => {
        if (block.type !== 'paragraph') marks.push(block.type)
        return inlineText(block, marks)
      })
      return { paragraphs, marks }
    })
}

function mdastText(node: Nodes, marks: string[]): string {
  if (node.type === 'text') return node.value
  if (node.type === 'break') return '\n'
  marks.push(node.type)
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map((child) => mdastText(child, marks)).join('') : ''
}

/** The same by micromark with GitHub's dialect. */
export function quotationsByGfm(markdown: string): ReadQuotation[] {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return tree.children
    .filter((node) => node.type === 'blockquote')
    .map((quotation) => {
      const marks: string[] = []
      const paragraphs = quotation.children.map((block) => {
        if (block.type !== 'paragraph') {
          marks.push(block.type)
          return ''
        }
        return block.children.map((child) => mdastText(child, marks)).join('')
      })
      return { paragraphs, marks }
    })
}
