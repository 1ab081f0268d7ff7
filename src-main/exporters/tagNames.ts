/** Tags of other tools as Collate's, which have no spaces. */
import * as v from 'valibot'
import { TagNameSchema } from '#domain/notebook'

/** The tag itself where it can be one; else with hyphens for what cannot be in a tag; null where nothing is left. */
export function tagNameFrom(text: string): string | null {
  const own = v.safeParse(TagNameSchema, text)
  if (own.success) return own.output
  const made = text.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}_/-]+/gu, '-')
  const trimmed = made.replace(/^-+|-+$/g, '')
  return v.is(TagNameSchema, trimmed) ? trimmed : null
}
