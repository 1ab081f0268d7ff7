/** The icons of comparing; one import each, so that the whole set is not bundled. */
import type { LucideIcon } from '@lucide/svelte'
import CircleSlash from '@lucide/svelte/icons/circle-slash'
import Equal from '@lucide/svelte/icons/equal'
import EqualNot from '@lucide/svelte/icons/equal-not'
import PenLine from '@lucide/svelte/icons/pen-line'
import Plus from '@lucide/svelte/icons/plus'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import Tally2 from '@lucide/svelte/icons/tally-2'
import { knownRelation, type KnownRelation } from '#shared/relations'

export { default as ChevronDown } from '@lucide/svelte/icons/chevron-down'
export { default as ChevronUp } from '@lucide/svelte/icons/chevron-up'
export { default as ArrowDownUp } from '@lucide/svelte/icons/arrow-down-up'
export { default as ArrowRight } from '@lucide/svelte/icons/arrow-right'
export { default as Check } from '@lucide/svelte/icons/check'
export { default as CircleHelp } from '@lucide/svelte/icons/circle-question-mark'
export { default as Clock } from '@lucide/svelte/icons/clock'
export { default as Download } from '@lucide/svelte/icons/download'
export { default as Ellipsis } from '@lucide/svelte/icons/ellipsis'
export { default as Hash } from '@lucide/svelte/icons/hash'
export { default as Landmark } from '@lucide/svelte/icons/landmark'
export { default as Minus } from '@lucide/svelte/icons/minus'
export { default as NotebookPen } from '@lucide/svelte/icons/notebook-pen'
export { default as PanelLeftOpen } from '@lucide/svelte/icons/panel-left-open'
export { default as PenLine } from '@lucide/svelte/icons/pen-line'
export { default as Plus } from '@lucide/svelte/icons/plus'
export { default as Quote } from '@lucide/svelte/icons/quote'
export { default as Spline } from '@lucide/svelte/icons/spline'
export { default as Table2 } from '@lucide/svelte/icons/table-2'
export { default as X } from '@lucide/svelte/icons/x'

const byRelation: Readonly<Record<KnownRelation, LucideIcon>> = {
  agrees: Equal,
  contradicts: EqualNot,
  adds: Plus,
  updates: RefreshCw,
  omits: CircleSlash,
  parallel: Tally2,
}

export function relationIcon(relation: string): LucideIcon {
  const known = knownRelation(relation)
  return known ? byRelation[known] : PenLine
}
