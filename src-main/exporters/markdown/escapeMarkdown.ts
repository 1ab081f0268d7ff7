/** Text as Markdown that reads back as exactly that text, in CommonMark, in GitHub's dialect and in Obsidian. */

/** What must not stand as it is in a line; each match is one character. */
const special = new RegExp(
  [
    // CommonMark's own, GitHub's `~` and `|`, Obsidian's and Pandoc's #tag, ^id, $math$, @citation, {attributes}.
    /[\\`*_[\]#|~^$@{}<\t]/,
    // What a reader could take for a character reference, here or with the text that comes after.
    /&(?=[a-z][a-z0-9]*;|[a-z0-9]*$)/,
    // Bare addresses, which GitHub's dialect turns into links and reads without their backslashes.
    /(?<=https?|ftp|mailto|xmpp):|(?<=www)\./,
    // Pairs: ==mark==, %%comment%%, key:: value.
    /=(?==)|%(?=%)|:(?=:)/,
    // What means something at the start of a line only: lists, rules, underlines, table rows, definitions, quotes.
    /^[-+=%:>]|(?<=^\d{1,9})[.)]/,
    // Before a link that comes after.
    /!$/,
    // White space at an edge, which a reader strips unless it is spelled out.
    /^\s|\s$/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
)

const names: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '\u00a0': '&nbsp;' }

function spell(character: string): string {
  const name = names[character]
  if (name !== undefined) return name
  if (character === '\v') return character // no character reference that every reader takes; import drops such controls
  return /\s/.test(character) ? `&#${character.charCodeAt(0)};` : `\\${character}`
}

/** One line, safe wherever it is put: at the start of a line, at its end, or beside other text. */
function escapeLine(line: string): string {
  return line.replace(special, spell)
}

/**
 * Text for the middle of a line of Markdown, on one line whatever it holds: a line end is written `&#10;`, which reads
 * back as a line end and cannot end a paragraph, a table cell or a quotation.
 */
export function escapeMarkdown(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map(escapeLine)
    .join('&#10;')
}

/** How a single line end within a quotation is written: as it is, or as a hard break (`\` at the end of the line). */
export type LineBreaks = 'soft' | 'hard'

/**
 * The lines of a block quotation that reads back as exactly `text`: two line ends in the text separate paragraphs, one
 * is a line end within a paragraph, further ones and those at either end of the text are spelled out.
 */
export function quotationLines(text: string, breaks: LineBreaks): string[] {
  const lines: string[] = []
  let spelled = ''
  let inParagraph = false
  // Odd elements are runs of line ends.
  const parts = text.split(/(\n+)/)
  parts.forEach((part, index) => {
    if (index % 2 === 0) {
      if (part === '') return
      lines.push(spelled + escapeLine(part))
      spelled = ''
      inParagraph = true
      return
    }
    const isLast = index === parts.length - 2 && parts[index + 1] === ''
    if (!inParagraph) spelled = '&#10;'.repeat(part.length)
    else if (isLast) lines.push((lines.pop() ?? '') + '&#10;'.repeat(part.length))
    else if (part.length === 1) {
      // commonmark.js strips a space before a soft break even when it is spelled out.
      if (breaks === 'hard' || parts[index - 1]?.endsWith(' ')) lines.push(`${lines.pop() ?? ''}\\`)
    } else {
      lines.push('')
      spelled = '&#10;'.repeat(part.length - 2)
    }
  })
  if (spelled !== '') lines.push(spelled)
  return lines
}

/** `quotationLines` as a block quotation. */
export function quoteBlock(text: string, breaks: LineBreaks): string {
  return quotationLines(text, breaks)
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

/** Text on one line for a title or a label: every run of white space is one space. Not for quotations. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
