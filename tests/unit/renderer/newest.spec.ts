/** Answers that overtake one another: only the one to the newest question is taken. */
import { expect, test } from '@playwright/test'
import { Newest } from '#client/newest'

interface Open {
  question: () => Promise<string>
  answer: (text: string) => void
  fail: (error: Error) => void
}

function open(): Open {
  let answer!: Open['answer']
  let fail!: Open['fail']
  const promise = new Promise<string>((resolve, reject) => {
    answer = resolve
    fail = reject
  })
  return { question: () => promise, answer, fail }
}

test('an answer that comes after a newer question is not taken, whichever comes first', async () => {
  for (const order of ['as asked', 'the other way round']) {
    const newest = new Newest()
    const [older, newer] = [open(), open()]
    const asked = [newest.ask(older.question), newest.ask(newer.question)]
    if (order === 'as asked') older.answer('old')
    newer.answer('new')
    older.answer('old')
    expect(await Promise.all(asked), order).toEqual([null, { answer: 'new' }])
  }
})

test('a failure is told of unless a newer question was asked', async () => {
  const newest = new Newest()
  const [older, newer] = [open(), open()]
  const asked = [newest.ask(older.question), newest.ask(newer.question)] as const
  older.fail(new Error('older'))
  newer.fail(new Error('newer'))
  await expect(asked[1]).rejects.toThrow('newer')
  expect(await asked[0]).toBeNull()
})
