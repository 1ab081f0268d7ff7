/** Walking a document without recursion, so that no depth of nesting can exhaust the stack. */

/** Visits a subtree in document order. `enter` returns false where the children are not to be visited (nor `leave` called). */
export function walk(root: Node, enter: (node: Node) => boolean, leave: (node: Node) => void): void {
  let node = root
  let entered = enter(node)
  for (;;) {
    const child = entered ? node.firstChild : null
    if (child) {
      node = child
      entered = enter(node)
      continue
    }
    if (entered) leave(node)
    while (node !== root && !node.nextSibling) {
      const parent = node.parentNode
      if (!parent) return
      node = parent
      leave(node)
    }
    if (node === root || !node.nextSibling) return
    node = node.nextSibling
    entered = enter(node)
  }
}

export function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

/** The local name in lower case; empty for what is no element. */
export function nameOf(node: Node): string {
  return isElement(node) ? node.localName.toLowerCase() : ''
}

/** The depth of the deepest element, and how many there are. */
export function measure(root: Node): { depth: number; elements: number } {
  let depth = 0
  let deepest = 0
  let elements = 0
  walk(
    root,
    (node) => {
      if (!isElement(node)) return false
      elements += 1
      depth += 1
      deepest = Math.max(deepest, depth)
      return true
    },
    () => {
      depth -= 1
    },
  )
  return { depth: deepest, elements }
}
