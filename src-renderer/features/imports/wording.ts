/** How an import is put into words. */
import type { ImportItem, ImportStatus } from '#contract/imports'
import { count } from '#state/format'

/** The heading of the list of files. */
export function heading({ state, title, total }: ImportStatus): string {
  if (state === 'counting') return `Looking through ${title}`
  if (state === 'running') return `Adding ${count(total, 'file')}`
  if (state === 'cancelled') return `Stopped adding ${title}`
  if (state === 'failed') return `${title} could not be added`
  return `Added ${title}`
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
    [status.failed, 'not added'],
  ]
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number.toLocaleString('en')} ${words}`)
    .join(' · ')
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
