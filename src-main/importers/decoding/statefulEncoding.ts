/** Seven-bit encodings, which switch their tables by escapes and so look like ASCII. */
import { decodeAs } from './encodings'
import { plausibility } from './plausibility'

const escape = '\u001b'
const japanese = ['$@', '$B', '$(D', '(J'].map((sequence) => escape + sequence)
const korean = `${escape}$)C`
const chinese = ['$)A', '$)G', '$)E'].map((sequence) => escape + sequence)

export type Stateful = { encoding: 'iso-2022-jp' } | { unread: 'ISO-2022-KR' | 'ISO-2022-CN' | 'HZ' }

/** The seven-bit encoding of a text that is ASCII on its face; `unread` ones no decoder at hand reads; null: it is ASCII. */
export function statefulEncoding(ascii: string): Stateful | null {
  if (ascii.includes(escape)) {
    if (japanese.some((sequence) => ascii.includes(sequence))) return { encoding: 'iso-2022-jp' }
    if (ascii.includes(korean)) return { unread: 'ISO-2022-KR' }
    if (chinese.some((sequence) => ascii.includes(sequence))) return { unread: 'ISO-2022-CN' }
  }
  return ascii.includes('~{') && isHz(ascii) ? { unread: 'HZ' } : null
}

/** Between its braces HZ has two bytes for each character of GB 2312, with the high bit off; they must read as Chinese. */
function isHz(ascii: string): boolean {
  const runs = [...ascii.slice(0, 20_000).matchAll(/~\{((?:[!-w][!-~])+?)~\}/g)].map(
    (match) => match[1] ?? '',
  )
  const bytes = Uint8Array.from(runs.join(''), (character) => character.charCodeAt(0) | 0x80)
  const { score, evidence } = plausibility(decodeAs(bytes, 'gb18030'), 'gb18030')
  return evidence >= 4 && score > 0.5
}
