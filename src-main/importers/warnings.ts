/** What is said of characters that were left out or could not be read. */
import type { ReadWarning } from './result'

export function droppedWarning(count: number): ReadWarning {
  const what =
    count === 1
      ? '1 control character that is not text was'
      : `${count} control characters that are not text were`
  return { code: 'controls-dropped', message: `${what} left out.` }
}

export function undecodableWarning(count: number, encoding: string): ReadWarning {
  const what = count === 1 ? '1 place does' : `${count} places do`
  const message = `${what} not decode as ${encoding} and read as “\ufffd”. Another encoding can be chosen.`
  return { code: 'undecodable', message }
}

/** Of U+FFFD that stands in the file itself or comes of an escape for no character. */
export function replacedWarning(count: number): ReadWarning {
  const what = count === 1 ? '1 place holds' : `${count} places hold`
  return {
    code: 'undecodable',
    message: `${what} “\ufffd”, the sign for a character that was lost before or never was one.`,
  }
}
