/** Answers the calls that write the reader's work out, and that exchange it with other programs. */
import type { Handlers } from '#contract/call'
import type { exchangeCalls } from '#contract/exchange'
import type { exportCalls } from '#contract/exports'
import { AnnotationImport } from '#services/annotations/annotationImport'
import type { ServiceContext } from '#services/context'
import { Exchange } from '#services/exporting/exchange'
import { Exports } from '#services/exporting/exports'
import { ExportWriter } from '#services/exporting/exportWriter'
import type { Workbench } from '#services/notebook/workbench'

export function exportHandlers(
  context: ServiceContext,
  workbench: Workbench,
): Handlers<typeof exportCalls & typeof exchangeCalls> {
  const exports = new Exports(context, workbench)
  const writer = new ExportWriter(context, exports)
  const exchange = new Exchange({ ...context, workbench, exports })
  const annotationImport = new AnnotationImport(context)
  return {
    'export.prepare': ({ request }) => writer.prepare(request),
    'export.outdated': ({ plan }) => ({ outdated: writer.isOutdated(plan) }),
    'export.text': ({ plan }) => writer.text(plan),
    'export.plan': (args) => writer.plan(args),
    'export.write': (args) => writer.write(args),
    'export.saveText': ({ target, content }) => writer.saveText(target, content),
    'templates.list': () => exports.templates(),
    'templates.save': async ({ template }) => {
      await exports.saveTemplate(template)
      return null
    },
    'templates.delete': async ({ id }) => {
      await exports.deleteTemplate(id)
      return null
    },
    'templates.preview': ({ source, request }) => exports.preview(source, request),
    'export.data': (args) => exchange.data(args),
    'annotations.import': ({ content }) => annotationImport.plan(content),
    'codebook.export': (args) => exchange.codebook(args),
    'codebook.import': (args) => exchange.importCodebook(args),
  }
}
