/** `collate check`: whether the quotations of a draft stand in the articles as the draft gives them. */
import { extname } from 'node:path'
import type { CheckedQuotation } from '#contract/drafts'
import { exitCodes } from '#shell/failure'
import { readText } from './files'
import { print, printJson } from './output'
import type { Session } from './session'

export interface CheckOptions {
  json: boolean
}

const verdictWords: Record<CheckedQuotation['verdict'], string> = {
  verbatim: 'verbatim',
  altered: 'altered',
  notFound: 'not found',
}

/** Prints each quotation in the draft's order, and returns the exit code. */
export async function checkDraft(session: Session, path: string, options: CheckOptions): Promise<number> {
  const format = extname(path).toLowerCase() === '.txt' ? 'text' : 'markdown'
  const result = await session.ask('draft.check', { draft: await readText(path), format })
  if (options.json) await printJson(result)
  else {
    const { verbatim, altered, notFound, quotations } = result
    const summary = `${verbatim} verbatim, ${altered} altered, ${notFound} not found\n`
    await print([...quotations.map((quotation) => described(quotation)), summary].join(''))
  }
  return result.altered + result.notFound > 0 ? exitCodes.someFailed : exitCodes.ok
}

function described(quotation: CheckedQuotation): string {
  const { line, verdict, remark, text, article, also, difference } = quotation
  const label = remark === null ? verdictWords[verdict] : `${verdictWords[verdict]} (${remark})`
  const lines = [`${line}: ${label}: ${oneLine(text)}`]
  for (const found of article ? [article, ...also] : []) {
    lines.push(`  in ${place(found)}${found.cited && also.length > 0 ? ' (cited here)' : ''}`)
  }
  if (verdict === 'altered') lines.push(`  ${marked(difference)}`)
  return lines.map((each) => `${each}\n`).join('')
}

function place({ title, source, published, paragraph }: NonNullable<CheckedQuotation['article']>): string {
  const parts = [title, source, published, paragraph === null ? null : `¶${paragraph}`]
  return parts.filter((part) => part !== null).join(' · ')
}

/** The difference in the notation of word diffs: what the article has in [-…-], what the draft has in {+…+}. */
function marked(difference: CheckedQuotation['difference']): string {
  const written = difference.map(({ kind, text }) => {
    if (kind === 'same') return text
    return kind === 'removed' ? `[-${text}-]` : `{+${text}+}`
  })
  return oneLine(written.join(''))
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()
