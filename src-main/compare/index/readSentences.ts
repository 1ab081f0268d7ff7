/** An article's sentences as the index keeps them. */
import { sentencesOf } from '../sentences'
import type { ComparedArticle } from '../types'
import { withRoom } from './growing'
import { lineHash } from './lineHash'
import type { SentenceRows } from './articleRecord'
import { mostTerms, readerOf } from './sentenceTerms'

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
  const reader = readerOf(lang)
  let filled = 0
  for (const { index, start, end, role } of sentences) {
    rows.starts[index] = start
    rows.lengths[index] = end - start
    if (role !== 'text') {
      rows.lines[index] = lineHash(text, start, end)
      continue
    }
    rows.terms = withRoom(rows.terms, filled + mostTerms)
    const count = reader.read(text, start, end, rows.terms, filled)
    rows.lines[index] = reader.line
    rows.counts[index] = count
    filled += count
  }
  return { ...rows, terms: rows.terms.subarray(0, filled) }
}
