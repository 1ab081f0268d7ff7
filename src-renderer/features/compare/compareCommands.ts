/** The commands of linking and comparing, for keys, menu, palette and shortcut sheet. */
import type { App } from '#stores/app.svelte'
import type { Command } from '#stores/commands.svelte'
import type { Comparison } from '#stores/comparison.svelte'
import type { Links } from '#stores/links.svelte'
import type { Workspace } from '#stores/workspace.svelte'

export interface CompareCommandOptions {
  app: App
  links: Links
  comparison: Comparison
  workspace: Workspace
  /** Gives up the link that is being made. */
  cancel: () => void
}

export function compareCommands({
  app,
  links,
  comparison,
  workspace,
  cancel,
}: CompareCommandOptions): Command[] {
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
      run: () => comparison.cycleRelation(),
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
      id: 'claimTable',
      keywords: 'compare csv markdown',
      label: 'Claim table',
      group: 'Compare',
      run: () => app.open({ kind: 'claimTable' }),
    },
  ]
}
