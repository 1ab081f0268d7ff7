/** What the help of commands says beside their options; apart from them, for the help loads no command. */
import { exitCodes } from '#shell/failure'

export const importHelp = `
Formats: plain text, HTML, Markdown, and JSON Lines (.jsonl, .ndjson) with one article a line. Of a line these fields
are read: text (or content, body, article), title, byline (or author), source (or site, publisher), url, published (or
date), lang. Folders are read with all that is in them.`

export const exportHelp = `
A part of the work (--filter, --saved, --tag, --link) leaves out the notes on articles as a whole. Several of these are
exported as far as all of them go. Merged into files that hold more, it adds to them and takes nothing out.

The language of search: words, "a phrase", prefix*, -without, OR, source:, tag:, hue:, before:, after:.`

export const checkHelp = `
Exits with ${exitCodes.ok} where every quotation is verbatim, with ${exitCodes.someFailed} where one is not.
DRAFT is Markdown, or plain text (.txt); - reads Markdown from standard input.`

export const compareHelp = `
ARTICLE is an identifier (or its beginning, as "collate list --json" gives it), or a file that need not be in the library.
The JSON is described in docs/compare.schema.json and docs/coverage.schema.json.`

export const relatedHelp = `
The JSON is described in docs/related.schema.json.`
