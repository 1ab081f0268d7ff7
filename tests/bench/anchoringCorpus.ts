/** Made-up news in English, Chinese and Japanese, full of the names and turns of phrase that real news repeats. */

export type Lang = 'en' | 'zh' | 'ja'

/** A source of numbers that gives the same ones in every run. */
export interface Random {
  /** An integer from 0 to `limit - 1`. */
  below(limit: number): number
  pick<Item>(items: readonly Item[]): Item
  shuffled<Item>(items: readonly Item[]): Item[]
}

/** A generator (Mulberry32) seeded by a string (FNV-1a). */
export function randomFrom(seed: string): Random {
  let state = 0x811c9dc5
  for (let at = 0; at < seed.length; at += 1) state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, key: next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item)
  return { below, pick, shuffled }
}

/** An article of so many paragraphs of up to `sentences` sentences, which touch as the language writes them. */
export function articleText(lang: Lang, paragraphs: number, random: Random, sentences = 5): string {
  return Array.from({ length: paragraphs }, () =>
    Array.from({ length: 1 + random.below(sentences) }, () => sentence(lang, random)).join(
      lang === 'en' ? ' ' : '',
    ),
  ).join('\n\n')
}

function sentence(lang: Lang, random: Random): string {
  const vocabulary = vocabularies[lang]
  let words = random.pick(vocabulary.sentence)
  while (words.includes('{')) {
    words = words.replace(/\{(\w+)\}/gu, (_, name: string) =>
      name === 'number' ? String(2 + random.below(997)) : random.pick(vocabulary[name] ?? ['?']),
    )
  }
  return lang === 'en' ? words.charAt(0).toUpperCase() + words.slice(1) : words
}

type Vocabulary = { sentence: string[] } & Record<string, string[]>

const vocabularies: Record<Lang, Vocabulary> = {
  en: {
    sentence: [
      '{who} said on {day} that {clause}.',
      'according to {who}, {clause}.',
      '{clause}, {who} told reporters in {place} on {day}.',
      '{who} {did} {thing} in {place} on {day}, and {clause}.',
      'officials from {place} and {place} {did} {thing}, while {clause}.',
      '"{clause}," said {who}, adding that {clause}.',
      '{thing} {rose} by {number} percent in {month}, after {thing} {rose} by {number} percent a year earlier.',
      'in {month}, {number} {people} from {place} {did} {thing}.',
      '{who} also {did} {thing}; {clause}.',
    ],
    clause: [
      '{thing} would {change} {thing}',
      'both sides would {change} {thing}',
      'the {number} {people} had {did} {thing}',
      '{thing} remained {state} in spite of {thing}',
      'nobody could {change} {thing} without {thing}',
      '{place} was {state} to {change} {thing}',
      'more than {number} {people} had asked {place} to {change} {thing}',
    ],
    who: [
      'the mayor of {place}',
      'Minister Ana Okafor',
      'a spokesman for the Harbour Board',
      'the Northern Chamber of Commerce and Industry',
      'Lena Brandt, director of the Institute for River Studies',
      'the two sides',
      'Professor Idris Kaya',
      'the Council for the Promotion of Coastal Trade',
    ],
    place: [
      'Westhaven',
      'Lower Tarn',
      'Port Ellery',
      'the capital',
      'Marrow Bay',
      'the northern districts',
      'Osier',
    ],
    did: ['discussed', 'signed', 'rejected', 'welcomed', 'reviewed', 'postponed', 'inspected', 'praised'],
    thing: [
      'the ferry agreement',
      'economic and trade cooperation',
      'the price of grain',
      'a plan for the old harbour',
      'the supply of drinking water',
      'the dispute over fishing rights',
      'exchanges between schools',
      'the new railway bridge',
      'investment in small workshops',
      'the harvest of late barley',
      'industrial and supply chains',
    ],
    change: [
      'strengthen',
      'delay',
      'pay for',
      'put an end to',
      'expand',
      'reconsider',
      'improve',
      'endanger',
    ],
    rose: ['rose', 'fell', 'grew', 'shrank'],
    state: ['stable', 'uncertain', 'willing', 'unlikely', 'important', 'ready'],
    people: ['fishermen', 'representatives', 'residents', 'enterprises', 'teachers', 'delegates'],
    day: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
    month: ['January', 'March', 'May', 'July', 'October', 'December'],
  },
  zh: {
    sentence: [
      '{who}{day}表示，{clause}。',
      '据{who}介绍，{clause}，{clause}。',
      '{who}在{place}{did}了{thing}，并指出{clause}。',
      '“{clause}，”{who}说，“{clause}。”',
      '{month}以来，{thing}{rose}了百分之{number}，{clause}。',
      '来自{place}和{place}的{number}名{people}{did}了{thing}。',
    ],
    clause: [
      '双方将继续{change}{thing}',
      '{thing}保持{state}',
      '{place}愿意同{place}一道{change}{thing}',
      '必须尽快{change}{thing}',
      '{number}家企业希望{change}{thing}',
      '在{thing}方面取得了{state}的进展',
    ],
    who: [
      '外交部发言人',
      '市长林海',
      '北方商会会长赵文清',
      '河流研究所所长孙立群',
      '有关负责人',
      '双方代表',
      '国际贸易促进委员会',
    ],
    place: ['西港市', '下坪县', '首都', '北部地区', '青石湾', '东岭', '柳河口'],
    did: ['讨论', '签署', '考察', '审议', '推迟', '否决', '通过'],
    thing: [
      '经贸合作',
      '渡轮协议',
      '粮食价格',
      '旧港口改造计划',
      '饮用水供应',
      '渔业权纠纷',
      '学校之间的交流',
      '新铁路桥',
      '小企业投资',
      '产业链供应链',
    ],
    change: ['加强', '推动', '改善', '扩大', '重新考虑', '结束'],
    rose: ['增长', '下降', '上升', '减少'],
    state: ['稳定', '积极', '重要', '明显'],
    people: ['渔民', '代表', '居民', '教师', '企业家'],
    day: ['周一', '周二', '周三', '四日', '五日'],
    month: ['今年一月', '三月', '七月', '去年十月'],
  },
  ja: {
    sentence: [
      '{who}は{day}、{clause}と述べた。',
      '{who}によると、{clause}という。',
      '{who}は{place}で{thing}について{did}し、{clause}と強調した。',
      '「{clause}」と{who}は語った。',
      '{month}以降、{thing}は{number}パーセント{rose}し、{clause}。',
      '{place}と{place}から{number}人の{people}が{thing}に関する会議に出席した。',
    ],
    clause: [
      '双方は今後も{thing}を{change}していく',
      '{thing}は{state}している',
      '{place}は{place}とともに{thing}を{change}したい考えだ',
      '早急に{thing}を{change}しなければならない',
      '{number}社が{thing}の{change}を求めている',
    ],
    who: [
      '外務省の報道官',
      '市長の小川氏',
      '北部商工会議所',
      '河川研究所の佐伯所長',
      '関係者',
      '双方の代表',
      '貿易振興協会',
    ],
    place: ['西港市', '下谷町', '首都', '北部地域', '青石湾', '柳川口'],
    did: ['協議', '署名', '視察', '議論', '検討'],
    thing: [
      '経済・貿易協力',
      'フェリー協定',
      '穀物の価格',
      '旧港の再開発計画',
      '飲料水の供給',
      '漁業権をめぐる対立',
      '学校間の交流',
      '新しい鉄道橋',
      'サプライチェーン',
    ],
    change: ['強化', '推進', '改善', '拡大', '再検討', '延期'],
    rose: ['増加', '減少', '上昇', '低下'],
    state: ['安定', '停滞', '進展'],
    people: ['漁業者', '代表', '住民', '教員', '経営者'],
    day: ['月曜日', '火曜日', '水曜日', '四日'],
    month: ['今年一月', '三月', '七月', '昨年十月'],
  },
}
