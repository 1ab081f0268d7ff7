/** An article's sentences as the index keeps them. */
import { sentencesOf } from '../sentences'
import type { ComparedArticle } from '../types'
import { withRoom } from './growing'
import { lineHash } from './lineHash'
import type { SentenceRows } from './articleRecord'
import { mostTerms, readTerms } from './sentenceTerms'

/** Headings and captions are there as lines alone: they are no sentences to be found. */
export function readSentences(article: ComparedArticle): SentenceRows {
  const { text, lang } = article
  const sentences = sentencesOf(article)
  const rows = {
    starts: new Uint32Array(sentences.length),
    lengths: new Uint32Array(sentences.length),
    lines: new Uint32Array(sentences.length),
    counts: new Uint32Array(sentences.length),
    terms: new Uint32Array(sentences.length * 16),
  }
  let filled = 0
  for (const [at, { start, end, role }] of sentences.entries()) {
    rows.starts[at] = start
    rows.lengths[at] = end - start
    rows.lines[at] = lineHash(text, start, end)
    if (role !== 'text') continue
    rows.terms = withRoom(rows.terms, filled + mostTerms)
    const count = readTerms(text, { start, end }, lang, rows.terms, filled)
    rows.counts[at] = count
    filled += count
  }
  return { ...rows, terms: rows.terms.subarray(0, filled) }
}
