/** How the relations of links are named, drawn and coloured. Any word of the reader's own is a relation too. */
import { relations } from '#domain/annotations/notebook'

export type KnownRelation = (typeof relations)[number]

const names: Readonly<Record<KnownRelation, string>> = {
  agrees: 'Agrees',
  contradicts: 'Contradicts',
  adds: 'Adds',
  updates: 'Updates',
  omits: 'Omits',
  parallel: 'Related',
}

const glyphs: Readonly<Record<KnownRelation, string>> = {
  agrees: '=',
  contradicts: '≠',
  adds: '+',
  updates: '↻',
  omits: '∅',
  parallel: '∥',
}

/** The relation as one of those with a name and a colour; null for the reader's own word. */
export function knownRelation(relation: string): KnownRelation | null {
  return relations.find((known) => known === relation) ?? null
}

/** The word that is shown for a relation. */
export function relationName(relation: string): string {
  const known = knownRelation(relation)
  return known ? names[known] : relation
}

/** A sign for a relation in running text. */
export function relationGlyph(relation: string): string {
  const known = knownRelation(relation)
  return known ? glyphs[known] : '~'
}

/** The relation that follows in the order of the list; the first one after the reader's own word. */
export function nextRelation(relation: string): KnownRelation {
  const index = relations.findIndex((known) => known === relation)
  return relations[(index + 1) % relations.length] ?? 'agrees'
}
