/** The language of a text: as the file states it where that can be so, else by script and common words. */

/** How much of a text is looked at, in UTF-16 units. */
const sampled = 1200
/** So much of the letters must be of a script for the text to be in it. */
const shareOfScript = 0.3
/** Common words make up so much of running text in the right language at the least. */
const shareOfCommonWords = 0.12
/** The best language must have so many times the common words of the second. */
const margin = 1.15
const fewestWords = 8
const fewestHits = 3

type Script = 'Latn' | 'Cyrl' | 'Grek' | 'Arab' | 'Hebr' | 'Thai' | 'Deva' | 'Hang' | 'Kana' | 'Hani'

/** The most frequent words that few other languages share. */
const commonWords: Readonly<Record<string, string>> = {
  en: 'the of and to in a is that for on with as was by it are at from be this have an has not he said were will its which but they his their we or been who would had more all',
  fr: 'de la le et les des en un une du que est pour qui dans par sur au plus pas avec ce sont il ont cette aux se été son sa mais ou elle nous leur comme',
  de: 'der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum',
  es: 'de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya este sí porque esta entre cuando muy sin sobre también fue había ha son',
  pt: 'de a o que e do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua ou quando muito nos já eu também só pelo pela até isso foi são',
  it: 'di e che la il un a è per una in sono mi non del si con le da ho lo i della nel alla dei più anche come gli al ha ma delle questo dalla sul essere stato',
  nl: 'de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit door naar heeft hebben ze wordt werd deze dit kan meer was tot over',
  sv: 'och i att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan när år under också efter eller nu sin hade',
  da: 'og i at det er en til på som af for med de der den har ikke et om var men sig fra han vi så kan når år også efter eller nu blev ved havde skal',
  nb: 'og i å det er en til på som av for med de den har ikke et om var men seg fra han vi så kan når år også etter eller nå ble ved hadde skal',
  fi: 'ja on ei että se oli hän joka mutta ovat myös kun niin kuin tai jos sen vain nyt jo mukaan ollut kanssa vuonna mitä ole sitä tämä',
  pl: 'w i na z się do nie że to jest o jak za od po przez dla co ale są być tym był oraz tego może które przy już ich jego tylko będzie',
  cs: 'a v se na je že s z do o i to k ve pro za by ale jsou jako jeho podle které od po při však být který byl bylo také až už jen',
  sk: 'a v sa na je že s z do o i to k vo pre za by ale sú ako jeho podľa ktoré od po pri však byť ktorý bol bolo aj až už len',
  hu: 'a az és hogy nem is egy azt meg van ez de csak már ki még ha el volt mint szerint pedig lesz ezt után akkor vagy',
  ro: 'de și în a la cu pe nu că o din un este mai ce pentru sau se au prin fost care fi dar sunt ca al ale după lui între',
  tr: 've bir bu da de için ile çok ne daha olarak gibi olan en o ki kadar sonra ise var her ama değil oldu mi veya göre olduğunu',
  id: 'yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke saya ada mereka sudah oleh telah karena bisa atau tersebut seorang lebih',
  vi: 'và của là có được trong cho không các một với người này đã những để khi đến về như từ nhiều tại cũng ra sẽ năm trên làm',
  ca: 'de la i el que a en un per les els una amb del es no al ha va més com són aquest però seva entre han ser sobre també',
  hr: 'je i u se na da su za od koji kako ne s o a ali kao što biti bio iz po ili te će nije samo jer nakon prema više dok još ove',
  sl: 'je in na se da so za v ki ne pa z s o po tudi kot bi iz ali pri od ter še bil bila sta ni lahko med več ker sem',
  is: 'að og í á það sem er til við um var með ekki af en hann hún þess fyrir þeir eru hafa verið þá því upp eftir þessu mjög frá',
  fo: 'at og í á sum er til við hetta ikki av men hann hon var ein teir tað hava verið tá frá eftir eru ella fyri um skal munu',
  sq: 'të e në dhe i për me një që nga si është më se u do nuk ka por ai kjo jo janë duke kur këtë ose tij pas edhe ishte',
  lt: 'ir į kad iš su yra o ne tai bet kaip buvo už jis ar prie dėl nuo apie po jo jau tik savo taip šio kuris iki pagal gali',
  lv: 'un ir ka no uz ar par bet tas to kas kā vai pēc arī tā bija pie līdz nav jau viņš tikai lai šo ļoti gan viņa savu tiek',
  et: 'ja on ei et see oma kui ta mis aga ka oli seda ning selle tema ole pärast ma nende üle mille veel pole kõik siis nad olid või',
  ga: 'an na agus ar i a go le is ag do sé bhí leis ní tá ach nach atá as mar é siad sin seo chuig faoi raibh chun dá',
  cy: 'y yn a i o ar yr mae ei am wedi oedd gan ac bod hyn eu at nid fel ond neu ym hi yw roedd hefyd dros bydd rhwng',
  mt: 'ta li il u ma tal għal biex fuq fil minn jew hija huwa kien bil dan dik kif wara lill din mill kienet jista mhux dwar',
  eo: 'la de kaj en al estas ne por kun ke pri sed kiu el li ĝi estis aŭ tio sur ili tiu post ĉi plej per ĉiu sia oni',
  ru: 'и в не на что я с он как это по но из к за у от так же для то был бы о его только еще ещё при или была были мы вы они также',
  uk: 'і в не на що я з він як це по але із до за у від так же для то був би про його тільки ще при або була були ми ви вони та є',
  bg: 'и на да не се в за от е са че по с като до но или със при има към след бъде които който това беше още само',
  sr: 'и у је да се на за не од са су што као али или који која које до по из то би био била након само још',
}

const cyrillic: ReadonlySet<string> = new Set(['ru', 'uk', 'bg', 'sr'])

/** The languages that have a word among their common ones. */
const languagesOf = new Map<string, string[]>()
for (const [lang, words] of Object.entries(commonWords)) {
  for (const word of new Set(words.split(' '))) {
    const languages = languagesOf.get(word)
    if (languages) languages.push(lang)
    else languagesOf.set(word, [lang])
  }
}

/** Frequent characters that have one form in simplified writing and another in traditional. */
const simplified = new Set(
  '这国们来时会对发经学动进还么后过说为现开关问产业东车长门见书马鸟鱼龙亚义乌买卖乐习乡云仅从众优伟传伤伦体余债储儿兴养军农冲决况净减凤击创刘则刚别制办务劳势单卫厂历压县参双变号听启员响团园围图圆场坏块坚报声处备复够头夺奋奖妇妈孙宁实审宪宽对寻导将尔尘尝岁岛币师带帮广庆应库废开张弹强归当录彻忆态总恶惊惯愿战户扩扫执护择担据挥损换摄败质贸费资赛赞输达迁运远连选递逻遗邮释里钟钢钱银铁错阳阴阵际陆陈险随难静顶项顺须领频题颜额风飞饭馆驱验麦黄齐',
)
const traditional = new Set(
  '這國們來時會對發經學動進還麼後過說為現開關問產業東車長門見書馬鳥魚龍亞義烏買賣樂習鄉雲僅從眾優偉傳傷倫體餘債儲兒興養軍農沖決況淨減鳳擊創劉則剛別製辦務勞勢單衛廠歷壓縣參雙變號聽啟員響團園圍圖圓場壞塊堅報聲處備復夠頭奪奮獎婦媽孫寧實審憲寬尋導將爾塵嘗歲島幣師帶幫廣慶應庫廢張彈強歸當錄徹憶態總惡驚慣願戰戶擴掃執護擇擔據揮損換攝敗質貿費資賽讚輸達遷運遠連選遞邏遺郵釋裡鐘鋼錢銀鐵錯陽陰陣際陸陳險隨難靜頂項順須領頻題顏額風飛飯館驅驗麥黃齊',
)

/** Which share of the words of two letters and more are common ones of a language; 0 where its common words are not known. */
export function commonWordShare(text: string, lang: string): number {
  const words = text.slice(0, sampled).toLowerCase().split(betweenWords)
  const hits = words.filter(
    (word) => word.length > 1 && languagesOf.get(word)?.includes(lang) === true,
  ).length
  return words.length < fewestWords ? 0 : hits / words.length
}

/** The language of a text by its script and its common words, as a BCP 47 tag; `und` where neither decides. */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, sampled)
  const counts = countScripts(sample)
  const letters = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const share = (script: Script) => counts[script] / letters
  if (letters === 0) return 'und'
  if (share('Kana') > 0.05 && share('Kana') + share('Hani') > shareOfScript) return 'ja'
  if (share('Hang') > shareOfScript) return 'ko'
  if (share('Hani') > shareOfScript) return chineseOf(sample)
  if (share('Arab') > shareOfScript) return arabicOf(sample)
  if (share('Hebr') > shareOfScript) return 'he'
  if (share('Thai') > shareOfScript) return 'th'
  if (share('Deva') > shareOfScript) return 'hi'
  if (share('Grek') > shareOfScript) return 'el'
  return byCommonWords(sample, share('Cyrl') > shareOfScript ? 'Cyrl' : 'Latn')
}

/**
 * The tag that a file states, in canonical form; null where it is none, or where the text's script says otherwise (a
 * page's template may state the language of the site's frame).
 */
export function statedLanguage(stated: string | undefined, text: string): string | null {
  if (stated === undefined) return null
  const tag = canonicalTag(stated)
  if (tag === null || tag === 'und') return null
  const detected = detectLanguage(text)
  const language = tag.split('-')[0] ?? ''
  const scripts = ['zh', 'ja', 'ko', 'ar', 'fa', 'ur', 'he', 'th', 'hi', 'el']
  const found = detected.split('-')[0] ?? ''
  if (detected !== 'und' && found !== language && (scripts.includes(found) || scripts.includes(language)))
    return null
  if (language !== 'zh' || /-Han[st]\b/.test(tag)) return tag
  if (/-(?:TW|HK|MO)\b/.test(tag)) return 'zh-Hant'
  if (/-(?:CN|SG)\b/.test(tag)) return 'zh-Hans'
  return found === 'zh' ? detected : 'zh-Hans'
}

function canonicalTag(stated: string): string | null {
  try {
    return Intl.getCanonicalLocales(stated.trim().replace(/_/g, '-').replace(/\..*$/, ''))[0] ?? null
  } catch {
    return null
  }
}

function countScripts(text: string): Readonly<Record<Script, number>> {
  const counts = { Latn: 0, Cyrl: 0, Grek: 0, Arab: 0, Hebr: 0, Thai: 0, Deva: 0, Hang: 0, Kana: 0, Hani: 0 }
  for (let index = 0; index < text.length; index += 1) {
    const script = scriptOf(text.charCodeAt(index))
    if (script) counts[script] += 1
  }
  return counts
}

function scriptOf(unit: number): Script | null {
  if (unit < 0x250) return (unit | 32) >= 97 && (unit | 32) <= 122 ? 'Latn' : unit >= 0xc0 ? 'Latn' : null
  if (unit >= 0x370 && unit < 0x400) return 'Grek'
  if (unit >= 0x400 && unit < 0x530) return 'Cyrl'
  if (unit >= 0x590 && unit < 0x600) return 'Hebr'
  if (unit >= 0x600 && unit < 0x780) return 'Arab'
  if (unit >= 0x900 && unit < 0x980) return 'Deva'
  if (unit >= 0xe00 && unit < 0xe80) return 'Thai'
  if (unit >= 0x1e00 && unit < 0x1f00) return 'Latn'
  if (unit >= 0x3041 && unit < 0x3100) return 'Kana'
  if ((unit >= 0x3400 && unit < 0xa000) || (unit >= 0xf900 && unit < 0xfb00)) return 'Hani'
  return unit >= 0xac00 && unit < 0xd7a4 ? 'Hang' : null
}

function chineseOf(text: string): string {
  let simple = 0
  let complex = 0
  for (const character of text) {
    const inSimplified = simplified.has(character)
    if (inSimplified === traditional.has(character)) continue
    if (inSimplified) simple += 1
    else complex += 1
  }
  return complex > simple ? 'zh-Hant' : 'zh-Hans'
}

function arabicOf(text: string): string {
  if (/[ٹڈڑںے]/.test(text)) return 'ur'
  return /[پچژگ]/.test(text) ? 'fa' : 'ar'
}

/** Runs of what is no letter of the scripts concerned; a plain class is several times faster than `\P{L}`. */
const betweenWords = /[\u0000-@[-`{-\u00bf\u02b0-\u0300\u0590-\u1dff\u2000-\u2bff\u3000-\uffff]+/ // eslint-disable-line no-control-regex -- the range begins there

function byCommonWords(text: string, script: 'Latn' | 'Cyrl'): string {
  const words = text.toLowerCase().split(betweenWords)
  if (words.length < fewestWords) return 'und'
  const hits = new Map<string, number>()
  for (const word of words) {
    for (const lang of languagesOf.get(word) ?? []) {
      if (cyrillic.has(lang) === (script === 'Cyrl')) hits.set(lang, (hits.get(lang) ?? 0) + 1)
    }
  }
  const [best, second] = [...hits].sort((a, b) => b[1] - a[1])
  if (!best || best[1] < Math.max(fewestHits, words.length * shareOfCommonWords)) return 'und'
  return best[1] >= (second?.[1] ?? 0) * margin ? best[0] : 'und'
}
