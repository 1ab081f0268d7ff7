import { expect, test } from '@playwright/test'
import * as v from 'valibot'
import { NoArgs, Nothing, type CallTable, type Handlers } from '#contract/call'
import { dispatch } from '#contract/dispatch'
import { CollateError } from '#domain/errors'

const table = {
  'echo.words': { args: v.object({ words: v.pipe(v.string(), v.maxLength(5)) }), result: v.string() },
  'fail.plainly': { args: NoArgs, result: Nothing },
  'fail.badly': { args: NoArgs, result: Nothing },
} as const satisfies CallTable

const handlers: Handlers<typeof table> = {
  'echo.words': ({ words }) => words,
  'fail.plainly': () => {
    throw new CollateError('not-found', 'It is not there.', { subject: 'it' })
  },
  'fail.badly': () => Promise.reject(new Error('/home/someone/secret is missing')),
}

function call(
  name: unknown,
  args: unknown,
  report: (name: string, error: unknown) => void = () => undefined,
) {
  return dispatch(table, handlers, name, args, report)
}

test('a call with fitting arguments is answered', async () => {
  expect(await call('echo.words', { words: 'abc' })).toEqual({ ok: true, value: 'abc' })
})

test('a name that is not in the table is invalid, those of Object.prototype included', async () => {
  for (const name of [
    'echo',
    'constructor',
    '__proto__',
    'toString',
    '',
    7,
    null,
    undefined,
    ['echo.words'],
  ]) {
    expect(await call(name, {})).toMatchObject({ ok: false, error: { code: 'invalid' } })
  }
})

test('arguments that do not fit are invalid and name the field', async () => {
  for (const words of ['too long', 5, null, undefined, {}]) {
    expect(await call('echo.words', { words })).toMatchObject({
      ok: false,
      error: { code: 'invalid', subject: 'words' },
    })
  }
  for (const args of [null, undefined, 'text', []]) {
    expect(await call('echo.words', args)).toMatchObject({ ok: false, error: { code: 'invalid' } })
  }
  expect(await call('fail.plainly', { extra: 1 })).toMatchObject({ ok: false, error: { code: 'invalid' } })
})

test('a CollateError travels whole, and is reported', async () => {
  const reported: unknown[] = []
  const outcome = await call('fail.plainly', {}, (name, error) => reported.push([name, error]))
  expect(reported).toEqual([['fail.plainly', expect.any(CollateError)]])
  expect(outcome).toEqual({
    ok: false,
    error: { code: 'not-found', message: 'It is not there.', subject: 'it' },
  })
})

test('any other failure is internal, and its details go to the log alone', async () => {
  const reported: unknown[] = []
  const outcome = await call('fail.badly', {}, (name, error) =>
    reported.push([name, (error as Error).message]),
  )
  expect(outcome).toMatchObject({ ok: false, error: { code: 'internal' } })
  expect(JSON.stringify(outcome)).not.toContain('secret')
  expect(reported).toEqual([['fail.badly', '/home/someone/secret is missing']])
})
