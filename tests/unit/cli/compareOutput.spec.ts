/** What the comparing commands print is described in docs/, for programs that read it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { toJsonSchema } from '@valibot/to-json-schema'
import {
  CompareOutputSchema,
  CoverageOutputSchema,
  RelatedOutputSchema,
} from '../../../src-main/cli/compareOutput'

const docs = join(import.meta.dirname, '../../../docs')
const schemas = {
  compare: CompareOutputSchema,
  related: RelatedOutputSchema,
  coverage: CoverageOutputSchema,
}

for (const [name, schema] of Object.entries(schemas)) {
  test(`docs/${name}.schema.json describes what is printed (COLLATE_WRITE=1 writes it)`, () => {
    const path = join(docs, `${name}.schema.json`)
    const made = toJsonSchema(schema, { errorMode: 'ignore', target: 'draft-2020-12' })
    if (process.env['COLLATE_WRITE']) writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(made)))
  })
}
