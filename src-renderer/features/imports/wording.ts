/** How an import is put into words. */
import type { ImportItem, ImportStatus } from '#contract/imports'
import { count } from '#shared/format'
import type { EndedImport, Lacking } from '#stores/imports.svelte'

/** Files that were asked for and are not in the library. */
const notAdded = ({ failed, vanished }: ImportStatus): number => failed + vanished

/** "10 files added, 3 not", "13 articles from 10 files added", "4 articles from feed.jsonl added". */
function added(status: ImportStatus, fileName: string | null): string {
  const { articles, added: files, total } = status
  const not = notAdded(status)
  const from = total === 1 ? (fileName ?? 'the file') : count(files, 'file')
  const what = articles > files ? `${count(articles, 'article')} from ${from}` : count(files, 'file')
  return `${what} added${not > 0 ? `, ${not.toLocaleString('en')} not` : ''}`
}

/** The heading of the list of files. */
export function heading(status: ImportStatus): string {
  const { state, title, total } = status
  if (state === 'counting') return `Looking through ${title}`
  if (state === 'running') return status.background ? `Checking ${title}` : `Adding ${count(total, 'file')}`
  if (state === 'failed') return `${title} could not be added`
  if (state === 'cancelled') return `Stopped: ${added(status, title)}`
  if (status.added > 0) return added(status, title)
  const not = notAdded(status)
  return not > 0 && not === total ? `No file was added from ${title}` : `Nothing new in ${title}`
}

/** What came of an import of few files, in a sentence or two; `articleId` is the article to open. */
export function outcome({ status, items }: EndedImport): { message: string; articleId: string | null } {
  const there = items.filter(({ articleIds, result }) => articleIds.length > 0 && result !== 'vanished')
  const articleId = (there.find(({ result }) => result === 'added') ?? there[0])?.articleIds[0] ?? null
  const brought = items.filter(({ result }) => result === 'added')
  const [only] = brought
  const said: string[] = []
  if (status.message !== null) said.push(status.message)
  else if (only && brought.length === 1 && only.articleIds.length > 1) {
    said.push(`Added ${count(only.articleIds.length, 'article')} from ${only.fileName}.`)
  } else if (only && brought.length === 1) said.push(`Added “${shortened(only.title ?? only.fileName)}”.`)
  else if (brought.length > 1) said.push(`Added ${count(status.articles, 'article')}.`)
  const others = items.filter(({ result }) => result !== 'added' && result !== 'skipped')
  const [other] = others
  if (other && others.length === 1) said.push(inOneSentence(other))
  else if (others.length > 1) {
    const not = others.filter(({ result }) => result === 'failed' || result === 'vanished').length
    if (not > 0) said.push(`${count(not, 'file')} could not be added.`)
    if (others.length > not) said.push(`${count(others.length - not, 'file')} known already.`)
  }
  const check = brought.flatMap(({ remarks }) => remarks).find(({ kind }) => worthSaying.has(kind))
  if (check && said.length === 1) said.push(check.message)
  if (said.length === 0) said.push('No file that can be read was found there.')
  return { message: said.join(' '), articleId }
}

/** What a reader should look at before quoting from the article. */
const worthSaying: ReadonlySet<ImportItem['remarks'][number]['kind']> = new Set([
  'warning',
  'encodingUnsure',
  'sameText',
])

function inOneSentence({ result, fileName, title, remarks }: ImportItem): string {
  if (result === 'failed' || result === 'vanished') {
    const [reason] = remarks
    if (!reason) return `${fileName} could not be added.`
    return reason.message.includes(fileName) ? reason.message : `${fileName}: ${reason.message}`
  }
  if (result === 'changed') return `${fileName} has changed; its article was read again.`
  if (result === 'restored') return `“${shortened(title ?? fileName)}” is back in the library.`
  return `${fileName} is in the library already.`
}

/** A title that leaves room in a sentence. */
function shortened(title: string): string {
  const most = 70
  return title.length <= most
    ? title
    : `${title.slice(0, title.lastIndexOf(' ', most) + 1 || most).trimEnd()}…`
}

/** What came of it so far: "3 added · 1 skipped · 1 not added". */
export function tally(status: ImportStatus): string {
  const parts: [number, string][] = [
    [status.added, 'added'],
    [status.changed, 'changed'],
    [status.moved, 'moved'],
    [status.restored, 'restored'],
    [status.unchanged, 'as they were'],
    [status.duplicates, 'skipped'],
    [notAdded(status), 'not added'],
    [status.skipped, 'of other kinds'],
  ]
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number.toLocaleString('en')} ${words}`)
    .join(' · ')
}

/** What the articles of an import lack: "No source in 8 articles, no date in 6."; empty where they have all. */
export function lacking({ source, published }: Lacking): string {
  const parts = [
    ...(source.length > 0 ? [`no source in ${count(source.length, 'article')}`] : []),
    ...(published.length > 0 ? [`no date in ${count(published.length, 'article')}`] : []),
  ]
  const words = parts.join(', ')
  return words === '' ? '' : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** How fast it goes and how long it will take; empty while that is not known. */
export function pace({ rate, secondsLeft, state }: ImportStatus): string {
  if (state !== 'running' || secondsLeft === null) return ''
  const speed = rate >= 1 ? `${Math.round(rate).toLocaleString('en')} files a second · ` : ''
  const left = secondsLeft < 90 ? `${secondsLeft} s` : `${Math.round(secondsLeft / 60)} min`
  return `${speed}about ${left} left`
}

/** What became of a file, in a word or two. */
export const resultWords: Record<ImportItem['result'], string> = {
  added: 'Added',
  changed: 'Changed',
  unchanged: 'As it was',
  moved: 'Moved',
  restored: 'Restored',
  duplicate: 'Skipped',
  vanished: 'Missing',
  failed: 'Not added',
  skipped: 'Not read',
}
