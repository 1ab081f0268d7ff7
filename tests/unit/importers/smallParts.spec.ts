/** Titles, languages, words, dates: the small functions that readers and rules share. */
import { expect, test } from '@playwright/test'
import { dateAt, statedDate } from '#importers/language/dates'
import { blockOf } from '#importers/draft'
import { detectLanguage, statedLanguage } from '#importers/language/language'
import { receivedOffsets } from '#importers/cleaning/receivedOffsets'
import { derivedTitle } from '#importers/cleaning/title'
import { countWords } from '#importers/language/words'

function titleOf(text: string, kind: 'paragraph' | 'caption' = 'paragraph'): string | null {
  const block = blockOf(text, 0, text.length, kind)
  return derivedTitle(block ? [block] : [])
}

test.describe('a derived title', () => {
  for (const [text, title] of [
    ['The talks ended. Nobody spoke.', 'The talks ended'],
    ['Did the talks end? Nobody knows.', 'Did the talks end?'],
    [
      '“It is over,” the mayor of St. Example said. Nobody spoke.',
      '“It is over,” the mayor of St. Example said',
    ],
    ['The U.S. Congress met. Nobody spoke.', 'The U.S. Congress met'],
    ['The cost is 3.5 million. More will follow.', 'The cost is 3.5 million'],
    ['委员会周五公布了报告。成员们秋天将再次开会。', '委员会周五公布了报告'],
    ['No end in sight', 'No end in sight'],
  ] as const) {
    test(`of “${text}”`, () => expect(titleOf(text)).toBe(title))
  }

  test('is cut at a clause where that is long enough, else at a word, and says so', () => {
    const clause = titleOf(
      'The committee that looks after the harbour and the ferries published its report on Friday, after months of talks with all of the towns.',
    )
    expect(clause).toBe(
      'The committee that looks after the harbour and the ferries published its report on Friday…',
    )
    const word = titleOf(
      'The committee that looks after the harbour and the ferries of the two towns on the coast published its report on Friday.',
    )
    expect(word).toBe(
      'The committee that looks after the harbour and the ferries of the two towns on the coast published…',
    )
    const chinese = titleOf('委员会周五公布了报告称此前的估算有误'.repeat(5)) ?? ''
    expect(chinese).toMatch(/…$/)
    expect(chinese.length).toBeLessThanOrEqual(51)
  })

  test('does not end in a word that leads on', () => {
    const title = titleOf(
      'The committee of the harbour and the ferries of the two towns on the coast has published some of the reports of the year.',
    )
    expect(title).not.toMatch(/\b(?:of|the|some of)…$/)
  })

  test('comes from the first block that is no caption', () => {
    const caption = blockOf('A bridge. Photo: X', 0, 18, 'caption')
    const text = blockOf('The talks ended.', 0, 16)
    expect(derivedTitle([caption, text].filter((block) => block !== null))).toBe('The talks ended')
    expect(derivedTitle([])).toBeNull()
  })
})

test.describe('the language', () => {
  for (const [lang, text] of [
    [
      'en',
      'The committee published its report on Friday and said that it was not what the towns had asked for.',
    ],
    ['fr', 'Le comité a publié son rapport et il a dit que ce n’est pas ce que les villes avaient demandé.'],
    [
      'de',
      'Der Ausschuss hat den Bericht am Freitag vorgelegt und sagte, dass er nicht das ist, was die Städte wollten.',
    ],
    ['es', 'El comité publicó el informe y dijo que no es lo que las ciudades habían pedido para el puerto.'],
    ['pt', 'O comitê publicou o relatório e disse que não é o que as cidades tinham pedido para o porto.'],
    [
      'it',
      'Il comitato ha pubblicato il rapporto e ha detto che non è quello che le città avevano chiesto per il porto.',
    ],
    [
      'nl',
      'De commissie heeft het rapport op vrijdag gepubliceerd en zei dat het niet is wat de steden wilden.',
    ],
    [
      'pl',
      'Komitet opublikował raport i powiedział, że nie jest to to, o co prosiły miasta, ale się zgodził.',
    ],
    ['ru', 'Комитет опубликовал доклад и сказал, что это не то, что города хотели, но он был рад.'],
    ['uk', 'Комітет опублікував доповідь і сказав, що це не те, що міста хотіли, але він був радий.'],
    ['zh-Hans', '委员会周五公布了报告，称此前的估算有误。这个问题还没有解决。'],
    ['zh-Hant', '委員會週五公布了報告，稱此前的估算有誤。這個問題還沒有解決。'],
    ['ja', '委員会は金曜日に報告書を公表した。'],
    ['ko', '위원회는 금요일에 보고서를 발표했다.'],
    ['ar', 'نشرت اللجنة تقريرها يوم الجمعة.'],
    ['fa', 'کمیته گزارش خود را روز جمعه منتشر کرد و گفت که چنین نیست.'],
    ['he', 'הוועדה פרסמה את הדוח ביום שישי.'],
    ['el', 'Η επιτροπή δημοσίευσε την έκθεσή της την Παρασκευή.'],
    ['th', 'คณะกรรมการเผยแพร่รายงานเมื่อวันศุกร์'],
    ['und', 'Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt'],
    ['und', '12345 — 678'],
    ['und', 'Hello'],
  ] as const) {
    test(`${lang}: ${text.slice(0, 30)}`, () => expect(detectLanguage(text)).toBe(lang))
  }

  test('as the file states it, where its script can be so', () => {
    const english =
      'The committee published its report and said that it was not what the towns had asked for.'
    expect(statedLanguage('en_GB', english)).toBe('en-GB')
    expect(statedLanguage('zh-CN', '委员会周五公布了报告，这个问题。')).toBe('zh-Hans')
    expect(statedLanguage('zh-tw', '委員會週五公布了報告。')).toBe('zh-Hant')
    expect(statedLanguage('zh', '委員會週五公布了報告，這個問題。')).toBe('zh-Hant')
    expect(statedLanguage('en', '委员会周五公布了报告，这个问题。')).toBeNull()
    expect(statedLanguage('not a tag!', english)).toBeNull()
    expect(statedLanguage(undefined, english)).toBeNull()
  })
})

test('words are counted as readers count them', () => {
  expect(countWords('High-level talks, 3.5 million; it’s “over” — now.')).toBe(7)
  expect(countWords('')).toBe(0)
  expect(countWords('— * —')).toBe(0)
  expect(countWords('中国和日本。')).toBe(5)
  expect(countWords('港の covenant を signed')).toBe(5)
  expect(countWords('위원회는 금요일에 발표했다.')).toBe(3)
  expect(countWords('Комитет опубликовал доклад.')).toBe(3)
  expect(countWords('คณะกรรมการเผยแพร่รายงาน')).toBeGreaterThan(1)
})

test.describe('a date', () => {
  for (const [text, iso] of [
    ['2025-03-03', '2025-03-03'],
    ['2025/3/3 10:20', '2025-03-03'],
    ['2025.03.03. 오후 3:20', '2025-03-03'],
    ['2025年3月3日（月）10時20分', '2025-03-03'],
    ['2025年3月3日 星期一 10:20:33', '2025-03-03'],
    ['2025년 3월 3일', '2025-03-03'],
    ['March 3, 2025 at 10:30 AM EST', '2025-03-03'],
    ['Monday, 3rd March 2025', '2025-03-03'],
    ['Mar. 3, 2025', '2025-03-03'],
    ['3. März 2025', '2025-03-03'],
    ['3 de marzo de 2025', '2025-03-03'],
    ['1er août 2025', '2025-08-01'],
    ['2024-02-29', '2024-02-29'],
  ] as const) {
    test(`is read whole: ${text}`, () => expect(dateAt(text, 0)).toEqual({ iso, end: text.length }))
  }
  for (const text of [
    '2025-02-29',
    '2025-13-01',
    '03/04/2025',
    '25-03-03',
    'March 2025',
    '2025-03-031',
    'next Monday',
  ]) {
    test(`is not read: ${text}`, () => expect(dateAt(text, 0)).toBeNull())
  }
  test('that a field states may be a month, a year or a moment', () => {
    expect(statedDate('2025-03-03T23:30:00+09:00')).toBe('2025-03-03')
    expect(statedDate('2025-03')).toBe('2025-03')
    expect(statedDate('2025')).toBe('2025')
    expect(statedDate('20250303')).toBe('2025-03-03')
    expect(statedDate('2025-99')).toBeNull()
    expect(statedDate('yesterday')).toBeNull()
  })
})

test('offsets of composed text are found in the text as received', () => {
  const received = 'e\u0301a\u0308b\n한'.normalize('NFD') + 'c'
  // é | ä | b | \n | 한 | c
  expect(receivedOffsets(received, [0, 1, 2, 3, 4, 5, 6])).toEqual([0, 2, 4, 5, 6, 9, 10])
})
