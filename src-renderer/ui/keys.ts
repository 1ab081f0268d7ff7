/**
 * Keyboard shortcuts written as text: `Mod+Shift+F`, `Alt+1`, `J`, `?`. `Mod` is Ctrl, and Command on macOS.
 * One notation serves matching, display and the accessibility attribute.
 */

/** The interface runs on macOS, where Command takes the place of Ctrl. */
export const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')

const macNames: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Del: '⌫',
}
const names: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  Plus: '+',
  Space: 'Space',
}

/** The keys of a shortcut as they are printed on the keyboard, in order. */
export function keyLabels(shortcut: string, mac = isMac): string[] {
  return shortcut.split('+').map((key) => (mac ? macNames[key] : undefined) ?? names[key] ?? key)
}

/** A shortcut in one line, for titles. */
export function keyText(shortcut: string, mac = isMac): string {
  return keyLabels(shortcut, mac).join(mac ? '' : ' ')
}

/** The value of `aria-keyshortcuts`. */
export function ariaKeys(shortcut: string, mac = isMac): string {
  return shortcut
    .split('+')
    .map((key) => (key === 'Mod' ? (mac ? 'Meta' : 'Control') : key === 'Ctrl' ? 'Control' : key))
    .join('+')
}

type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> &
  Partial<Pick<KeyboardEvent, 'getModifierState'>>

/** What stands, on a keyboard of the United States, at places where other scripts have letters. */
const signs: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Comma: ',',
  Period: '.',
  Slash: '/',
}

/** The layout says nothing of use: a letter of another script, or a key that an input method or an accent has taken. */
function isForeign(key: string): boolean {
  return /^(Process|Unidentified|Dead)$/.test(key) || /^(?:(?!\p{Script=Latin})\p{L}\p{M}*)+$/u.test(key)
}

/**
 * The name of a key, for every handler of keys: what is printed on it (`a`, `A`, `Enter`), and by its place a digit
 * where the row of digits has other signs (AZERTY, Czech: there the digits need Shift), and a letter or a bracket where
 * the layout has another script. A letter comes as it would be typed: capital with Shift.
 */
export function keyName(event: KeyEvent): string {
  const { key, code } = event
  if (/^[a-z0-9]$/i.test(key) || event.getModifierState?.('AltGraph')) return key
  const foreign = isForeign(key)
  if (key.length !== 1 && !foreign) return key
  const digit = /^Digit([0-9])$/.exec(code)?.[1]
  if (digit !== undefined) return event.shiftKey ? key : digit
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  const held = event.ctrlKey || event.metaKey || event.altKey
  if (letter !== undefined && (foreign || held)) return event.shiftKey ? letter : letter.toLowerCase()
  return foreign && !event.shiftKey ? (signs[code] ?? key) : key
}

/** The character that a key types, as a list takes it to jump to an entry; null for keys that type none. */
export function typedCharacter(event: KeyEvent): string | null {
  const { key } = event
  return event.ctrlKey || event.metaKey || event.altKey || !/^.$/u.test(key) ? null : key
}

/** The event's key is the one named, in whatever keyboard layout. */
function keyIs(event: KeyEvent, name: string): boolean {
  if (name === 'Plus') return event.key === '+' || event.key === '='
  if (name === 'Space') return event.key === ' '
  const wanted = name.toLowerCase()
  return event.key.toLowerCase() === wanted || keyName(event).toLowerCase() === wanted
}

/** The event is this shortcut, with exactly its modifiers. */
export function matchesKeys(event: KeyEvent, shortcut: string, mac = isMac): boolean {
  const parts = shortcut.split('+')
  const key = parts.pop() ?? ''
  const has = (name: string): boolean => parts.includes(name)
  const ctrl = has('Ctrl') || (has('Mod') && !mac)
  const meta = has('Mod') && mac
  // A character that Shift itself makes (`?`, `+`, on some keyboards `1`) is right with or without it.
  const made = (key.length === 1 && !/^[A-Z0-9]$/.test(key)) || key === 'Plus' || /^[0-9]$/.test(event.key)
  const shiftFree = !has('Shift') && made
  return (
    keyIs(event, key) &&
    event.ctrlKey === ctrl &&
    event.metaKey === meta &&
    event.altKey === has('Alt') &&
    (shiftFree || event.shiftKey === has('Shift'))
  )
}

/** A shortcut of one character, with no modifier but Shift: the kind that can be turned off. */
export function isLetterKey(shortcut: string): boolean {
  return /^(Shift\+)?.$/u.test(shortcut)
}

/** A shortcut that means nothing to a text field, so that it holds there as well. */
export function holdsInText(shortcut: string): boolean {
  if (/^(Shift\+)?F\d+$/.test(shortcut)) return true
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  return parts.includes('Mod') && key.length === 1 && !/^[ZYXCVA]$/.test(key)
}

/** The element takes typed text. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
}

/** Text is being composed with an input method: the key belongs to it. */
function isComposed(event: KeyboardEvent): boolean {
  // Some say so by the code of old alone, Safari for the key that ends the composition.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it there
  return event.isComposing || (event.keyCode === 229 && takesText(event.target))
}

/**
 * Keeps every key that belongs to an input method from every handler of keys in the window: while text is being
 * composed, Enter takes a word, Escape drops it, arrows choose another. To be called before any handler is there.
 */
export function guardComposition(view: Window): void {
  /** From the first key of a composition to the end of its last. */
  let composing = false
  const key = (event: KeyboardEvent): void => {
    if (!isComposed(event)) return
    event.stopImmediatePropagation()
    if (event.type !== 'keydown') return
    composing = true
    // A dialog is asked to close after the handlers of the very key that ended the composition.
    view.setTimeout(() => (composing = open))
  }
  let open = false
  view.addEventListener('compositionstart', () => (composing = open = true), { capture: true })
  view.addEventListener('compositionend', () => (open = false), { capture: true })
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    view.addEventListener(type, key, { capture: true })
  }
  // Escape closes a dialog by the browser itself too.
  const cancel = (event: Event): void => {
    if (!composing || !(event.target instanceof HTMLDialogElement)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  view.addEventListener('cancel', cancel, { capture: true })
}
