/** The one tooltip that can be on the screen. */

interface TooltipContent {
  text: string
  keys?: string | undefined
}

class TooltipState {
  current = $state.raw<(TooltipContent & { anchor: Element }) | null>(null)
}

export const tooltipState = new TooltipState()
