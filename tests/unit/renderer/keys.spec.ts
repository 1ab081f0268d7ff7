/** Shortcuts: what matches them, how they are shown, and which hold while the reader types. */
import { test, expect } from '@playwright/test'
import {
  ariaKeys,
  holdsInText,
  isLetterKey,
  keyLabels,
  keyName,
  matchesKeys,
} from '../../../src-renderer/ui/keys'

type Pressed = Parameters<typeof matchesKeys>[0]

function press(key: string, code: string, ...held: ('ctrl' | 'meta' | 'alt' | 'shift')[]): Pressed {
  return {
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
  }
}

test('Mod is Ctrl, and Command on macOS', () => {
  expect(matchesKeys(press('k', 'KeyK', 'ctrl'), 'Mod+K', false)).toBe(true)
  expect(matchesKeys(press('k', 'KeyK', 'meta'), 'Mod+K', false)).toBe(false)
  expect(matchesKeys(press('k', 'KeyK', 'meta'), 'Mod+K', true)).toBe(true)
  expect(matchesKeys(press('k', 'KeyK', 'ctrl'), 'Mod+K', true)).toBe(false)
})

test('a modifier too many or too few does not match', () => {
  expect(matchesKeys(press('F', 'KeyF', 'ctrl', 'shift'), 'Mod+Shift+F', false)).toBe(true)
  expect(matchesKeys(press('f', 'KeyF', 'ctrl'), 'Mod+Shift+F', false)).toBe(false)
  expect(matchesKeys(press('F', 'KeyF', 'ctrl', 'shift'), 'Mod+F', false)).toBe(false)
  expect(matchesKeys(press('J', 'KeyJ', 'shift'), 'J', false)).toBe(false)
  expect(matchesKeys(press('J', 'KeyJ', 'shift'), 'Shift+J', false)).toBe(true)
})

test('a sign that Shift makes on one layout and not on another matches on both', () => {
  expect(matchesKeys(press('?', 'Slash', 'shift'), '?', false)).toBe(true)
  expect(matchesKeys(press('?', 'KeyM'), '?', false)).toBe(true)
  expect(matchesKeys(press('=', 'Equal', 'ctrl'), 'Mod+Plus', false)).toBe(true)
  expect(matchesKeys(press('+', 'NumpadAdd', 'ctrl'), 'Mod+Plus', false)).toBe(true)
})

test('digits and letters match by their place where the layout has other signs there', () => {
  expect(matchesKeys(press('&', 'Digit1'), '1', false)).toBe(true)
  expect(matchesKeys(press('о', 'KeyJ'), 'J', false)).toBe(true)
  // On a Dvorak keyboard the key at J's place is an H, and is meant as one.
  expect(matchesKeys(press('h', 'KeyJ'), 'J', false)).toBe(false)
  expect(matchesKeys(press('h', 'KeyJ'), 'H', false)).toBe(true)
})

test('on AZERTY the digits are there with Shift and without, and nothing else is taken for one', () => {
  for (const [index, sign] of ['&', 'é', '"', "'", '('].entries()) {
    const digit = String(index + 1)
    expect(keyName(press(sign, `Digit${digit}`)), sign).toBe(digit)
    expect(matchesKeys(press(sign, `Digit${digit}`), digit, false), sign).toBe(true)
    expect(matchesKeys(press(digit, `Digit${digit}`, 'shift'), digit, false), digit).toBe(true)
    expect(matchesKeys(press(sign, `Digit${digit}`, 'alt'), `Alt+${digit}`, false), sign).toBe(true)
  }
  // On QWERTY Shift makes another sign of the key, which is meant; a digit pad without its lock moves.
  expect(keyName(press('!', 'Digit1', 'shift'))).toBe('!')
  expect(matchesKeys(press('!', 'Digit1', 'shift'), '1', false)).toBe(false)
  expect(matchesKeys(press('End', 'Numpad1'), '1', false)).toBe(false)
  expect(matchesKeys(press('-', 'Digit6', 'ctrl'), 'Mod+-', false)).toBe(true)
  expect(keyName({ ...press('@', 'Digit0'), getModifierState: (name) => name === 'AltGraph' })).toBe('@')
})

test('letters of every script are known by their place, with each modifier', () => {
  const scripts = { Cyrillic: 'о', Greek: 'ξ', Arabic: 'ت', Hebrew: 'ח', Korean: 'ㅓ' }
  for (const [script, letter] of Object.entries(scripts)) {
    expect(keyName(press(letter, 'KeyJ')), script).toBe('j')
    expect(matchesKeys(press(letter, 'KeyJ'), 'J', false), script).toBe(true)
    expect(matchesKeys(press(letter.toUpperCase(), 'KeyJ', 'shift'), 'Shift+J', false), script).toBe(true)
    expect(matchesKeys(press(letter, 'KeyJ', 'ctrl'), 'Mod+J', false), script).toBe(true)
  }
  // One key of the Arabic keyboard types two letters; signs of Hebrew are where Q and W are.
  expect(keyName(press('لا', 'KeyB'))).toBe('b')
  expect(matchesKeys(press("'", 'KeyW', 'ctrl'), 'Mod+W', false)).toBe(true)
  expect(matchesKeys(press('х', 'BracketLeft'), '[', false)).toBe(true)
  expect(matchesKeys(press('б', 'Comma', 'ctrl'), 'Mod+,', false)).toBe(true)
  // The input method has the key, in a place that takes no text.
  expect(keyName(press('Process', 'KeyJ'))).toBe('j')
  expect(keyName(press('Process', 'Digit2'))).toBe('2')
})

test('a Latin layout means what it prints, and keys with names stay what they are', () => {
  expect(keyName(press('a', 'KeyQ'))).toBe('a')
  expect(keyName(press('m', 'Semicolon'))).toBe('m')
  expect(keyName(press(',', 'KeyM'))).toBe(',')
  expect(keyName(press('ü', 'BracketLeft'))).toBe('ü')
  expect(keyName(press('ArrowDown', 'KeyJ', 'ctrl'))).toBe('ArrowDown')
})

test('keys are shown as they are printed on the keyboard', () => {
  expect(keyLabels('Mod+Shift+F', false)).toEqual(['Ctrl', 'Shift', 'F'])
  expect(keyLabels('Mod+Shift+F', true)).toEqual(['⌘', '⇧', 'F'])
  expect(keyLabels('Mod+ArrowDown', false)).toEqual(['Ctrl', '↓'])
  expect(ariaKeys('Mod+K', false)).toBe('Control+K')
  expect(ariaKeys('Mod+K', true)).toBe('Meta+K')
})

test('in a text field, what edits text is left to it', () => {
  for (const keys of [
    'J',
    'Shift+J',
    '1',
    'Delete',
    'Mod+Z',
    'Mod+A',
    'Mod+ArrowDown',
    'Shift+ArrowRight',
    '?',
  ])
    expect(holdsInText(keys), keys).toBe(false)
  for (const keys of ['Mod+K', 'Mod+Shift+F', 'Mod+,', 'F6', 'Shift+F6', 'F1'])
    expect(holdsInText(keys), keys).toBe(true)
})

test('letter keys are those that can be turned off', () => {
  for (const keys of ['J', 'Shift+J', '1', '?']) expect(isLetterKey(keys), keys).toBe(true)
  for (const keys of ['Mod+J', 'F6', 'Delete', 'Alt+1']) expect(isLetterKey(keys), keys).toBe(false)
})
