/** Character references of HTML (`&amp;`, `&#39;`) in text that is no HTML: crawlers leave them in the fields they write. */
import { parseDocument, wrapped } from './htmlFragment'

const reference = /&(?:[a-z][a-z0-9]{1,31}|#\d{1,7}|#x[0-9a-f]{1,6});/i

/**
 * The text with its references decoded. Evidence: each `&` in it begins one; a text that has an ampersand of its own
 * (`R&D`) was never encoded, and one that is about references stays as it is written.
 */
export function withoutReferences(text: string): string {
  if (!reference.test(text)) return text
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    if (reference.exec(text.slice(at, at + 40))?.index !== 0) return text
  }
  const decoded = parseDocument(wrapped(text.replaceAll('<', '&lt;')), 'A field of the file').body.textContent
  // A name that HTML does not know stays; then the others are not to be trusted either.
  return reference.test(decoded) && !/&amp;/i.test(text) ? text : decoded
}
