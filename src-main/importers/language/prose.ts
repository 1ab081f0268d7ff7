/** What a run of text looks like: a sentence, a title, how wide it is. The evidence that cleaning rules weigh. */

/** Wide East Asian characters take two columns. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g
const anyWide = new RegExp(wide.source)

/** The width in columns, East Asian wide characters counting two: how much a line says, whatever its script. */
export function columns(text: string): number {
  if (!anyWide.test(text)) return text.length
  return text.length + (text.match(wide)?.length ?? 0)
}

/** Ends as a sentence does: a terminator, then quotation marks and brackets at the most. */
export function endsSentence(text: string): boolean {
  return /[.!?…。！？｡][)\]"'”’»」』）】〉》]*$/u.test(text.slice(-8))
}

/** A question or an exclamation may be a headline up to this width; longer ones are prose. */
const widestQuestion = 120
/** Nothing wider is a title, whatever it ends in. */
const widestTitle = 250

/** Running text: it ends as a sentence does, or is too long to be anything else. Nothing is both this and a title. */
export function isProse(text: string): boolean {
  if (text.length > widestTitle) return true
  const width = columns(text)
  if (width > widestTitle) return true
  if (!endsSentence(text)) return false
  return /[.…。｡][)\]"'”’»」』）】〉》]*$/u.test(text.slice(-8)) || width > widestQuestion
}

/** Could be a headline by its form alone: one line, no sentence, begins as a headline does. */
export function isTitleLike(text: string): boolean {
  if (text.length < 2 || text.length > widestTitle || text.includes('\n')) return false
  if (isProse(text) || /[,，;；:：、\-–—]$/u.test(text)) return false
  if (!/^["'“‘«「『《【([（〈]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(text)) return false
  return /\p{L}{2}|[\p{Lo}]/u.test(text) && !/https?:|www\.|@/i.test(text) && !/[。｡]/u.test(text)
}
