/**
 * Makes a corpus of news-length articles for measurements: the same count and seed give the same bytes, and the first
 * articles of a large corpus are those of a small one. Words follow Zipf's law, articles belong to events whose stock
 * sentences they share, and one in three is not in English.
 */

export interface GeneratedArticle {
  fileName: string
  /** BCP 47. */
  lang: string
  /** A title, an empty line, paragraphs with empty lines between them. */
  text: string
  /** The text in `encoding`. */
  bytes: Uint8Array
  /** A WHATWG label. */
  encoding: string
}

/** A generator of numbers in [0, 1) (mulberry32). */
type Random = () => number

function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const split = (words: string): string[] => words.trim().split(/\s+/)

const english = split(`
the of and to in a said for that on with is was as by at from it be has an its will have are were which he not this
who their had but been more after they also than one would about two other new over up year people between into first
last government country could years minister under when there some all during because through most trade percent
meeting economic president official officials national international market state countries world company companies
talks agreement cooperation relations growth exports imports million billion region policy industry development local
public business group report security foreign visit delegation statement economy exchange support investment energy
plan leaders capital city bank prices central police court election party members council against three while before
since time day week month part end both sides many such only even made held told take call called expected according
including around still where against several early late next second third long high low major key joint common mutual
strong stable smooth further deepen expand strengthen promote continue maintain announce announced reached signed
launched opened closed increased declined rose fell supply chain chains production factory workers labour wages
technology digital data research science university students education health hospital climate emissions carbon
green power grid electric vehicles battery semiconductor chips equipment materials steel aluminium copper rare earths
ports shipping vessels freight rail railway airport airlines tourism visitors culture museum history heritage forum
summit conference dialogue consultation committee chamber association enterprise enterprises investors shares stocks
bonds currency yuan yen won dollar euro inflation interest rates budget deficit debt tax tariff tariffs customs border
quota sanctions dispute complaint panel ruling treaty convention framework roadmap pilot zone demonstration innovation
startup venture fund platform network cloud software artificial intelligence model robots satellite space launch
agriculture farmers grain rice wheat soybeans beef seafood fisheries water river flood drought earthquake disaster
relief aid refugees peace conflict ceasefire troops exercise defence missile nuclear inspection agency commission
parliament lawmakers bill law reform regulation regulator licence permit patent copyright brand consumer retail
online delivery logistics warehouse construction housing property mortgage developer infrastructure bridge tunnel
highway project contract tender bid partner partnership memorandum understanding charter principle consensus
interests concern concerns issue issues question challenge challenges opportunity prospects outlook forecast survey
analysts economists experts scholars observers residents spokesperson ambassador embassy consulate chairman director
secretary governor mayor envoy diplomat premier cabinet ministry department bureau office headquarters branch
`)

const places = split(`
Tokyo Beijing Seoul Osaka Changchun Shanghai Busan Berlin Moscow London Paris Brussels Geneva Vienna Hanoi Jakarta
Manila Bangkok Singapore Delhi Canberra Ottawa Washington Nagoya Kobe Fukuoka Dalian Tianjin Qingdao Incheon Hamburg
Munich Kazan Vladivostok Ulaanbaatar Astana Tashkent Ankara Cairo Nairobi Lagos Lima Santiago Bogota Brasilia
`)

const outlets = [
  'Harbour Post',
  'Northern Courier',
  'The Ledger',
  'Trade Gazette',
  'East Asia Monitor',
  'Morning Wire',
]

const german = split(`
der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie
nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man
Regierung Wirtschaft Handel Zusammenarbeit Unternehmen Länder Gespräche Abkommen Ministerium Minister Prozent Wachstum
Ausfuhren Einfuhren Lieferketten Energie Verkehr Straße Größe Beschäftigte Verhandlungen Vertreter Bundestag Behörde
Entscheidung Maßnahmen Zölle Märkte Börse Währung Forschung Universität Gesundheit Klimaschutz Kraftwerke Stromnetz
Bürger Städte Gemeinden Flüchtlinge Sicherheit Außenpolitik Besuch Delegation Erklärung Bericht Jahr Woche Monat
erklärte sagte kündigte eröffnete unterzeichnete verstärken ausbauen fördern gemeinsam stabil wichtig künftig deutlich
`)

const russian = split(`
и в не на что с по это как из у за от к о для же мы вы он она они его её их был была было были быть может также уже
при после между более год года лет страны страна правительство экономика торговля сотрудничество компания компании
рост экспорт импорт соглашение переговоры министр министерство президент встреча делегация заявление процентов
миллионов миллиардов рынок энергия нефть газ транспорт железная дорога порт город область завод рабочие наука
университет культура музей история выставка форум саммит совет комитет закон реформа бюджет налог банк рубль цена
цены безопасность граница визит посол эксперты отмечает сообщил заявил подписали открыли развитие поддержка ещё
`)

const chinese = split(`
中国 日本 韩国 经济 贸易 合作 发展 关系 两国 双方 政府 企业 市场 国际 地区 投资 产业 供应链 科技 创新 会议 论坛 代表团
访问 会谈 协议 声明 交流 文化 教育 能源 环境 气候 安全 政策 改革 开放 增长 出口 进口 关税 银行 货币 价格 消费 生产
工厂 工人 技术 数字 数据 研究 大学 学生 健康 医院 铁路 港口 航空 旅游 城市 农村 农业 粮食 水产 地震 灾害 救援 和平
冲突 外交 部长 总理 主席 大使 专家 学者 记者 指出 表示 强调 认为 宣布 举行 签署 推动 加强 深化 扩大 促进 保持 稳定
积极 重要 共同 相关 进一步 以及 同时 目前 今年 去年 未来 方面 领域 问题 挑战 机遇 项目 基础 设施 建设 工程 电动
汽车 电池 芯片 半导体 人工 智能 机器人 卫星 航天 平台 网络 云 软件 公司 集团 协会 委员会 办公室 中心 长春 东京 北京
`)
const chineseParticles = split('的 了 在 和 是 与 对 将 为 等 从 向 上 中 并 也 不 有 这 就 而 但 由 被')

/** Simplified and traditional, one character each, for the articles in traditional characters. */
const traditional = new Map(
  split(`
中中 国國 韩韓 经經 济濟 贸貿 发發 关關 系係 两兩 双雙 业業 场場 际際 区區 资資 产產 应應 链鏈 会會 议議 论論 坛壇
团團 问問 谈談 协協 声聲 育育 环環 气氣 策策 开開 长長 进進 关關 税稅 银銀 货貨 币幣 价價 费費 厂廠 术術 数數 据據
学學 医醫 铁鐵 农農 粮糧 灾災 总總 专專 记記 举舉 签簽 动動 强強 扩擴 稳穩 极極 时時 来來 题題 战戰 机機 项項 础礎
设設 电電 汽汽 车車 导導 体體 卫衛 网網 云雲 软軟 员員 办辦 东東 与與 对對 将將 为為 从從 这這 个個
`).map((pair) => Array.from(pair) as [string, string]),
)

const japanese = split(`
日本 中国 韓国 経済 貿易 協力 発展 関係 両国 双方 政府 企業 市場 国際 地域 投資 産業 技術 革新 会議 訪問 会談 合意
声明 交流 文化 教育 環境 気候 安全 政策 改革 成長 輸出 輸入 関税 銀行 通貨 価格 消費 生産 工場 労働者 研究 大学 学生
病院 鉄道 空港 観光 都市 農業 地震 災害 支援 平和 外交 大臣 首相 大使 専門家 記者 半導体 電池 自動車 人工知能
サプライチェーン エネルギー デジタル データ コンピューター ロボット プロジェクト センター フォーラム グループ
パートナー アジア ヨーロッパ アメリカ ニュース インフラ クラウド ソフトウェア イノベーション
`)
const japaneseParticles = split('は が を に の と で も から まで へ や など について による として')
const japaneseEndings = split(
  'した している すると述べた を発表した が続いている を強調した に合意した と指摘した を進める とみられる',
)

const korean = split(`
한국 중국 일본 경제 무역 협력 발전 관계 양국 정부 기업 시장 국제 지역 투자 산업 기술 혁신 회의 방문 회담 합의 성명
교류 문화 교육 에너지 환경 기후 안전 정책 개혁 성장 수출 수입 관세 은행 통화 가격 소비 생산 공장 노동자 연구 대학
학생 병원 철도 공항 관광 도시 농업 지진 재난 지원 평화 외교 장관 총리 대사 전문가 기자 반도체 배터리 자동차 공급망
데이터 로봇 프로젝트 센터 포럼 그룹 아시아 유럽 미국 올해 지난해 앞으로 함께 더욱 매우 중요한 새로운 주요
`)
const koreanParticles = [
  '은',
  '는',
  '이',
  '가',
  '을',
  '를',
  '에',
  '의',
  '와',
  '과',
  '도',
  '에서',
  '으로',
  '까지',
  '',
]
const koreanEndings = split(
  '밝혔다 말했다 강조했다 발표했다 합의했다 전망된다 지적했다 추진한다 이어졌다 확대된다',
)

const syllables = split(
  'ba be bo ca ce co da de di do fa fe ga ge go ha he hi ka ke la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve vi wa yo za ran ter son mar lin ber hol ston ford ville shi moto gawa zhou ning xin qing yang chun',
)

/** Rare words (names, terms) beyond the written lists, made of syllables: the long tail that real news has. */
function rareWord(rank: number, capital: boolean): string {
  const random = randomFrom(rank * 2_654_435_761)
  let word = ''
  const parts = 2 + Math.floor(random() * 3)
  for (let part = 0; part < parts; part++) word += syllables[Math.floor(random() * syllables.length)] ?? ''
  return capital ? word.charAt(0).toUpperCase() + word.slice(1) : word
}

/** A rank from 0 to `size` - 1, with odds of about 1 / (rank + 1). */
const zipf = (random: Random, size: number): number => Math.floor(size ** random()) - 1

const pick = (random: Random, words: readonly string[]): string =>
  words[Math.floor(random() * words.length)] ?? ''
const pickZipf = (random: Random, words: readonly string[]): string => words[zipf(random, words.length)] ?? ''

/** A language: how a sentence of about `length` words is made, given the event's own words. */
interface Language {
  lang: string
  encodings: readonly string[]
  sentence(random: Random, length: number, own: readonly string[]): string
  /** What stands between sentences. */
  joint: string
  ownWords(random: Random): string[]
  finish?(text: string): string
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function spaced(common: readonly string[], tail: number): Language['sentence'] {
  return (random, length, own) => {
    const words: string[] = []
    for (let at = 0; at < length; at++) {
      const chance = random()
      let word: string
      if (chance < 0.1) word = pick(random, own)
      else if (chance < 0.16) {
        const rank = zipf(random, tail)
        word = rareWord(rank, rank % 3 === 0)
      } else if (chance < 0.175) word = String(Math.floor(random() ** 3 * 10_000))
      else word = pickZipf(random, common)
      const comma = at > 3 && at < length - 3 && random() < 0.07
      words.push(comma ? word + ',' : word)
    }
    const sentence = capitalized(words.join(' '))
    return random() < 0.08 ? `“${sentence},” said ${rareWord(zipf(random, tail), true)}.` : `${sentence}.`
  }
}

function unspaced(
  random: Random,
  length: number,
  words: readonly string[],
  joints: readonly string[],
): string {
  let sentence = ''
  for (let at = 0; at < length; at++) {
    sentence += pickZipf(random, words)
    if (random() < 0.55) sentence += pickZipf(random, joints)
    if (at > 3 && random() < 0.1) sentence += '，'
    if (random() < 0.02) sentence += String(2010 + Math.floor(random() * 16)) + '年'
  }
  return sentence
}

const spacedOwn =
  (common: readonly string[], tail: number) =>
  (random: Random): string[] =>
    Array.from({ length: 24 }, (_, index) => {
      if (index < 3) return pick(random, places)
      if (index < 12) return pick(random, common.slice(60))
      return rareWord(zipf(random, tail), index % 2 === 0)
    })

const unspacedOwn =
  (words: readonly string[]) =>
  (random: Random): string[] =>
    Array.from({ length: 14 }, () => pick(random, words) + pick(random, words))

const mixed = (own: readonly string[], random: Random, sentence: string): string =>
  random() < 0.6 ? pick(random, own) + sentence : sentence

const languages: readonly { share: number; language: Language }[] = [
  {
    share: 0.68,
    language: {
      lang: 'en',
      encodings: ['utf-8', 'utf-8', 'utf-8', 'utf-8', 'windows-1252'],
      sentence: spaced(english, 60_000),
      joint: ' ',
      ownWords: spacedOwn(english, 60_000),
    },
  },
  {
    share: 0.09,
    language: {
      lang: 'zh-Hans',
      encodings: ['utf-8', 'utf-8', 'gb18030'],
      sentence: (random, length, own) =>
        mixed(own, random, unspaced(random, Math.ceil(length * 0.6), chinese, chineseParticles)) + '。',
      joint: '',
      ownWords: unspacedOwn(chinese),
    },
  },
  {
    share: 0.03,
    language: {
      lang: 'zh-Hant',
      encodings: ['utf-8', 'big5'],
      sentence: (random, length, own) =>
        mixed(own, random, unspaced(random, Math.ceil(length * 0.6), chinese, chineseParticles)) + '。',
      joint: '',
      ownWords: unspacedOwn(chinese),
      finish: (text) => Array.from(text, (letter) => traditional.get(letter) ?? letter).join(''),
    },
  },
  {
    share: 0.08,
    language: {
      lang: 'ja',
      encodings: ['utf-8', 'utf-8', 'shift_jis', 'euc-jp'],
      sentence: (random, length, own) =>
        mixed(
          own,
          random,
          unspaced(random, Math.ceil(length * 0.5), japanese, japaneseParticles).replaceAll('，', '、'),
        ) +
        pick(random, japaneseEndings) +
        '。',
      joint: '',
      ownWords: unspacedOwn(japanese),
    },
  },
  {
    share: 0.05,
    language: {
      lang: 'ko',
      encodings: ['utf-8', 'utf-8', 'euc-kr'],
      sentence: (random, length, own) => {
        const words = Array.from({ length: Math.ceil(length * 0.7) }, () => {
          const word = random() < 0.12 ? pick(random, own) : pickZipf(random, korean)
          return word + pickZipf(random, koreanParticles)
        })
        return `${words.join(' ')} ${pick(random, koreanEndings)}.`
      },
      joint: ' ',
      ownWords: unspacedOwn(korean),
    },
  },
  {
    share: 0.04,
    language: {
      lang: 'de',
      encodings: ['utf-8', 'windows-1252'],
      sentence: spaced(german, 20_000),
      joint: ' ',
      ownWords: spacedOwn(german, 20_000),
    },
  },
  {
    share: 0.03,
    language: {
      lang: 'ru',
      encodings: ['utf-8', 'windows-1251'],
      sentence: spaced(russian, 2_000),
      joint: ' ',
      ownWords: spacedOwn(russian, 2_000),
    },
  },
]

function chooseLanguage(random: Random): Language {
  let left = random()
  for (const { share, language } of languages) {
    left -= share
    if (left < 0) return language
  }
  return (languages[0] ?? { language: undefined as never }).language
}

const sentenceLength = (random: Random): number => 8 + Math.floor(random() * 12 + random() * 10)

/** An event: the words its articles have in common, and sentences that several of them quote. */
function eventOf(language: Language, number: number, seed: number): { own: string[]; stock: string[] } {
  const random = randomFrom(seed ^ Math.imul(number + 1, 0x9e3779b1) ^ language.lang.charCodeAt(0))
  const own = language.ownWords(random)
  const stock = Array.from({ length: 4 }, () => language.sentence(random, sentenceLength(random), own))
  return { own, stock }
}

function articleText(random: Random, index: number, seed: number, language: Language): string {
  const event = eventOf(language, Math.floor(index / 40), seed)
  // Median about 300 words, a tenth above 650.
  const target = Math.min(2_500, 120 + Math.round(Math.exp(4.0 + 2.1 * random() + random())))
  const title = language
    .sentence(random, 7 + Math.floor(random() * 5), event.own)
    .replace(/[.。“”"]/g, '')
    .trim()
  const paragraphs: string[] = []
  if (language.lang === 'en' && random() < 0.4) {
    const date = `${2015 + (index % 11)}-0${1 + (index % 9)}-1${index % 10}`
    paragraphs.push(`Published: ${date} Source: ${pick(random, outlets)}`)
  }
  let words = 0
  while (words < target) {
    const sentences: string[] = []
    const count = 2 + Math.floor(random() * 4)
    for (let at = 0; at < count; at++) {
      const length = sentenceLength(random)
      words += length
      sentences.push(
        random() < 0.06 ? pick(random, event.stock) : language.sentence(random, length, event.own),
      )
    }
    paragraphs.push(sentences.join(language.joint))
  }
  const text = [title, ...paragraphs].join('\n\n') + '\n'
  return language.finish ? language.finish(text) : text
}

const encoders = new Map<string, ReadonlyMap<string, readonly number[]>>()

/** The bytes of each character of a one- or two-byte encoding, found by decoding every sequence. */
function encoderOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = encoders.get(encoding)
  if (known) return known
  const decoder = new TextDecoder(encoding)
  const bytes = new Map<string, readonly number[]>()
  const note = (...sequence: number[]): void => {
    const text = decoder.decode(Uint8Array.from(sequence))
    if (text !== '' && !text.includes('\ufffd') && Array.from(text).length === 1 && !bytes.has(text))
      bytes.set(text, sequence)
  }
  for (let first = 0; first < 256; first++) note(first)
  if (!encoding.startsWith('windows')) {
    for (let first = 0x81; first < 0xff; first++) {
      for (let second = 0x40; second < 0xff; second++) note(first, second)
    }
  }
  encoders.set(encoding, bytes)
  return bytes
}

/** The bytes of a text in an encoding; null where it has a character that the encoding has not. */
function encode(text: string, encoding: string): Uint8Array | null {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  const encoder = encoderOf(encoding)
  const bytes: number[] = []
  for (const character of text) {
    const sequence = encoder.get(character)
    if (!sequence) return null
    bytes.push(...sequence)
  }
  return Uint8Array.from(bytes)
}

/** The articles of a corpus, one after the other. */
export function* generateArticles(count: number, seed = 1): Generator<GeneratedArticle> {
  for (let index = 0; index < count; index++) {
    const random = randomFrom(seed ^ Math.imul(index + 1, 0x85ebca6b))
    const language = chooseLanguage(random)
    const text = articleText(random, index, seed, language)
    const wanted = pick(random, language.encodings)
    const bytes = encode(text, wanted)
    const fileName = `${String(index).padStart(6, '0')}-${language.lang.toLowerCase()}.txt`
    yield bytes
      ? { fileName, lang: language.lang, text, bytes, encoding: wanted }
      : { fileName, lang: language.lang, text, bytes: new TextEncoder().encode(text), encoding: 'utf-8' }
  }
}
