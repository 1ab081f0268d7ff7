/** How much a decoded text looks like text of the languages its encoding is for. Wrong decodings look like nothing. */

/** The most frequent Chinese characters, simplified and traditional: about half of running text. */
const frequentHan = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运' +
    '這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實軍無與長機點業將兩間問應戰頭體見產話內給門東聲員論處義幾認條係氣題爾別變總電數報結務場計資許統區隊決馬書則聽達強難權設記類據邊張該規萬覺術領傳師觀讓識帶導爭運韓協經濟議協議京首相府委部會談',
)
/** The most frequent Hangul syllables: more than half of running text. */
const frequentHangul = new Set(
  '이다의는에을를가고한하로기지사은도자들인어시그서있나대리해아일수정부전여었만국라게면원보장제과으주구조스성무상위관중요세년것우동경학공생당방안산계소적선신진연회강비민군했습니까할월화미와된때명물내개합오용양외교치단체차문북남후입려말없던니러결재금출간각호발업행실반통작식분청',
)
/** The lower-case letters that make up most of running text. */
const frequentCyrillic = new Set('оеаинтсрвлкмдпуяыьгзбчйхжшюцщіїєґ')
const frequentGreek = new Set('αεηιουωτνσςρπκλμάέήίόύώδγθχφβξζψ')
const frequentHebrew = new Set('יולהאמתרבשנכםדקעחצןגפזסטךףץ')
const frequentArabic = new Set('اليمونرتبةعدفهسكقحأجشطىصخزئءإذآظغضؤپچژگیک،؟')
const frequentThai = new Set('านรอกเงมยลวดทสตะปบคหแจพชขใไโผถซศธณษภ่้ัิีุูื์็ำๆ')
/** Letters of the languages each one-byte Latin encoding is for, with the quotation marks and dashes of print. */
const marks = '“”‘’«»„–—…•·°§'
const western = new Set(`éèêëàâäáãåçîïíìôöóòõûüúùñßæøœÿý¿¡€£©®ºª${marks}`)
const central = new Set(`ąćęłńóśźżáčďéěíňřšťúůýžäöüßőűăâîșțşţđ${marks}`)
const turkish = new Set(`çğıöşüâîû${marks}`)
const baltic = new Set(`āčēģīķļņšūžąęėįųõäöü${marks}`)
const vietnamese = new Set(`ăâđêôơưàáãạảèéẹẻìíịỉòóọỏõùúụủũỳýỵỷ\u0300\u0301\u0303\u0309\u0323${marks}`)

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

const chinese: Model = (character, code) => {
  if (frequentHan.has(character)) return 1.6
  if (han(code)) return 0.15
  if (widePunctuation(code)) return 0.8
  return kana(code) ? -0.6 : hangul(code) || halfKana(code) ? -1 : -0.5
}
const japanese: Model = (character, code) => {
  if (code >= 0x3041 && code <= 0x3096) return 1.6
  if (kana(code)) return 0.8
  if (han(code)) return frequentHan.has(character) ? 0.7 : 0.1
  if (widePunctuation(code)) return 0.8
  return halfKana(code) ? -0.5 : -1
}
const korean: Model = (character, code) => {
  if (hangul(code)) return frequentHangul.has(character) ? 1.4 : 0.15
  if (widePunctuation(code)) return 0.6
  return han(code) ? -0.6 : kana(code) ? -1 : -0.5
}
const isPlain = (character: string) => /^[a-zA-Z]/.test(character)
const letter = /\p{L}/u
const lower = /\p{Ll}/u

/** A script of letters: lower case is the rule, capitals begin words, and no word mixes it with plain letters. */
function lettered(frequent: ReadonlySet<string>): Model {
  return (character, _code, before, after) => {
    if (isPlain(before) || isPlain(after)) return marks.includes(character) ? 0.3 : -1
    if (frequent.has(character)) return 1
    if (frequent.has(character.toLowerCase()) && !lower.test(before)) return 0.7
    return marks.includes(character) ? 0.6 : character === '\u00a0' ? 0.3 : -1
  }
}

/** A Latin alphabet: its letters stand among plain ones, its marks do not stand within words. */
function latin(frequent: ReadonlySet<string>): Model {
  return (character, _code, before, after) => {
    const own = frequent.has(character) || frequent.has(character.toLowerCase())
    if (!own) return character === '\u00a0' ? 0.3 : -1
    if (!letter.test(character)) {
      const apostrophe = character === '’' && letter.test(before) && letter.test(after)
      return apostrophe
        ? 1
        : letter.test(before) && letter.test(after) && character !== '—' && character !== '–'
          ? -1
          : 0.8
    }
    if (character !== character.toLowerCase() && lower.test(before)) return -1
    return isPlain(before) || isPlain(after) ? 1 : 0.3
  }
}

const models: Readonly<Record<string, Model>> = {
  gb18030: chinese,
  big5: chinese,
  shift_jis: japanese,
  'euc-jp': japanese,
  'euc-kr': korean,
  'windows-1252': latin(western),
  'iso-8859-15': latin(western),
  macintosh: latin(western),
  'windows-1250': latin(central),
  'iso-8859-2': latin(central),
  'windows-1254': latin(turkish),
  'windows-1257': latin(baltic),
  'windows-1258': latin(vietnamese),
  'windows-1251': lettered(frequentCyrillic),
  'koi8-r': lettered(frequentCyrillic),
  'koi8-u': lettered(frequentCyrillic),
  'iso-8859-5': lettered(frequentCyrillic),
  ibm866: lettered(frequentCyrillic),
  'windows-1253': lettered(frequentGreek),
  'iso-8859-7': lettered(frequentGreek),
  'windows-1255': lettered(frequentHebrew),
  'iso-8859-8': lettered(frequentHebrew),
  'windows-1256': lettered(frequentArabic),
  'iso-8859-6': lettered(frequentArabic),
  'windows-874': lettered(frequentThai),
}
const unicodeModels = [chinese, japanese, korean, ...Object.values(models)]

/** More characters than this say nothing new. */
const enough = 300

export interface Plausibility {
  /** -1 to 1: how typical the characters beyond ASCII are. */
  score: number
  /** How many of them there were. */
  evidence: number
}

/**
 * @param label the encoding the text was decoded from; for Unicode ones the best of all languages counts
 */
export function plausibility(text: string, label: string): Plausibility {
  const model = models[label]
  if (model) return judged(text, [model])
  return judged(text, label.startsWith('utf-16') ? unicodeModels : [])
}

function judged(text: string, candidates: readonly Model[]): Plausibility {
  const sums = candidates.map(() => 0)
  let evidence = 0
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
    for (const [which, model] of candidates.entries()) {
      sums[which] = (sums[which] ?? 0) + (wrong ? -4 : model(character, code, before, after))
    }
  }
  if (evidence === 0 || sums.length === 0) return { score: 0, evidence: 0 }
  return { score: Math.max(-1, Math.min(1, Math.max(...sums) / evidence)), evidence }
}
