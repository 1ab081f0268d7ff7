/** How much a decoded text looks like text of the languages its encoding is for. Wrong decodings look like nothing. */
import { alphabetsOf, type Alphabet } from './alphabets'

/** The most frequent Chinese characters, simplified and traditional: about half of running text. */
const frequentHan = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运' +
    '這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實軍無與長機點業將兩間問應戰頭體見產話內給門東聲員論處義幾認條係氣題爾別變總電數報結務場計資許統區隊決馬書則聽達強難權設記類據邊張該規萬覺術領傳師觀讓識帶導爭運韓協經濟議協議京首相府委部會談',
)
/** The most frequent Hangul syllables: more than half of running text. */
const frequentHangul = new Set(
  '이다의는에을를가고한하로기지사은도자들인어시그서있나대리해아일수정부전여었만국라게면원보장제과으주구조스성무상위관중요세년것우동경학공생당방안산계소적선신진연회강비민군했습니까할월화미와된때명물내개합오용양외교치단체차문북남후입려말없던니러결재금출간각호발업행실반통작식분청',
)
/** The lower-case letters of each language in Cyrillic, the most frequent first. */
const cyrillic = {
  ru: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ',
  uk: 'оаинвіртеслкдумпяьгзбйчхїжцшюєщфґ',
  be: 'аінрыовестклмдуяьпбзгцчшйхжўэюфё',
  bg: 'аоеитнрвсдлкпмзябъгучщжхйцшфюь',
  sr: 'аоиенртсвудкјмпзљглбчњцшжћђхфџ',
  mk: 'аоеинтрвсдклмупзјгбчшцжѓќљњхфџѕ',
}
/** The lower-case letters that make up most of running text. */
const frequentGreek = new Set('αεηιουωτνσςρπκλμάέήίόύώδγθχφβξζψ')
const frequentHebrew = new Set('יולהאמתרבשנכםדקעחצןגפזסטךףץ')
const frequentArabic = new Set('اليمونرتبةعدفهسكقحأجشطىصخزئءإذآظغضؤپچژگیک،؟')
const frequentThai = new Set('านรอกเงมยลวดทสตะปบคหแจพชขใไโผถซศธณษภ่้ัิีุูื์็ำๆ')
/** The quotation marks and dashes of print. */
const marks = new Set('“”‘’„‚«»–—…•·°§№')

type Model = (character: string, code: number, before: string, after: string) => number

const han = (code: number) => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)
const kana = (code: number) => code >= 0x3041 && code <= 0x30fe
const widePunctuation = (code: number) =>
  (code >= 0x3000 && code <= 0x301f) ||
  (code >= 0xff01 && code <= 0xff5e) ||
  (code >= 0x2010 && code <= 0x2026)
const halfKana = (code: number) => code >= 0xff61 && code <= 0xff9f
const hangul = (code: number) => code >= 0xac00 && code <= 0xd7a3

/* Each model gives a character 1 where it is typical, less where it is merely possible, below 0 where it is a sign of a wrong decoding. */

const isPlain = (character: string) => /^[a-zA-Z]/.test(character)
const letter = /\p{L}/u
const lower = /\p{Ll}/u
/** East Asian characters come in runs; one between two plain letters is an accented letter and the one behind it. */
const wedged = (before: string, after: string) => isPlain(before) && isPlain(after)

const chinese: Model = (character, code, before, after) => {
  if (wedged(before, after)) return -1
  if (frequentHan.has(character)) return 1.6
  if (han(code)) return 0.15
  if (widePunctuation(code)) return 0.8
  return kana(code) ? -0.6 : hangul(code) || halfKana(code) ? -1 : -0.5
}
const japanese: Model = (character, code, before, after) => {
  if (wedged(before, after)) return -1
  if (code >= 0x3041 && code <= 0x3096) return 1.6
  if (kana(code)) return 0.8
  if (han(code)) return frequentHan.has(character) ? 0.7 : 0.1
  if (widePunctuation(code)) return 0.8
  return halfKana(code) ? -0.5 : -1
}
const korean: Model = (character, code, before, after) => {
  if (wedged(before, after)) return -1
  if (hangul(code)) return frequentHangul.has(character) ? 1.4 : 0.15
  if (widePunctuation(code)) return 0.6
  return han(code) ? -0.6 : kana(code) ? -1 : -0.5
}
const digit = /^\d/
const noBreakSpace = '\u00a0'

/** What a no-break space keeps together: a number and its unit or its thousands, a mark of French print and its words. */
function ofNoBreakSpace(before: string, after: string): number {
  const number = digit.test(before) && /^[\p{L}\d%‰°$€£§]/u.test(after)
  const mark = /^[«‹–—§№]/u.test(before) || /^[»›:;!?–—]/u.test(after)
  return number || mark || (letter.test(before) && digit.test(after)) ? 1 : 0.4
}

/** A script of letters: lower case is the rule, capitals begin words, and no word mixes it with plain letters. */
function lettered(letters: ReadonlySet<string>, rare: ReadonlySet<string> = new Set()): Model {
  return (character, _code, before, after) => {
    if (character === noBreakSpace) return ofNoBreakSpace(before, after)
    if (isPlain(before) || isPlain(after)) return marks.has(character) ? 0.3 : -1
    if (marks.has(character)) return ofMark(character, before, after)
    // A letter that stands within a number or before a unit is a no-break space of another encoding.
    if (digit.test(before) && (digit.test(after) || after === '%')) return -1
    if (letters.has(character)) return rare.has(character) ? 0.6 : 1
    return letters.has(character.toLowerCase()) && !lower.test(before) ? 0.7 : -1
  }
}

/** Letters of Hebrew that have this form at the end of a word alone; other encodings have all kinds of letters there. */
const finalHebrew = new Set('ךםןףץ')
const hebrewLetter = /^[\u05d0-\u05ea]/
const plainHebrew = lettered(frequentHebrew)
const hebrew: Model = (character, code, before, after) =>
  finalHebrew.has(character) && hebrewLetter.test(after) ? -1 : plainHebrew(character, code, before, after)

/** Marks do not stand within words, but for the apostrophe and dashes. */
function ofMark(character: string, before: string, after: string): number {
  const within = letter.test(before) && letter.test(after)
  if (!within) return 0.8
  if (character === '’') return 1
  // Catalan writes `l·l`.
  if (character === '·') return /^l$/i.test(before) && /^l$/i.test(after) ? 0.6 : -1
  return character === '—' || character === '–' ? 0.6 : -1
}

/** A Latin alphabet: its letters stand among plain ones, or are words of the language. */
function latin({ frequent, rare, words }: Alphabet): Model {
  return (character, code, before, after) => {
    if (character === noBreakSpace) return ofNoBreakSpace(before, after)
    const small = character.toLowerCase()
    const weight = frequent.has(small) ? 1 : rare.has(small) ? 0.5 : null
    if (!letter.test(character) && !combining(code)) {
      if (marks.has(character)) return ofMark(character, before, after)
      return weight === null ? -1 : 0.5
    }
    // A name from elsewhere may have any letter; a text of them is of another language.
    if (weight === null) return -0.8
    if (character !== small && lower.test(before)) return -1
    if (isPlain(before) || isPlain(after) || letter.test(before)) return weight
    return letter.test(after) || words.has(small) ? weight : -0.3
  }
}

const combining = (code: number) => code >= 0x300 && code < 0x370

interface NamedModel {
  /** The language it is for; null for one that is of a script. */
  lang: string | null
  model: Model
}

const ofScript = (model: Model): NamedModel[] => [{ lang: null, model }]

/** From this place in the alphabet on the letters are rare; in Hebrew read as Cyrillic they are most of the text. */
const frequentInCyrillic = 20
const cyrillicModels: NamedModel[] = Object.entries(cyrillic).map(([lang, letters]) => ({
  lang,
  model: lettered(new Set(letters), new Set(letters.slice(frequentInCyrillic))),
}))

const scripts: Readonly<Record<string, NamedModel[]>> = {
  gb18030: ofScript(chinese),
  big5: ofScript(chinese),
  shift_jis: ofScript(japanese),
  'euc-jp': ofScript(japanese),
  'euc-kr': ofScript(korean),
  'windows-1251': cyrillicModels,
  'x-mac-cyrillic': cyrillicModels,
  'koi8-r': cyrillicModels,
  'koi8-u': cyrillicModels,
  'iso-8859-5': cyrillicModels,
  ibm866: cyrillicModels,
  'windows-1253': ofScript(lettered(frequentGreek)),
  'iso-8859-7': ofScript(lettered(frequentGreek)),
  'windows-1255': ofScript(hebrew),
  'iso-8859-8': ofScript(hebrew),
  'windows-1256': ofScript(lettered(frequentArabic)),
  'iso-8859-6': ofScript(lettered(frequentArabic)),
  'windows-874': ofScript(lettered(frequentThai)),
}
const unicodeModels = [chinese, japanese, korean].flatMap(ofScript)

function modelsOf(label: string): readonly NamedModel[] {
  const known = scripts[label]
  if (known) return known
  if (label.startsWith('utf-16')) return unicodeModels
  return alphabetsOf(label).map((alphabet) => ({ lang: alphabet.lang, model: latin(alphabet) }))
}
const models = new Map<string, readonly NamedModel[]>()

/** Languages whose scores are so close are not told from one another by their letters. */
const nearlyBest = 0.05
/** More characters than this say nothing new. */
const enough = 160
/** What a character counts that no text has. */
const ofWrong = -4

export interface Plausibility {
  /** -1 to 1: how typical the characters beyond ASCII are. */
  score: number
  /** How many of them there were. */
  evidence: number
  /** The languages that score best or nearly so, of a Latin or Cyrillic encoding; else empty. */
  langs: readonly string[]
}

/** @param label the encoding the text was decoded from; for Latin and Unicode ones the best of their languages counts */
export function plausibility(text: string, label: string): Plausibility {
  let known = models.get(label)
  if (!known) models.set(label, (known = modelsOf(label)))
  return judged(text, known)
}

function judged(text: string, candidates: readonly NamedModel[]): Plausibility {
  const sums = candidates.map(() => 0)
  let evidence = 0
  let wrongs = 0
  for (let index = 0; index < text.length && evidence < enough; index += 1) {
    const code = text.codePointAt(index) ?? 0
    if (code < 0x80) continue
    const character = String.fromCodePoint(code)
    const before = text.charAt(index - 1)
    index += character.length - 1
    const after = text.charAt(index + 1)
    // What does not decode, controls and private characters are the surest signs of a wrong decoding.
    const wrong = code === 0xfffd || code < 0xa0 || (code >= 0xe000 && code <= 0xf8ff)
    evidence += 1
    if (wrong) {
      wrongs += 1
      continue
    }
    for (let which = 0; which < candidates.length; which += 1) {
      const score = candidates[which]?.model(character, code, before, after) ?? 0
      sums[which] = (sums[which] ?? 0) + score
    }
  }
  if (evidence === 0 || sums.length === 0) return { score: 0, evidence: 0, langs: [] }
  const best = Math.max(...sums) + wrongs * ofWrong
  const least = Math.max(...sums) - evidence * nearlyBest
  const langs = candidates.flatMap(({ lang }, which) =>
    lang !== null && (sums[which] ?? least) >= least ? [lang] : [],
  )
  return { score: Math.max(-1, Math.min(1, best / evidence)), evidence, langs }
}
