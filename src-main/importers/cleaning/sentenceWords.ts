/** Words that tell where one sentence ends and another begins. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Short for something only as they are written here: `Sun.` is a day, `sun.` ends a sentence. */
const capitalised = words(
  'Mr Mrs Ms Dr St Mt Ft Prof Rev Hon Gen Col Maj Capt Cpl Sgt Lt Cmdr Adm Sen Rep Gov Pres Jr Sr Messrs Mme Mlle Mlles Inc Ltd Co Corp Bros Dept Univ Assn No Nos Vol Fig Figs Eq Art Ch Sec Para Ave Blvd Rd Hwy Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Ph Tel Ext Nr Str Abs Bd Hrsg Sra Sr Srta Ud Uds Av',
)
/** Short for something however they are written. */
const anyCase = words(
  'etc vs al cf ca approx est vol pp eds fig figs eqs hrs nos dept bzw usw ggf evtl inkl env núm pág www',
)

/** Ends in a full stop within a sentence. One-letter and dotted ones (`U.S.`, `e.g.`) are told by their form. */
export function isAbbreviation(word: string): boolean {
  return capitalised.has(word) || anyCase.has(word.toLowerCase())
}

/** What follows the dot of an address or a file name, in lower case. */
export const suffixes = words(
  'com org net edu gov mil int info biz io ai co uk cn jp kr tw hk de fr eu ru tv app dev txt pdf doc docx xls xlsx ppt pptx csv tsv html htm xhtml js mjs cjs jsx ts tsx py rb rs go java class cs cpp hpp md exe dll zip tar gz rar png jpg jpeg gif svg webp mp3 mp4 avi mov json xml yaml yml php asp aspx jsp sh bat css scss vue svelte ini cfg conf log sql db',
)

export const titleBeforeName = /^(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Gov|Rep|St|Mme)\.\s/u
export const dottedAcronym = /^(?:\p{Lu}\.){2,}[\s,]/u

/** Words that begin sentences far more often than they are names of anything, in lower case. */
export const starters = words(
  'the this that these those there then thus they their he she his her it its we our you your i a an in on at as by for from to with without within of if when while where after before since until during under over between among amid despite although though because however but and or so yet also both all some many most several such no not only even still now today yesterday meanwhile moreover furthermore additionally besides instead according last next earlier later recently what who how why which whether one two three first second another other each every more le la les un une des ce cette ces il elle ils elles en dans pour mais der die das ein eine es er sie wir im am bei nach mit auf doch und aber el los las una por para pero su sus según в на по он она они это как но и с к',
)

/** Capitalised words that are no part of a name. */
export const calendarWord =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November|December)$/u
/** `March 3` at the end of a text. */
export const dayBehindMonth =
  /(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s\d{1,2}$/u
