/** The templates that ship with Collate, and the check of a template that a reader wrote. */
import { sampleDocuments } from './sampleMaterial'
import {
  parseTemplate,
  trialLimits,
  renderParsed,
  templateProblem,
  type TemplateProblem,
} from './templateEngine'

export interface Template {
  id: string
  name: string
  /** In the language that docs/templates.md describes. */
  source: string
}

/** What stands before a quotation's source: the title, where the file does not say it or nothing else is known. */
const citation = `{% if kind != 'article' or highlight.article.source == nil and highlight.article.byline == nil %}{{ highlight.article.title }}{% if highlight.article.citation %}, {% endif %}{% endif %}{{ highlight.article.citation }}`

const definitionAndNote = `{%- if group.tag and group.tag.definition != '' -%}

{{ group.tag.definition }}
{%- endif -%}
{%- if group.note -%}

{{ group.note | markdown }}
{%- endif -%}`

/** What comes after a quotation and its source: its state, the note, and its links, each as `relation` writes it. */
const afterQuotation = (relation: string): string => `{%- if highlight.status == 'lost' -%}

Lost: these words are not in the article as it is now.
{%- elsif highlight.status == 'fuzzy' -%}

The article has changed here: {{ highlight.words }}
{%- endif -%}
{%- if highlight.note -%}

{{ highlight.note | markdown }}
{%- endif -%}
{%- for relation in highlight.relations -%}

${relation}
{%- if relation.note -%}

{{ relation.note | markdown }}
{%- endif -%}
{%- endfor -%}`

const obsidian = `---
{{ properties | yaml }}
---
{%- for group in groups -%}

# {{ group.title }}
{%- unless properties.id -%}

{{ group.key | marker }}
{%- endunless -%}
${definitionAndNote}
{%- for highlight in group.highlights -%}

> [!quote] {% if highlight.paragraph %}¶{{ highlight.paragraph }} · {% endif %}{% if highlight.status == 'lost' %}Lost · {% endif %}{{ highlight.hue }}{% if highlight.tags.size > 0 %} · {{ highlight.tags | hashtags }}{% endif %}
>
{{ highlight.quotation | quote }}
>
> — ${citation} · [Open in Collate]({{ highlight.address | url }})

^{{ highlight.block }}
${afterQuotation(
  "{{ relation.label }} {{ relation.targets | wikilinks }}{% if relation.title != '' %} ({{ relation.title }}){% endif %}",
)}
{%- endfor -%}
{%- endfor -%}
`

const commonmark = `{%- for group in groups -%}
{%- unless forloop.first -%}

{%- endunless -%}
# {{ group.title }}

{{ group.key | marker }}
{%- if group.article -%}

{% if group.article.byline %}{{ group.article.byline }} · {% endif %}{% if group.article.citation %}{{ group.article.citation }} · {% endif %}{% if group.article.url %}[{{ group.article.url }}]({{ group.article.url | url }}) · {% endif %}[Open in Collate]({{ group.article.address | url }})
{%- endif -%}
${definitionAndNote}
{%- for highlight in group.highlights -%}

{{ highlight.quotation | quote: 'hard' }}

— ${citation}{% if highlight.paragraph %}, ¶{{ highlight.paragraph }}{% endif %} · {{ highlight.hue }}{% if highlight.tags.size > 0 %} · {{ highlight.tags | join: ', ' }}{% endif %} · [Open in Collate]({{ highlight.address | url }})
${afterQuotation(
  "{{ relation.label }}{% for target in relation.targets %} “{{ target.quotation }}” ({{ target.title }}){% unless forloop.last %},{% endunless %}{% endfor %}{% if relation.title != '' %}: {{ relation.title }}{% endif %}",
)}
{%- endfor -%}
{%- endfor -%}
`

export const builtInTemplates: readonly Template[] = [
  { id: 'obsidian', name: 'Obsidian Markdown', source: obsidian },
  { id: 'commonmark', name: 'Plain Markdown', source: commonmark },
]

export type TemplateCheck = { ok: true } | ({ ok: false } & TemplateProblem)

/**
 * Whether a template can be used: it is parsed, and rendered with a small made-up notebook in each grouping, so that a
 * variable or a filter that does not exist is found as well.
 */
export function checkTemplate(source: string): TemplateCheck {
  try {
    const parsed = parseTemplate(source)
    for (const document of sampleDocuments()) renderParsed(parsed, document.model, trialLimits)
    return { ok: true }
  } catch (error) {
    const problem = templateProblem(error)
    if (!problem) throw error
    return { ok: false, ...problem }
  }
}
