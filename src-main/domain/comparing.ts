/** The words of comparing: how sure it is, and what differs. Without a schema, so that the interface may have it too. */

/** `same`: says the same; `may`: may say the same. */
export const grades = ['same', 'may'] as const
export type Grade = (typeof grades)[number]

export const differenceKinds = ['figure', 'date', 'name', 'negation', 'hedge'] as const
export type DifferenceKind = (typeof differenceKinds)[number]
