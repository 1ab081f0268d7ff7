/** Texts for property tests: ordinary characters mixed with everything that means something in Markdown. */
import * as fc from '../property'

const pieces = [
  '*', '**', '_', '__', '`', '```', '~~~', '~~', '[', ']', '(', ')', '![', '](', '<', '>', '</b>', '<b>', '<!--', '-->',
  '<script>', '&', '&amp;', '&#65;', '&copy', ';', '#', '# ', '###### ', '=', '===', '-', '---', '- - -', '+ ', '- ', '* ',
  '1.', '1. ', '23) ', '|', '| a | b |', '|---|---|', ':-', ':::', '::', '[[', ']]', '![[', '==', '%%', '$', '$$', '#tag',
  '^id', ' ^h-1', '[^1]', '[^1]: ', '[a]: /b', '@', '@key', '{', '}', '{{', '}}', '{%', '%}', '{#id .c}', '\\', '\\\\', '!',
  'https://example.org/a_b*c', 'http:', 'www.example.org', 'a.b@example.org', 'mailto:a@b.c', 'collate://a/b', '](collate://a/b)',
  '\t', '  ', '    ', ' ', '\u00a0', '\u3000', '\u200b', '\ufeff', '\u2028', '\u200f', 'مرحبا', '東京', '日本', '👩‍👩‍👧', '𠮷', 'e\u0301',
  '"', "'", '“', '”', '…', '—', '¶', '\n', '\n', '\n\n', '\n\n\n', ' \n', '\n ', '> ', '[!quote] ', 'x', 'word', 'Ab', '5', '0', '.',
] // prettier-ignore

/** Any text that an article can hold: no carriage return, no lone surrogate, no control but line end and tab. */
export const articleText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 })
      .map((all) => all.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', minLength: 1, maxLength: 20 })
      .map((text) => text.replace(/[^\P{Cc}\n\t]/gu, '') || 'x'),
  },
)
