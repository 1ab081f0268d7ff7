/** What undo and redo say: what has happened to the work, not the name of a step. */

/** By the name of the change: what it is to undo it, and what it is to make it again. */
const words: Record<string, readonly [undone: string, redone: string]> = {
  highlight: ['Highlight removed', 'Highlight made again'],
  'removal of highlight': ['Highlight restored', 'Highlight removed'],
  note: ['Note as it was before', 'Note changed again'],
  tag: ['Tag removed', 'Tag added again'],
  'removal of tag': ['Tag restored', 'Tag removed'],
  'change of colour': ['Colour as it was before', 'Colour changed again'],
  'change of range': ['Range as it was before', 'Range changed again'],
  link: ['Link removed', 'Link made again'],
  'removal of link': ['Link restored', 'Link removed'],
  'change of link': ['Link as it was before', 'Link changed again'],
  'change of relation': ['Relation as it was before', 'Relation changed again'],
}

/**
 * The sentence for a toast. Changes of many say of how many: "Tag removed (3 highlights)". A change without words of
 * its own is named.
 */
export function undoWords(label: string, way: 'undone' | 'redone'): string {
  const many = / of (?:highlight|([\d,]+ highlights))$/.exec(label)
  const name = words[label] === undefined && many ? label.slice(0, many.index) : label
  const own = (words[name] ?? words[`${name} of highlight`])?.[way === 'undone' ? 0 : 1]
  if (own === undefined) return `${way === 'undone' ? 'Undone' : 'Redone'}: ${label}`
  return many?.[1] === undefined ? own : `${own} (${many[1]})`
}
