/** A small made-up notebook that has one of everything, to try a template on. */
import type { PlacedHighlight } from '#domain/annotations/notebook'
import { documentsOf } from './documents'
import type { ExportArticle, ExportMaterial } from '../material'
import { groupings, type Document } from './templateModel'

const moment = '2025-01-02T03:04:05.000Z'
const revision = '0'.repeat(64)
const text = 'A first sentence.\n\nA second one.'

function highlight(id: string, articleId: string, place: PlacedHighlight['place']): PlacedHighlight {
  return {
    id,
    articleId,
    anchor: { quote: 'first', prefix: 'A ', suffix: ' sentence.', start: 2, end: 7, revision },
    hue: 'amber',
    tags: id === 'one' ? ['tag'] : [],
    note: id === 'one' ? 'A note.' : '',
    created: moment,
    updated: moment,
    place,
  }
}

function article(id: string, known: boolean, highlights: PlacedHighlight[]): ExportArticle {
  const provenance = known ? 'file' : 'none'
  return {
    id,
    metadata: {
      title: `Article ${id}`,
      byline: known ? 'A Writer' : null,
      source: known ? 'A Paper' : null,
      url: known ? 'https://example.org/' : null,
      published: known ? '2025-01-02' : null,
      lang: 'en',
    },
    provenance: {
      title: 'file',
      byline: provenance,
      source: provenance,
      url: provenance,
      published: provenance,
      lang: 'file',
    },
    fileName: `${id}.txt`,
    text,
    blocks: [
      { kind: 'paragraph', start: 0, end: 17 },
      { kind: 'paragraph', start: 19, end: 32 },
    ],
    revision,
    note: { note: known ? 'On the whole.' : '', tags: known ? ['tag'] : [], updated: null },
    highlights,
  }
}

export const sampleMaterial: ExportMaterial = {
  articles: [
    article('a', true, [
      highlight('one', 'a', { status: 'exact', start: 2, end: 7 }),
      highlight('two', 'a', { status: 'lost' }),
    ]),
    article('b', false, [
      highlight('three', 'b', {
        status: 'fuzzy',
        start: 2,
        end: 7,
        words: 'First',
        scores: { quote: 1, context: 1, position: 1, total: 1 },
      }),
    ]),
  ],
  links: [
    {
      id: 'link',
      title: 'A comparison',
      relation: 'contradicts',
      members: [
        { articleId: 'a', highlightId: 'one' },
        { articleId: 'b', highlightId: 'three' },
      ],
      note: 'On the link.',
      tags: [],
      created: moment,
      updated: moment,
    },
  ],
  tags: [{ name: 'tag', color: 'amber', definition: 'What it means.', parent: null, updated: moment }],
  fileNames: new Map([
    ['a', 'Article a.md'],
    ['b', 'Article b.md'],
    ['link:link', 'A comparison.md'],
  ]),
  hueNames: { amber: 'Claim', rose: 'Tension', green: 'Figure', blue: 'Actor', violet: 'Question' },
}

/** The sample as documents, one file each and all in one, in every grouping. */
export function sampleDocuments(): Document[] {
  return groupings.flatMap((groupBy) =>
    (['files', 'single'] as const).flatMap((layout) =>
      documentsOf(sampleMaterial, { layout, withoutNotes: true, groupBy }),
    ),
  )
}
