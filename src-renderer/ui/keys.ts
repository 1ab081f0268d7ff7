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

type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The event's key is the one named, in whatever keyboard layout: letters and digits also by their place. */
function keyIs(event: KeyEvent, name: string): boolean {
  if (name === 'Plus') return event.key === '+' || event.key === '='
  if (name === 'Space') return event.key === ' '
  if (event.key.toLowerCase() === name.toLowerCase()) return true
  if (/^[0-9]$/.test(name)) return event.code === `Digit${name}` || event.code === `Numpad${name}`
  // On a layout without Latin letters, the letter that is printed there on a Latin keyboard.
  return /^[A-Z]$/.test(name) && event.code === `Key${name}` && !/^[a-z]$/i.test(event.key)
}

/** The event is this shortcut, with exactly its modifiers. */
export function matchesKeys(event: KeyEvent, shortcut: string, mac = isMac): boolean {
  const parts = shortcut.split('+')
  const key = parts.pop() ?? ''
  const has = (name: string): boolean => parts.includes(name)
  const ctrl = has('Ctrl') || (has('Mod') && !mac)
  const meta = has('Mod') && mac
  // A character that Shift itself makes (`?`, `+`) is right with or without it.
  const shiftFree = !has('Shift') && !/^[A-Z0-9]$/.test(key) && (key.length === 1 || key === 'Plus')
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
