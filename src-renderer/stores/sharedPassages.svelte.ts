/** What the open articles share, found by comparing them: passages, differences, what only one of them says. */
import { createContext, untrack } from 'svelte'
import { SvelteSet } from 'svelte/reactivity'
import { call } from '#client/api'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'
import type { Link } from '#domain/annotations/notebook'
import type { Comparison } from './comparison.svelte'
import {
  addressOf,
  differingIn,
  gradeNames,
  type Band,
  type ComparedPaint,
  type Found,
  type FoundDifference,
  type FoundEnd,
} from './found'
import type { Links } from './links.svelte'
import type { Reading } from './reading.svelte'

type Compared = CallResult<'compare.articles'>

/** What a link says while its relation is not chosen: that the passages belong together. */
export const unchosen = 'parallel'

const noPaint: ComparedPaint = { differing: [], chosen: [], only: [], rest: [] }

/* eslint-disable svelte/prefer-svelte-reactivity -- what is worked out is replaced as a whole, never changed in place */

export class SharedPassages {
  readonly #reading: Reading
  readonly #links: Links
  readonly #comparison: Comparison
  readonly #query: Query<'compare.articles', Compared | null>
  #chosenId = $state<string | null>(null)
  /** The panel with all differences is open. */
  panel = $state(false)
  /** Passages that were put aside are listed too. */
  withDismissed = $state(false)
  /** Passages instead of panes. */
  table = $state(false)
  /** The difference that was gone to last. */
  differenceId = $state<string | null>(null)
  /** Articles of which only what no other says is looked at. */
  readonly #only = new SvelteSet<string>()

  constructor(reading: Reading, links: Links, comparison: Comparison) {
    this.#reading = reading
    this.#query = new Query(
      ['compare.articles'],
      async (ask) => {
        const ids = this.#ids()
        return reading.workspace.view === 'compare' && ids.length > 1
          ? await ask('compare.articles', { ids })
          : null
      },
      { concerns: ({ articleIds }) => articleIds?.some((id) => this.#ids().includes(id)) ?? true },
    )
    this.#links = links
    this.#comparison = comparison
    comparison.onchoose = () => this.close()
  }

  /** Follows the open panes while they are compared. Call it once, while a component initialises. */
  start(): void {
    const { workspace, articles } = this.#reading
    const wanted = $derived(
      workspace.view === 'compare'
        ? this.#ids().map((id) => `${id} ${articles.view(id)?.summary.revision ?? ''}`)
        : [],
    )
    // A text that is another one by now is compared anew.
    const known = $derived(wanted.join('\n'))
    $effect(() => {
      if (known !== '') untrack(() => void this.#query.ask())
    })
    $effect(() => this.#query.follow())
  }

  /** The open articles, each once. */
  #ids(): string[] {
    return this.#reading.workspace.panes
      .map(({ articleId }) => articleId)
      .filter((id, at, all) => all.indexOf(id) === at)
  }

  get #compared(): Compared | null {
    return this.#query.value
  }

  /** Why they could not be compared; null where they were. */
  get failure(): string | null {
    return this.#query.failure
  }

  /** Compares again after a failure. */
  retry(): void {
    void this.#query.ask()
  }

  /** The open articles are compared, and what was found is shown. */
  readonly active = $derived.by(() => {
    const { workspace } = this.#reading
    return workspace.view === 'compare' && workspace.panes.length > 1 && this.#compared !== null
  })

  /** All shared passages of open articles, common lines left out, by their place in the first of them. */
  readonly all = $derived.by((): readonly Found[] => {
    const compared = this.#compared
    const { workspace } = this.#reading
    if (!compared) return []
    const found: Found[] = []
    for (const { a, b, passages } of compared.pairs) {
      const [left, right] = [compared.articles[a]?.id, compared.articles[b]?.id]
      const [paneA, paneB] = [left, right].map((id) => (id === undefined ? undefined : workspace.paneOf(id)))
      if (left === undefined || right === undefined || !paneA || !paneB) continue
      const swapped = workspace.panes.indexOf(paneA) > workspace.panes.indexOf(paneB)
      for (const passage of passages) {
        if (passage.common) continue
        const ends: [FoundEnd, FoundEnd] = [
          { ...passage.a, articleId: left, pane: paneA, differing: differingIn(passage, 'a') },
          { ...passage.b, articleId: right, pane: paneB, differing: differingIn(passage, 'b') },
        ]
        const differences = passage.differences.map(({ kind, a: one, b: other }, at) => ({
          id: `${passage.id}#${at}`,
          kind,
          passageId: passage.id,
          sides: swapped ? ([other, one] as const) : ([one, other] as const),
        }))
        if (swapped) ends.reverse()
        found.push({ id: passage.id, passage, ends, differences, link: this.#linkOf(ends) })
      }
    }
    const place = ({ ends: [first] }: Found): number =>
      workspace.panes.indexOf(first.pane) * 1e9 + first.start
    return found.sort((one, other) => place(one) - place(other))
  })

  /** Those that the reader has not put aside. */
  readonly shown = $derived(this.all.filter(({ passage }) => !passage.dismissed))
  /** Those that are neither linked nor put aside: suggestions. */
  readonly suggested = $derived(this.shown.filter(({ link }) => link === null))
  readonly dismissed = $derived(this.all.filter(({ passage }) => passage.dismissed))
  readonly differences = $derived(this.shown.flatMap(({ differences }) => differences))
  readonly chosen = $derived(this.all.find(({ id }) => id === this.#chosenId) ?? null)
  /** Its place among those that are shown, from 0; -1 for none. */
  readonly index = $derived(this.shown.findIndex(({ id }) => id === this.#chosenId))
  /** Two of the open articles are in languages that cannot be held against each other. */
  readonly incomparable = $derived(
    this.#compared?.pairs.filter(({ comparable }) => !comparable).length === this.#compared?.pairs.length &&
      (this.#compared?.pairs.length ?? 0) > 0,
  )

  get(id: string): Found | undefined {
    return this.all.find((found) => found.id === id)
  }

  /** How many sentences only this article has; null until it is known, or where nothing is shared. */
  onlyCount(articleId: string): number | null {
    if (!this.active || this.shown.length === 0) return null
    return this.article(articleId)?.onlyHere.length ?? null
  }

  isOnly(articleId: string): boolean {
    return this.#only.has(articleId)
  }

  toggleOnly(articleId: string): void {
    if (!this.#only.delete(articleId)) this.#only.add(articleId)
  }

  /** How many sentences of an article another one has, of how many. */
  sharedSentences(articleId: string, otherId: string): { shared: number; of: number } {
    const sentences = this.article(articleId)?.sentences.filter(({ role }) => role === 'text') ?? []
    const shared = new Set(
      this.shown.flatMap(({ ends }) =>
        ends.some((end) => end.articleId === otherId)
          ? ends.flatMap((end) => (end.articleId === articleId ? end.sentences : []))
          : [],
      ),
    )
    return { shared: shared.size, of: sentences.length }
  }

  paint(articleId: string): ComparedPaint {
    if (!this.active) return noPaint
    const ends = this.endsIn(articleId)
    const only = this.#only.has(articleId)
    const sentences = this.article(articleId)
    const own = new Set(only ? (sentences?.onlyHere ?? []) : [])
    const chosen = this.chosen
    return {
      differing: ends.flatMap(({ end }) => end.differing),
      chosen: ends.flatMap(({ found, end }) => (found === chosen ? end.differing : [])),
      only: sentences?.sentences.filter((_, at) => own.has(at)) ?? [],
      rest: only ? (sentences?.sentences.filter((_, at) => !own.has(at)) ?? []) : [],
    }
  }

  /** The bands beside an article's text; a sentence of several passages has one, of the best. */
  bands(articleId: string): Band[] {
    if (!this.active) return []
    const { workspace } = this.#reading
    const best = new Map<string, { found: Found; end: FoundEnd; other: FoundEnd }>()
    for (const { found, end, other } of this.endsIn(articleId)) {
      const key = `${end.start}-${end.end}`
      const before = best.get(key)
      const better =
        found === this.chosen ||
        (before !== undefined &&
          before.found !== this.chosen &&
          found.passage.score > before.found.passage.score)
      if (!before || better) best.set(key, { found, end, other })
    }
    return [...best.values()].map(({ found, end, other }) => ({
      start: end.start,
      end: end.end,
      passageId: found.id,
      grade: found === this.chosen ? 'chosen' : found.passage.grade,
      label: `${gradeNames[found.passage.grade]} · ${workspace.letter(other.pane)}${addressOf(other)}`,
    }))
  }

  /** Looks at a shared passage: its ends are brought level, and the dock shows them. */
  async choose(id: string): Promise<void> {
    const found = this.get(id)
    if (!found) return
    this.#chosenId = id
    this.table = false
    this.#comparison.close()
    await this.#comparison.bring(
      found.ends.map(({ pane, start, end }) => ({ pane, start, end })),
      () => this.#chosenId === id,
    )
  }

  close(): void {
    this.#chosenId = null
    this.differenceId = null
  }

  /** Looks at the next shared passage or the one before, from the cursor where none is chosen; round the end. */
  step(by: 1 | -1): Found | null {
    const { shown } = this
    if (shown.length === 0) return null
    const from = this.index >= 0 ? this.index : by === 1 ? -1 : 0
    const next = shown[(from + by + shown.length) % shown.length] ?? null
    if (next) void this.choose(next.id)
    return next
  }

  /** Goes to the next difference or the one before. */
  stepDifference(by: 1 | -1): FoundDifference | null {
    const { differences } = this
    if (differences.length === 0) return null
    const at = differences.findIndex(({ id }) => id === this.differenceId)
    const inChosen = differences.findIndex(({ passageId }) => passageId === this.#chosenId)
    const from = at >= 0 ? at : inChosen >= 0 ? inChosen - (by === 1 ? 1 : 0) : by === 1 ? -1 : 0
    const next = differences[(from + by + differences.length) % differences.length] ?? null
    if (next) this.goToDifference(next)
    return next
  }

  goToDifference({ id, passageId }: FoundDifference): void {
    this.differenceId = id
    void this.choose(passageId)
  }

  /** The relation that is proposed for a link whose relation was not chosen yet; null where none is. */
  proposedFor(link: Link): string | null {
    if (link.relation !== unchosen) return null
    const found = this.all.find((each) => each.link?.id === link.id)
    const proposed = found ? this.proposal(found) : unchosen
    return proposed === unchosen ? null : proposed
  }

  /** The relation that is proposed for a passage: it agrees where nothing differs. */
  proposal({ passage, differences }: Found): string {
    if (differences.length > 0) return 'contradicts'
    return passage.grade === 'same' ? 'agrees' : 'parallel'
  }

  /** Puts a passage aside, in every view, or brings it back. @returns what takes that back */
  async dismiss(found: Found, dismissed = true): Promise<() => Promise<void>> {
    const pair = this.#pairOf(found)
    if (!pair) return () => Promise.resolve()
    if (dismissed && this.#chosenId === found.id) this.close()
    await call('compare.dismiss', { pairs: [pair], dismissed })
    return async () => {
      await call('compare.dismiss', { pairs: [pair], dismissed: !dismissed })
    }
  }

  /** The words of an end. */
  words({ articleId, start, end }: FoundEnd): string {
    return this.#reading.articles.view(articleId)?.text.slice(start, end) ?? ''
  }

  /** The shared passages of an article, with the end in it and the other. */
  endsIn(articleId: string): { found: Found; end: FoundEnd; other: FoundEnd }[] {
    return this.shown.flatMap((found) => {
      const [a, b] = found.ends
      if (a.articleId === articleId) return [{ found, end: a, other: b }]
      return b.articleId === articleId ? [{ found, end: b, other: a }] : []
    })
  }

  /** An article as it was compared. */
  article(articleId: string): Compared['articles'][number] | undefined {
    return this.#compared?.articles.find(({ id }) => id === articleId)
  }

  #linkOf(ends: readonly FoundEnd[]): Link | null {
    const { notebook } = this.#reading
    const touches = (link: Link, { articleId, start, end }: FoundEnd): boolean =>
      link.members.some((member) => {
        if (member.articleId !== articleId) return false
        const place = notebook.highlight(articleId, member.highlightId)?.place
        return place !== undefined && place.status !== 'lost' && place.start < end && start < place.end
      })
    return this.#links.list.find((link) => ends.every((end) => touches(link, end))) ?? null
  }

  #pairOf(
    found: Found,
  ): { a: { articleId: string; quote: string }; b: { articleId: string; quote: string } } | null {
    const [a, b] = found.ends.map((end) => ({ articleId: end.articleId, quote: this.words(end) }))
    return a && b && a.quote !== '' && b.quote !== '' ? { a, b } : null
  }
}

export const [useSharedPassages, setSharedPassages] = createContext<SharedPassages>()
