/** Links between highlights: all of them, the one being made, and what is known of the passages they join. */
import { createContext } from 'svelte'
import { call } from '#client/api'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'
import type { Place } from '#domain/anchoring/anchor'
import { paragraphAt } from '#domain/articles/article'
import { newId } from '#domain/ids'
import { applyToLinks } from '#domain/annotations/apply'
import { changeLink } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { sameTag, type Hue, type Link } from '#domain/annotations/notebook'
import type { Reading } from './reading.svelte'

/** One end of a link. */
export type Member = Link['members'][number]

/** What is shown of an end of a link. */
export interface Passage extends Member {
  quote: string
  hue: Hue
  articleTitle: string
  source: string | null
  published: string | null
  /** The number that readers cite. */
  paragraph: number | null
  /** The letter of the pane that has the article open. */
  letter: string | null
  /** Where it stands in the text; null while the article has not been read. */
  place: Place | null
}

/** A link that is being made, or an existing one that is getting more passages. */
export interface Draft {
  id: string | null
  members: readonly Member[]
  title: string
  relation: string
  note: string
}

/** An end of a link as seen from another of its ends. */
export interface FarEnd {
  link: Link
  passage: Passage
}

type Known = Omit<CallResult<'notebook.linkEnds'>[number], 'articleId'>

/** Articles that are read for one link; of those beyond, only the words are known. */
const mostArticles = 12

const now = (): string => new Date().toISOString()

export class Links {
  draft = $state.raw<Draft | null>(null)
  /** The reader asks for the fields of the draft; they set it to false once they have the focus. */
  asked = $state(false)
  readonly #reading: Reading
  /** Links, laid over what is not on the disk yet, with what is known of their ends. */
  readonly #query = new Query(
    ['notebook.links', 'notebook.linkEnds'],
    async (call) => {
      const read = await call('notebook.links', {})
      const ends = read.length > 0 ? await call('notebook.linkEnds', {}) : []
      const coming = this.#reading.notebook.coming.flatMap(({ operations }) => operations)
      return { links: withOperations(read, coming), ends }
    },
    { delay: 60, concerns: ({ kinds }) => kinds.includes('links') || this.list.length > 0 },
  )
  /** Passages that are in no link yet. */
  #learned = $state.raw<readonly Known[]>([])
  readonly #known = $derived(
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew at every change
    new Map([...this.#learned, ...(this.#query.value?.ends ?? [])].map((end) => [end.highlightId, end])),
  )
  readonly #byHighlight = $derived.by(() => {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew at every change
    const found = new Map<string, Link[]>()
    for (const link of this.list) {
      for (const { highlightId } of link.members) {
        found.set(highlightId, [...(found.get(highlightId) ?? []), link])
      }
    }
    return found
  })

  constructor(reading: Reading) {
    this.#reading = reading
  }

  /** In the order they were made. */
  get list(): readonly Link[] {
    return this.#query.value?.links ?? []
  }

  /** Reads the links and follows what changes. Call it once, while a component initialises. */
  start(): void {
    this.#query.start()
  }

  get(id: string): Link | undefined {
    return this.list.find((link) => link.id === id)
  }

  /** The links that a highlight is an end of. */
  of(highlightId: string): readonly Link[] {
    return this.#byHighlight.get(highlightId) ?? []
  }

  /** The other ends of a highlight's links. */
  farEnds(highlightId: string): FarEnd[] {
    return this.of(highlightId).flatMap((link) =>
      link.members.flatMap((member) => {
        const passage = member.highlightId === highlightId ? null : this.passage(member)
        return passage ? [{ link, passage }] : []
      }),
    )
  }

  /** What is known of an end of a link; null for a highlight that was removed, or not read yet. */
  passage(member: Member): Passage | null {
    const { articles, notebook, workspace } = this.#reading
    const { articleId, highlightId } = member
    const known = this.#known.get(highlightId)
    const view = notebook.view(articleId)
    const highlight = notebook.highlight(articleId, highlightId)
    if (view && !highlight) return null
    const article = articles.view(articleId)
    const quote = highlight?.anchor.quote ?? known?.quote
    const hue = highlight?.hue ?? known?.hue
    if (quote === undefined || hue === undefined) return null
    const place = highlight?.place ?? null
    const pane = workspace.paneOf(articleId)
    const metadata = article?.summary.metadata
    return {
      ...{ articleId, highlightId, quote, hue, place },
      articleTitle: metadata?.title ?? known?.articleTitle ?? '',
      source: metadata ? metadata.source : (known?.source ?? null),
      published: metadata ? metadata.published : (known?.published ?? null),
      paragraph:
        article && place && place.status !== 'lost'
          ? paragraphAt(article.blocks, place.start)
          : (known?.paragraph ?? null),
      letter: pane ? workspace.letter(pane) : null,
    }
  }

  /** Starts a link with these passages, or adds them to the one that is being made. */
  begin(members: readonly Member[]): void {
    const draft = this.draft ?? { id: null, members: [], title: '', relation: '', note: '' }
    const added = members.filter(
      ({ highlightId }, index) =>
        !draft.members.some((member) => member.highlightId === highlightId) &&
        members.findIndex((other) => other.highlightId === highlightId) === index,
    )
    this.draft = {
      ...draft,
      members: [...draft.members, ...added.map(({ articleId, highlightId }) => ({ articleId, highlightId }))],
    }
    void Promise.all([this.#open(added), this.#learn(added)]).catch(() => undefined)
  }

  /** Takes an existing link up again, so that passages can be added to it or taken out. */
  extend(link: Link): void {
    const { id, members, title, relation, note } = link
    this.draft = { id, members, title, relation, note }
  }

  change(changes: Partial<Omit<Draft, 'id'>>): void {
    if (this.draft) this.draft = { ...this.draft, ...changes }
  }

  /** Makes the link of the draft. @returns it; null where it does not join two passages yet */
  save(): Link | null {
    const { draft } = this
    if (!draft || draft.members.length < 2) return null
    const before = draft.id === null ? undefined : this.get(draft.id)
    const at = now()
    const fields = {
      title: draft.title.trim() === '' ? this.#titleFor(draft.members) : draft.title.trim().slice(0, 500),
      relation: draft.relation.trim() === '' ? 'parallel' : draft.relation.trim().slice(0, 100),
      members: [...draft.members],
      note: draft.note,
    }
    this.draft = null
    if (before) {
      this.#change(before, fields, 'change of link')
      return { ...before, ...fields }
    }
    const link: Link = { id: newId(), ...fields, tags: [], created: at, updated: at }
    this.#apply('link', [{ type: 'addLink', link }])
    return link
  }

  /** Adds a link with the highlights that it joins: one step of undo. @returns what takes it back */
  add(link: Link, highlights: Operation[]): () => void {
    const takeBack = this.#apply('link', [...highlights, { type: 'addLink', link }])
    void this.#open(link.members).catch(() => undefined)
    return () => takeBack('removal of link')
  }

  setRelation(link: Link, relation: string): void {
    if (relation.trim() !== '') {
      this.#change(link, { relation: relation.trim().slice(0, 100) }, 'change of relation')
    }
  }

  rename(link: Link, title: string): void {
    if (title.trim() !== '') this.#change(link, { title: title.trim().slice(0, 500) }, 'title of link')
  }

  /**
   * Takes over a note as it is being typed; what follows closely is one step of undo.
   * @param typedOn what the field held before, so that what came from elsewhere meanwhile stays
   */
  setNote(link: Link, note: string, typedOn: string): void {
    const operations = changeLink({ ...link, note: typedOn }, { note }, now())
    if (operations.length === 0) return
    this.#show(operations)
    this.#reading.notebook
      .applySoon('note on link', operations, `link-note/${link.id}`)
      .catch(() => void this.#query.ask())
  }

  toggleTag(link: Link, name: string): void {
    const without = link.tags.filter((tag) => !sameTag(tag, name))
    const has = without.length < link.tags.length
    const label = has ? `removal of tag #${name}` : `tag #${name}`
    this.#change(link, { tags: has ? without : [...link.tags, name] }, label)
  }

  /** Takes a passage out of a link of three or more. */
  leaveOut(link: Link, highlightId: string): void {
    const members = link.members.filter((member) => member.highlightId !== highlightId)
    if (members.length >= 2) this.#change(link, { members }, 'change of link')
  }

  /** Removes a link. @returns what takes this very removal back, whatever was done since */
  delete(link: Link): () => void {
    const takeBack = this.#apply('removal of link', [{ type: 'deleteLink', id: link.id }])
    return () => takeBack('return of link')
  }

  /** Reads the articles and highlights of a link's ends. Those that are not there any more are passed over. */
  async read(link: Link): Promise<void> {
    await this.#open(link.members)
  }

  async #open(members: readonly Member[]): Promise<void> {
    const { articles, notebook } = this.#reading
    const ids = members
      .map(({ articleId }) => articleId)
      .filter((id, index, all) => all.indexOf(id) === index)
      .slice(0, mostArticles)
    await Promise.all(
      ids.flatMap((id) => [articles.open(id), notebook.open(id)]).map((work) => work.catch(() => undefined)),
    )
  }

  /** Goes to an end of a link, in its pane or in a new one. */
  async goTo({ articleId, highlightId }: Member): Promise<void> {
    const { notebook, workspace } = this.#reading
    await notebook.open(articleId)
    const place = notebook.highlight(articleId, highlightId)?.place
    if (place && place.status !== 'lost') workspace.openAt(articleId, place, 'new')
    else workspace.open(articleId, 'new')
    workspace.select(articleId, highlightId)
  }

  #titleFor(members: readonly Member[]): string {
    const quote =
      members.map((member) => this.passage(member)?.quote).find((words) => words !== undefined) ?? ''
    const words = quote.replace(/\s+/g, ' ').trim()
    const cut = words.length <= 60 ? words : `${words.slice(0, 60).replace(/\s+\S*$/, '')}…`
    return cut === '' ? 'Link' : cut
  }

  #change(link: Link, fields: Partial<Link>, label: string): void {
    const operations = changeLink(link, fields, now())
    if (operations.length > 0) this.#apply(label, operations)
  }

  /** @returns what takes this very change back */
  #apply(label: string, operations: Operation[]): (label: string) => void {
    this.#show(operations)
    const { applied, takeBack } = this.#reading.notebook.perform(label, operations)
    applied.catch(() => void this.#query.ask())
    return takeBack
  }

  #show(operations: readonly Operation[]): void {
    const links = withOperations(this.list, operations)
    this.#query.value = { links, ends: this.#query.value?.ends ?? [] }
  }

  /** Learns the words of passages that are in no link yet; what else is shown of them, their articles say once they are read. */
  async #learn(members: readonly Member[]): Promise<void> {
    if (members.length === 0) return
    const ids = members.map(({ articleId, highlightId }) => ({ articleId, id: highlightId }))
    const records = await call('highlights.records', { ids })
    const unknown = { articleTitle: '', source: null, published: null, paragraph: null }
    const learned = records.map(({ id, anchor, hue }) => ({
      ...{ highlightId: id, quote: anchor.quote, hue },
      ...unknown,
    }))
    this.#learned = [...this.#learned, ...learned]
  }
}

/** The links with operations laid over them; those on other records are passed over. */
function withOperations(list: readonly Link[], operations: readonly Operation[]): readonly Link[] {
  return operations.reduce((links, operation) => {
    const isOnLinks =
      operation.type === 'addLink' || operation.type === 'changeLink' || operation.type === 'deleteLink'
    return isOnLinks ? applyToLinks(links, operation).state : links
  }, list)
}

export const [useLinks, setLinks] = createContext<Links>()
