/** Measures anchoring: quotations found right, found wrong and lost after edits of many kinds, and the time it takes. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from '#domain/anchoring/anchor'
import { changesBetween, describe, locate } from '#domain/anchoring/anchoring'
import type { TextRange } from '#domain/articles/article'
import { words } from '#domain/text/sentences'
import { articleText, type Lang, type Random, randomFrom } from './anchoringCorpus'
import { Edited } from './edited'

/** What became of the quotations of one kind of edit in one kind of text. */
export interface Row {
  edit: string
  quotation: string
  quotations: number
  exact: number
  moved: number
  fuzzy: number
  /** Lost although the passage is still there. */
  lost: number
  /** Lost because it is not there any more; rightly so. */
  gone: number
  /** Placed where the passage is not. */
  wrong: number
  /** Mean time of comparing the texts and one locate, in milliseconds, and as a multiple of one `indexOf` of the quotation. */
  milliseconds: number
  timesIndexOf: number
  examplesOfWrong: string[]
}

interface Options {
  /** Where the bundled articles are. */
  seeds?: string
  /** Quotations of each kind in each text. */
  each?: number
  /** The edits to try, all if left out. */
  only?: readonly string[]
}

type Edit = (edited: Edited, range: TextRange, random: Random, lang: Lang) => void

interface Source {
  lang: Lang
  text: string
}

/** Runs every edit on every text for every length of quotation; the same numbers (but for the times) in every run. */
export async function benchAnchoring({ seeds = 'seeds', each = 12, only }: Options = {}): Promise<Row[]> {
  const sources = await readSources(seeds)
  const rows: Row[] = []
  for (const [edit, apply] of Object.entries(edits)) {
    if (only && !only.includes(edit)) continue
    for (const [quotation, pick] of Object.entries(quotations)) {
      rows.push(measure(edit, apply, quotation, pick, sources, each))
    }
  }
  return rows
}

function measure(
  edit: string,
  apply: Edit,
  quotation: string,
  pick: (source: Source, random: Random) => TextRange,
  sources: readonly Source[],
  each: number,
): Row {
  const row: Row = {
    edit,
    quotation,
    quotations: 0,
    exact: 0,
    moved: 0,
    fuzzy: 0,
    lost: 0,
    gone: 0,
    wrong: 0,
    milliseconds: 0,
    timesIndexOf: 0,
    examplesOfWrong: [],
  }
  let spent = 0
  let baseline = 0
  for (const [index, source] of sources.entries()) {
    for (let repeat = 0; repeat < each; repeat += 1) {
      const random = randomFrom(`${edit} ${quotation} ${index} ${repeat}`)
      const range = pick(source, random)
      const anchor = describe(source.text, range, revisionOf(source.text))
      const edited = new Edited(source.text)
      apply(edited, range, random, source.lang)
      const text = edited.text
      const revision = revisionOf(text)
      let begun = performance.now()
      const place = locate(text, revision, anchor, changesBetween(source.text, text))
      spent += performance.now() - begun
      begun = performance.now()
      text.indexOf(anchor.quote)
      baseline += performance.now() - begun
      count(row, place, edited.regionsOf(range), () => {
        if (place.status === 'lost') return ''
        const { prefix, quote, suffix } = anchor
        const [before, found, after] = [
          text.slice(Math.max(0, place.start - 64), place.start),
          text.slice(place.start, place.end),
          text.slice(place.end, place.end + 64),
        ]
        return `${place.status}: ${prefix}[${quote}]${suffix} -> ${before}[${found}]${after}`
      })
    }
  }
  row.milliseconds = spent / row.quotations
  row.timesIndexOf = spent / baseline
  return row
}

function count(row: Row, place: Place, regions: readonly TextRange[], example: () => string): void {
  row.quotations += 1
  if (place.status === 'lost') {
    if (regions.length > 0) row.lost += 1
    else row.gone += 1
  } else if (!regions.some(({ start, end }) => place.start < end && place.end > start)) {
    row.wrong += 1
    if (row.examplesOfWrong.length < 5) row.examplesOfWrong.push(example())
  } else {
    row[place.status] += 1
  }
}

async function readSources(folder: string): Promise<Source[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort()
  const seeds = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  const made = (['en', 'zh', 'ja'] as const).flatMap((lang) =>
    [20, 60].map((paragraphs) => ({
      lang,
      text: articleText(lang, paragraphs, randomFrom(`${lang} ${paragraphs}`)),
    })),
  )
  return [...seeds.map((text) => ({ lang: 'en' as const, text: text.normalize('NFC') })), ...made]
}

function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Quotations of every length, among them words that occur many times. */
const quotations: Record<string, (source: Source, random: Random) => TextRange> = {
  'one or two words': (source, random) => phrase(source, random, 1 + random.below(2)),
  '3 to 5 words': (source, random) => phrase(source, random, 3 + random.below(3)),
  '6 to 15 words': (source, random) => phrase(source, random, 6 + random.below(10)),
  sentence: (source, random) => random.pick(pieces(source.text, /[^.。\n]{20,}?(?:\.(?=\s|[A-Z])|。|$)/gmu)),
  paragraph: (source, random) => random.pick(pieces(source.text, /[^\n]{40,}/gu)),
  'two paragraphs': ({ text }, random) => {
    const paragraphs = pieces(text, /[^\n]{40,}/gu)
    const first = random.below(Math.max(1, paragraphs.length - 1))
    const start = paragraphs[first]?.start ?? 0
    return { start, end: (paragraphs[first + 1] ?? paragraphs[first])?.end ?? text.length }
  },
}

function pieces(text: string, pattern: RegExp): TextRange[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function phrase({ text, lang }: Source, random: Random, number: number): TextRange {
  const all = wordsOf(text, lang)
  const first = random.below(all.length - number)
  return { start: all[first]?.start ?? 0, end: all[first + number - 1]?.end ?? 0 }
}

const knownWords = new Map<string, readonly TextRange[]>()

/** The words of a text; segmenting anew for every quotation would take longer than all the rest. */
function wordsOf(text: string, lang: Lang): readonly TextRange[] {
  const known = knownWords.get(text) ?? words(text, { start: 0, end: text.length }, lang)
  knownWords.set(text, known)
  return known
}

/** A sentence or paragraph that the text has not seen. */
function news(lang: Lang, random: Random, sentences: number): string {
  return articleText(lang, 1, random, sentences)
}

function outside(random: Random, length: number, range: TextRange): number {
  for (;;) {
    const at = random.below(length + 1)
    if (at <= range.start || at >= range.end) return at
  }
}

function replaceWords(edited: Edited, random: Random, lang: Lang, oneIn: number, within?: TextRange): void {
  const all = wordsOf(edited.original, lang)
  for (const { start, end } of within ? all.filter((word) => contains(within, word)) : all) {
    if (random.below(oneIn) > 0) continue
    const other = random.pick(all)
    edited.replace(start, end, edited.original.slice(other.start, other.end))
  }
}

function contains(range: TextRange, { start }: TextRange): boolean {
  return start >= range.start && start < range.end
}

const edits: Record<string, Edit> = {
  'sentences inserted elsewhere': (edited, range, random, lang) => {
    for (let times = 0; times < 5; times += 1) {
      edited.insert(outside(random, edited.original.length, range), news(lang, random, 1))
    }
  },
  'sentence inserted right before': (edited, range, random, lang) => {
    edited.insert(range.start, news(lang, random, 1))
  },
  'sentence inserted right after': (edited, range, random, lang) => {
    edited.insert(range.end, news(lang, random, 1))
  },
  'paragraphs around it inserted': (edited, range, random, lang) => {
    edited.insert(range.start, `${news(lang, random, 3)}\n\n`)
    edited.insert(range.end, `\n\n${news(lang, random, 3)}`)
  },
  'all but the quotation rewritten': (edited, range, random, lang) => {
    edited.replace(0, range.start, `${articleText(lang, 6, random)} `)
    edited.replace(range.end, edited.original.length, ` ${articleText(lang, 6, random)}`)
  },
  'paragraphs shuffled': (edited, _range, random) => {
    edited.reorder(pieces(edited.original, /[^\n]*(?:\n+|$)/gu), random)
  },
  'sentences shuffled': (edited, _range, random) => {
    edited.reorder(pieces(edited.original, /[^.。]*(?:\.|。|$)/gu), random)
  },
  'half of the sentences deleted': (edited, _range, random) => {
    for (const { start, end } of pieces(edited.original, /[^.。]*(?:\.|。|$)/gu)) {
      if (random.below(2) === 0) edited.replace(start, end, '')
    }
  },
  'every blank line lost': (edited) => {
    for (const { start, end } of pieces(edited.original, /\n+/gu)) edited.replace(start, end, '')
  },
  'quotation marks and dashes changed': (edited) => {
    const forms: Record<string, string> = {
      '"': '“',
      '“': '"',
      '”': '"',
      "'": '’',
      '’': "'",
      '-': '–',
      ',': '，',
    }
    for (const { start, end } of pieces(edited.original, /["“”'’,-]/gu)) {
      edited.replace(start, end, forms[edited.original.slice(start, end)] ?? ' ')
    }
  },
  'one word in ten replaced': (edited, _range, random, lang) => replaceWords(edited, random, lang, 10),
  'one word in five replaced': (edited, _range, random, lang) => replaceWords(edited, random, lang, 5),
  'one word in three replaced': (edited, _range, random, lang) => replaceWords(edited, random, lang, 3),
  'one character in ten replaced': (edited, _range, random) => {
    const { original } = edited
    for (let at = 0; at < original.length; at += 1) {
      if (random.below(10) === 0) edited.replace(at, at + 1, original.charAt(random.below(original.length)))
    }
  },
  'one word in it replaced': (edited, range, random, lang) => {
    const { start, end } = random.pick(wordsOf(edited.original, lang).filter((word) => contains(range, word)))
    edited.replace(start, end, lang === 'en' ? 'altogether' : '改变')
  },
  'one word in five in it replaced': (edited, range, random, lang) => {
    replaceWords(edited, random, lang, 5, range)
  },
  'a sentence inserted in it': (edited, range, random, lang) => {
    edited.insert((range.start + range.end) >> 1, news(lang, random, 1))
  },
  'first half deleted': (edited, range) => {
    edited.replace(range.start, (range.start + range.end) >> 1, '')
  },
  'moved away and one word in ten replaced': (edited, _range, random, lang) => {
    replaceWords(edited, random, lang, 10)
    edited.reorder(pieces(edited.original, /[^\n]*(?:\n+|$)/gu), random)
  },
  'the quotation deleted': (edited, range) => edited.replace(range.start, range.end, ''),
  'its sentence deleted': (edited, range) => {
    const before = Math.max(
      ...['.', '。', '\n'].map((stop) => edited.original.lastIndexOf(stop, range.start - 1)),
    )
    const after = edited.original.slice(range.end).search(/[.。\n]|$/u)
    edited.replace(before + 1, range.end + after, '')
  },
  'its paragraph deleted': (edited, range) => {
    const before = edited.original.lastIndexOf('\n', range.start - 1) + 1
    const after = edited.original.indexOf('\n', range.end)
    edited.replace(before, after < 0 ? edited.original.length : after, '')
  },
  'its paragraph rewritten': (edited, range, random, lang) => {
    const before = edited.original.lastIndexOf('\n', range.start - 1) + 1
    const after = edited.original.indexOf('\n', range.end)
    edited.erase(before, after < 0 ? edited.original.length : after, news(lang, random, 4))
  },
  'another article altogether': (edited, _range, random, lang) => {
    edited.erase(0, edited.original.length, articleText(lang, 30, random))
  },
}
