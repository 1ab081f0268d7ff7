/** Edits that could not be saved, written out as Markdown that a person can read and put back. */
import type { Operation } from '#domain/notebook'

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
const tagLine = (tags: readonly string[]): string => tags.map((tag) => `#${tag}`).join(' ')

function describeOperation(operation: Operation): string[] {
  switch (operation.type) {
    case 'putHighlight': {
      const { anchor, hue, tags, note, articleId } = operation.highlight
      return [`Highlight (${hue}) in article ${articleId}`, quoted(anchor.quote), tagLine(tags), note]
    }
    case 'putArticleNote':
      return [`Note on article ${operation.articleId}`, tagLine(operation.value.tags), operation.value.note]
    case 'putTag':
      return [`Tag #${operation.tag.name}`, operation.tag.definition]
    case 'putLink':
      return [`Link “${operation.link.title}” (${operation.link.relation})`, operation.link.note]
    case 'deleteHighlight':
      return [`Removal of highlight ${operation.id} in article ${operation.articleId}`]
    case 'deleteTag':
      return [`Removal of tag #${operation.name}`]
    case 'deleteLink':
      return [`Removal of link ${operation.id}`]
  }
}

/** The edits in the order in which they were made. */
export function unsavedMarkdown(
  pending: readonly { label: string; operations: readonly Operation[] }[],
): string {
  const sections = pending.flatMap(({ operations }) =>
    operations.map((operation) => {
      const [heading = '', ...rest] = describeOperation(operation).filter((part) => part !== '')
      return [`## ${heading}`, ...rest].join('\n\n')
    }),
  )
  return `${['# Edits that Collate could not save', ...sections].join('\n\n')}\n`
}
