/** The commands of linking and comparing, for keys, menu, palette and shortcut sheet. */
import type { App } from '#stores/app.svelte'
import type { Command } from '#stores/commands.svelte'
import type { Comparison } from '#stores/comparison.svelte'
import type { Links } from '#stores/links.svelte'
import type { Reading } from '#stores/reading.svelte'
import type { Related } from '#stores/related.svelte'
import type { SharedPassages } from '#stores/sharedPassages.svelte'
import type { Toasts } from '#stores/toasts.svelte'
import { addLink, dismiss } from './passageActions'
import { askForChosen } from './relatedActions'

export interface CompareCommandOptions {
  app: App
  links: Links
  comparison: Comparison
  reading: Reading
  shared: SharedPassages
  related: Related
  toasts: Toasts
  /** Gives up the link that is being made. */
  cancel: () => void
}

export function compareCommands({
  app,
  links,
  comparison,
  reading,
  shared,
  related,
  toasts,
  cancel,
}: CompareCommandOptions): Command[] {
  const stores = { reading, shared, links, comparison, toasts }
  const { workspace } = reading
  const compared = (): boolean => comparing() && shared.active
  const comparing = (): boolean => workspace.view === 'compare'
  const some = (): boolean => comparing() && links.list.length > 0
  const chosen = (): boolean => comparing() && comparison.chosen !== null
  return [
    {
      id: 'nextLink',
      label: 'Next link',
      group: 'Compare',
      keys: [']'],
      enabled: some,
      run: () => comparison.step(1),
    },
    {
      id: 'previousLink',
      label: 'Previous link',
      group: 'Compare',
      keys: ['['],
      enabled: some,
      run: () => comparison.step(-1),
    },
    {
      id: 'alignLink',
      label: 'Align the passages of the link',
      group: 'Compare',
      keys: ['A'],
      enabled: chosen,
      run: () => void comparison.align(),
    },
    {
      id: 'relation',
      label: 'Next relation',
      group: 'Compare',
      keys: ['R'],
      enabled: () => chosen() || links.draft !== null,
      run: () => {
        const proposed = comparison.chosen && !links.draft ? shared.proposedFor(comparison.chosen) : null
        if (comparison.chosen && proposed !== null) links.setRelation(comparison.chosen, proposed)
        else comparison.cycleRelation()
      },
    },
    {
      id: 'finishLink',
      label: 'Go to the new link',
      group: 'Compare',
      keys: ['Shift+L'],
      enabled: () => links.draft !== null,
      run: () => void (links.asked = true),
    },
    {
      id: 'cancelLink',
      label: 'Discard the new link',
      group: 'Compare',
      keys: ['Escape'],
      enabled: () => links.draft !== null,
      run: cancel,
    },
    {
      id: 'nextPassage',
      label: 'Next shared passage',
      group: 'Compare',
      keys: ['S'],
      enabled: compared,
      run: () => void shared.step(1),
    },
    {
      id: 'previousPassage',
      label: 'Previous shared passage',
      group: 'Compare',
      keys: ['Shift+S'],
      enabled: compared,
      run: () => void shared.step(-1),
    },
    {
      id: 'nextDifference',
      label: 'Next difference',
      group: 'Compare',
      keys: ['D'],
      enabled: () => compared() && shared.differences.length > 0,
      run: () => void shared.stepDifference(1),
    },
    {
      id: 'previousDifference',
      label: 'Previous difference',
      group: 'Compare',
      keys: ['Shift+D'],
      enabled: () => compared() && shared.differences.length > 0,
      run: () => void shared.stepDifference(-1),
    },
    {
      id: 'onlyHere',
      label: 'Only here: mark what no other open article says',
      keywords: 'unique omitted omission',
      group: 'Compare',
      keys: ['O'],
      enabled: () => compared() && workspace.focused !== undefined,
      run: () => {
        if (workspace.focused) shared.toggleOnly(workspace.focused.articleId)
      },
    },
    {
      id: 'addLink',
      label: 'Add link of the shared passage',
      group: 'Compare',
      keys: ['L'],
      first: true,
      enabled: () => comparing() && shared.chosen !== null && shared.chosen.link === null,
      run: () => {
        if (shared.chosen) addLink(stores, shared.chosen)
      },
    },
    {
      id: 'dismissPassage',
      label: 'Dismiss the shared passage',
      group: 'Compare',
      keys: ['Delete'],
      first: true,
      enabled: () => comparing() && shared.chosen !== null && shared.chosen.link === null,
      run: () => {
        if (shared.chosen) void dismiss(stores, shared.chosen)
      },
    },
    {
      id: 'relatedPassages',
      label: 'Related passages of the shared passage',
      keywords: 'similar nearest sources',
      group: 'Compare',
      keys: ['Shift+R'],
      enabled: () => workspace.panes.length > 0 || related.question !== null,
      run: () => {
        if (related.question) related.close()
        else askForChosen(stores, shared, related)
      },
    },
    {
      id: 'differences',
      label: 'Differences',
      keywords: 'contradictions figures dates names',
      group: 'Compare',
      keys: ['Shift+F'],
      enabled: compared,
      run: () => void (shared.panel = !shared.panel),
    },
    {
      id: 'comparisonTable',
      label: () => (shared.table ? 'Panes instead of the table' : 'Table of shared passages'),
      name: 'Table of shared passages',
      group: 'Compare',
      keys: ['Shift+T'],
      enabled: compared,
      run: () => void (shared.table = !shared.table),
    },
    {
      id: 'closePassage',
      label: 'Close the table, the differences, the shared passage',
      group: 'Compare',
      keys: ['Escape'],
      palette: false,
      enabled: () => comparing() && (shared.table || shared.panel || shared.chosen !== null),
      run: () => {
        if (shared.table) shared.table = false
        else if (shared.panel) shared.panel = false
        else shared.close()
      },
    },
    {
      id: 'claimTable',
      keywords: 'compare csv markdown',
      label: 'Claim table',
      group: 'Compare',
      run: () => app.open({ kind: 'claimTable' }),
    },
  ]
}
