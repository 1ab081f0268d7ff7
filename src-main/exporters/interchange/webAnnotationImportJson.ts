/** The JSON of a file of Web Annotations: the annotations in it, or the place of its fault. */
import { CollateError } from '#domain/errors'

/**
 * Parses the file.
 * @throws CollateError `invalid` with line and column (from 1, in UTF-16 units) where it is no JSON
 */
export function parseAnnotationJson(content: string): unknown {
  const text = content.replace(/^\ufeff/, '')
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    const at = faultOf(text)
    const lines = text.slice(0, at).split('\n')
    const place = `line ${lines.length}, column ${(lines[lines.length - 1] ?? '').length + 1}`
    const what = at >= text.trimEnd().length ? 'it ends too early' : `it is broken at ${place}`
    const where = at >= text.trimEnd().length ? ` (${place})` : ''
    throw new CollateError(
      'invalid',
      `This is not JSON, so there are no annotations to read in it: ${what}${where}.`,
      { cause },
    )
  }
}

const token =
  /[ \t\r\n]*(?:([[\]{}:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y // eslint-disable-line no-control-regex -- what a string may not hold

/** The offset of the first thing that JSON does not allow; runtimes tell it in some of their messages only. */
function faultOf(text: string): number {
  const open: ('[' | '{')[] = []
  /** What may come next. */
  let wanted: 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'separator' | 'nothing' = 'value'
  token.lastIndex = 0
  for (;;) {
    const from = token.lastIndex
    const match = token.exec(text)
    if (!match) return from + (/^[ \t\r\n]*/.exec(text.slice(from))?.[0].length ?? 0)
    const [, mark, string] = match
    const at = token.lastIndex - (match[0].trimStart().length || 1)
    const valueWanted = wanted === 'value' || wanted === 'valueOrEnd'
    if (mark === '[' || mark === '{') {
      if (!valueWanted) return at
      open.push(mark)
      wanted = mark === '[' ? 'valueOrEnd' : 'keyOrEnd'
    } else if (mark === ']' || mark === '}') {
      const fits = mark === ']' ? wanted === 'valueOrEnd' : wanted === 'keyOrEnd'
      if (open.pop() !== (mark === ']' ? '[' : '{') || !(fits || wanted === 'separator')) return at
      wanted = open.length === 0 ? 'nothing' : 'separator'
    } else if (mark === ':') {
      if (wanted !== 'colon') return at
      wanted = 'value'
    } else if (mark === ',') {
      if (wanted !== 'separator' || open.length === 0) return at
      wanted = open[open.length - 1] === '[' ? 'value' : 'key'
    } else if ((wanted === 'key' || wanted === 'keyOrEnd') && string !== undefined) wanted = 'colon'
    else if (valueWanted) wanted = open.length === 0 ? 'nothing' : 'separator'
    else return at
  }
}

/** Finds the annotations in what JSON-LD allows: one, a list, a page, a collection with its pages in it. */
export function annotationsIn(json: unknown, depth = 0): unknown[] {
  if (Array.isArray(json))
    return json.flatMap((item: unknown) => (isContainer(item) ? annotationsIn(item, depth + 1) : [item]))
  if (typeof json !== 'object' || json === null || depth > 1000) return [json]
  const { items, first, next } = json as { items?: unknown; first?: unknown; next?: unknown }
  if (!isContainer(json)) return [json]
  const own = items === undefined ? [] : Array.isArray(items) ? (items as unknown[]) : [items]
  const more = [first, next].filter(isContainer).flatMap((page) => annotationsIn(page, depth + 1))
  return [...own, ...more]
}

function isContainer(json: unknown): json is object {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false
  const types = [(json as { type?: unknown }).type].flat()
  return types.includes('AnnotationPage') || types.includes('AnnotationCollection') || 'items' in json
}
