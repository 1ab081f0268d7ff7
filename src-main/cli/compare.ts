/** `collate compare`, `related` and `coverage`: what articles share, what is like some words, who else says it. */
import { existsSync } from 'node:fs'
import type * as v from 'valibot'
import type { ArticleView } from '#contract/library'
import type { Difference, SharedPassage } from '#contract/compare'
import { CollateError } from '#domain/errors'
import type { CompareOutput, CoverageOutput, RelatedOutput, SideSchema } from './compareOutput'
import { readText } from './files'
import { print, printJson } from './output'
import type { Session } from './session'

export interface CompareOptions {
  json: boolean
  md: boolean
}

export interface RelatedOptions {
  json: boolean
  file?: string
  limit: number
}

/** Compares two to four articles, and prints what was found. */
export async function compareArticles(
  session: Session,
  names: readonly string[],
  options: CompareOptions,
): Promise<void> {
  const articles = await Promise.all(names.map((name) => articleOf(session, name)))
  // What the library knows of words and lines counts where its articles are compared.
  if (names.some((name) => !existsSync(name))) await session.services.comparing.warm()
  const { articles: compared, pairs } = await session.services.comparing.compare(
    articles.map(({ article }) => article),
  )
  const textOf = (at: number, { start, end }: { start: number; end: number }): string =>
    articles[at]?.article.text.slice(start, end) ?? ''
  const output: CompareOutput = {
    version: 1,
    articles: articles.map(({ name, title, source, published, article: { lang } }, at) => ({
      ...{ id: name, title, source, published, lang },
      sentences: (compared[at]?.sentences ?? []).map((sentence) => ({
        ...sentence,
        text: textOf(at, sentence),
      })),
      onlyHere: compared[at]?.onlyHere ?? [],
    })),
    pairs: pairs.map(({ a, b, comparable, passages }) => ({
      ...{ a, b, comparable },
      passages: passages.map((passage) => ({
        grade: passage.grade,
        score: passage.score,
        verbatim: passage.verbatim,
        common: passage.common,
        a: endOf(a, passage.a),
        b: endOf(b, passage.b),
        differences: passage.differences.map((difference) => ({
          kind: difference.kind,
          a: sideOf(a, difference.a),
          b: sideOf(b, difference.b),
        })),
        shared: passage.shared.map(({ word, weight }) => ({ word, weight })),
      })),
    })),
  }
  if (options.json) await printJson(output)
  else await print(options.md ? asMarkdown(output) : asText(output))

  function endOf(
    at: number,
    end: SharedPassage['a'],
  ): CompareOutput['pairs'][number]['passages'][number]['a'] {
    const { start, end: to, paragraph: number, sentences } = end
    return { start, end: to, text: textOf(at, end), paragraph: number, sentences }
  }
  function sideOf(at: number, { range: own, value }: Difference['a']): v.InferOutput<typeof SideSchema> {
    if (own === null) return { text: null, start: null, end: null, value }
    return { text: textOf(at, own), ...own, value }
  }
}

/** An article by its identifier, the beginning of one, or the path of a file. */
async function articleOf(session: Session, name: string) {
  if (existsSync(name)) {
    const { outsideArticle } = await import('#services/comparing/outsideArticle')
    const article = outsideArticle(name)
    const { title, source, published } = article.metadata
    return { name, title, source, published, article }
  }
  const { summary } = await articleNamed(session, name)
  const { title, source, published } = summary.metadata
  return {
    name: summary.id,
    title,
    source,
    published,
    article: await session.services.comparing.article(summary.id),
  }
}

async function articleNamed(session: Session, name: string): Promise<ArticleView> {
  const found = await session.ask('library.article', { id: name }).catch((error: unknown) => {
    const unknown = error instanceof CollateError && (error.code === 'not-found' || error.code === 'invalid')
    if (unknown) return null
    throw error
  })
  if (found) return found
  const ids = session.services.idsFrom(name)
  const [only, ...others] = ids
  if (only !== undefined && others.length === 0) return await session.ask('library.article', { id: only })
  throw new CollateError(
    'not-found',
    only === undefined
      ? `There is no file and no article “${name}”. “collate list --json” gives the identifiers.`
      : `“${name}” is the beginning of ${ids.length} identifiers. Give more of it.`,
  )
}

const gradeWords = { same: 'same', may: 'may say the same' } as const
const letter = (at: number): string => String.fromCharCode(65 + at)
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()
const where = (number: number | null): string => (number === null ? '' : ` ¶${number}`)

function differenceWords({
  kind,
  a,
  b,
}: CompareOutput['pairs'][number]['passages'][number]['differences'][number]): string {
  return `${kind}: ${oneLine(a.text ?? '–')} ≠ ${oneLine(b.text ?? '–')}`
}

function headOf({ title, source, published }: CompareOutput['articles'][number]): string {
  return [title, source, published].filter((part) => part !== null).join(' · ')
}

function asText({ articles, pairs }: CompareOutput): string {
  const lines = articles.map((article, at) => `${letter(at)}  ${headOf(article)}`)
  for (const { a, b, comparable, passages } of pairs) {
    lines.push('', `${letter(a)} and ${letter(b)}: ${summaryOf(comparable, passages)}`)
    for (const passage of passages) {
      const grade = `${gradeWords[passage.grade]}, ${Math.round(passage.score * 100)} %`
      lines.push(
        '',
        `${grade}${passage.common ? ', common line' : ''}`,
        `  ${letter(a)}${where(passage.a.paragraph)}  ${oneLine(passage.a.text)}`,
        `  ${letter(b)}${where(passage.b.paragraph)}  ${oneLine(passage.b.text)}`,
        ...passage.differences.map((difference) => `  ${differenceWords(difference)}`),
      )
    }
  }
  for (const [at, { onlyHere, sentences }] of articles.entries()) {
    lines.push('', `Only in ${letter(at)}: ${onlyHere.length}`)
    for (const index of onlyHere) {
      const sentence = sentences[index]
      if (sentence) lines.push(`  ${where(sentence.paragraph).trim()}  ${oneLine(sentence.text)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function summaryOf(comparable: boolean, passages: readonly unknown[]): string {
  if (!comparable) return 'not compared: their languages cannot be held against each other'
  return passages.length === 1 ? '1 shared passage' : `${passages.length} shared passages`
}

/** Text within a table's cell: what Markdown would take for its own is left to stand. */
const cell = (text: string): string => oneLine(text).replace(/[\\|*_`<>[\]#~]/g, String.raw`\$&`)

function asMarkdown({ articles, pairs }: CompareOutput): string {
  const lines = [
    '# Comparison',
    '',
    ...articles.map((article, at) => `- **${letter(at)}** ${cell(headOf(article))}`),
  ]
  for (const { a, b, comparable, passages } of pairs) {
    lines.push('', `## ${letter(a)} and ${letter(b)}`, '', `${summaryOf(comparable, passages)}.`)
    if (passages.length === 0) continue
    lines.push('', `| Grade | ${letter(a)} | ${letter(b)} | Differences |`, '| --- | --- | --- | --- |')
    for (const passage of passages) {
      const sides = [passage.a, passage.b].map((end) => `${cell(end.text)}${where(end.paragraph)}`)
      const differences = passage.differences
        .map((difference) => cell(differenceWords(difference)))
        .join('<br>')
      lines.push(`| ${gradeWords[passage.grade]} | ${sides.join(' | ')} | ${differences} |`)
    }
  }
  for (const [at, { onlyHere, sentences }] of articles.entries()) {
    lines.push('', `## Only in ${letter(at)}`, '')
    const own = onlyHere.flatMap((index) => sentences[index] ?? [])
    lines.push(...own.map(({ text, paragraph: number }) => `- ${cell(text)}${where(number)}`))
    if (own.length === 0) lines.push('Nothing.')
  }
  return `${lines.join('\n')}\n`
}

/** The sentences of the library nearest to some words, or to those of a file. */
export async function related(
  session: Session,
  words: readonly string[],
  options: RelatedOptions,
): Promise<void> {
  const text = options.file === undefined ? words.join(' ') : await readText(options.file)
  if (text.trim() === '') throw new CollateError('invalid', 'Give words, or a file with --file.')
  const found = await session.ask('compare.related', {
    ...{ text, lang: 'und', except: null, limit: options.limit },
  })
  if (options.json) {
    await printJson({ version: 1, ...found } satisfies RelatedOutput)
    return
  }
  const lines = found.passages.map(
    ({ score, grade, articleId, title, source, published, paragraph: number, text: own }) => {
      const facts = [title, source, published].filter((part) => part !== null).join(' · ')
      const words_ = grade === 'subject' ? 'same subject' : gradeWords[grade]
      return `${Math.round(score * 100)} % ${words_}\n  ${articleId} ${facts}${where(number)}\n  ${oneLine(own)}\n`
    },
  )
  await print(lines.length === 0 ? `Nothing like it in ${found.articles} articles.\n` : lines.join('\n'))
}

/** Which other articles say what one says. */
export async function coverage(session: Session, name: string, options: { json: boolean }): Promise<void> {
  const { summary } = await articleNamed(session, name)
  const found = await session.ask('compare.coverage', { id: summary.id })
  if (options.json) {
    await printJson({ version: 1, id: summary.id, ...found } satisfies CoverageOutput)
    return
  }
  const { sentences, shared, articles, first, undated } = found
  const share_ = (part: number): string => `${sentences === 0 ? 0 : Math.round((part / sentences) * 100)} %`
  const lines = articles.map((article) => {
    const mark = article.id === first ? ` (first${undated ? ' dated' : ''})` : ''
    return `  ${article.published ?? 'no date'}  ${share_(article.shared)}  ${article.id}  ${article.title}${mark}`
  })
  const own = summary.id === first ? ` It was the first${undated ? ' of those with a date' : ''}.` : ''
  await print(
    articles.length === 0
      ? `No other article has its sentences.\n`
      : `${share_(shared)} of its ${sentences} sentences are also in:\n${lines.join('\n')}\n${own === '' ? '' : `${own.trim()}\n`}`,
  )
}
