/** The rule for paragraphs that were run together. */
import { expect, test } from '@playwright/test'
import { breaksIn } from '#importers/cleaning/rules/lostBreaks'

/** The text with `¶` where a break was found. */
function broken(text: string): string {
  const at = breaksIn(text)
  return [0, ...at].map((start, index) => text.slice(start, at[index])).join('¶')
}

const found = [
  'The members further expressed a willingness to deepen their work with the other side.¶These remarks were made during a meeting in the harbour town.',
  'The plan is to finish the new harbour with all of its cranes and quays in 2025.¶The town has paid for the half of it so far, and will pay more.',
  'An official told the paper on the steps of the town hall late on Monday.¶"Talks between the two towns serve them both," the official went on to say.',
  'That shows what the members expect of the new harbour and of its market.¶"The two towns have grown together," said the mayor at the end of the day.',
  '“We will look at it again and then once more,” the chair told the members.”¶The others agreed with that, and went home by the last ferry of the day.',
  'It was sent by the ministry for the harbours of the whole country (MHC).¶He said that nothing of it was known to him before the day of the talks.',
  'Would they pay for the half of the harbour that the other town had asked for?¶In the end they did so, and nobody in the town council spoke against it.',
  'Der Ausschuss hat seinen Bericht am Freitag nach langen Gesprächen vorgelegt.¶Die Mitglieder treffen sich im Herbst wieder, um über die Folgen zu reden.',
  'Комитет опубликовал свой доклад в пятницу после нескольких месяцев переговоров.¶В нём говорится, что прежние оценки были ошибочными и дорогими.',
  // A name begins the next paragraph: others in the same block make it likely.
  'The members further expressed a willingness to deepen their work with the others.¶These remarks were made at a meeting in the harbour town on Monday.¶Wang said that the policy gives new chances to the towns on the coast.',
  'The members further expressed a willingness to deepen their work with the others.¶These remarks were made at a meeting in the harbour town by Ann Ba.¶Chinese members of the committee agreed to all of it later.¶They were asked again on the next day, and then once more in the week after.',
]
for (const [index, text] of found.entries()) {
  test(`breaks ${index + 1}: “…${text.slice(Math.max(0, text.indexOf('¶') - 14), text.indexOf('¶') + 10)}…”`, () => {
    expect(broken(text.replaceAll('¶', ''))).toBe(text)
  })
}

const before = 'The members of the committee spoke for a long time about'
const after = 'and about what shall follow from that in the years to come.'
for (const words of [
  'U.S.The',
  'U.S. policy',
  'the U.S.A. and others',
  'D.C.The',
  'a.m.The',
  'e.g.This',
  'i.e.The',
  'Ph.D.',
  'Ph.D.The',
  'J.R.R. Tolkien',
  'J.K.Rowling',
  '3.5 metres',
  '3.5The',
  'No.Five',
  'St.Petersburg',
  'Mr.Smith',
  'Dr.Who',
  'etc.The',
  'Inc.The',
  'Sept.The',
  'vs.The',
  'www.Example.com',
  'Booking.Com',
  'example.Org',
  'http://a.b/The.Page',
  'name@host.The',
  'README.Txt',
  'setup.Exe',
  'Node.JS',
  'ASP.NET',
  'System.Out.println',
  'array.Map',
  'foo().The',
  'v2.The',
  'John.Smith',
  'Yahoo!Japan',
  '$x.The',
  '1.The',
  '2.Then',
  'path\\to.The',
  'so ...The',
  'snake_case.The',
  'a{b}.The',
  'camelCase.The',
]) {
  test(`leaves “${words}”`, () => {
    const text = `${before} ${words} ${after}`
    expect(broken(text)).toBe(text)
  })
}

test('leaves a text that lost the spaces between all of its sentences', () => {
  const text =
    'The harbour is closed for the whole of the week.The ferries do not run on any of the days.The town is quiet at all the hours of day.The gulls are not.'
  expect(broken(text)).toBe(text)
})

test('leaves a slip between short sentences', () => {
  const text = `${prose()} He came.The others left. ${prose()}`
  expect(broken(text)).toBe(text)
})

test('leaves text in scripts that set no space after a sentence', () => {
  const text = '委员会周五公布了报告。报告说，估算有误。成员们秋天将再次开会。'.repeat(4)
  expect(broken(text)).toBe(text)
})

function prose(): string {
  return 'The committee published its report on Friday, after months of talks with all of the towns on the coast.'
}
