/** The lines of exported Markdown with what each is, for a preview that reads easily. */

type LineKind = 'front' | 'heading' | 'quote' | 'callout' | 'id' | 'text'

export interface Line {
  kind: LineKind
  text: string
}

/** Tells the lines apart by their beginnings; what stands between two `---` at the top is front matter. */
export function markdownLines(content: string): Line[] {
  const lines = content.replace(/\n$/, '').split('\n')
  const frontEnd = lines[0] === '---' ? lines.indexOf('---', 1) : -1
  return lines.map((text, index) => ({ kind: index <= frontEnd ? 'front' : kindOf(text), text }))
}

function kindOf(line: string): LineKind {
  if (/^#{1,6} /.test(line)) return 'heading'
  if (/^> \[!/.test(line)) return 'callout'
  if (line.startsWith('>')) return 'quote'
  return /^\^[\w-]+$/.test(line) ? 'id' : 'text'
}
