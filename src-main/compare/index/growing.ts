/** Typed arrays that grow at their end. */

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array

/** The array with room for so many numbers: itself, or a longer copy. */
export function withRoom<Kind extends Numbers>(numbers: Kind, length: number): Kind {
  if (length <= numbers.length) return numbers
  const make = numbers.constructor as new (length: number) => Kind
  const longer = new make(Math.max(length, Math.ceil(numbers.length * 1.3), 1024))
  longer.set(numbers)
  return longer
}
