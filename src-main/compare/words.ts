/** Words that comparing treats in ways of their own, by language: little words, negations, hedges. */
import { baseLanguage } from './languages'

const list = (words: string): string[] => words.trim().split(/\s+/)

/** Words that hold a sentence together and say little of what it is about. Folded. */
const littleWords: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    list(`a an the this that these those of to in on at by for from with as into onto over under about after before
    and or but nor so yet if than then while when where which who whom whose what is are was were be been being am has
    have had having do does did will would shall should can could may might must it its he she his her hers him they
    them their theirs we us our you your i my me there here also s t up out off not no more most such some any each all
    both between during through very just only own same other another said says say saying tell told according`),
  ),
  de: new Set(
    list(`der die das den dem des ein eine einer eines einem einen und oder aber doch in im an am auf aus bei beim mit
    nach von vom vor zu zum zur uber unter durch fur gegen ohne um als wie dass wenn weil ist sind war waren wird werden
    wurde wurden worden sein seine seiner seinem seinen hat haben hatte hatten kann konnen soll sollen muss mussen nicht
    kein keine auch nur noch schon sich er sie es wir ihr ihre ihrer ihren ihm ihn so dies diese dieser dieses diesen
    man sagte sagt laut`),
  ),
  fr: new Set(
    list(`le la les l un une des de du d en et ou mais ni donc car que qui quoi dont ou a au aux par pour sur sous dans
    avec sans entre vers chez ce cet cette ces c il elle ils elles on nous vous je tu se s son sa ses leur leurs y ne n
    pas plus est sont etait etaient etre ete a ont avait avaient avoir fait comme si selon dit`),
  ),
  es: new Set(
    list(`el la los las un una unos unas de del al a en y e o u pero ni que quien cual cuyo por para con sin sobre entre
    hasta desde se su sus le les lo es son era eran fue fueron ser sido ha han habia haber como mas muy no si este esta
    estos estas ese esa eso segun dijo`),
  ),
  it: new Set(
    list(`il lo la i gli le l un uno una di del della dei degli delle da dal dalla a al alla ai agli alle in nel nella
    nei con su sul sulla per tra fra e ed o ma che chi cui non si e sono era erano essere stato stata ha hanno aveva come
    piu anche suo sua suoi loro questo questa secondo`),
  ),
  pt: new Set(
    list(`o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre entre e ou mas que
    quem se seu sua seus suas e sao era foram foi ser sido tem tinha ha como mais nao tambem este esta isso segundo`),
  ),
  nl: new Set(
    list(`de het een van in op aan met voor door bij naar uit over onder tot en of maar dat die dit deze is zijn was
    waren wordt worden werd werden heeft hebben had niet geen ook nog er hij zij ze we hun haar zich als om te`),
  ),
  sv: new Set(
    list(`en ett den det de och eller men att som i pa av for med till fran om under efter vid ar var blev har hade inte
    ej aven han hon sig sin sitt sina`),
  ),
  da: new Set(
    list(
      `en et den det de og eller men at som i pa af for med til fra om er var blev har havde ikke han hun sig sin`,
    ),
  ),
  no: new Set(
    list(
      `en et ei den det de og eller men at som i pa av for med til fra om er var ble har hadde ikke han hun seg sin`,
    ),
  ),
  ru: new Set(
    list(`и в во на с со к ко по о об от до из за у под над для не ни но а или что как это этот эта эти тот та те он она
    они оно его ее их был была были было быть есть же бы так также`),
  ),
  ja: new Set(list(`する した して いる ある こと もの ため など から まで より`)),
}

/** Of scripts without spaces: pairs of which both are grammar and not matter. Folded (simplified Han, hiragana). */
export const littleCharacters = /^[\u3040-\u309f的了在是和与也就都而及着被把将对于为以其之]{2}$/u
/** A character that is grammar wherever it stands. */
export const littleCharacter = /^[的了在是和与也就都而及着被把将对于为以其之]$/u

export function isLittleWord(folded: string, lang: string): boolean {
  return littleWords[baseLanguage(lang)]?.has(folded) ?? false
}

const negations: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    list(
      'not no never none nobody nothing neither nor without cannot isnt arent wasnt werent dont doesnt didnt wont wouldnt cant couldnt shouldnt hasnt havent hadnt denied denies',
    ),
  ),
  de: new Set(list('nicht kein keine keinen keinem keiner keines nie niemals niemand nichts weder ohne')),
  fr: new Set(list('ne pas jamais aucun aucune rien personne sans ni')),
  es: new Set(list('no nunca jamas ningun ninguno ninguna nadie nada sin tampoco')),
  it: new Set(list('non mai nessun nessuno nessuna niente nulla senza')),
  pt: new Set(list('nao nunca jamais nenhum nenhuma ninguem nada sem')),
  nl: new Set(list('niet geen nooit niemand niets zonder')),
  sv: new Set(list('inte ej aldrig ingen inget inga ingenting utan')),
  da: new Set(list('ikke aldrig ingen intet uden')),
  no: new Set(list('ikke aldri ingen intet uten')),
  ru: new Set(list('не нет ни никогда никто ничего без нельзя')),
}

const hedges: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    list(
      'may might could reportedly allegedly apparently possibly perhaps probably likely unlikely suspected alleged presumably seemingly purportedly',
    ),
  ),
  de: new Set(
    list(
      'angeblich moglicherweise vielleicht wohl vermutlich wahrscheinlich offenbar anscheinend mutmasslich mutmassliche mutmasslichen konnte konnten durfte durften soll sollen',
    ),
  ),
  fr: new Set(
    list(
      'peut pourrait pourraient peutetre probablement vraisemblablement apparemment presume presumes serait seraient aurait auraient',
    ),
  ),
  es: new Set(
    list(
      'podria podrian quizas quiza posiblemente probablemente supuestamente presunto presuntos presuntamente aparentemente habria',
    ),
  ),
  it: new Set(
    list('potrebbe potrebbero forse probabilmente presumibilmente presunto presunta sembra avrebbe sarebbe'),
  ),
  pt: new Set(list('poderia poderiam talvez possivelmente provavelmente supostamente suposto teria seria')),
  nl: new Set(list('mogelijk misschien waarschijnlijk vermoedelijk naar verluidt zou zouden')),
  ru: new Set(list('возможно вероятно якобы предположительно может могут повидимому')),
}

/** Negations and hedges of scripts without spaces, as they are written. */
const unspaced: Readonly<Record<string, { negation: RegExp; hedge: RegExp }>> = {
  zh: {
    negation: /(?:沒有|没有|並非|并非|從未|从未|尚未|不會|不会|不是|未能|未曾|无法|無法|[不未無无沒没非])/gu,
    hedge:
      /(?:據報|据报|據稱|据称|據說|据说|據悉|据悉|可能|或許|或许|也許|也许|疑似|涉嫌|恐怕|預計|预计|或將|或将|或會|或会)/gu,
  },
  ja: {
    negation:
      /(?:ありません|なかった|ではない|じゃない|しない|いない|ない|ず|ぬ|未|不)(?=[\p{P}\s\p{L}]|$)/gu,
    hedge:
      /(?:かもしれない|とみられる|とみられ|と見られ|とされる|とされ|可能性|恐れ|おそれ|もよう|模様|疑い|らしい|ようだ|だろう|という)/gu,
  },
  ko: {
    negation: /(?:않|아니|없|못하|안\s)/gu,
    hedge: /(?:것으로 보인|것으로 알려|추정|가능성|전망|듯하|듯 하|수 있다)/gu,
  },
}

/** What tells a word that is one, by its folded form; and what finds one where words are not set apart. */
export interface Markers {
  isWord: (folded: string) => boolean
  pattern: RegExp | null
}

export function markers(kind: 'negation' | 'hedge', lang: string): Markers {
  const base = baseLanguage(lang)
  const words = (kind === 'negation' ? negations : hedges)[base === 'und' ? 'en' : base]
  return { isWord: (folded) => words?.has(folded) ?? false, pattern: unspaced[base]?.[kind] ?? null }
}
