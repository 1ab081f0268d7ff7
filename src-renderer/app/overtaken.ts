/** Says what a change came upon that was changed elsewhere meanwhile. */
import type { Overtaken } from '#domain/annotations/operations'

const records: Record<Overtaken['record'], string> = {
  highlight: 'highlight',
  articleNote: 'note on the article',
  tag: 'codebook entry',
  link: 'link',
}
const fields: Readonly<Record<string, string>> = {
  hue: 'colour',
  anchor: 'range',
  note: 'note',
  tags: 'tags',
  definition: 'definition',
  color: 'colour',
  parent: 'parent tag',
  name: 'name',
  title: 'title',
  relation: 'relation',
  members: 'passages',
}

/** One sentence for the reader; null where there is nothing to say. */
export function overtakenWords(overtaken: readonly Overtaken[]): string | null {
  const told = overtaken.filter(({ outcome }) => outcome !== 'there')
  const [first] = told
  if (!first) return null
  const what = records[first.record]
  if (first.outcome === 'deleted') {
    return `That ${what} was deleted elsewhere. What you changed is kept with it under Deleted highlights and notes.`
  }
  const field = fields[first.field ?? '']
  const of = field === undefined || first.record === 'articleNote' ? what : `${field} of that ${what}`
  return first.outcome === 'both'
    ? `The ${of} was also changed elsewhere. Both versions are in it; look it over.`
    : `The ${of} was changed elsewhere since. That change stays.`
}
