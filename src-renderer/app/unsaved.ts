/** Edits that could not be saved, written out as Markdown that a person can read and put back. */
import type { Operation } from '#domain/annotations/operations'

const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
const tagLine = (tags: readonly string[]): string => tags.map((tag) => `#${tag}`).join(' ')

function describeOperation(operation: Operation): string[] {
  switch (operation.type) {
    case 'addHighlight': {
      const { anchor, hue, tags, note, articleId } = operation.highlight
      return [`Highlight (${hue}) in article ${articleId}`, quoted(anchor.quote), tagLine(tags), note]
    }
    case 'changeHighlight': {
      const { id, articleId, changes } = operation
      const { anchor, hue, tags, note } = changes
      return [
        `Change of highlight ${id} in article ${articleId}`,
        ...(anchor ? [quoted(anchor.to.quote)] : []),
        ...(hue ? [`Colour: ${hue.to}`] : []),
        ...(tags ? [tagLine(tags.to)] : []),
        note?.to ?? '',
      ]
    }
    case 'changeArticleNote': {
      const { articleId, changes } = operation
      return [`Note on article ${articleId}`, tagLine(changes.tags?.to ?? []), changes.note?.to ?? '']
    }
    case 'addTag':
      return [`Tag #${operation.tag.name}`, operation.tag.definition]
    case 'changeTag':
      return [`Tag #${operation.changes.name?.to ?? operation.name}`, operation.changes.definition?.to ?? '']
    case 'addLink':
      return [`Link “${operation.link.title}” (${operation.link.relation})`, operation.link.note]
    case 'changeLink': {
      const { title, relation, note, tags } = operation.changes
      return [
        `Change of link ${title ? `“${title.to}”` : operation.id}`,
        relation ? `Relation: ${relation.to}` : '',
        tagLine(tags?.to ?? []),
        note?.to ?? '',
      ]
    }
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
