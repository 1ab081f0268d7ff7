/** Markdown that the reader wrote, kept as it is, but unable to swallow what is written after it. */
import { fromMarkdown } from 'mdast-util-from-markdown'
import { escapeMarkdown } from './escapeMarkdown'

/** Blocks that run to the end of the document when they are not closed, and what closes them. */
const mayStayOpen = /`{3}|~{3}|<[!?]|<(?:script|pre|style|textarea)/i
const htmlClosers = ['-->', '?>', ']]>', '>', '</script>', '</pre>', '</style>', '</textarea>']

const sentinel = 'end-of-note'

/** What follows after a blank line is a paragraph of its own. */
function endsByItself(markdown: string): boolean {
  const last = fromMarkdown(`${markdown}\n\n${sentinel}`).children.at(-1)
  const text = last?.type === 'paragraph' ? last.children[0] : undefined
  return text?.type === 'text' && text.value === sentinel
}

/** The fence of the code block that runs to the end of `markdown`, if that is what does. */
function openFence(markdown: string): string | null {
  const last = fromMarkdown(markdown).children.at(-1)
  if (last?.type !== 'code') return null
  const line = markdown.slice(last.position?.start.offset).split('\n', 1)[0] ?? ''
  return /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null
}

/** Obsidian's comments and display mathematics run to the end of the file as well; code does not count. */
function closeObsidianPairs(markdown: string): string {
  let closed = markdown
  for (const pair of ['%%', '$$']) {
    if (!markdown.includes(pair)) continue
    const prose = closed
      .replace(/^ {0,3}(`{3,}|~{3,})[\s\S]*?^ {0,3}\1[`~]*[ \t]*$/gm, '')
      .replace(/(`+)[^`][\s\S]*?\1/g, '')
    if ((prose.split(pair).length - 1) % 2 === 1) closed += `\n${pair}`
  }
  return closed
}

/**
 * A note for the export: without blank lines at its ends, and with what it leaves open (a fence, an HTML comment, an
 * Obsidian comment) closed after it. A note that nothing closes is written as text.
 */
export function closedMarkdown(note: string): string {
  const trimmed = note
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
  const paired = closeObsidianPairs(trimmed)
  if (!mayStayOpen.test(paired) || endsByItself(paired)) return paired
  const fence = openFence(paired)
  const closers = fence === null ? htmlClosers : [fence, ...htmlClosers]
  for (const closer of closers) {
    const closed = `${paired}\n${closer}`
    if (endsByItself(closed)) return closed
  }
  return escapeMarkdown(trimmed)
}
