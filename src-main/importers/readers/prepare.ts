/** Sets a page right before its text is looked for: what a browser shows is in it, and what nobody sees is not. */
import { isElement, nameOf, walk } from './dom'
import { bodyOf } from './htmlFragment'

/** Classes of text that is read out alone: its words stand within sentences otherwise. */
const readOutAlone =
  /(?:^|\s)(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|a11y-hidden|u-visually-hidden|assistive-text|visuallyhidden|sr-text|element-invisible)(?:\s|$)/i
/** Cards that lie over the page at a place of a sentence. */
const positioned = /(?:^|[;\s])position\s*:\s*(?:absolute|fixed)/i
/** Signs that stand for pictures. */
const sign = /(?:^|[\s_-])(?:icons?|fa|fas|far|fab|glyphicon|material-(?:icons|symbols)\w*)(?:$|[\s_-])/i
/** A frame that is longer is a page of its own, not a part of this one (UTF-16 units). */
const longestFrame = 2_000_000
/** One with less text is an advertisement or a button. */
const leastFrame = 300

/** @param parse makes a document of the text of a frame */
export function prepare(document: Document, parse: (html: string) => Document): void {
  const doomed: Element[] = []
  const frames: Element[] = []
  const roots: Element[] = []
  walk(
    document.documentElement,
    (node) => {
      if (!isElement(node)) return false
      const name = nameOf(node)
      if (name === 'template') {
        if (node.hasAttribute('shadowrootmode') || node.hasAttribute('shadowroot')) roots.push(node)
        return false
      }
      if (name === 'iframe' && node.hasAttribute('srcdoc')) frames.push(node)
      if (readOutAlone.test(node.getAttribute('class') ?? '') || isCard(node, name)) {
        doomed.push(node)
        return false
      }
      if (node.getAttribute('aria-hidden') === 'true' && isShown(node)) node.removeAttribute('aria-hidden')
      return true
    },
    () => undefined,
  )
  for (const element of doomed) element.remove()
  for (const root of roots) unwrap(document, root, root)
  for (const frame of frames) {
    const html = frame.getAttribute('srcdoc') ?? ''
    if (html.length < leastFrame || html.length > longestFrame) continue
    const inner = parse(html)
    if (bodyOf(inner).textContent.trim().length >= leastFrame) unwrap(document, frame, inner)
  }
  // Who said what is quoted stands there; the main text would lose it.
  for (const footer of [...document.querySelectorAll('blockquote footer, figure footer')]) {
    const line = document.createElement('p')
    while (footer.firstChild) line.appendChild(footer.firstChild)
    footer.replaceWith(line)
  }
}

function isCard(element: Element, name: string): boolean {
  return name === 'span' && positioned.test(element.getAttribute('style') ?? '')
}

/** Hidden from those who hear the page, but a sentence that the others see; icons have a word or none. */
function isShown(element: Element): boolean {
  if (sign.test(element.getAttribute('class') ?? '')) return false
  const style = element.getAttribute('style') ?? ''
  if (element.hasAttribute('hidden') || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style))
    return false
  return /\S\s+\S+\s+\S/u.test(element.textContent.trim()) || /\p{Lo}{6}/u.test(element.textContent)
}

/** Puts what an element, or a document of its own, holds in the element's place. */
function unwrap(document: Document, element: Element, held: Element | Document): void {
  const from: ParentNode & Node = 'documentElement' in held ? bodyOf(held) : contentOf(held)
  const place = document.createElement('div')
  for (let child = from.firstChild; child; child = from.firstChild) place.appendChild(child)
  element.replaceWith(place)
}

/** The parser may keep what a template holds within it or beside it. */
function contentOf(element: Element): ParentNode & Node {
  const { content } = element as Partial<HTMLTemplateElement>
  return content && content.childNodes.length > 0 ? content : element
}
