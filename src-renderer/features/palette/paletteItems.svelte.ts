/** What the palette offers for what is typed: articles, tags, links, passages, commands; what fits best first. */
import type { LucideIcon } from '@lucide/svelte'
import { newId } from '#domain/ids'
import { count, sourceLine } from '#shared/format'
import { relationName } from '#shared/relations'
import type { Commands } from '#stores/commands.svelte'
import type { Comparison } from '#stores/comparison.svelte'
import type { FoundList, Library } from '#stores/library.svelte'
import type { Links } from '#stores/links.svelte'
import { openPassage, shortened } from '#stores/passages'
import type { Workspace } from '#stores/workspace.svelte'
import { Search } from '#ui/icons'
import { Command, FileText, Hash, Spline, TextQuote } from './icons'
import { fit, noFit } from './matching'

export interface Item {
  id: string
  icon: LucideIcon
  /** The letter of the pane in which it is open. */
  pane?: { letter: string; focused: boolean } | undefined
  label: string
  /** Other words that it is found by. */
  keywords?: string | undefined
  /** Ranges of the label to mark; without them, the words that were typed are. */
  marks?: readonly { start: number; end: number }[]
  lang?: string | undefined
  sub?: string | undefined
  keys?: string | undefined
  run: (beside: boolean) => void
}
export interface Group {
  label: string
  items: Item[]
  /** How well its best entry fits: those that fit better come first. */
  rank: number
}

/** Passages shown of one article. */
const passagesOfArticle = 2
const limits = { articles: 8, tags: 5, links: 3, passages: 4, commands: 6, commandsAlone: 40 }
/** Milliseconds after the last keystroke until the articles are asked for. */
const pause = 80
/** What is offered before anything is typed. */
const suggested = ['undo', 'searchLibrary', 'export', 'toggleNotes', 'settings', 'shortcuts']

/** Where entries come from. */
interface Sources {
  commands: Commands
  library: Library
  links: Links
  comparison: Comparison
}

export class PaletteItems {
  readonly #from: Sources
  readonly #workspace: Workspace
  readonly #text: () => string
  readonly #onlibrary: (part: 'search' | 'list') => void
  readonly #client = newId()
  /** What the library answered last, and to which words. */
  #found = $state.raw<{ words: string | null; list: FoundList | null }>({ words: null, list: null })

  readonly #commandsOnly = $derived.by(() => this.#text().startsWith('>'))
  readonly words = $derived.by(() => (this.#commandsOnly ? this.#text().slice(1) : this.#text()).trim())

  /** The articles and passages are those of other words than stand in the field now. */
  readonly stale = $derived(!this.#commandsOnly && this.#found.words !== this.words)
  readonly #articles = $derived(this.#found.list?.rows ?? [])
  readonly #total = $derived(this.#found.list?.total ?? 0)

  readonly #articleItems = $derived<Item[]>(
    this.#articles.map((row) => {
      const pane = this.#workspace.paneOf(row.id)
      return {
        id: `article-${row.id}`,
        icon: FileText,
        pane: pane && { letter: this.#workspace.letter(pane), focused: pane === this.#workspace.focused },
        label: row.metadata.title,
        sub: sourceLine(row.metadata),
        run: (beside) => this.#workspace.open(row.id, beside ? 'new' : 'focused'),
      }
    }),
  )
  readonly #tagItems = $derived.by((): Item[] =>
    this.words === ''
      ? []
      : ranked(this.#from.library.facets?.tags ?? [], ({ value }) => value, this.words.replace(/^#/, ''))
          .slice(0, limits.tags)
          .map(({ value, count: uses }) => ({
            id: `tag-${value}`,
            icon: Hash,
            label: value,
            sub: count(uses, 'highlight'),
            run: () => {
              this.#from.library.setFilter({ words: '', tags: [value] })
              this.#onlibrary('list')
            },
          })),
  )
  readonly #linkItems = $derived.by((): Item[] =>
    this.words === ''
      ? []
      : ranked(this.#from.links.list, ({ title }) => title, this.words)
          .slice(0, limits.links)
          .map((link) => ({
            id: `link-${link.id}`,
            icon: Spline,
            label: link.title,
            sub: `${relationName(link.relation)} · ${count(link.members.length, 'passage')}`,
            run: () => void this.#from.comparison.choose(link),
          })),
  )
  readonly #passageItems = $derived<Item[]>(
    this.#articles
      .flatMap((row, at) =>
        (this.#found.list?.hits[at]?.passages ?? []).slice(0, passagesOfArticle).map((passage, index) => {
          const { text: label, marks, cutBefore } = shortened(passage, 16)
          const shift = cutBefore ? 2 : 0
          const { terms } = this.#found.list ?? { terms: [] }
          return {
            id: `passage-${row.id}-${index}`,
            icon: TextQuote,
            label: cutBefore ? `… ${label}` : label,
            marks: marks.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
            lang: passage.kind === 'note' ? undefined : row.metadata.lang,
            sub: [passage.paragraph === null ? '' : `¶${passage.paragraph} · `, row.metadata.title].join(''),
            run: (beside: boolean) =>
              openPassage(this.#workspace, row.id, passage, terms, beside ? 'new' : 'focused'),
          }
        }),
      )
      .slice(0, limits.passages),
  )
  readonly #offered = $derived.by(() =>
    this.#from.commands.all.filter(
      (command) => (command.palette ?? true) && this.#from.commands.canRun(command),
    ),
  )
  readonly #commandItems = $derived<Item[]>(
    (this.words === '' && !this.#commandsOnly
      ? suggested.flatMap((each) => this.#offered.filter((command) => command.id === each))
      : ranked(
          this.#offered,
          (command) => this.#from.commands.labelOf(command),
          this.words,
          (command) => command.keywords,
        )
    )
      .slice(0, this.#commandsOnly ? limits.commandsAlone : limits.commands)
      .map((command) => ({
        id: `command-${command.id}`,
        icon: Command,
        label: this.#from.commands.labelOf(command),
        keywords: command.keywords,
        keys: command.keys?.[0],
        run: () => void this.#from.commands.run(command.id),
      })),
  )
  readonly #searchItem = $derived<Item>({
    id: 'search',
    icon: Search,
    label: `Search library for “${this.words}”`,
    sub: this.#total > this.#articles.length ? count(this.#total, 'article') : undefined,
    run: () => {
      this.#from.library.setFilter({ words: this.words })
      this.#onlibrary('list')
    },
  })

  readonly groups = $derived<Group[]>(
    (this.#commandsOnly
      ? [this.#group('Commands', this.#commandItems)]
      : [
          this.#group('Tags and links', [...this.#tagItems, ...this.#linkItems]),
          this.#group('Articles', this.#articleItems),
          this.#group('In the texts', this.#passageItems),
          this.words === ''
            ? this.#group('Commands', this.#commandItems)
            : this.#group('Commands', this.#commandItems, this.#searchItem),
        ]
    )
      .filter(({ items }) => items.length > 0)
      .sort((a, b) => a.rank - b.rank),
  )
  readonly items = $derived(this.groups.flatMap((group) => group.items))

  constructor(
    from: Sources,
    workspace: Workspace,
    text: () => string,
    onlibrary: (part: 'search' | 'list') => void,
  ) {
    this.#from = from
    this.#workspace = workspace
    this.#text = text
    this.#onlibrary = onlibrary
  }

  /** Asks the library as the words change. Call it once, while a component initialises. */
  start(): void {
    $effect(() => {
      if (this.#commandsOnly) return
      const asked = this.words
      const timer = setTimeout(
        () => {
          // While a query is being typed it may be wrong for a moment, and says so in the library.
          void this.#from.library
            .search(asked, limits.articles, { passages: passagesOfArticle, client: this.#client })
            .catch(() => null)
            .then((list) => {
              if (asked === this.words) this.#found = { words: asked, list }
            })
        },
        asked === '' ? 0 : pause,
      )
      return () => clearTimeout(timer)
    })
  }

  /** Before anything is typed the groups keep their order. What is `always` there says nothing of the fit. */
  #group(label: string, items: Item[], ...always: Item[]): Group {
    const ranks =
      this.words === '' ? [] : items.map((item) => fit(item.label, this.words, item.keywords) ?? noFit)
    return { label, items: [...items, ...always], rank: Math.min(noFit, ...ranks) }
  }
}

function ranked<Entry>(
  entries: readonly Entry[],
  label: (entry: Entry) => string,
  wanted: string,
  keywords: (entry: Entry) => string | undefined = () => undefined,
): Entry[] {
  return entries
    .flatMap((entry) => {
      const rank = fit(label(entry), wanted, keywords(entry))
      return rank === null ? [] : [{ entry, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry)
}
