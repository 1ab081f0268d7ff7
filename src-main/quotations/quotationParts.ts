/** A quotation taken apart at what its writer may put into it: ellipses, and words in square brackets. */

export interface QuotationPart {
  /** `omission`: words were left out here; `insertion`: these are the writer's own. */
  kind: 'words' | 'omission' | 'insertion'
  text: string
}

const ellipsis = '(?:…+|\\.{3,}|\\. \\. \\.(?: \\.)?)'
const between = new RegExp(
  `\\s*(?:[[［〔(（]\\s*${ellipsis}\\s*[\\]］〕)）]|${ellipsis})\\s*|[[［〔][^\\][［］〔〕]{1,80}[\\]］〕]`,
  'gu',
)

/**
 * The parts of a quotation in order. Ellipses at its ends say nothing and are left out; so is a part without a letter
 * or digit. Empty if there are no words.
 */
export function quotationParts(quote: string): QuotationPart[] {
  const parts: QuotationPart[] = []
  let from = 0
  const words = (to: number): void => {
    const text = quote.slice(from, to)
    if (/[\p{L}\p{N}]/u.test(text)) parts.push({ kind: 'words', text: text.trim() })
  }
  for (const { 0: text, index } of quote.matchAll(between)) {
    words(index)
    from = index + text.length
    parts.push({ kind: /…|\.\s?\.\s?\./.test(text) ? 'omission' : 'insertion', text })
  }
  words(quote.length)
  while (parts[0]?.kind === 'omission') parts.shift()
  while (parts.at(-1)?.kind === 'omission') parts.pop()
  return parts.some(({ kind }) => kind === 'words') ? parts : []
}

/** How far apart the words on both sides of an ellipsis, and of an insertion in brackets, may stand. */
export const farthest = { omission: 3000, insertion: 200 } as const
