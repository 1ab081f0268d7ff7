/** The formats that are read, without what reads them: to ask which they are loads no parser. */

export interface Format {
  /** The first is the one that is kept with the article. */
  readonly mediaTypes: readonly [string, ...string[]]
  /** Lower-case, with the dot. */
  readonly extensions: readonly string[]
  /** For people, in a list of what is read. */
  readonly name: string
}

export const formats = {
  text: { mediaTypes: ['text/plain'], extensions: ['.txt', '.text'], name: 'plain text' },
  html: {
    mediaTypes: ['text/html', 'application/xhtml+xml'],
    extensions: ['.html', '.htm', '.xhtml'],
    name: 'HTML',
  },
  markdown: {
    mediaTypes: ['text/markdown', 'text/x-markdown'],
    extensions: ['.md', '.markdown'],
    name: 'Markdown',
  },
  jsonLines: {
    mediaTypes: [
      'application/jsonl',
      'application/x-ndjson',
      'application/x-jsonlines',
      'application/jsonlines',
    ],
    extensions: ['.jsonl', '.ndjson'],
    name: 'JSON Lines',
  },
} as const satisfies Record<string, Format>

/** The file-name extensions that import takes, lower-case, with the dot. */
export const importExtensions: readonly string[] = Object.values<Format>(formats).flatMap(
  (format) => format.extensions,
)
