/** Tokens and terms: what is found in a text is what FTS5 finds of its tokens. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import sqlite, { type Database } from 'node-sqlite3-wasm'
import { fold } from '#domain/text/fold'
import { findTerm, termOf } from '#domain/text/terms'
import { ftsPhrase, tokens } from '#search/tokens'

const tokensOf = (text: string): string[] => tokens(fold(text).text).split(' ').filter(Boolean)

test('splits unspaced writing into pairs and the last character', () => {
  expect(tokensOf('中国经济，日本')).toEqual(['中国', '国经', '经济', '济', '日本', '本'])
  expect(tokensOf('2025年3月')).toEqual(['2025', '年', '3', '月'])
  expect(tokensOf('GDP増長 up')).toEqual(['gdp', '増长', '长', 'up'])
  expect(tokensOf('𠮷野家')).toEqual(['𠮷野', '野家', '家'])
  expect(tokensOf('plain words')).toEqual(['plain', 'words'])
})

test('looks for words as tokens and for unspaced runs as phrases of pairs', () => {
  const phrase = (text: string, prefix = false): string | null => {
    const term = termOf(text, prefix)
    return term && ftsPhrase(term)
  }
  expect(phrase('Decouple')).toBe('"decouple"')
  expect(phrase('decoup', true)).toBe('"decoup" *')
  expect(phrase("don't")).toBe('"don t"')
  expect(phrase('中国')).toBe('"中国"')
  expect(phrase('供应链')).toBe('"供应 应链"')
  expect(phrase('国')).toBe('"国" *')
  expect(phrase('中国', true)).toBe('"中国"')
  expect(phrase('—')).toBeNull()
})

/** FTS5 itself finds the phrase in the tokens of a text. */
function foundByFts(db: Database, text: string, phrase: string): boolean {
  db.run('INSERT OR REPLACE INTO f(rowid, t) VALUES (1, ?)', [tokens(fold(text).text)])
  return db.all('SELECT rowid FROM f WHERE f MATCH ?', [phrase]).length > 0
}

test('finds a term in a text exactly where FTS5 finds it', () => {
  const db = new sqlite.Database(':memory:')
  db.exec("CREATE VIRTUAL TABLE f USING fts5(t, tokenize='ascii')")
  const unit = fc.constantFrom('a', 'b', 'ab', ' ', ' ', '，', '中', '国', '𠮷', 'カ', 'é', '1', '한')
  const text = fc.string({ unit, maxLength: 14 })
  const query = fc.string({ unit, minLength: 1, maxLength: 4 })
  let hits = 0
  fc.assert(
    fc.property(text, query, fc.boolean(), (inText, typed, prefix) => {
      const term = termOf(typed, prefix)
      if (!term) return
      const found = findTerm(fold(inText).text, term)
      hits += found.length > 0 ? 1 : 0
      expect(found.length > 0).toBe(foundByFts(db, inText, ftsPhrase(term)))
    }),
    { numRuns: 1500 },
  )
  db.close()
  expect(hits).toBeGreaterThan(50)
})

test('finds all places of a term, overlapping ones too', () => {
  const places = (text: string, typed: string, prefix = false): [number, number][] => {
    const term = termOf(typed, prefix)
    return term ? findTerm(fold(text).text, term).map(({ start, end }) => [start, end]) : []
  }
  expect(places('trade, Trades and trade', 'trade')).toEqual([
    [0, 5],
    [18, 23],
  ])
  expect(places('trade, Trades', 'trade', true)).toHaveLength(2)
  expect(places('supply — chain', 'supply chain')).toEqual([[0, 14]])
  expect(places('哈哈哈', '哈哈')).toEqual([
    [0, 2],
    [1, 3],
  ])
  expect(places('中国，日本', '国日')).toEqual([])
  expect(places('한국 경제', '국경')).toEqual([])
})
