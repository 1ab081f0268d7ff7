/** What of decoded characters is text: line ends made one kind, control characters dropped and counted. */

export interface Tidied {
  /** Line ends `\n`; no byte-order mark; no control characters but tab and line end; no lone surrogates. */
  text: string
  /** How many control characters were dropped. */
  dropped: number
  /** How many U+FFFD it holds: places that did not decode. */
  undecodable: number
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const controls = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff]/g
// eslint-disable-next-line no-control-regex -- likewise
const untidy = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffd\ud800-\udfff]/
const loneSurrogate = /[\ud800-\udfff]/gu

/** Form feeds and Unicode's separators are line ends too. */
export function tidied(raw: string): Tidied {
  if (!untidy.test(raw)) return { text: raw, dropped: 0, undecodable: 0 }
  const marked = raw.startsWith('\ufeff') ? raw.slice(1) : raw
  const lines = marked.replace(/\r\n?|[\u0085\u2028]/g, '\n').replace(/[\f\u2029]/g, '\n\n')
  let dropped = 0
  const text = lines
    .replace(controls, () => {
      dropped += 1
      return ''
    })
    .replace(loneSurrogate, '\ufffd')
  return { text, dropped, undecodable: text.split('\ufffd').length - 1 }
}
