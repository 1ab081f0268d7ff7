/** Tags of other tools as Collate's, which have no spaces. */
import * as v from 'valibot'
import { TagNameSchema } from '#domain/annotations/notebook'

/** Signs behind a name that tell it from others: C, C++ and C# are three things. */
const signs: Readonly<Record<string, string>> = { '+': '-plus', '#': '-sharp', '*': '-star' }
const signsBehindName = /(?<=[\p{L}\p{N}])[+#*]+(?![\p{L}\p{N}])/gu

/** The tag itself where it can be one; else with words or hyphens for what cannot be in a tag; null where nothing is left. */
export function tagNameFrom(text: string): string | null {
  const own = v.safeParse(TagNameSchema, text)
  if (own.success) return own.output
  const spelled = text
    .normalize('NFC')
    .replace(signsBehindName, (run) => run.replace(/./gu, (sign) => signs[sign] ?? ''))
  const made = spelled.replace(/[^\p{L}\p{N}\p{M}_/-]+/gu, '-').replace(/--+/g, '-')
  const trimmed = made.replace(/^-+|-+$/g, '')
  return v.is(TagNameSchema, trimmed) ? trimmed : null
}

/** The tag as Obsidian takes it: one of digits alone is none there. */
export function obsidianTag(name: string): string {
  return /^\p{N}+$/u.test(name) ? `${name}_` : name
}
