/** What undo and redo say: what has happened to the work, not the name of a step. */

/** By the name of the change: what it is to undo it, and what it is to make it again. */
const words: Record<string, readonly [undone: string, redone: string]> = {
  highlight: ['Highlight removed', 'Highlight made again'],
  'removal of highlight': ['Highlight restored', 'Highlight removed'],
  'restoration of highlight': ['Highlight deleted again', 'Highlight restored again'],
  note: ['Note as it was before', 'Note changed again'],
  'change of colour': ['Colour as it was before', 'Colour changed again'],
  'change of range': ['Range as it was before', 'Range changed again'],
  link: ['Link removed', 'Link made again'],
  'removal of link': ['Link restored', 'Link removed'],
  'change of link': ['Link as it was before', 'Link changed again'],
  'change of relation': ['Relation as it was before', 'Relation changed again'],
}

/** What the name of a change of a tag is made of: `tag #trade`, `removal of tag #trade`. */
const tagChange = /^(removal of )?tag (#.+)$/

function wordsOfTag(name: string): readonly [undone: string, redone: string] | undefined {
  const [, removal, tag] = tagChange.exec(name) ?? []
  if (tag === undefined) return undefined
  return removal === undefined
    ? [`Tag ${tag} removed`, `Tag ${tag} added again`]
    : [`Tag ${tag} restored`, `Tag ${tag} removed`]
}

/**
 * The sentence for a toast. Changes of many say of how many: "Tag #trade removed (3 highlights)". A change without
 * words of its own is named.
 */
export function undoWords(label: string, way: 'undone' | 'redone'): string {
  const many = / of (?:highlight|([\d,]+ highlights))$/.exec(label)
  const name = words[label] === undefined && many ? label.slice(0, many.index) : label
  const own = (words[name] ?? words[`${name} of highlight`] ?? wordsOfTag(name))?.[way === 'undone' ? 0 : 1]
  if (own === undefined) return `${way === 'undone' ? 'Undone' : 'Redone'}: ${label}`
  return many?.[1] === undefined ? own : `${own} (${many[1]})`
}
