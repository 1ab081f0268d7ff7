/** The letters beyond ASCII of the languages that the one-byte Latin encodings are for. */

export interface Alphabet {
  /** BCP 47. */
  lang: string
  /** Those that make up most of the letters beyond ASCII in running text, in lower case. */
  frequent: ReadonlySet<string>
  /** Those of the language that are met now and then. */
  rare: ReadonlySet<string>
  /** Letters that are words by themselves. */
  words: ReadonlySet<string>
}

/**
 * `frequent|rare|words`. A language stands by itself, and not in a union with its neighbours: þ, ð and æ are Icelandic,
 * ţ, đ and ć (the same bytes in windows-1250) are no language's. The order of letters was counted in the translations of
 * the Universal Declaration of Human Rights; what is below about five in a thousand counts as rare.
 */
const table: Readonly<Record<string, string>> = {
  fr: 'éàêèçùâôûîœ|ïëüæÿ|à',
  de: 'äüöß|éèàçñ|',
  es: 'óíáúéñ|ü¿¡ªº|óé',
  pt: 'çãíéáóêúàõâô|üªº|éàáó',
  it: 'àèùéòì|îºª|èé',
  nl: 'ëéèïöüó|êáàçñâîôä|',
  sv: 'äöå|éàüèá|åö',
  da: 'æåø|éäöüáó|å',
  nb: 'åøæ|éòôóäöü|å',
  fi: 'äö|åéšžü|',
  is: 'ðþáíéóöæúý|üøåäè|áíóæ',
  fo: 'ðæíøáúóý|éäöåü|áí',
  ga: 'áíúéó||áíóé',
  gd: 'òàìèù|éáó|',
  cy: 'âôîêŵŷûïáéàöèëùì|úóíò|ôâ',
  ca: 'óéàèíúçòï·|üñáª|é',
  gl: 'óáúíñé|üïªº|éáó',
  br: 'ñùê|éôàöûëüî|',
  lb: 'éëäöêü|ôàèûâîç|',
  eu: 'ñ|éáíóúüç|',
  af: 'ëêéîôöûïè|ü|',
  en: 'éèêñöüäçáïóôàíûâîëæ|å£©®½°|à',
  et: 'õäüöšž|éàå|',
  sq: 'ëç|éêâáüö|',
  pl: 'łżąóśęćńź|éüö|ó',
  cs: 'áíéěýžčřšůúťňďó|öüäľ|',
  sk: 'áýžčéúťšíľôňďäóěĺ|ŕöüřű|',
  hu: 'éáőöüóíűú|äàèčš|óő',
  ro: 'ățșţşîâ|éèêáöü|',
  hr: 'čšžćđ|éëäöüáě|',
  lt: 'ėųąžšįęūč|„“éöüäõ|į',
  lv: 'īāēšņūļģķžč|õéöüä|',
  tr: 'ışüçğöâîû|éê|',
  vi: 'đàưềáộôựảợờệốóọủếớìâêạấịậữăơãèéẹẻíỉòỏõùúũỳýỵỷ\u0300\u0301\u0303\u0309\u0323|ẽ|àá',
  eo: 'ĉŭĝŝĵĥ|éöüá|',
  mt: 'ħżġċàòùèì|éî|',
  se: 'ášđčžŋŧ|äöåøæâéǥǧǩʒ|',
}

const alphabets = new Map<string, Alphabet>(
  Object.entries(table).map(([lang, letters]) => {
    const [frequent = '', rare = '', words = ''] = letters.split('|')
    return [lang, { lang, frequent: new Set(frequent), rare: new Set(rare), words: new Set(words) }]
  }),
)

const western = 'fr de es pt it nl sv da nb fi is fo ga gd ca gl br lb eu af sq en'
const central = 'pl cs sk hu ro hr sq de'
const baltic = 'lt lv et'

/** Which languages each encoding is used for, where that is not all of those it has the letters of. */
const uses: Readonly<Record<string, string>> = {
  'windows-1252': western,
  'iso-8859-15': `${western} et`,
  macintosh: western,
  ibm850: western,
  'windows-1250': central,
  'iso-8859-2': central,
  'x-mac-ce': `${central} ${baltic}`,
  ibm852: central,
  'iso-8859-16': 'ro pl hr hu',
  'windows-1254': 'tr',
  'windows-1257': baltic,
  'iso-8859-13': baltic,
  'iso-8859-4': `${baltic} se`,
  'iso-8859-10': `se ${baltic}`,
  'iso-8859-3': 'eo mt',
  'iso-8859-14': 'cy ga gd br',
  'windows-1258': 'vi',
}

/** The alphabets of the languages that a Latin encoding is used for; empty for any other encoding. */
export function alphabetsOf(label: string): Alphabet[] {
  return (uses[label]?.split(' ') ?? []).flatMap((lang) => alphabets.get(lang) ?? [])
}
