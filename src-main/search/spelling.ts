/** Typing errors: the word of the library that a word which is nowhere was most likely meant to be. */
import type { IndexDatabase } from './database'

/**
 * The least number of letters put in, left out, replaced or exchanged with their neighbour that makes one word the
 * other (optimal string alignment), or `limit` + 1 where it is more.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const from = Array.from(a)
  const to = Array.from(b)
  if (Math.abs(from.length - to.length) > limit) return limit + 1
  let before: number[] = []
  let last = to.map((_, index) => index)
  last.push(to.length)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    before = last
    last = row
  }
  return Math.min(last[to.length] ?? limit + 1, limit + 1)
}

/** How many errors a word of so many letters may have: none in short words, where every error makes another word. */
const errorsAllowed = (letters: number): number => (letters < 4 ? 0 : letters < 8 ? 1 : 2)

/** The letters that a mistaken first letter may have been: those of the same alphabet. */
function alphabet(letter: string): string[] {
  const ranges: readonly (readonly [string, string])[] = [
    ['a', 'z'],
    ['α', 'ω'],
    ['а', 'я'],
    ['0', '9'],
  ]
  const range = ranges.find(([first, last]) => letter >= first && letter <= last)
  if (!range) return []
  const [first, last] = range
  const letters: string[] = []
  for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++)
    letters.push(String.fromCharCode(code))
  return letters
}

/** The word is in some article of the library. */
export function isKnownWord(db: IndexDatabase, word: string): boolean {
  return db.all('SELECT 1 FROM vocabulary WHERE term = ?', [word]).length > 0
}

interface Candidate {
  term: string
  doc: number
}

/** Words that differ in their first letter alone, which is not looked for among those that begin alike. */
function otherBeginnings(db: IndexDatabase, letters: readonly string[]): Candidate[] {
  const [first = '', second = '', ...rest] = letters
  const others = alphabet(first)
  const spellings = [
    [second, ...rest],
    [second, first, ...rest],
    ...others.map((other) => [other, second, ...rest]),
    ...others.map((other) => [other, first, second, ...rest]),
  ]
  return spellings.flatMap((spelling) =>
    db.all<Candidate>('SELECT term, doc FROM vocabulary WHERE term = ?', [spelling.join('')]),
  )
}

/** The word that a folded word was most likely meant to be: the fewest errors, then in most articles. Null: none is near. */
export function nearestWord(db: IndexDatabase, word: string): string | null {
  const letters = Array.from(word)
  const limit = errorsAllowed(letters.length)
  const first = letters[0]
  if (limit === 0 || first === undefined) return null
  const alike = db.all<Candidate>(
    'SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?',
    [first, first + '\uffff', letters.length - limit, letters.length + limit],
  )
  let best: { candidate: Candidate; distance: number } | null = null
  for (const candidate of [...alike, ...otherBeginnings(db, letters)]) {
    const distance = editDistance(word, candidate.term, limit)
    if (distance > limit) continue
    const nearer =
      !best || distance < best.distance || (distance === best.distance && candidate.doc > best.candidate.doc)
    if (nearer) best = { candidate, distance }
  }
  return best?.candidate.term ?? null
}
