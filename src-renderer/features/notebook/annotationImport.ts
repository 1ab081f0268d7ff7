/** Taking in W3C Web Annotations of a file: what each comes to is known before anything is changed. */
import { call } from '#client/api'
import type { CallResult } from '#contract/calls'
import { textOf } from '#shared/fileText'

export type AnnotationPlan = CallResult<'annotations.import'>
export type ImportedAnnotation = AnnotationPlan['items'][number]

/** The most bytes that are read. */
const mostBytes = 150_000_000

/**
 * Reads a file and works out what becomes of each annotation.
 * @throws Error with words for the reader, where nothing can be read
 */
export async function planAnnotations(file: File): Promise<AnnotationPlan> {
  return await call('annotations.import', { content: await textOf(file, mostBytes) })
}
