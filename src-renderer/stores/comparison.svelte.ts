/** The comparison on the screen: which link is looked at, and how the panes are scrolled to its passages. */
import { createContext } from 'svelte'
import { maxPanes } from '#domain/settings'
import type { Link } from '#domain/annotations/notebook'
import { nextRelation } from '#shared/relations'
import type { Links, Passage } from './links.svelte'
import type { Reading } from './reading.svelte'
import type { Pane } from './workspace.svelte'

/** Whether the panes are kept level by what they share, scroll by the same share of their way, or each for itself. */
export type ScrollMode = 'passages' | 'together' | 'free'

/** A passage in a pane. */
export interface Standing {
  pane: Pane
  start: number
  end: number
}

/** Panes are added for a link's articles up to this number; from then on they take the place of others. */
const comfortable = 3
/** How many frames texts get to settle after they were opened or have become wider. */
const settling = 12
/** How many frames an article may take to be on the screen. */
const patience = 240
/** Passages are brought to this share of the height of the view. */
const share = 0.28

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))

export class Comparison {
  /** Called before a link is looked at. */
  onchoose: () => void = () => undefined
  #free = $state(false)
  #chosenId = $state<string | null>(null)
  readonly #reading: Reading
  readonly #links: Links
  #turn = 0

  constructor(reading: Reading, links: Links) {
    this.#reading = reading
    this.#links = links
  }

  get mode(): ScrollMode {
    const { panes } = this.#reading.workspace
    if (panes.length > 1 && panes.every((pane) => pane.locked)) return 'together'
    return this.#free ? 'free' : 'passages'
  }

  get chosen(): Link | null {
    return this.#chosenId === null ? null : (this.#links.get(this.#chosenId) ?? null)
  }

  /** Its place in the list, from 0; -1 where none is chosen. */
  get index(): number {
    return this.#links.list.findIndex(({ id }) => id === this.#chosenId)
  }

  /** Looks at a link: opens its articles where they are not open, and brings its passages into view. */
  async choose(link: Link): Promise<void> {
    this.onchoose()
    this.#chosenId = link.id
    this.#reading.workspace.show('compare')
    await this.#links.read(link)
    if (this.#chosenId !== link.id) return
    this.#openArticles(link)
    await this.align(this.mode === 'free' ? 'reveal' : 'align')
  }

  close(): void {
    this.#chosenId = null
  }

  /** Looks at the next link or the one before, round the end. */
  step(by: 1 | -1): void {
    const { list } = this.#links
    const from = this.index === -1 && by === -1 ? 0 : this.index
    const link = list[(from + by + list.length) % list.length]
    if (link) void this.choose(link)
  }

  cycleRelation(): void {
    const { draft } = this.#links
    const { chosen } = this
    if (draft) this.#links.change({ relation: nextRelation(draft.relation) })
    else if (chosen) this.#links.setRelation(chosen, nextRelation(chosen.relation))
  }

  setMode(mode: ScrollMode): void {
    this.#free = mode === 'free'
    for (const pane of this.#reading.workspace.panes) pane.locked = mode === 'together'
    if (mode === 'passages') void this.align()
  }

  /**
   * Brings the first passage of the chosen link in each pane to one height, as far as the texts can be scrolled; with
   * `reveal` only where none of them is in view.
   */
  async align(how: 'align' | 'reveal' = 'align'): Promise<void> {
    const link = this.chosen
    if (link)
      await this.#settle(
        () => this.#firsts(link),
        how,
        () => this.#chosenId === link.id,
      )
  }

  /** Brings passages level, or where the panes scroll each for itself into view. @param wanted whether they still are */
  async bring(standing: readonly Standing[], wanted: () => boolean): Promise<void> {
    await this.#settle(() => standing, this.mode === 'free' ? 'reveal' : 'align', wanted)
  }

  /** Brings passages to their place, again while the texts settle. */
  async #settle(
    standing: () => readonly Standing[],
    how: 'align' | 'reveal',
    wanted: () => boolean,
  ): Promise<void> {
    const turn = ++this.#turn
    const ready = (): boolean => standing().every(({ pane }) => (pane.surface?.view() ?? null) !== null)
    for (let waited = 0; waited < patience && !ready(); waited++) await frame()
    for (let left = settling; left > 0 && turn === this.#turn; left--) {
      if (!wanted()) return
      bringLevel(standing(), how)
      await frame()
    }
  }

  /** The first passage of a link in each pane. */
  #firsts(link: Link): readonly Standing[] {
    return this.standing(link).filter(
      ({ pane }, index, all) => all.findIndex((other) => other.pane === pane) === index,
    )
  }

  /** The passages of a link that stand in open panes, in the order of the panes. */
  standing(link: Link): { pane: Pane; passage: Passage; start: number; end: number }[] {
    const { workspace } = this.#reading
    return link.members
      .flatMap((member) => {
        const pane = workspace.paneOf(member.articleId)
        const passage = pane ? this.#links.passage(member) : null
        const place = passage?.place
        return pane && passage && place && place.status !== 'lost'
          ? [{ pane, passage, start: place.start, end: place.end }]
          : []
      })
      .sort((a, b) => workspace.panes.indexOf(a.pane) - workspace.panes.indexOf(b.pane) || a.start - b.start)
  }

  #openArticles(link: Link): void {
    const { workspace } = this.#reading
    const wanted = link.members
      .filter((member) => this.#links.passage(member) !== null)
      .map(({ articleId }) => articleId)
      .filter((id, index, all) => all.indexOf(id) === index)
      .slice(0, maxPanes)
    const room = Math.max(comfortable, wanted.length)
    for (const id of wanted) {
      if (workspace.paneOf(id)) continue
      const spare = workspace.panes.findLastIndex((pane) => !wanted.includes(pane.articleId))
      if (workspace.panes.length >= room && spare !== -1) workspace.open(id, spare)
      else workspace.insert(id, workspace.panes.length)
    }
    const first = wanted[0] === undefined ? undefined : workspace.paneOf(wanted[0])
    if (first) workspace.focus(workspace.panes.indexOf(first))
  }
}

/** Brings passages to one height, as far as the texts can be scrolled; with `reveal` only those that are out of view. */
function bringLevel(standing: readonly Standing[], how: 'align' | 'reveal'): void {
  const views = standing.flatMap(({ pane, start, end }) => {
    const range = { start, end }
    const view = pane.surface?.view()
    const reach = pane.surface?.reach(range)
    const span = pane.surface?.span(range)
    return view && reach && span ? [{ pane, range, view, reach, span }] : []
  })
  if (views.length === 0) return
  const height = Math.min(...views.map(({ view }) => view.height))
  const wanted = Math.max(
    Math.min(height * share, ...views.map(({ reach }) => reach.most)),
    ...views.map(({ reach }) => reach.least),
  )
  // Where one text ends too early for the others to follow, each is brought as near as it can be.
  const distance = Math.min(wanted, height * 0.7)
  for (const { pane, range, view, span } of views) {
    const seen = span.top >= view.top && span.bottom <= view.bottom
    if (how === 'align') pane.surface?.bring(range, distance)
    else if (!seen) pane.surface?.bring(range, height * share)
  }
}

export const [useComparison, setComparison] = createContext<Comparison>()
