/** `collate show`: one article, with the reader's work on it. */
import type { ArticleView } from '#contract/library'
import type { NotebookView } from '#contract/notebook'
import { paragraphAt, paragraphNumbers } from '#domain/articles/article'
import { print, printJson } from './output'
import type { Session } from './session'

export interface ShowOptions {
  text: boolean
  received: boolean
  json: boolean
}

export async function show(session: Session, id: string, options: ShowOptions): Promise<void> {
  if (options.received) {
    const received = await session.ask('library.received', { id })
    await (options.json ? printJson(received) : print(received.text))
    return
  }
  const article = await session.ask('library.article', { id })
  if (options.text) {
    await print(`${article.text}\n`)
    return
  }
  const notebook = await session.ask('notebook.open', { articleId: id })
  if (options.json) await printJson({ article, notebook })
  else await print(`${[...head(article), ...body(article), ...work(article, notebook)].join('\n\n')}\n`)
}

function head({ summary }: ArticleView): string[] {
  const { metadata, words, fileName } = summary
  const facts = [metadata.byline, metadata.source, metadata.published, metadata.lang, `${words} words`]
  return [`${metadata.title}\n${facts.filter((fact) => fact !== null).join(' · ')}\n${fileName}`]
}

function body({ text, blocks }: ArticleView): string[] {
  const numbers = paragraphNumbers(blocks)
  return blocks.map((block, index) => {
    const number = numbers[index]
    const words = text.slice(block.start, block.end)
    return typeof number === 'number' ? `[${number}] ${words}` : words
  })
}

function work({ blocks }: ArticleView, { note, highlights }: NotebookView): string[] {
  const parts = highlights.map(({ anchor, place, hue, tags, note: words }) => {
    const paragraph = place.status === 'lost' ? null : paragraphAt(blocks, place.start)
    const where = paragraph === null ? place.status : `¶${paragraph}`
    const labels = [where, hue, ...tags.map((tag) => `#${tag}`)].join(' ')
    const quote = anchor.quote.replace(/^/gm, '> ')
    return [labels, quote, words].filter((part) => part !== '').join('\n')
  })
  if (note.note !== '') parts.unshift(note.note)
  return parts.length === 0 ? [] : ['---', ...parts]
}
